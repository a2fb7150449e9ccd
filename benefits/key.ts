import type { OperatingSystem } from './command';
import { normalForm } from './key-text';
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
  /** Recognizes the key in a later import and in what people type; see `keyFingerprint`. */
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

/** A key's length and a keyed hash of it, in its normal form: a text is compared only where its length fits a stored key's. */
export function keyFingerprint(keyring: { fingerprint(text: string): string }, key: string): string {
  const normal = normalForm(key);
  return `${normal.length}-${keyring.fingerprint(normal)}`;
}

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
