import { type Actor, done } from '../benefits/actions/record';
import type { Delivery, Notice } from '../benefits/notice';
import { withOutbox } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Ports, Store } from '../benefits/ports';
import { type Seat, seatHolder } from '../benefits/seat';

const ROUNDS = 10;

/**
 * Sends the seat's last notice again on every channel, with `by` as its cause. Null: the seat is free, or its holder
 * was never notified. The caller must check that `by` may do this.
 */
export async function resend(
  ports: Pick<Ports, 'store' | 'clock' | 'random'>,
  seatId: string,
  by: Pick<Actor, 'id' | 'email'>,
): Promise<Notice | null> {
  const { store, clock, random } = ports;
  for (let round = 0; round < ROUNDS; round += 1) {
    const seat = await store.seats.get(seatId);
    const holderId = seat && seatHolder(seat);
    const holder = holderId ? await store.people.get(holderId) : null;
    const last = seat?.deliveries.at(-1);
    if (!seat || !holder || !last) return null;
    const sent = (await store.dispatches.get(last.notice))?.notice ?? (await remade(store, seat, holder, last));
    if (sent.to !== holder.id) return null;
    const at = clock.now().toISOString();
    const notice: Notice = { ...sent, id: random.id(), causedBy: by.id === holder.id ? null : by.id, at };
    const after = withOutbox(
      { ...seat, keyShownAt: null },
      [
        done(ports, by, 'resend', {
          benefitId: seat.benefitId,
          person: holder.email,
          detail: { seat: seat.number, kind: notice.kind },
        }),
      ],
      [notice],
    );
    if ((await store.seats.replace(seat, after)) === 'done') return notice;
  }
  return null;
}

/** Rebuilds a deleted notice from the seat. */
async function remade(
  store: Pick<Store, 'benefits'>,
  seat: Seat,
  holder: Person,
  { notice, kind, at }: Delivery,
): Promise<Notice> {
  const benefit = await store.benefits.get(seat.benefitId);
  return {
    id: notice,
    kind,
    to: holder.id,
    address: holder.email,
    alsoTo: seat.alternateEmail ? [seat.alternateEmail] : [],
    byMailToo: seat.alternateEmail !== null,
    benefitId: seat.benefitId,
    seatId: seat.id,
    causedBy: null,
    facts: {
      portal: seat.portalStep ? 'todo' : 'done',
      portalUrl: benefit?.portalUrl ?? null,
      day: seat.activatesOn,
      alternate: seat.alternateEmail,
    },
    at,
  };
}
