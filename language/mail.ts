import { DO_IT } from './clauses';
import { fold } from './text';

/** What of a mail or chat message its sender says: signatures fall away, quoted text counts only where it is asked for. */
export interface Mail {
  text: string;
  /** The quoted or forwarded part, if any. */
  quoted: string;
  /** Who wrote the quoted part; empty where it doesn't say. */
  writer: string;
  /** Whom the sender's own part greets, and who signed it. */
  greeted: string;
  signature: string;
}

const NAME = "\\p{Lu}[\\p{L}.'’-]{0,30}(?: (?:de |du |van |von )?\\p{Lu}[\\p{L}.'’-]{0,30}){0,3}";
const GREETING = new RegExp(
  `^\\s{0,9}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|coucou|ch[eè]re?|cher) (?<name>${NAME})\\s?[,:!]`,
  'iu',
);
/** "… Thanks, Inês", "… for the floor plans. Chloe Martin" */
const SIGNED = new RegExp(
  `(?:^|[.!?]\\s)(?:(?:merci|thanks|thx|ta|regards|best|cheers|cordialement|many thanks|best regards|bonne journée)[,.! ]{1,3})?(?<name>${NAME})[.]?$`,
  'iu',
);
const CAPITAL = /^\p{Lu}/u;
/** A sentence in quotation marks; fewer words are a name or a title. */
const QUOTATION = /["“„«][^"“”„«»]{20,}["”“»]/gu;

const CLOSING =
  /^(?:(?:many |kind |best |warm |with (?:kind |best )?)?(?:thanks|thank you|thx|cheers|regards|wishes|greetings|sincerely|yours(?: sincerely| truly| faithfully)?|best)(?: (?:again|in advance|a lot|so much|and regards|and best regards|everyone|all))?|br|rgds|kr|ta|cordialement|bien cordialement|bien à (?:toi|vous)|cdlt|cdt|bonne (?:journée|soirée|fin de journée)|à (?:bientôt|plus|demain)|merci(?: (?:d'avance|d’avance|beaucoup|bien|à toi|à vous))?|salutations|amicalement|sincères salutations|respectueusement|belle journée|bises|envoyé de mon \S+|sent from my \S+)[\s,.!]*$/iu;
const DELIMITER = /^(?:--\s?|_{5,}|—+)$/u;
const SENT_FROM = /^(?:sent from (?:my|outlook)|envoyé de(?:puis)? (?:mon|outlook)|get outlook for)/iu;
const QUOTE_BEGINS =
  /^(?:-{2,}\s?(?:original message|forwarded message|message d'origine|message d’origine|message transféré|message original|original appointment)|begin forwarded message|début du message réexpédié|(?:from|de)\s?: .{2,}|on .{4,80} wrote\s?:|le .{4,80} a écrit\s?:)/iu;
/** "Forwarded by Ana:" above a quoted mail. */
const FORWARDED_BY =
  /^(?:transférée?|transmise?|reçue?|forwarded|received|passed on|sent on) (?:par|de|by|from) [^,.:]{2,60}\s?:$/iu;
const SUBJECT = /^(?:tr|fwd?|re|wg)\s?:/iu;
const WRITER = /^(?:(?:from|de)\s?:\s?|le .{4,60}, |on .{4,60}, )([^<>:,\d@]{2,60}?)\s?(?:<.*|wrote:|a écrit\s?:)?$/iu;
const HEADER = /^(?:from|sent|to|cc|subject|date|de|envoyé|à|objet|importance|reply-to)\s?:/iu;

/** "please do", "see below" above a quoted mail. */
export const asksForQuoted = (text: string): boolean =>
  text.length < 400 && !NOTHING_TO_DO.test(plainly(text)) && DO_IT.test(plainly(text));

const plainly = (text: string): string => ` ${fold(text).replace(/[^a-z0-9']+/gu, ' ')} `;
const FORWARDS =
  / (?:fwd?|forward|forwarding|forwarded|transfere|transferee|pour lecture|fais suivre|nothing to do|no action|pour info|fyi) /u;
const NOTHING_TO_DO =
  / (?:fyi|for info|for information|pour info|pour information|rien a faire|nothing to do|no action|don't|dont|ne fais|ne fait) /u;

/** What stands in quotation marks, where something stands beside it. */
function quotation(text: string): { rest: string; quoted: string } {
  const quotes = [...text.matchAll(QUOTATION)]
    .map(([quote]) => quote)
    .filter((quote) => quote.split(/\s+/u).length > 4);
  const rest = quotes.reduce((left, quote) => left.replace(quote, ' '), text);
  return /\p{L}/u.test(rest)
    ? { rest, quoted: quotes.map((quote) => quote.slice(1, -1).trim()).join('\n') }
    : { rest: text, quoted: '' };
}

/** "transféré pour lecture" above a quoted mail. */
export const onlyPassesOn = ({ text, quoted }: Mail): boolean =>
  quoted !== '' && FORWARDS.test(plainly(text)) && text.split(/\s+/u).length <= 6;

export function mailOf(typed: string): Mail {
  const { rest: text, quoted: inMarks } = quotation(typed);
  const greeted = named(GREETING, text);
  if (inMarks !== '') return { text: unsignedLine(text), ...signed(inMarks.split('\n'), ''), greeted, signature: '' };
  if (!text.includes('\n') && !text.startsWith('>')) {
    const own = unsignedLine(text);
    return { text: own, quoted: '', writer: '', greeted, signature: named(SIGNED, text) };
  }
  const lines = text.split('\n').map((line) => line.trim());
  const own: string[] = [];
  const quoted: string[] = [];
  let writer = '';
  let rest = false;
  const fenced = lines.some((line) => /^(?:tr|fwd?|wg)\s?:/iu.test(line));
  let fence = false;
  for (const [number, line] of lines.entries()) {
    if (fenced && /^-{3,}$/u.test(line)) {
      fence = !fence;
      continue;
    }
    if (fence) {
      quoted.push(line);
      continue;
    }
    if (
      !rest &&
      QUOTE_BEGINS.test(line) &&
      (!/^(?:from|de)\s?:/iu.test(line) ||
        HEADER.test(lines[number + 1] ?? '') ||
        (lines[number + 1] ?? '').startsWith('>') ||
        own.some((one) => asksForQuoted(one) || FORWARDS.test(plainly(one))))
    )
      rest = true;
    if (rest) {
      if (!HEADER.test(line) && !QUOTE_BEGINS.test(line)) quoted.push(line.replace(/^[>\s]{1,20}/u, ''));
      writer ||= WRITER.exec(line)?.[1]?.trim() ?? '';
    } else if (line.startsWith('>')) {
      writer ||= WRITER.exec(line.replace(/^[>\s]{1,20}/u, ''))?.[1]?.trim() ?? '';
      quoted.push(line.replace(/^[>\s]{1,20}/u, ''));
    } else {
      const passedOn = FORWARDED_BY.test(line) && lines[number + 1]?.startsWith('>');
      if (!passedOn && (!SUBJECT.test(line) || DO_IT.test(plainly(line)))) own.push(line);
    }
  }
  const mine = unsigned(own);
  const [below] = own.slice(mine.length).filter((line) => line !== '' && !CLOSING.test(line));
  const signature = below ?? named(SIGNED, mine.at(-1) ?? '');
  return { text: mine.join('\n'), ...signed(quoted, writer), greeted, signature };
}

function named(pattern: RegExp, text: string): string {
  const name = pattern.exec(text)?.groups?.name ?? '';
  return CAPITAL.test(name) ? name : '';
}

/** The quoted text without its signature, which tells the writer where no header does. */
function signed(lines: readonly string[], writer: string): { quoted: string; writer: string } {
  const kept = unsigned(lines.filter((line) => !HEADER.test(line)));
  const rest = lines.slice(kept.length).filter((line) => line !== '' && !CLOSING.test(line));
  const last = kept.at(-1) ?? '';
  const inline = named(SIGNED, last);
  if (inline !== '') kept.splice(-1, 1, last.slice(0, last.lastIndexOf(inline)));
  const quoted = kept.join('\n').replace(GREETING, '').trim();
  return { quoted, writer: writer || inline || rest[0] || '' };
}

/** "… Bien cordialement, Chantal Perrachon, Office Manager" at the end of one line. */
function unsignedLine(text: string): string {
  const from = Math.max(0, text.length - 160);
  const closing = [...text.slice(from).matchAll(INLINE_CLOSING)].at(-1);
  if (!closing) return text;
  const names = text.slice(from + closing.index + closing[0].length).trim();
  return NAMES_ONLY.test(names) ? text.slice(0, from + closing.index + 1) : text;
}
const INLINE_CLOSING =
  /[.!?] (?:many thanks|thanks|best regards|kind regards|regards|cheers|bien cordialement|cordialement|bien à vous|bien à toi|merci d'avance|merci)[,.!]? /giu;
const NAMES_ONLY = /^\p{Lu}[\p{L}.'’-]{0,30}(?:,? \p{Lu}[\p{L}.'’-]{0,30}){0,6}$/u;

/** Without what follows a closing: at most six short lines. */
function unsigned(lines: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => line !== '') + 1;
  for (let at = Math.max(1, end - 8); at < end; at += 1) {
    const line = lines[at] ?? '';
    if (DELIMITER.test(line) || SENT_FROM.test(line)) return lines.slice(0, at);
    if (CLOSING.test(line) && lines.slice(at + 1, end).every((one) => one.length <= 80)) return lines.slice(0, at);
  }
  return lines.slice(0, end);
}
