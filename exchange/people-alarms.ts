import { alarm } from '../benefits/actions/alarms';
import { ownRoleNotice } from '../benefits/actions/people';
import type { Actor } from '../benefits/actions/record';
import { withOutbox } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Ports } from '../benefits/ports';

interface Change {
  before: Person | null;
  after: Person;
}

const NAMED = 3;

const newRole = ({ before, after }: Change): boolean => (before ? before.role !== after.role : after.role === 'admin');
const newAccount = ({ before, after }: Change): boolean =>
  after.aadObjectId !== null &&
  after.aadObjectId !== before?.aadObjectId &&
  (after.role === 'admin' || after.role === 'viewer');

/**
 * Adds notices for the other admins to the changes: one about all new roles, one about all newly linked accounts. They are
 * in the outbox of the first such person. Whoever gets another role is told, too.
 */
export async function withAlarms<T extends Change>(
  ports: Ports,
  actor: Actor | null,
  changes: readonly T[],
): Promise<T[]> {
  const told = [...changes];
  for (const [kind, concerns] of [
    ['role-changed', newRole],
    ['admin-linked', newAccount],
  ] as const) {
    const found = told.filter(concerns);
    const [first, ...others] = found.map(({ after }) => after);
    if (!first) continue;
    const [second, third] = others;
    const facts = {
      person: first.id,
      ...(second ? { person2: second.id } : {}),
      ...(third ? { person3: third.id } : {}),
      others: Math.max(0, found.length - NAMED),
      role: others.length === 0 ? first.role : null,
      by: actor?.name ?? null,
    };
    const notices = await alarm(ports, kind, facts, actor ? [actor] : []);
    const at = told.findIndex(({ after }) => after.id === first.id);
    const change = told[at];
    if (change) told[at] = { ...change, after: withOutbox(change.after, [], notices) };
  }
  return told.map((change) => {
    const { before, after } = change;
    if (!before || before.role === after.role) return change;
    return { ...change, after: withOutbox(after, [], [ownRoleNotice(ports, actor, after)]) };
  });
}
