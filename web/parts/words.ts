import type { Locale } from './teams';

const SYSTEMS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  'windows-x64': { en: 'Windows 64-bit', fr: 'Windows 64 bits' },
  'windows-x86': { en: 'Windows 32-bit', fr: 'Windows 32 bits' },
  'windows-arm64': { en: 'Windows on Arm', fr: 'Windows sur Arm' },
  'linux-x64': { en: 'Linux', fr: 'Linux' },
  macos: { en: 'macOS', fr: 'macOS' },
};

export const systemName = (os: string, locale: Locale): string => SYSTEMS[os]?.[locale] ?? os;

/** `fr` as “French” or “Français”, with a capital as the first word of a label. */
export function languageName(code: string, locale: Locale): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return code;
  }
}

/** “French · Windows 64-bit”, or empty where a key or a download suits any. */
export const suits = (of: { language: string | null; os: string | null }, locale: Locale): string =>
  [of.language && languageName(of.language, locale), of.os && systemName(of.os, locale)].filter(Boolean).join(' · ');

/** A day (`YYYY-MM-DD`) as people write it. Days are in UTC. */
export const dayText = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** A moment in the person's own time zone. */
export const momentText = (moment: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  );
