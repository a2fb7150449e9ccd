export type Locale = 'en' | 'fr';

const SYSTEMS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  'windows-x64': { en: 'Windows 64-bit (x64)', fr: 'Windows 64 bits (x64)' },
  'windows-x86': { en: 'Windows 32-bit (x86)', fr: 'Windows 32 bits (x86)' },
  'windows-arm64': { en: 'Windows Arm64', fr: 'Windows Arm64' },
  'linux-x64': { en: 'Linux (x64)', fr: 'Linux (x64)' },
  macos: { en: 'macOS', fr: 'macOS' },
};

export const systemName = (os: string, locale: Locale): string => SYSTEMS[os]?.[locale] ?? os;

/** `fr` as “French” or “Français”, capitalised as a label. */
export function languageName(code: string, locale: Locale): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return code;
  }
}

/** “French · Windows 64-bit”; empty for a key or download that fits any. */
export const suits = (of: { language: string | null; os: string | null }, locale: Locale): string =>
  [of.language && languageName(of.language, locale), of.os && systemName(of.os, locale)].filter(Boolean).join(' · ');

/** The client's language tag: the form of dates where that is the page's language. */
let client: string | null = null;
const clientTag = (): string => client ?? navigator.language;
export function useClient(tag: string): void {
  client = tag;
}

const tag = (locale: Locale): string =>
  new RegExp(`^${locale}-[a-z]{2}$`, 'i').test(clientTag()) ? clientTag() : locale === 'fr' ? 'fr-FR' : 'en-GB';

/** The client's language tag and time zone. */
export const reader = (): { locale: string; timeZone: string } => ({
  locale: clientTag(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** `28 Feb 2027`, `Feb 28, 2027`, `1er févr. 2027`, as on the cards; a moment's day in the browser's time zone. */
export function dayText(day: string, locale: Locale): string {
  const isDay = day.length === 10;
  const format = new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium', ...(isDay && { timeZone: 'UTC' }) });
  const text = format.format(new Date(day));
  return locale === 'fr' ? text.replace(/^1 /, '1er ') : text.replace('Sept', 'Sep');
}

/** A moment's time in the browser's time zone. */
export const timeText = (moment: string, locale: Locale): string =>
  new Intl.DateTimeFormat(tag(locale), { timeStyle: 'short' }).format(new Date(moment));

export const numberText = (count: number, locale: Locale): string => new Intl.NumberFormat(tag(locale)).format(count);

/** `2026-11` as "Nov" or "November 2026". */
export const monthText = (month: string, locale: Locale, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(tag(locale), {
    month: style,
    timeZone: 'UTC',
    ...(style === 'long' && { year: 'numeric' }),
  })
    .format(new Date(`${month}-15T00:00:00Z`))
    .replace(/^Sept$/, 'Sep');
