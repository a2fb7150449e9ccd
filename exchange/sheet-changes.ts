import { isDeepStrictEqual } from 'node:util';
import type { BenefitRef } from '../benefits/benefit';
import type { Role } from '../benefits/command';
import type { PortalStep } from '../benefits/portal-step';
import type { Write } from '../benefits/ports';
import type { Day } from '../benefits/time';

/** What an import changes in one sheet. `left`: in the store but not in the file, unchanged. */
export interface Counts {
  added: number;
  updated: number;
  unchanged: number;
  left: number;
}

/** A change that the preview names. People by address; `name` is for showing. */
export type Difference =
  | { is: 'role'; email: string; name: string; from: Role; to: Role }
  | { is: 'new-admin'; email: string; name: string }
  | { is: 'address'; name: string; from: string; to: string }
  /** The object id is cleared. */
  | { is: 'unlinked'; email: string; name: string }
  /** `listed`: Microsoft's list has the licence and the bot no seat, or the other way round. */
  | { is: 'at-microsoft'; benefit: BenefitRef; name: string; listed: boolean }
  /** A subscription level that is the name of no benefit, or of several. */
  | { is: 'unknown-level'; level: string; seats: number }
  /** An open step in Microsoft's portal that its list shows as done. */
  | { is: 'step-done'; benefit: BenefitRef; name: string; step: PortalStep['kind'] }
  /** It could be used until now, and can be again from this day. */
  | { is: 'starts-later'; benefit: BenefitRef; on: Day }
  | {
      is: 'seat';
      benefit: BenefitRef;
      seat: number;
      /** Names; null: nobody. */
      from: string | null;
      to: string | null;
    };

/** The planned changes of one sheet. `size`: documents to write, which `writes` creates lazily. */
export interface SheetChanges {
  counts: Counts;
  size: number;
  writes(): Iterable<Write>;
}

export const noCounts = (): Counts => ({ added: 0, updated: 0, unchanged: 0, left: 0 });

/** True if `there` has every field of `wanted` with the same value. */
export const matches = <T extends object>(there: T, wanted: Partial<T>): boolean =>
  (Object.keys(wanted) as (keyof T)[]).every((field) => isDeepStrictEqual(there[field], wanted[field]));
