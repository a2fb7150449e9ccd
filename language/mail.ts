/** What of a mail or chat message its sender says: signatures fall away, quoted text counts only where it is asked for. */
export interface Mail {
  text: string;
  /** The quoted or forwarded part, if any. */
  quoted: string;
}

const CLOSING =
  /^(?:(?:many |kind |best |warm |with (?:kind |best )?)?(?:thanks|thank you|thx|cheers|regards|wishes|greetings|sincerely|yours(?: sincerely| truly| faithfully)?|best)(?: (?:again|in advance|a lot|so much|and regards|and best regards|everyone|all))?|br|rgds|kr|ta|cordialement|bien cordialement|bien à (?:toi|vous)|cdlt|cdt|bonne (?:journée|soirée|fin de journée)|à (?:bientôt|plus|demain)|merci(?: (?:d'avance|d’avance|beaucoup|bien|à toi|à vous))?|salutations|amicalement|sincères salutations|respectueusement|belle journée|bises|envoyé de mon \S+|sent from my \S+)[\s,.!]*$/iu;
const DELIMITER = /^(?:--\s?|_{5,}|—+)$/u;
const SENT_FROM = /^(?:sent from (?:my|outlook)|envoyé de(?:puis)? (?:mon|outlook)|get outlook for)/iu;
const QUOTE_BEGINS =
  /^(?:-{2,}\s?(?:original message|forwarded message|message d'origine|message d’origine|message transféré|message original|original appointment)|begin forwarded message|début du message réexpédié|(?:from|de)\s?: .{2,}|on .{4,80} wrote\s?:|le .{4,80} a écrit\s?:)/iu;
const HEADER = /^(?:from|sent|to|cc|subject|date|de|envoyé|à|objet|importance|reply-to)\s?:/iu;

export function mailOf(text: string): Mail {
  if (!text.includes('\n') && !text.startsWith('>')) return { text, quoted: '' };
  const lines = text.split('\n').map((line) => line.trim());
  const own: string[] = [];
  const quoted: string[] = [];
  let rest = false;
  for (const [number, line] of lines.entries()) {
    if (!rest && QUOTE_BEGINS.test(line) && (!/^(?:from|de)\s?:/iu.test(line) || HEADER.test(lines[number + 1] ?? '')))
      rest = true;
    if (rest) {
      if (!HEADER.test(line) && !QUOTE_BEGINS.test(line)) quoted.push(line.replace(/^[>\s]{1,20}/u, ''));
      else if (/^(?:from|de)\s?:/iu.test(line)) quoted.unshift(line);
    } else if (line.startsWith('>')) quoted.push(line.replace(/^[>\s]{1,20}/u, ''));
    else own.push(line);
  }
  return { text: unsigned(own).join('\n'), quoted: quoted.join('\n').trim() };
}

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
