import type { Fact } from '../benefits/ports';
import { StoreUnavailable } from './unavailable';

/** Increase it when a program of the previous number would misread the stored documents. */
export const SHAPE = 2;
export const SHAPE_FACT = 'schema-version';

export const shapeFact = (shape: number): Fact => ({ id: SHAPE_FACT, version: 1, value: `${shape}` });

/** Throws `StoreUnavailable` unless the store is new (null) or has this shape. Call before any write. */
export function checkShape(fact: Fact | null, shape: number): void {
  if (fact === null) return;
  const stored = Number(fact.value);
  if (stored > shape) throw new StoreUnavailable('newer', undefined, `shape ${stored}, this program knows ${shape}`);
  if (stored < shape) throw new StoreUnavailable('older', undefined, `shape ${stored}, this program needs ${shape}`);
}
