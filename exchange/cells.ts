import { LOCALES } from '../benefits/command';
import { canonicalEmail, isGuestSignIn } from '../benefits/email';
import { invisibleIn } from '../benefits/invisible';
import { holdsKey, writtenForm } from '../benefits/key-text';
import type { Day } from '../benefits/time';
import { unescapeFormula } from './characters';
import { type DateOrder, parseDay } from './dates';
import { LONGEST_CELL } from './limits';
import type { Place } from './rows';
import { type Row, type Table, textOf } from './table';

/**
 * Reads the cells of one row by column. A wrong cell is reported and yields some value of the right type, which is never
 * used: with errors nothing is imported.
 */
export interface Cells {
  /** Whether the file has this column. */
  has(column: string): boolean;
  text(column: string, most: number, must?: boolean): string;
  /** Text that may contain line breaks. */
  lines(column: string, most: number): string;
  oneOf<T extends string>(column: string, values: readonly T[]): T;
  oneOfOrNone<T extends string>(column: string, values: readonly T[]): T | null;
  day(column: string): Day;
  dayOrNone(column: string): Day | null;
  /** A whole number of at least `least`. */
  number(column: string, least: number, most: number): number;
  numberOrNone(column: string, least: number, most: number): number | null;
  https(column: string, must?: boolean): string | null;
  email(column: string, must?: boolean): string;
  language(column: string): string | null;
  locale(column: string): 'en' | 'fr' | null;
  /** Undefined: empty, so unchanged. Null: `-`, so none. */
  objectId(column: string): string | null | undefined;
  /** Words separated by `;`. */
  words(column: string): string[];
  key(column: string): string;
  benefitId(column: string): string;
  knownBenefit(column: string, known: KnownBenefits): string;
}

export interface KnownBenefits {
  has(id: string): boolean;
  /** Null also after a number of suggestions, to bound the time. */
  nearest(id: string): string | null;
}

/** Created lazily: it costs 10 ms. */
let languages: Intl.DisplayNames | null = null;
const isLanguage = (code: string): boolean => {
  if ((LOCALES as readonly string[]).includes(code)) return true;
  languages ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return languages.of(code) !== undefined;
};

/** Languages whose regions or scripts have products of their own. */
const WITH_REGION = ['pt', 'zh', 'sr'];

/** `fr-FR` becomes fr; pt-BR and zh-TW are kept. Null: not a language tag. */
function languageTag(text: string): string | null {
  const parts = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/i.exec(text);
  const language = parts?.[1]?.toLowerCase() ?? '';
  if (language === '' || !isLanguage(language)) return null;
  if (!WITH_REGION.includes(language)) return language;
  const script = parts?.[2] && parts[2].charAt(0).toUpperCase() + parts[2].slice(1).toLowerCase();
  return [language, script, parts?.[3]?.toUpperCase()].filter(Boolean).join('-');
}

