import type { OperatingSystem } from './command';
import type { HasOutbox } from './outbox';
import type { Moment } from './time';

/** Encrypted text and the id of the encryption key. */
export interface EncryptedValue {
  kid: string;
  /** base64: nonce, cipher text, tag. */
  data: string;
}

export const KEY_KINDS = ['multiple', 'single-use'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A product key at rest; `id` is `<benefit id>/<fingerprint>`. */
export interface ProductKey extends HasOutbox {
  benefitId: string;
  kind: KeyKind;
  language: string | null;
  os: OperatingSystem | null;
  encrypted: EncryptedValue;
  /** Keyed hash of the text: recognizes the key in a later import. */
  fingerprint: string;
  /** Single-use: id of the person who took it. `free` while nobody has. */
  takenBy: string;
  /** Single-use: id of the seat's holder for whom it was taken, if one was named. */
  takenFor: string | null;
  takenAt: Moment | null;
  /**
   * Unique per benefit: `free:<id>` or `<taker>|<holder>|<ordinal>`. Two presses of one button want the same ordinal,
   * so only one takes a key.
   */
  takenSlot: string;
  /** Position in the imported file; keys are used in this order. */
  position: number;
}

export const FREE_KEY = 'free';
export const freeSlot = (id: string): string => `free:${id}`;
export const takenSlot = (by: string, holder: string | null, ordinal: number): string =>
  `${by}|${holder ?? ''}|${ordinal}`;

/** Associated data of an encrypted key: a value copied to another document can't be decrypted. */
export const keyContext = (id: string): string => `keys|${id}|key`;

/** Whether a key fits this language and system. A key without one fits any; one for `pt-BR` fits `pt`. */
export const serves = (
  key: Pick<ProductKey, 'language' | 'os'>,
  language: string | null,
  os: OperatingSystem | null,
): boolean =>
  (key.language === null ||
    language === null ||
    key.language === language ||
    key.language.startsWith(`${language}-`)) &&
  (key.os === null || os === null || key.os === os);

// Dashes with their look-alikes, spaces, and characters without width.
const INVISIBLE = String.raw`\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff`;
const DASH = String.raw`\p{Pd}\u02d7\u2043\u207b\u208b\u2212\u2500\u2501\u2796`;
const ONE_BETWEEN = new RegExp(`[\\s${DASH}${INVISIBLE}]`, 'u');
const ALL_BETWEEN = new RegExp(ONE_BETWEEN, 'gu');
const ONE_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'u');
const ALL_INVISIBLE = new RegExp(ONE_INVISIBLE, 'gu');
const HAS_DASH = new RegExp(`[${DASH}]`, 'u');
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const GROUP = 5;
const LENGTH = 25;

/** Where key-shaped text stands: 25 letters or digits in five groups, with dashes, spaces or nothing between. */
function keyRanges(text: string): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  if (text.length < LENGTH) return ranges;
  const { places, gaps } = lettersOf(text);
  // Every start is tried, so that words before a key can't hide it.
  for (let first = 0; first + LENGTH <= places.length; first += 1) {
    if (!isFiveGroups(gaps, first)) continue;
    const [start, end] = [places[first] ?? 0, (places[first + LENGTH - 1] ?? 0) + 1];
    const joined = (gap: Gap | undefined, neighbour: string): boolean =>
      gap === 'nothing' || LETTER_OR_DIGIT.test(neighbour);
    const alone = !joined(gaps[first], text.charAt(start - 1)) && !joined(gaps[first + LENGTH], text.charAt(end));
    if (!looksLikeKey(text.slice(start, end), alone)) continue;
    const last = ranges.at(-1);
    if (last && start <= last[1]) last[1] = end;
    else ranges.push([start, end]);
  }
  return ranges;
}

/** Of ASCII. */
const isLetterOrDigit = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);

/** What stands before a letter or digit, after the one before it. */
type Gap = 'nothing' | 'separator' | 'other';

