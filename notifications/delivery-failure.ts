import type { Dispatch } from '../benefits/dispatch';
import type { Delivery, Notice } from '../benefits/notice';
import type { Ledger } from './record';

/** Facts for whoever caused the notice, if it reached the person neither in Teams nor by mail. Null: nothing to say. */
export function failureOf(notice: Notice, ownAddress: string, ledger: Ledger): Notice['facts'] | null {
  const inTeams = ledger.of('teams', notice.to);
  const byMail = ledger.of('email', ownAddress);
  if (inTeams?.state === 'failed' && byMail) {
    if (byMail.state === 'failed') return { why: byMail.why, address: ownAddress };
    // A mail that waits for a retry is not worth a message, unless no server is set; nor is one to somebody who left.
    const stuck = byMail.state === 'queued' && byMail.why === 'no-smtp' && inTeams.why !== 'no-person';
    return stuck ? { why: byMail.why } : null;
  }
  const refused = ledger.now.channels.find((each) => each.channel === 'email' && each.state === 'failed');
  return refused ? { why: refused.why, address: refused.address } : null;
}

/** True if both report mails that wait for a server, for different people, and neither was sent: one card covers both. */
export function sameFailure(one: Dispatch, other: Dispatch): boolean {
  const { notice } = one;
  return (
    notice.kind === 'delivery-failed' &&
    other.notice.kind === notice.kind &&
    notice.facts.why === 'no-smtp' &&
    (['why', 'about'] as const).every((fact) => other.notice.facts[fact] === notice.facts[fact]) &&
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
