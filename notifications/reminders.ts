import type { Benefit } from '../benefits/benefit';
import { membershipBlocker, standing } from '../benefits/membership';
import { seatHolder } from '../benefits/seat';
import type { Day } from '../benefits/time';
import { companyDay } from '../benefits/time';
import { onceOnly, type ReminderPorts, threshold } from './once-only';
import { remindOfOpenTasks } from './open-tasks';

const PAGE = 500;

/**
 * Reminds `REMINDER_DAYS` before a benefit's last day its holders and the admins, and before the membership's last day
 * the admins and all holders. Idempotent, also across crashes: the ids derive from the content. If several thresholds
 * have passed, only the nearest one counts. Resolves to the number of notices.
 */
export async function remind(ports: ReminderPorts, go: () => boolean): Promise<number> {
  const { store, rules } = ports;
  const today = companyDay(ports);
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
  made += await remindOfOpenTasks(ports, go);
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
        const count = await store.seats.used(benefit.id);
        for (const { id } of await store.people.admins()) await tell(id, { ...about, count });
        for await (const person of holdersOf(ports, benefit.id)) await tell(person, about);
      },
    );
  }
  return made;
}

/** Benefits that end with the membership are covered by its reminder. */
const endsBefore = (benefit: Benefit, membershipEnd: Day | null, today: Day): boolean =>
  benefit.startsOn <= today && benefit.expiresOn !== membershipEnd;

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
