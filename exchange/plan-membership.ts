import type { Membership } from '../benefits/membership';
import type { Existing } from './current-data';
import type { MembershipRow, Placed } from './rows';
import { matches, noCounts, type SheetChanges } from './sheet-changes';

export function planMembership(rows: readonly Placed<MembershipRow>[] | null, existing: Existing): SheetChanges {
  const counts = noCounts();
  const row = rows?.[0]?.row;
  const before = existing.membership;
  if (!row) return { counts: { ...counts, left: before ? 1 : 0 }, size: 0, writes: () => [] };
  if (before && matches<MembershipRow>(before, row))
    return { counts: { ...counts, unchanged: 1 }, size: 0, writes: () => [] };
  const after: Membership = { id: 'membership', version: 1, ...row };
  counts[before ? 'updated' : 'added'] = 1;
  return { counts, size: 1, writes: () => [{ of: 'membership', before, after }] };
}
