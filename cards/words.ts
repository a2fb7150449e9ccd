import type { Locale } from '../benefits/command';
import { type Day, daysBetween, knownTimeZone, type Moment } from '../benefits/time';
import type { BenefitRef, RenderOptions } from './views';

export type Reader = Pick<RenderOptions, 'locale' | 'region' | 'timeZone'>;

const tag = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB');

/** Created lazily: the first one costs a few milliseconds at startup. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf({ locale, region }: Reader, parts: 'dateStyle' | 'timeStyle', timeZone: string): Intl.DateTimeFormat {
  const form = region ? `${locale}-${region}` : tag(locale);
  const key = `${form} ${parts} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const style = parts === 'dateStyle' ? ({ dateStyle: 'medium' } as const) : ({ timeStyle: 'short' } as const);
  const made = new Intl.DateTimeFormat(form, { ...style, timeZone });
  formats.set(key, made);
  return made;
}

/** How the reader's client writes dates and times. What it sent is checked here. */
export function readerOf(
  locale: Locale,
  client: { locale?: string | null | undefined; timeZone?: string | null | undefined },
  timeZone: string,
): Reader & { timeZone: string } {
  const [, language, region] = /^(en|fr)-([a-z]{2})$/i.exec(client.locale ?? '') ?? [];
  return {
    locale,
    ...(region && language?.toLowerCase() === locale && { region: region.toUpperCase() }),
    timeZone: (client.timeZone && knownTimeZone(client.timeZone)) || timeZone,
  };
}

/** French `de` before a name: `d’Azure`, `de Visio`, `de Yammer`. */
export const de = (name: string): string =>
  /^(?:[aeiouàâéèêëîïôûùœh]|y(?![aeiou]))/iu.test(name) ? `d’${name}` : `de ${name}`;

/** `28 Feb 2027`, `Feb 28, 2027`, `1er févr. 2027`; a moment's day in the reader's time zone. Other text is returned as it is. */
export function dayText(day: Day | Moment, reader: Reader): string {
  const time = Date.parse(day);
  if (Number.isNaN(time)) return day;
  const text = formatOf(reader, 'dateStyle', day.length === 10 ? 'UTC' : (reader.timeZone ?? 'UTC')).format(time);
  return reader.locale === 'fr' ? text.replace(/^1 /, '1er ') : text.replace('Sept', 'Sep');
}

/** Day and time in the reader's time zone; UTC is named. */
export function momentText(moment: Moment, reader: Reader): string {
  const { timeZone = 'UTC' } = reader;
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return moment;
  const said = `${dayText(moment, reader)}, ${formatOf(reader, 'timeStyle', timeZone).format(time)}`;
  return timeZone === 'UTC' ? `${said} UTC` : said;
}

/** `Ana, Tom and José`. */
export const listText = (names: readonly string[], locale: Locale, joined: 'and' | 'or' = 'and'): string =>
  new Intl.ListFormat(tag(locale), { type: joined === 'or' ? 'disjunction' : 'conjunction' }).format(names);

/** Near enough to warn about. */
export const isNear = (day: Day, today: Day): boolean => daysBetween(today, day) <= 60;

/** Control and direction characters: they can disguise a name or break a line. */
const TRICKS = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]+/gu;

/** Some clients don't break words this long. Addresses stay whole because people copy them. */
const ENDLESS = /[^\s@\u200B]{41,}/gu;
const breakable = (word: string): string => word.replace(/.{20}(?=.)/gu, '$&\u200B');

/** External text as one line of at most `most` characters, without control characters. */
export function plain(text: string, most = 200): string {
  const line = text.replace(TRICKS, ' ').replace(/\{\{/g, '{\u200B{').replace(/ {2,}/g, ' ').trim();
  const letters = Array.from(line);
  const short =
    letters.length <= most
      ? line
      : `${letters
          .slice(0, most - 1)
          .join('')
          .trimEnd()}…`;
  return short.replace(ENDLESS, breakable);
}

/** Like `plain`, but keeps line breaks. */
export const plainLines = (text: string, most: number): string =>
  plain(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/\n/g, '\uE000'),
    most,
  ).replace(/ ?\uE000 ?/g, '\n');

/** Maximum length of a name on a card. */
export const NAME = 80;

export const nameOf = (benefit: Pick<BenefitRef, 'nameEn' | 'nameFr'>, locale: Locale): string =>
  plain(locale === 'fr' ? benefit.nameFr || benefit.nameEn : benefit.nameEn || benefit.nameFr, NAME);

const OS = {
  'windows-x64': 'Windows 64-bit (x64)',
  'windows-x86': 'Windows 32-bit (x86)',
  'windows-arm64': 'Windows Arm64',
  'linux-x64': 'Linux (x64)',
  macos: 'macOS',
} as const;

export const systemText = (os: keyof typeof OS, locale: Locale): string =>
  locale === 'fr' ? OS[os].replace('-bit', ' bits') : OS[os];

/** A language's name in the reader's language: `Français`, `German`. */
export function languageText(code: string, locale: Locale): string {
  let name: string | undefined;
  try {
    name = new Intl.DisplayNames(tag(locale), { type: 'language' }).of(code);
  } catch {
    name = code;
  }
  const text = name ?? code;
  return text.charAt(0).toLocaleUpperCase(tag(locale)) + text.slice(1);
}

export interface Wording {
  name(id: string): string;
  day(day: string): string;
  list(names: readonly string[], joined: 'and' | 'or'): string;
}

export interface ActWords {
  benefit: string;
  who: string;
  from: string;
  name: string;
  email: string;
  role: string;
  until: string;
  /** The seat is held already, and gets another last day. */
  prolongs: boolean;
  quantity: number;
}
