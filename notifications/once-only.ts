import { createHash } from 'node:crypto';
import type { Notice, NoticeKind } from '../benefits/notice';
import type { Clock, Rules, Store } from '../benefits/ports';
import { type Day, daysBetween } from '../benefits/time';

export interface ReminderPorts {
  store: Store;
  clock: Clock;
  rules: Rules;
}

const AT_ONCE = 100;

/** The smallest configured number of days that has been reached; null if none, or after the last day. */
export function threshold(reminderDays: readonly number[], today: Day, end: Day): number | null {
  const left = daysBetween(today, end);
  const reached = reminderDays.filter((days) => left <= days);
  return left < 0 || reached.length === 0 ? null : Math.min(...reached);
}

export interface About {
  kind: NoticeKind;
  day: Day | null;
  /** For admins: seats in use. */
  count?: number;
  /** For admins: where to renew. */
  link?: string;
  /** For admins: whose seat or request it is. */
  from?: string;
  request?: string;
  /** For admins: seats left, and of how many. */
  remaining?: number;
  quantity?: number;
}

/**
 * Makes the notices of one reminder once, also across crashes: ids derive from the name. Resolves to the number made.
 */
export async function onceOnly(
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
  await make(async (to, { kind, day, count, link, from, request, remaining, quantity }) => {
    if (!go()) return;
    // Ids are logged, addresses are not.
    const id = createHash('sha256').update(`remind|${name}|${to}`).digest('base64url').slice(0, 22);
    const facts = {
      day,
      count: count ?? null,
      portalUrl: link ?? null,
      ...(from && { from }),
      ...(request && { request }),
      ...(remaining !== undefined && { remaining, quantity: quantity ?? null }),
    };
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
