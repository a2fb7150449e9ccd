import type { Dispatch } from '../benefits/dispatch';
import type { Delivery, Notice } from '../benefits/notice';
import type { Ledger } from './record';

/** Facts for whoever caused the notice: the failed channel, why, and what was sent instead. Null: nothing to say. */
export function failureOf(notice: Notice, ownAddress: string, ledger: Ledger): Notice['facts'] | null {
  const inTeams = ledger.of('teams', notice.to);
  const byMail = ledger.of('email', ownAddress);
  if (inTeams?.state === 'failed' && byMail) {
    // For somebody who left the list, the mail is enough.
    if (inTeams.why === 'no-person' && byMail.state !== 'failed') return null;
    if (byMail.state === 'failed') return { channel: 'email', instead: null, why: byMail.why, address: ownAddress };
    // A mail that waits for a retry is not worth a message, unless no server is set.
    if (byMail.state === 'queued' && byMail.why !== 'no-smtp') return null;
    return { channel: 'teams', instead: 'email', why: byMail.state === 'queued' ? byMail.why : inTeams.why };
  }
  const refused = ledger.now.channels.find((each) => each.channel === 'email' && each.state === 'failed');
  return refused ? { channel: 'email', instead: null, why: refused.why, address: refused.address } : null;
}

/** True if both report the same failure for different people and neither was sent: one card covers both. */
export function sameFailure(one: Dispatch, other: Dispatch): boolean {
  const { notice } = one;
  return (
    notice.kind === 'delivery-failed' &&
    other.notice.kind === notice.kind &&
    notice.facts.instead === 'email' &&
    (['instead', 'why', 'about'] as const).every((fact) => other.notice.facts[fact] === notice.facts[fact]) &&
    other.notice.benefitId === notice.benefitId &&
    one.channels.length + other.channels.length === 0
  );
}

const NAMED = 3;

/** Merges notices of the same failure: three people by name, the others as a count. */
export function together(notice: Notice, others: readonly Notice[]): Notice {
  const people = [...new Set([notice, ...others].map(({ facts }) => facts.person ?? null))];
  const [person = null, person2 = null, person3 = null] = people;
  return {
    ...notice,
    facts: { ...notice.facts, person, person2, person3, others: Math.max(0, people.length - NAMED) },
  };
}

/** The results for a notice that was merged into another. */
export const copied = (deliveries: readonly Delivery[], notice: Notice): Delivery[] =>
  deliveries.map((delivery) => ({ ...delivery, notice: notice.id }));
