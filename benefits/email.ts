/**
 * E-mail addresses name people here, so two spellings of one address must be one, and two look-alikes must not be.
 * Only printable ASCII is accepted (RFC 5321 without the SMTPUTF8 extension): an address with a Cyrillic `а` is refused
 * rather than taken for its Latin twin.
 */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** The one spelling under which an address is stored and compared, or null when it is not an address. */
export function canonicalEmail(text: string): string | null {
  const spelling = text.trim();
  // Before the lower case, which makes an ordinary k of the Kelvin sign.
  if (!/^[\x21-\x7e]+$/.test(spelling)) return null;
  const email = spelling.toLowerCase();
  if (email.length > 254 || email.startsWith('.') || email.includes('..') || email.includes('.@')) return null;
  return ADDRESS.test(email) ? email : null;
}
