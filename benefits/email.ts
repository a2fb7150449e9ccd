/**
 * Only printable ASCII is accepted (RFC 5321 without SMTPUTF8), so that look-alikes such as a Cyrillic `а` are refused.
 */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** The sign-in name of a guest: no mailbox. */
export const isGuestSignIn = (text: string): boolean => /#EXT#/i.test(text);

/** The spelling under which an address is stored and compared; null if it isn't an address. */
export function canonicalEmail(text: string): string | null {
  const spelling = text.trim();
  // Check before lowercasing, which turns the Kelvin sign into a k.
  if (!/^[\x21-\x7e]+$/.test(spelling) || isGuestSignIn(spelling)) return null;
  const email = spelling.toLowerCase();
  if (email.length > 254 || email.startsWith('.') || email.includes('..') || email.includes('.@')) return null;
  return ADDRESS.test(email) ? email : null;
}
