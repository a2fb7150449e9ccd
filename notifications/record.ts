import type { Dispatch } from '../benefits/dispatch';
import type { Delivery, Notice } from '../benefits/notice';
import type { Store } from '../benefits/ports';
import { seatHolder } from '../benefits/seat';

/** Stores delivery results. */

const ROUNDS = 20;
/** Delivery results kept on a seat. */
const KEPT = 12;

/** Told to somebody who has the seat no more. */
const FAREWELLS: readonly Notice['kind'][] = ['taken-back', 'moved-away', 'seat-ended'];

const same = (a: Delivery, b: Delivery): boolean =>
  a.notice === b.notice && a.channel === b.channel && a.address === b.address;

/** `sent` is never overwritten. */
const put = (deliveries: readonly Delivery[], delivery: Delivery): Delivery[] =>
  deliveries.some((known) => same(known, delivery) && known.state === 'sent')
    ? [...deliveries]
    : [...deliveries.filter((known) => !same(known, delivery)), delivery];

export interface Ledger {
  readonly now: Dispatch;
  of(channel: Delivery['channel'], address: string): Delivery | null;
  /** Conditional write, retried on top of other processes' writes. */
  write(deliveries: readonly Delivery[], next?: Partial<Pick<Dispatch, 'attempts' | 'dueAt'>>): Promise<void>;
}

export function ledgerOf(store: Pick<Store, 'dispatches'>, loaded: Dispatch): Ledger {
  let now = loaded;
  return {
    get now() {
      return now;
    },
    of: (channel, address) => now.channels.find((each) => each.channel === channel && each.address === address) ?? null,
    async write(deliveries, next = {}) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const after: Dispatch = { ...now, ...next, channels: deliveries.reduce(put, [...now.channels]) };
        if ((await store.dispatches.replace(now, after)) === 'done') {
          now = { ...after, version: now.version + 1 };
          return;
        }
        const stored = await store.dispatches.get(now.id);
        if (!stored) return;
        now = stored;
      }
      throw new Error(`The dispatch ${now.id} changes without pause`);
    },
  };
}

/** Stores the results on the seat, if it still belongs to the recipient. */
export async function recordOnSeat(
  store: Pick<Store, 'seats'>,
  notice: Notice,
  deliveries: readonly Delivery[],
): Promise<void> {
  if (notice.seatId === null || deliveries.length === 0 || FAREWELLS.includes(notice.kind)) return;
  for (let round = 0; round < ROUNDS; round += 1) {
    const seat = await store.seats.get(notice.seatId);
    // A seat released and claimed again by the same person is another assignment.
    if (!seat || seatHolder(seat) !== notice.to || (seat.since !== null && seat.since > notice.at)) return;
    const after = deliveries.reduce(put, [...seat.deliveries]).slice(-KEPT);
    if (JSON.stringify(after) === JSON.stringify(seat.deliveries)) return;
    if ((await store.seats.replace(seat, { ...seat, deliveries: after })) === 'done') return;
  }
}

/** Remembers the admin's card, to update it when the request is settled. */
export async function rememberCard(
  store: Pick<Store, 'requests'>,
  requestId: string,
  card: { conversationId: string; serviceUrl: string; activityId: string; admin: string },
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const request = await store.requests.get(requestId);
    if (!request) return;
    const cards = [...request.cards.filter((each) => each.activityId !== card.activityId), card];
    if ((await store.requests.replace(request, { ...request, cards })) === 'done') return;
  }
}
