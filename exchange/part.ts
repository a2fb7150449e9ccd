import type { Role } from '../benefits/command';
import type { Write } from '../benefits/ports';

/** What an import does to one sheet. `left`: in the store and not in the file; left alone. */
export interface Counts {
  added: number;
  updated: number;
  unchanged: number;
  left: number;
}

export interface RoleChange {
  email: string;
  name: string;
  from: Role;
  to: Role;
}

/** One part of an import: what it does, how many documents it writes, and those, made while asked for. */
export interface Part {
  counts: Counts;
  size: number;
  writes(): Iterable<Write>;
}

export const noCounts = (): Counts => ({ added: 0, updated: 0, unchanged: 0, left: 0 });

/** True when every field of `wanted` has the same value in `there`. */
export const says = <T extends object>(there: T, wanted: Partial<T>): boolean =>
  (Object.keys(wanted) as (keyof T)[]).every((field) => there[field] === wanted[field]);
