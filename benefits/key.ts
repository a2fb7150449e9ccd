import type { OperatingSystem } from './command';
import type { Carrier } from './outbox';
import type { Moment } from './time';

/** Encrypted text with the id of the encryption key that made it. */
export interface Sealed {
  kid: string;
  /** base64: nonce, cipher text, tag. */
  data: string;
}

export const KEY_KINDS = ['multiple', 'single-use'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A product key at rest; `id` is `<benefit id>/<fingerprint>`. */
export interface ProductKey extends Carrier {
  benefitId: string;
  kind: KeyKind;
  language: string | null;
  os: OperatingSystem | null;
  sealed: Sealed;
  /** Keyed hash of the text: recognises the key when it is imported again. */
  fingerprint: string;
  /** Single-use: who took it. `free` while nobody has. */
  takenBy: string;
  /** Single-use: the seat's holder for whom it was taken, if one was named. */
  takenFor: string | null;
  takenAt: Moment | null;
  /**
   * Unique together with the benefit: `free:<id>`, or `<taker>|<holder>|<ordinal>`. Two presses of one button want the same
   * ordinal, so only one of them takes a key and the other is shown that one.
   */
  takenSlot: string;
  /** Position in the file it came from: keys are handed out in this order. */
  position: number;
}

export const FREE_KEY = 'free';
export const freeSlot = (id: string): string => `free:${id}`;
export const takenSlot = (by: string, holder: string | null, ordinal: number): string =>
  `${by}|${holder ?? ''}|${ordinal}`;

/** What a sealed key is bound to, so that a sealed text moved to another document does not open. */
export const keyContext = (id: string): string => `keys|${id}|key`;

/** Whether a key serves this language and system; a key without one serves any. */
export const serves = (
  key: Pick<ProductKey, 'language' | 'os'>,
  language: string | null,
  os: OperatingSystem | null,
): boolean =>
  (key.language === null || language === null || key.language === language) &&
  (key.os === null || os === null || key.os === os);
