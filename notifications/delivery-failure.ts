import type { Delivery, Notice } from '../benefits/notice';
import type { Dispatch } from '../benefits/ports';
import type { Ledger } from './record';

/** What the one who caused a notice should know, as facts: which way failed, why, and what went instead. Null: nothing. */
export function failureOf(notice: Notice, ownAddress: string, ledger: Ledger): Notice['facts'] | null {
  const inTeams = ledger.of('teams', notice.to);
  const byMail = ledger.of('email', ownAddress);
  if (inTeams?.state === 'failed' && byMail) {
    // Who left the list has no chat to be told in: the mail is the way.
    if (inTeams.why === 'no-person' && byMail.state !== 'failed') return null;
    if (byMail.state === 'failed') return { channel: 'email', instead: null, why: byMail.why, address: ownAddress };
    // A mail that only waits for its next try is not worth a word, unless no server is set at all.
    if (byMail.state === 'queued' && byMail.why !== 'no-smtp') return null;
    return { channel: 'teams', instead: 'email', why: byMail.state === 'queued' ? byMail.why : inTeams.why };
  }
  const refused = ledger.now.channels.find((each) => each.channel === 'email' && each.state === 'failed');
  return refused ? { channel: 'email', instead: null, why: refused.why, address: refused.address } : null;
}

/** Whether both tell the same of different people and nothing of either has been sent: one card says it. */
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

/** One notice for several of the same trouble: the first three people by name, of the others how many. */
export function together(notice: Notice, others: readonly Notice[]): Notice {
  const people = [...new Set([notice, ...others].map(({ facts }) => facts.person ?? null))];
  const [person = null, person2 = null, person3 = null] = people;
  return {
    ...notice,
    facts: { ...notice.facts, person, person2, person3, others: Math.max(0, people.length - NAMED) },
  };
}

/** The same results for a notice that went out with another. */
export const copied = (deliveries: readonly Delivery[], notice: Notice): Delivery[] =>
  deliveries.map((delivery) => ({ ...delivery, notice: notice.id }));
