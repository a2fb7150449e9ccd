// Control, zero-width and bidirectional formatting characters, without the joiners that some scripts and emoji need.
const INVISIBLE = /[\p{Cc}\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** The first character that nobody sees, as U+200B; null if there is none. */
export function invisibleIn(text: string): string | null {
  const found = INVISIBLE.exec(text)?.[0];
  return found === undefined ? null : `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const withoutInvisible = (text: string): string => text.replace(new RegExp(INVISIBLE, 'gu'), '');
