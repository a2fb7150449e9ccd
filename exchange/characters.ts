/** Exports put an apostrophe before what a spreadsheet would read as a formula; imports remove it. */
const ESCAPED = /^'+[=+\-@\t\r]/;
export const escapeFormula = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);
export const unescapeFormula = (text: string): string => (ESCAPED.test(text) ? text.slice(1) : text);
