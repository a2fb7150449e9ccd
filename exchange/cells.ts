import { canonicalEmail } from '../benefits/email';
import { holdsKey } from '../benefits/key';
import { type Day, isDay } from '../benefits/time';
import { LONGEST_CELL, MOST_SEATS } from './limits';
import type { Place } from './rows';
import type { Row, Table } from './table';

/**
 * Reads the cells of one row by column. A wrong cell is reported and yields some value of the right type, which is never
 * used: with errors nothing is imported.
 */
export interface Cells {
  text(column: string, most: number, must?: boolean): string;
  /** Text that may contain line breaks. */
  lines(column: string, most: number): string;
  oneOf<T extends string>(column: string, values: readonly T[]): T;
  oneOfOrNone<T extends string>(column: string, values: readonly T[]): T | null;
  /** starts_on and expires_on. */
  period(): { startsOn: Day; expiresOn: Day };
  quantity(column: string): number;
  https(column: string, must?: boolean): string | null;
  email(column: string): string;
  language(column: string): string | null;
  objectId(column: string): string | null;
  benefitId(column: string): string;
  knownBenefit(column: string, known: KnownBenefits): string;
}

export interface KnownBenefits {
  has(id: string): boolean;
  /** Null also after a number of suggestions, to bound the time. */
  nearest(id: string): string | null;
}

// Control, zero-width and bidirectional formatting characters.
const INVISIBLE = /[\p{Cc}\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Created lazily: it costs 10 ms. */
let languages: Intl.DisplayNames | null = null;
function isLanguage(code: string): boolean {
  languages ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return /^[a-z]{2}$/.test(code) && languages.of(code) !== undefined;
}

/** Exports put an apostrophe before what a spreadsheet would read as a formula; imports remove it. */
const ESCAPED = /^'+[=+\-@\t\r]/;
export const escapeFormula = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const unescapeFormula = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text);

const tidy = (cell: string): string => unescapeFormula(cell.replace(/\r\n?/g, '\n').normalize('NFC').trim());

export function cellsOf({ columns }: Table, row: Row, at: Place): Cells {
  /** Null: the cell is wrong, and that was reported. */
  const take = (column: string): string | null => {
    const cell = row.cells[columns.get(column) ?? -1] ?? '';
    if (typeof cell !== 'string') {
      at.say(column, null, cell);
      return null;
    }
    const text = cell.length > LONGEST_CELL ? null : tidy(cell);
    if (text === null) at.say(column, null, { is: 'too-long', limit: LONGEST_CELL });
    else if (column !== 'key' && !column.endsWith('url') && holdsKey(text)) at.say(column, null, { is: 'holds-key' });
    else return text;
    return null;
  };
  const filled = (column: string): string | null => {
    const value = take(column);
    if (value !== '') return value;
    at.say(column, null, { is: 'empty' });
    return null;
  };
  const choice = <T extends string>(column: string, values: readonly T[], mayBeEmpty: boolean): T | null => {
    const value = take(column);
    if (value === null || (value === '' && mayBeEmpty)) return null;
    const found = values.find((known) => known === value.toLowerCase());
    if (value === '') at.say(column, null, { is: 'empty-choice', values });
    else if (found === undefined) at.say(column, value, { is: 'not-one-of', values, mayBeEmpty });
    return found ?? null;
  };
  const text = (column: string, most: number, must: boolean, breaks: boolean): string => {
    const value = (must ? filled(column) : take(column)) ?? '';
    if (value.length > most) at.say(column, null, { is: 'too-long', limit: most });
    else if (INVISIBLE.test(breaks ? value.replace(/[\n\t]/g, ' ') : value))
      at.say(column, null, { is: 'control-character' });
    return value;
  };
  const day = (column: string): Day => {
    const value = filled(column);
    if (value !== null && !isDay(value)) at.say(column, value, { is: 'bad-date' });
    return value ?? '';
  };
  return {
    text: (column, most, must = false) => text(column, most, must, false),
    lines: (column, most) => text(column, most, false, true),
    oneOf<T extends string>(column: string, values: readonly T[]): T {
      const [first] = values;
      if (first === undefined) throw new Error(`no values for ${column}`);
      return choice(column, values, false) ?? first;
    },
    oneOfOrNone: (column, values) => choice(column, values, true),
    period() {
      const startsOn = day('starts_on');
      const expiresOn = day('expires_on');
      if (isDay(startsOn) && isDay(expiresOn) && expiresOn < startsOn)
        at.say('expires_on', expiresOn, { is: 'ends-before-it-starts', starts: startsOn });
      return { startsOn, expiresOn };
    },
    quantity(column) {
      const value = filled(column);
      if (value === null) return 0;
      const number = /^\d{1,15}$/.test(value) ? Number(value) : 0;
      if (number < 1) at.say(column, value, { is: 'bad-number' });
      else if (number > MOST_SEATS) at.say(column, value, { is: 'number-too-large', limit: MOST_SEATS });
      return number;
    },
    https(column, must = false) {
      const value = must ? filled(column) : take(column);
      if (value === null || value === '') return null;
      if (value.length > 2_000) at.say(column, null, { is: 'too-long', limit: 2_000 });
      else if (!isHttps(value)) at.say(column, value, { is: 'not-https' });
      return value;
    },
    email(column) {
      const value = filled(column);
      if (value === null) return '';
      const email = canonicalEmail(value);
      if (email === null) at.say(column, value, { is: 'bad-email' });
      return email ?? '';
    },
    language(column) {
      const value = take(column)?.toLowerCase() ?? '';
      if (value === '') return null;
      if (!isLanguage(value)) at.say(column, value, { is: 'bad-language' });
      return value;
    },
    objectId(column) {
      const value = take(column)?.toLowerCase() ?? '';
      if (value === '') return null;
      if (!/^[a-z0-9-]{1,64}$/.test(value)) at.say(column, value, { is: 'bad-object-id' });
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
