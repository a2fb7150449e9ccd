import { withOutbox } from '../outbox';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { type Seat, sameTenure, seatHolder } from '../seat';
import { type Actor, done, notice } from './record';
import { summaryOf } from './seats';

/** Asks the holder of a seat whether they still need it; `id` is that of the history entry. False: the seat changed hands meanwhile. */
export async function askHolder(ports: Ports, actor: Actor, shown: Seat, id: string): Promise<boolean> {
  for (let seat: Seat | null = shown; seat && sameTenure(seat, shown); seat = await ports.store.seats.get(shown.id)) {
    const holder = await summaryOf(ports, seatHolder(seat) ?? '');
    const { id: seatId, benefitId } = seat;
    const entry = done(ports, actor, 'review', { id, benefitId, person: holder.email, detail: { seat: seat.number } });
    const asked = notice(ports, {
      kind: 'review-asked',
      to: holder,
      benefitId,
      seatId,
      causedBy: actor.id === holder.id ? null : actor.id,
      facts: { by: actor.name },
    });
    const review = { askedAt: ports.clock.now().toISOString(), keptAt: null };
    if ((await ports.store.seats.replace(seat, withOutbox({ ...seat, review }, [entry], [asked]))) === 'done')
      return true;
  }
  return false;
}

/** The holder still needs the seat. */
export async function keepSeat(ports: Ports, actor: Actor, benefitId: string): Promise<Seat | Refusal> {
  for (;;) {
    const seat = await ports.store.seats.held(benefitId, actor.id);
    if (!seat) return { reason: 'not-assigned', benefit: benefitId, person: actor.id };
    if (!seat.review) return { reason: 'stale' };
    if (seat.review.keptAt) return seat;
    const entry = done(ports, actor, 'review', {
      benefitId,
      person: actor.email,
      detail: { seat: seat.number, answer: 'keep' },
    });
    const review = { ...seat.review, keptAt: ports.clock.now().toISOString() };
    if ((await ports.store.seats.replace(seat, withOutbox({ ...seat, review }, [entry]))) === 'done') return seat;
  }
}
