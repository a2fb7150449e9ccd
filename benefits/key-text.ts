/** Product keys within a text: how they may be written, and where they stand. */

/** Dashes, and characters that look like one. */
const DASH = /[\p{Pd}\u00af\u02c9\u02d7\u2043\u207b\u208b\u2212\u23af\u2500\u2501\u2796\u30fc\u4e00]/u;
/** Without a width of their own. */
const INVISIBLE = /[\p{Cf}\p{M}\u115f\u1160\u3164]/u;
const LETTER_OR_DIGIT = /(?![\u02c9\u30fc\u4e00])[\p{L}\p{N}]/u;
/** What a client does not show as it stands. */
const MARKUP = /<\/?[a-z][^<>]{0,500}>|&#?\w{1,10};/giu;

/**
 * A text in plain characters: letters and digits in their usual form, `-` for a dash, a space for a space, `.` for any other
 * mark and for markup, nothing for what can't be seen.
 */
interface Plain {
  text: string;
  /** Where each character begins and ends in the original. */
  starts: number[];
  ends: number[];
}

function plainOf(original: string, markup: readonly RegExpExecArray[] = []): Plain {
  const plain: Plain = { text: '', starts: [], ends: [] };
  let passed = 0;
  for (let at = 0; at < original.length; ) {
    const tag = markup[passed];
    const isTag = tag?.index === at;
    const character = isTag ? tag[0] : String.fromCodePoint(original.codePointAt(at) ?? 0);
    const shown = isTag ? '.' : plainCharacter(character);
    if (isTag) passed += 1;
    plain.text += shown;
    for (let each = 0; each < shown.length; each += 1) {
      plain.starts.push(at);
      plain.ends.push(at + character.length);
    }
    at += character.length;
  }
  return plain;
}

function plainCharacter(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (LETTER_OR_DIGIT.test(character)) return character.normalize('NFKC');
  if (DASH.test(character)) return '-';
  if (INVISIBLE.test(character)) return '';
  return /\s/.test(character) ? ' ' : '.';
}

/** As it stands, and as a client shows it. */
function readings(text: string): Plain[] {
  const markup = /[<&]/.test(text) ? [...text.matchAll(MARKUP)] : [];
  return markup.length > 0 ? [plainOf(text), plainOf(text, markup)] : [plainOf(text)];
}

export type Range = readonly [start: number, end: number];

const LENGTH = 25;
/** Five groups of five, at every start: words before a key can't hide it. */
const FIVE_GROUPS = /(?=([A-Za-z0-9]{5}(?:[-. ]{0,12}[A-Za-z0-9]{5}){4}))/g;
/** The same, and no part of a longer word. */
const ALONE = /(?<![\p{L}\p{N}])(?=([A-Za-z0-9]{5}(?:[-. ]{0,12}[A-Za-z0-9]{5}){4})(?![\p{L}\p{N}]))/gu;

/** Where key-shaped text stands: 25 letters or digits in five groups, with dashes, spaces, other marks or nothing between. */
function shapedIn({ text, starts, ends }: Plain): Range[] {
  if (text.length < LENGTH) return [];
  const dashed = text.includes('-')
    ? [...text.matchAll(FIVE_GROUPS)].filter(([, found = '']) => found.includes('-') && !found.includes('.'))
    : [];
  return [...dashed, ...text.matchAll(ALONE)].flatMap(({ index, 1: found = '' }): Range[] =>
    looksLikeKey(found) ? [[starts[index] ?? 0, ends[index + found.length - 1] ?? 0]] : [],
  );
}

function looksLikeKey(found: string): boolean {
  const groups = found.split(/[-. ]+/);
  // The placeholder in instructions: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX.
  if (groups.every((group) => /^x+$/i.test(group))) return false;
  // Five words of five letters, or one of 25. Microsoft's keys have no vowels.
  if (groups.every((group) => /^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(group) && /[aeiouy]/i.test(group))) return false;
  return !found.includes('.') || (/\d/.test(found) && /[a-z]/i.test(found));
}

const keyRanges = (text: string): Range[] => (text.length < LENGTH ? [] : readings(text).flatMap(shapedIn));

/** True when some part of the text looks like a product key. */
export const holdsKey = (text: string): boolean => keyRanges(text).length > 0;

/** The same for a text that nobody reads: as it stands, whatever a client shows. */
export const mayHoldKey = (text: string): boolean => shapedIn(plainOf(text)).length > 0;

/** The text with `(a key)` in the place of whatever looks like a product key: for logs, errors and output. */
export const hideKeys = (text: string): string => hideRanges(text, keyRanges(text));

/** `(a key)` in the place of each range; what touches is one. */
export function hideRanges(text: string, ranges: readonly Range[]): string {
  let hidden = '';
  let end = -1;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (from > end) hidden += `${text.slice(Math.max(end, 0), from)}(a key)`;
    end = Math.max(end, to);
  }
  return hidden + text.slice(Math.max(end, 0));
}

const letters = (plain: string): string => plain.replace(/[-. ]/g, '').toUpperCase();

/** What all spellings of one key have in common: its letters and digits. */
export const normalForm = (key: string): string => letters(plainOf(key).text) || key.trim();

/** How a key is stored and shown: five groups of five in upper case with hyphens, any other as typed. */
export function writtenForm(key: string): string {
  const { text } = plainOf(key);
  const bare = letters(text);
  return !text.includes('.') && /^[A-Z0-9]{25}$/.test(bare) ? (bare.match(/.{5}/g) ?? []).join('-') : key.trim();
}

/** No word, name or short abbreviation. */
const isCode = (token: string): boolean =>
  /\p{N}/u.test(token) || (token.length > 3 && !/^\p{Lu}?\p{Ll}*$/u.test(token));
const LONGEST_RUN = 8;
const LEAST_LENGTH = 6;

/**
 * Where product keys stand, and where one of these lengths may stand, by its normal form, at most `most` of them: runs of
 * words and codes. What looks like no word where there were more counts as a key.
 */
export function keysIn(
  text: string,
  lengths: ReadonlySet<number>,
  most: number,
): { keys: Range[]; possible: Map<string, Range[]> } {
  const longest = Math.max(...lengths, 0);
  const keys: Range[] = [];
  const possible = new Map<string, Range[]>();
  for (const plain of readings(text)) {
    const { starts, ends } = plain;
    keys.push(...shapedIn(plain));
    const tokens = [...plain.text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: token }) => ({
      token: token.toUpperCase(),
      start: starts[index] ?? 0,
      end: ends[index + token.length - 1] ?? 0,
      code: isCode(token),
    }));
    tokens.forEach(({ start, end, code }, first) => {
      if (possible.size >= most) {
        if (code) keys.push([start, end]);
        return;
      }
      let normal = '';
      for (const next of tokens.slice(first, first + LONGEST_RUN)) {
        normal += next.token;
        if (normal.length > longest) break;
        if (normal.length < LEAST_LENGTH || !lengths.has(normal.length)) continue;
        const places = possible.get(normal) ?? [];
        places.push([start, next.end]);
        possible.set(normal, places);
      }
    });
  }
  return { keys, possible };
}
