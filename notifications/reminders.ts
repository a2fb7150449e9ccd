import { createHash } from 'node:crypto';
import type { Benefit } from '../benefits/benefit';
import { membershipBlocker, standing } from '../benefits/membership';
import type { Notice, NoticeKind } from '../benefits/notice';
import type { Clock, Rules, Store } from '../benefits/ports';
import { seatHolder } from '../benefits/seat';
import { type Day, dayOf, daysBetween } from '../benefits/time';

export interface ReminderPorts {
  store: Store;
  clock: Clock;
  rules: Rules;
}

const PAGE = 500;
const AT_ONCE = 100;

/**
 * Reminds `REMINDER_DAYS` before a benefit's last day its holders and the admins, and before the membership's last day
 * the admins and all holders. Idempotent, also across crashes: the ids derive from the content. If several thresholds
 * have passed, only the nearest one counts. Resolves to the number of notices.
 */
export async function remind(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store, clock, rules } = ports;
  const today = dayOf(clock.now());
  const membership = await store.membership.get('membership');
  let made = 0;

  if (membership && standing(membership, today, rules.graceDays) === 'active') {
    const days = threshold(rules.reminderDays, today, membership.expiresOn);
    if (days !== null) {
      const name = `membership|${membership.expiresOn}|${days}`;
      made += await onceOnly(ports, name, null, go, async (tell) => {
        const holders = new Set<string>();
        for await (const person of holdersOf(ports, null)) holders.add(person);
        const about = { kind: 'membership-ending' as const, day: membership.expiresOn };
        for (const { id } of await store.people.admins()) await tell(id, { ...about, link: membership.renewUrl });
        for (const person of holders) await tell(person, about);
      });
    }
  }
  // Without a membership nothing is in use.
  if (membershipBlocker(membership, today, rules.graceDays)) return made;
  for (const benefit of await store.benefits.all()) {
    if (!go()) break;
    const days = endsBefore(benefit, membership?.expiresOn ?? null, today)
      ? threshold(rules.reminderDays, today, benefit.expiresOn)
      : null;
    if (days === null) continue;
    made += await onceOnly(
      ports,
      `benefit|${benefit.id}|${benefit.expiresOn}|${days}`,
      benefit.id,
      go,
      async (tell) => {
        const about = { kind: 'benefit-ending' as const, day: benefit.expiresOn };
        for (const { id } of await store.people.admins()) await tell(id, { ...about, count: benefit.used });
        for await (const person of holdersOf(ports, benefit.id)) await tell(person, about);
      },
    );
  }
  return made;
}

/** Benefits that end with the membership are covered by its reminder. */
const endsBefore = (benefit: Benefit, membershipEnd: Day | null, today: Day): boolean =>
  benefit.startsOn <= today && benefit.expiresOn !== membershipEnd;

/** The smallest configured number of days that has been reached; null if none, or after the last day. */
function threshold(reminderDays: readonly number[], today: Day, end: Day): number | null {
  const left = daysBetween(today, end);
  const reached = reminderDays.filter((days) => left <= days);
  return left < 0 || reached.length === 0 ? null : Math.min(...reached);
}

async function* holdersOf({ store }: ReminderPorts, benefitId: string | null): AsyncGenerator<string> {
  for (let skip = 0; ; skip += PAGE) {
    const page = { skip, limit: PAGE };
    const seats = await (benefitId === null ? store.seats.taken(page) : store.seats.ofBenefit(benefitId, page));
    for (const seat of seats) {
      const holder = seatHolder(seat);
      if (holder !== null) yield holder;
    }
    if (seats.length < PAGE) return;
  }
}

interface About {
  kind: NoticeKind;
  day: Day;
  /** For admins: seats in use. */
  count?: number;
  /** For admins: where to renew. */
  link?: string;
}

async function onceOnly(
  { store, clock }: ReminderPorts,
  name: string,
  benefitId: string | null,
  go: () => boolean,
  make: (tell: (to: string, about: About) => Promise<void>) => Promise<void>,
): Promise<number> {
  const fact = `reminded:${name}`;
  if ((await store.facts.get(fact)) !== null) return 0;
  const at = clock.now().toISOString();
  let made = 0;
  const writing: Promise<void>[] = [];
  await make(async (to, { kind, day, count, link }) => {
    if (!go()) return;
    // Ids are logged, addresses are not.
    const id = createHash('sha256').update(`remind|${name}|${to}`).digest('base64url').slice(0, 22);
    const facts = { day, count: count ?? null, portalUrl: link ?? null };
    const notice = (address: string): Notice => ({
      id,
      kind,
      to,
      address,
      alsoTo: [],
      byMailToo: false,
      benefitId,
      seatId: null,
      causedBy: null,
      facts,
      at,
    });
    const write = async (): Promise<void> => {
      const address = (await store.people.get(to))?.email ?? to;
      const dispatch = { id, version: 1, notice: notice(address), channels: [], attempts: 0, dueAt: at };
      if (await store.dispatches.insert(dispatch)) made += 1;
    };
    if (writing.push(write()) >= AT_ONCE) await Promise.all(writing.splice(0));
  });
  await Promise.all(writing);
  // Interrupted: the next run makes the rest.
  if (!go()) return made;
  await store.history.append([
    {
      id: `remind|${name}`,
      at,
      actor: 'system',
      command: 'remind',
      benefitId,
      person: null,
      outcome: 'done',
      detail: { people: made },
    },
  ]);
  await store.facts.insert(fact, at);
  return made;
}
