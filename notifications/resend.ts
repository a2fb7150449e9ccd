import type { Notice } from '../benefits/notice';
import { carrying } from '../benefits/outbox';
import type { Ports } from '../benefits/ports';
import { seatHolder } from '../benefits/seat';

const ROUNDS = 10;

/**
 * "Send again": the seat's last notice goes out anew on every way, with `by` as its cause; the act is in the history by
 * the same write. Null: the seat is free, or its holder was never told anything. The caller has checked that `by` may.
 */
export async function resend(
  { store, clock, random }: Pick<Ports, 'store' | 'clock' | 'random'>,
  seatId: string,
  by: string,
): Promise<Notice | null> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seat = await store.seats.get(seatId);
    const holder = seat && seatHolder(seat);
    const last = seat?.deliveries.at(-1);
    if (!seat || !holder || !last) return null;
    const dispatch = await store.dispatches.get(last.notice);
    if (!dispatch || dispatch.notice.to !== holder) return null;
    const at = clock.now().toISOString();
    const notice: Notice = { ...dispatch.notice, id: random.id(), causedBy: by, at };
    const after = carrying(
      seat,
      [
        {
          id: random.id(),
          at,
          actor: by,
          command: 'resend',
          benefitId: seat.benefitId,
          person: holder,
          outcome: 'done',
          detail: { seat: seat.number, kind: notice.kind },
        },
      ],
      [notice],
    );
    if ((await store.seats.replace(seat, after)) === 'done') return notice;
  }
  return null;
}