const tidy = (cell: string): string => unescapeFormula(cell.replace(/\r\n?/g, '\n').normalize('NFC').trim());

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a spreadsheet makes of a long number. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d+$/i;
const isFiveByFive = (text: string): boolean => /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/.test(writtenForm(text));
/** A 5×5 key beside a label, a full stop or another key. */
const isKeyWithMore = (text: string): boolean =>
  !isFiveByFive(text) && text.split(/[\s.,;:/|'"()]+/).some(isFiveByFive);
const MOST_WORDS = 50;
const LONGEST_URL = 2_000;

export function cellsOf({ columns }: Table, row: Row, at: Place, order: DateOrder): Cells {
  /** Null: the cell is wrong, and that was reported. */
  const take = (column: string, breaks = false): string | null => {
    const cell = row.cells[columns.get(column) ?? -1] ?? '';
    const read = textOf(cell);
    if (typeof read !== 'string') return say(column, null, read);
    if (read.length > LONGEST_CELL) return say(column, null, { is: 'too-long', limit: LONGEST_CELL });
    const text = tidy(read);
    if (column === 'key' && isKeyWithMore(text)) return say(column, null, { is: 'more-than-key' });
    if (!breaks && text.includes('\n')) return say(column, null, { is: 'line-break' });
    const code = invisibleIn(text.replace(/[\n\t]/g, ' '));
    if (code !== null) return say(column, null, { is: 'invisible-character', code });
    const mayHoldKey = column === 'key' || column.endsWith('_url') || column === 'url';
    return !mayHoldKey && holdsKey(text) ? say(column, null, { is: 'holds-key' }) : text;
  };
  const say = (column: string, value: string | null, problem: Parameters<Place['say']>[2]): null => {
    at.say(column, value, problem);
    return null;
  };
  const filled = (column: string): string | null => {
    const value = take(column);
    return value === '' ? say(column, null, { is: 'empty' }) : value;
  };
  const choice = <T extends string>(column: string, values: readonly T[], mayBeEmpty: boolean): T | null => {
    const value = take(column);
    if (value === null || (value === '' && mayBeEmpty)) return null;
    if (value === '') return say(column, null, { is: 'empty-choice', values });
    const found = values.find((known) => known === value.toLowerCase());
    return found ?? say(column, value, { is: 'not-one-of', values, mayBeEmpty });
  };
  const text = (column: string, most: number, must: boolean, breaks: boolean): string => {
    const value = (must ? filled(column) : take(column, breaks)) ?? '';
    if (value.length > most) at.say(column, null, { is: 'too-long', limit: most });
    return value;
  };
  const day = (column: string, must: boolean): Day | null => {
    const value = must ? filled(column) : take(column);
    if (value === null || value === '') return null;
    const read = parseDay(value, order);
    if (read === 'ambiguous') return say(column, value, { is: 'ambiguous-date' });
    return read ?? say(column, value, { is: 'bad-date' });
  };
  const number = (column: string, least: number, most: number, must: boolean): number | null => {
    const value = must ? filled(column) : take(column);
    if (value === null || value === '') return null;
    // Some programs write 3 as 3.0.
    const read = /^\d{1,15}(?:\.0{1,9})?$/.test(value) ? Number(value) : -1;
    if (read < least) return say(column, value, { is: 'bad-number', least });
    return read > most ? say(column, value, { is: 'number-too-large', limit: most }) : read;
  };
  return {
    has: (column) => columns.has(column),
    text: (column, most, must = false) => text(column, most, must, false),
    lines: (column, most) => text(column, most, false, true),
    oneOf<T extends string>(column: string, values: readonly T[]): T {
      const [first] = values;
      if (first === undefined) throw new Error(`no values for ${column}`);
      return choice(column, values, false) ?? first;
    },
    oneOfOrNone: (column, values) => choice(column, values, true),
    day: (column) => day(column, true) ?? '',
    dayOrNone: (column) => day(column, false),
    number: (column, least, most) => number(column, least, most, true) ?? least,
    numberOrNone: (column, least, most) => number(column, least, most, false),
    https(column, must = false) {
      const value = must ? filled(column) : take(column);
      if (value === null || value === '') return null;
      if (value.length > LONGEST_URL) at.say(column, null, { is: 'too-long', limit: LONGEST_URL });
      else if (!isHttps(value)) at.say(column, value, { is: 'not-https' });
      return value;
    },
    email(column, must = true) {
      const value = must ? filled(column) : take(column);
      if (value === null || value === '') return '';
      const email = canonicalEmail(value);
      if (isGuestSignIn(value)) at.say(column, value, { is: 'guest-sign-in' });
      // An apostrophe is what Excel puts before text.
      else if (email === null || email.startsWith("'")) at.say(column, value, { is: 'bad-email' });
      return email ?? '';
    },
    language(column) {
      const value = take(column) ?? '';
      return value === '' ? null : (languageTag(value) ?? say(column, value, { is: 'bad-language' }));
    },
    locale(column) {
      const value = take(column) ?? '';
      if (value === '') return null;
      const language = languageTag(value);
      return language === 'en' || language === 'fr' ? language : say(column, value, { is: 'bad-locale' });
    },
    objectId(column) {
      const value = take(column)?.toLowerCase() ?? '';
      if (value === '') return undefined;
      if (value === '-') return null;
      return GUID.test(value) ? value : say(column, value, { is: 'bad-object-id' });
    },
    words(column) {
      const all = (take(column) ?? '').split(';').map((word) => word.replace(/\s+/g, ' ').trim());
      const words = new Map(all.filter((word) => word !== '').map((word) => [word.toLowerCase(), word]));
      if (words.size > MOST_WORDS) at.say(column, null, { is: 'too-many', limit: MOST_WORDS });
      for (const word of words.values()) if (word.length > 60) at.say(column, word, { is: 'too-long', limit: 60 });
      return [...words.values()];
    },
    key(column) {
      const cell = row.cells[columns.get(column) ?? -1];
      const value = text(column, 1_000, true, false);
      if ((typeof cell === 'object' && 'number' in cell) || SCIENTIFIC.test(value))
        at.say(column, null, { is: 'number-key' });
      return value;
    },
    benefitId(column) {
      const value = filled(column);
      if (value !== null && !/^[a-z0-9][a-z0-9-]{0,63}$/.test(value)) at.say(column, value, { is: 'bad-id' });
      return value ?? '';
    },
    knownBenefit(column, known) {
      const value = filled(column);
      if (value !== null && !known.has(value))
        at.say(column, value, { is: 'unknown-benefit', nearest: known.nearest(value) });
      return value ?? '';
    },
  };
}

const isHttps = (value: string): boolean =>
  /^https:\/\/[^\s<>"\\^`{|}\p{Cc}]+$/u.test(value) && URL.canParse(value) && new URL(value).username === '';
