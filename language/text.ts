/** From what a client sends to tokens: mentions taken out, markup and invisible characters dropped, length capped. */

/** Longest text that is looked at; what follows is ignored. */
const TEXT_LIMIT = 8000;
/** Markup may surround the text: this much of the raw message is read. */
export const RAW_LIMIT = 10_000;
/** Most tokens that are looked at. */
const TOKEN_LIMIT = 800;

export interface Token {
  /** As typed. */
  raw: string;
  /** Lower case, no accents; `l'` `d'` … for an elided word, `'s` `'m` … for a contracted one. */
  norm: string;
  kind: 'word' | 'number' | 'email' | 'mark' | 'mention';
  start: number;
  end: number;
  /** The character that ties it to the token before: an apostrophe, a hyphen, nothing at all, or a space. */
  before: ' ' | "'" | '-' | '';
  capital: boolean;
  /** The index of the mention in the list. */
  mention?: number;
}

export interface MentionText {
  inner: string;
}

export interface CleanText {
  text: string;
  mentions: MentionText[];
  /** The message was too long: only so many characters of it are read. */
  cut: { characters: number } | null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
};
const MENTION = '\uE000';
/** Zero-width, bidirectional and other format characters, variation selectors, soft hyphens, private use. */
const INVISIBLE = /\p{Cf}|[\uFE00-\uFE0F]|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u3164|\uFFA0|[\uE000-\uF8FF]/gu;
const ARROW = /[➡⇒⟶👉]/gu;
const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|\u20E3/gu;

/** Takes the text out of its markup. `<at>…</at>` becomes one private character with its index in `mentions`. */
export function clean(raw: string): CleanText {
  const mentions: MentionText[] = [];
  let text = raw.slice(0, RAW_LIMIT).replace(INVISIBLE, '');
  text = text.replace(/<at(?:\s[^<>]{0,200})?>([^<>]{0,200})<\/at>/giu, (_all, inner: string) => {
    mentions.push({ inner: decode(inner).trim() });
    return ` ${MENTION}${mentions.length - 1} `;
  });
  text = decode(
    text.replace(/<(?:\/?[a-z][^<>]{0,500}|!--[^<>]{0,500})>/giu, (tag, at: number, whole: string) => {
      const [, address] = /^<(?:mailto:)?([^=<>@]+@[^=<>]+)>$/iu.exec(tag) ?? [];
      // "ana@contoso.example<mailto:ana@contoso.example>", as Outlook copies it.
      if (address) return whole.startsWith(address, at - address.length) ? ' ' : ` ${address} `;
      return /^<\/?(?:br|p|div|li|tr)\b/iu.test(tag) ? '\n' : ' ';
    }),
  );
  text = text.normalize('NFC').replace(ARROW, ' -> ').replace(EMOJI, ' ');
  const isCut = text.length > TEXT_LIMIT || raw.length > RAW_LIMIT;
  const cut = isCut ? { characters: Math.min(text.length, TEXT_LIMIT) } : null;
  return { text: text.slice(0, TEXT_LIMIT), mentions, cut };
}

