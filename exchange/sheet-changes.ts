import { isDeepStrictEqual } from 'node:util';
import type { Write } from '../benefits/ports';

/** What an import changes in one sheet. `left`: in the store but not in the file, unchanged. */
export interface Counts {
  added: number;
  updated: number;
  unchanged: number;
  left: number;
}

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
