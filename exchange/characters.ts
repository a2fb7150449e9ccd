// Control, zero-width and bidirectional formatting characters.
const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
/** Joiners that some scripts and emoji need. */
const JOINERS = /[\u200c\u200d]/g;

/** The first character that nobody sees, as U+200B; null if there is none. */
export function invisibleIn(text: string): string | null {
  const found = INVISIBLE.exec(text.replace(JOINERS, ''))?.[0];
  return found === undefined ? null : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const withoutInvisible = (text: string): string => text.replace(new RegExp(INVISIBLE, 'gu'), '');

/** Exports put an apostrophe before what a spreadsheet would read as a formula; imports remove it. */
const ESCAPED = /^'+[=+\-@\t\r]/;
export const escapeFormula = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
export const unescapeFormula = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text);