function lettersOf(text: string): { places: number[]; gaps: Gap[] } {
  const places: number[] = [];
  const gaps: Gap[] = [];
  let gap: Gap = 'other';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isLetterOrDigit(text.charCodeAt(at))) {
      places.push(at);
      gaps.push(gap);
      gap = 'nothing';
    } else if (gap !== 'other' && !ONE_INVISIBLE.test(character))
      gap = ONE_BETWEEN.test(character) ? 'separator' : 'other';
  }
  return { places, gaps };
}

function isFiveGroups(gaps: readonly Gap[], first: number): boolean {
  for (let at = 1; at < LENGTH; at += 1) {
    const gap = gaps[first + at];
    if (gap === 'other' || (gap === 'separator' && at % GROUP !== 0)) return false;
  }
  return true;
}

/** `alone`: not a part of a longer word. With dashes that doesn't matter. */
function looksLikeKey(found: string, alone: boolean): boolean {
  const dashes = HAS_DASH.test(found);
  if (!dashes && !alone) return false;
  const visible = found.replace(ALL_INVISIBLE, '');
  // The placeholder in instructions: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX.
  if (/^x+$/i.test(visible.replace(ALL_BETWEEN, ''))) return false;
  if (dashes) return true;
  // Five words of five letters, or one of 25. Microsoft's keys have no vowels.
  return !visible.split(/\s+/).every((word) => /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(word) && /[aeiouy]/i.test(word));
}

/** True when some part of the text looks like a product key. */
export const holdsKey = (text: string): boolean => keyRanges(text).length > 0;

/** The text with `(a key)` in the place of whatever looks like a product key: for logs, errors and replies. */
export const hideKeys = (text: string): string => hideRanges(text, keyRanges(text));

/** `ranges` in order, none within another. */
export function hideRanges(text: string, ranges: readonly (readonly [start: number, end: number])[]): string {
  let hidden = '';
  let from = 0;
  for (const [start, end] of ranges) {
    hidden += `${text.slice(from, start)}(a key)`;
    from = end;
  }
  return hidden + text.slice(from);
}

/** What two spellings of one key have in common. Case counts, except in keys of five groups of five. */
export function normalForm(key: string): string {
  const bare = key.normalize('NFC').replace(ALL_BETWEEN, '');
  return /^[A-Za-z0-9]{25}$/.test(bare) ? bare.toUpperCase() : bare;
}

/** How a key is stored and shown: five groups of five in upper case with hyphens, any other as typed. */
export function writtenForm(key: string): string {
  const bare = normalForm(key);
  return /^[A-Z0-9]{25}$/.test(bare) ? (bare.match(/.{5}/g) ?? []).join('-') : key.trim();
}

/** Neither a word, nor a name, nor an e-mail address. */
const isCode = (token: string): boolean =>
  !token.includes('@') && !token.split(/[-\u2010-\u2015']/u).every((part) => /^\p{Lu}?\p{Ll}*$/u.test(part));
const LONGEST_RUN = 8;
const LEAST_LENGTH = 6;
const LONGEST_KEY = 200;

export interface PossibleKey {
  start: number;
  end: number;
  normal: string;
}

/**
 * Single tokens, then runs of tokens, that a product key of any shape could be written as, at most `most`: the stored
 * fingerprints say which of them are keys.
 */
export function possibleKeys(text: string, most: number): PossibleKey[] {
  const tokens = [...text.matchAll(/[^\s.,;:!?()"“”«»<>[\]]+(?:[.:;!?,][^\s.,;:!?()"“”«»<>[\]]+)*/gu)].map(
    ({ index, 0: token }) => ({ start: index, end: index + token.length, code: isCode(token) }),
  );
  const found: PossibleKey[] = [];
  for (let run = 1; run <= LONGEST_RUN; run += 1) {
    for (let first = 0; first + run <= tokens.length; first += 1) {
      const { start } = tokens[first] as (typeof tokens)[number];
      const { end } = tokens[first + run - 1] as (typeof tokens)[number];
      if (end - start > LONGEST_KEY || !tokens.slice(first, first + run).every(({ code }) => code)) continue;
      const normal = normalForm(text.slice(start, end));
      if (normal.length < LEAST_LENGTH) continue;
      found.push({ start, end, normal });
      if (found.length === most) return found;
    }
  }
  return found;
}