function decode(text: string): string {
  return text.includes('&')
    ? text.replace(/&(?:nbsp|amp|lt|gt|quot|#39|apos);/gu, (entity) => ENTITIES[entity] ?? entity)
    : text;
}

const MARKS = /\p{M}+/gu;
/** Lower case without accents, œ as oe, typographic apostrophes plain. */
export function fold(text: string): string {
  let plain = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the quick way out for plain ASCII
  if (/^[\u0000-\u007F]*$/u.test(plain)) return plain;
  plain = plain.normalize('NFKD').replace(MARKS, '');
  return plain
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .replace(/ß/gu, 'ss')
    .replace(/ø/gu, 'o')
    .replace(/ł/gu, 'l')
    .replace(/đ/gu, 'd')
    .replace(/ı/gu, 'i')
    .replace(/[’ʼ`´]/gu, "'");
}

/** An address may be a guest's sign-in name, with `#EXT#`. */
const PIECE =
  /\uE000(\d{1,3})|[\p{L}\p{N}._%+'-]{1,64}(?:#[Ee][Xx][Tt]#)?@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}|\p{L}[\p{L}\p{M}]*|\p{N}+|->|=>|→|[.!?…,;:()\n&+/"“”„«»@#=]/gu;
const ELIDED = new Set(['l', 'd', 'j', 'm', 'n', 's', 'c', 't', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quelqu']);
/** French elisions typed without their apostrophe: `jai`, `cest`, `quil`. */
const GLUED =
  /^(j(?=ai|aurais|avais|aurai|aimerais|y)|c(?=est|etait)|n(?=ai|est)|qu(?=il|ils|elle|elles|on|est))(ai|aurais|avais|aurai|aimerais|y|est|etait|il|ils|elle|elles|on)$/u;
const CONTRACTED = new Set(['s', 'm', 're', 've', 'd', 'll']);

/** Splits a cleaned text. Letters and digits part (`win11`), except a single letter before digits (`E3`, `M365`). */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  PIECE.lastIndex = 0;
  for (const match of text.matchAll(PIECE)) {
    if (tokens.length >= TOKEN_LIMIT) break;
    const raw = match[0];
    const start = match.index;
    const between = text.slice(at, start);
    const previous = tokens.at(-1);
    at = start + raw.length;
    if (match[1] !== undefined) {
      tokens.push({
        raw,
        norm: '@',
        kind: 'mention',
        start,
        end: at,
        before: ' ',
        capital: false,
        mention: Number(match[1]),
      });
      continue;
    }
    if (raw.includes('@') && raw.length > 1) {
      const address = raw.replace(/^[.'-]+/u, '');
      tokens.push({
        raw: address,
        norm: address.toLowerCase(),
        kind: 'email',
        start: at - address.length,
        end: at,
        before: ' ',
        capital: false,
      });
      continue;
    }
    // "Mr. Baker" is no sentence of one word.
    if (raw === '.' && previous?.capital && /^(?:mr|mrs|ms|dr)$/u.test(previous.norm)) continue;
    const letter = /^\p{L}/u.test(raw);
    const digit = /^\p{N}/u.test(raw);
    const before = between === '' ? '' : /^['’ʼ`´]$/u.test(between) ? "'" : /^[-‐‑–]$/u.test(between) ? '-' : ' ';
    if (!letter && !digit) {
      tokens.push({
        raw,
        norm: raw === '→' || raw === '=>' ? '->' : raw === '\n' ? '.' : /[“”„]/u.test(raw) ? '"' : raw,
        kind: 'mark',
        start,
        end: at,
        before,
        capital: false,
      });
      continue;
    }
    const norm = fold(raw);
    const elision = GLUED.exec(norm);
    if (elision?.[1] && elision[2]) {
      const cut = start + elision[1].length;
      tokens.push(
        { raw: text.slice(start, cut), norm: `${elision[1]}'`, kind: 'word', start, end: cut, before, capital: false },
        { raw: text.slice(cut, at), norm: elision[2], kind: 'word', start: cut, end: at, before: "'", capital: false },
      );
      continue;
    }
    if (
      previous &&
      before === '' &&
      digit &&
      previous.kind === 'word' &&
      /^[a-z]$/u.test(previous.norm) &&
      previous.end === start
    ) {
      previous.raw += raw;
      previous.norm += norm;
      previous.end = at;
      continue;
    }
    if (previous && before === "'" && previous.kind === 'word') {
      if (norm === 't' && /(?:n|t)$/u.test(previous.norm)) {
        previous.raw = text.slice(previous.start, at);
        previous.norm += 't';
        previous.end = at;
        continue;
      }
      if (CONTRACTED.has(norm) && !ELIDED.has(previous.norm)) {
        tokens.push({ raw, norm: `'${norm}`, kind: 'word', start, end: at, before, capital: false });
        continue;
      }
      const named = previous.norm === 'n' && raw[0] !== raw[0]?.toLowerCase();
      if (ELIDED.has(previous.norm) && !named && !(previous.norm === 's' && previous.before === "'"))
        previous.norm += "'";
    }
    const capital = letter && raw[0] !== raw[0]?.toLowerCase();
    tokens.push({ raw, norm, kind: digit ? 'number' : 'word', start, end: at, before, capital });
  }
  return tokens;
}

/** The words of a name, as texts are split: `O'Connor` is o, connor. */
export function nameWords(name: string): string[] {
  const plain = fold(name);
  // Most names need no tokeniser.
  if (/^[a-z0-9' ._-]*$/u.test(plain) && !/[a-z][0-9]|[0-9][a-z]/u.test(plain))
    return plain.split(/[' ._-]+/u).filter(Boolean);
  return tokenise(name)
    .filter((token) => token.kind === 'word' || token.kind === 'number')
    .map((token) => token.norm.replace(/'/gu, ''));
}
