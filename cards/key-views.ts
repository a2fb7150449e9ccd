import type { Benefit } from '../benefits/benefit';
import type { OperatingSystem, Slots } from '../benefits/command';
import type { KeyKind } from '../benefits/key';
import type { PersonRef } from './refs';

/** What the cards and the dialog of keys show. */

/** `mode: dialog`: the button opens the keys dialog; `card`: it is Action.Execute `keys` with `reveal: true`. */
export interface KeyOfferView {
  kind: 'key-offer';
  mode: 'dialog' | 'card';
  benefit: Benefit;
  /** `another`: taking one more single-use key was confirmed. */
  slots: Slots & { another?: boolean; confirm?: boolean };
  key: { kind: KeyKind; free: number; total: number; takenByMe: number };
  holder: PersonRef | null;
  version: string;
}

/** Returned to one person, never sent to a conversation. */
export interface KeyShownView {
  kind: 'key-shown';
  benefit: Benefit;
  keys: readonly { text: string; language: string | null; os: OperatingSystem | null; kind: KeyKind }[];
  downloads: Benefit['downloads'];
  /** As asked for; a key for any may have no download for these. */
  language: string | null;
  os: OperatingSystem | null;
  holder: PersonRef | null;
  free: number;
  /** Verb `keys`, `{ another: true }`: asks to confirm first. */
  mayTakeAnother: boolean;
  seconds: number;
  version: string;
}
