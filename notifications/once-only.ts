import { createHash } from 'node:crypto';
import { done, notice } from '../benefits/actions/record';
import { summaryOf } from '../benefits/actions/seats';
import { newDispatch } from '../benefits/dispatch';
import type { NoticeKind } from '../benefits/notice';
import type { Ports } from '../benefits/ports';
import { type Day, daysBetween } from '../benefits/time';

export type ReminderPorts = Pick<Ports, 'store' | 'clock' | 'random' | 'rules'>;

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
  used?: number;
  quantity?: number;
}

/**
 * Makes the notices of one reminder once, also across crashes: ids derive from the name. Resolves to the number made.
 */
export async function onceOnly(
  ports: ReminderPorts,
  name: string,
  benefitId: string | null,
  go: () => boolean,
  make: (tell: (to: string, about: About) => Promise<void>) => Promise<void>,
): Promise<number> {
  const { store } = ports;
  const fact = `reminded:${name}`;
  if ((await store.facts.get(fact)) !== null) return 0;
  let made = 0;
  const writing: Promise<void>[] = [];
  await make(async (to, { kind, day, count, link, from, request, used, quantity }) => {
    if (!go()) return;
    // Ids are logged, addresses are not.
    const id = createHash('sha256').update(`remind|${name}|${to}`).digest('base64url').slice(0, 22);
    const facts = {
      day,
      count: count ?? null,
      portalUrl: link ?? null,
      ...(from && { from }),
      ...(request && { request }),
      ...(used !== undefined && { used, quantity: quantity ?? null }),
    };
    const write = async (): Promise<void> => {
      const person = await summaryOf(ports, to);
      if (await store.dispatches.insert(newDispatch(notice(ports, { id, kind, to: person, benefitId, facts }))))
        made += 1;
    };
    if (writing.push(write()) >= AT_ONCE) await Promise.all(writing.splice(0));
  });
  await Promise.all(writing);
  // Interrupted: the next run makes the rest.
  if (!go()) return made;
  const id = `remind|${name}`;
  await store.history.append([done(ports, { email: 'system' }, 'remind', { id, benefitId, detail: { people: made } })]);
  await store.facts.insert(fact, ports.clock.now().toISOString());
  return made;
}
