import type { Membership } from '../benefits/membership';
import { columnOf } from './columns';
import type { Existing } from './current-data';
import type { MembershipRow, Placed } from './rows';
import { matches, noCounts, type SheetChanges } from './sheet-changes';

const NEW: Membership = {
  id: 'membership',
  version: 1,
  company: '',
  partnerId: '',
  program: '',
  status: 'active',
  startsOn: '',
  expiresOn: '',
  accountEmail: '',
  joinUrl: '',
  renewUrl: '',
};
const NEEDED = ['company', 'partnerId', 'program', 'status', 'startsOn', 'expiresOn', 'accountEmail'] as const;

export function planMembership(
  rows: readonly Placed<MembershipRow>[] | null,
  existing: Existing,
): SheetChanges & { after: Membership | null } {
  const counts = noCounts();
  const row = rows?.[0]?.row;
  const before = existing.membership;
  if (!row) return { counts: { ...counts, left: before ? 1 : 0 }, after: before, size: 0, writes: () => [] };
  const at = rows?.[0]?.at;
  if (before && matches<MembershipRow>(before, row))
    return { counts: { ...counts, unchanged: 1 }, after: before, size: 0, writes: () => [] };
  if (!before) for (const field of NEEDED) if (row[field] === undefined) at?.need(columnOf(field));
  const after: Membership = { ...NEW, ...before, ...row };
  if (after.expiresOn < after.startsOn)
    at?.say('expires_on', after.expiresOn, { is: 'ends-before-it-starts', starts: after.startsOn });
  counts[before ? 'updated' : 'added'] = 1;
  return { counts, after, size: 1, writes: () => [{ of: 'membership', before, after }] };
}
