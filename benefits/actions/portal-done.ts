import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { type Seat, seatHolder, settle } from '../seat';
import { type Actor, done, notice } from './record';
import { summaryOf } from './seats';

/** An admin says that Microsoft's own page knows about this seat; its holder is told. Twice is the same as once. */
export async function portalDone(ports: Ports, actor: Actor, seatId: string): Promise<Seat | Refusal> {
  for (;;) {
    const seat = await ports.store.seats.get(seatId);
    const holderId = seat && seatHolder(seat);
    if (!seat || !holderId) return { reason: 'stale' };
    if (!seat.portalStep) return seat;
    const holder = await summaryOf(ports, holderId);
    const benefit = await ports.store.benefits.get(seat.benefitId);
    const entry = done(ports, actor, 'portal', {
      benefitId: seat.benefitId,
      person: holder.email,
      detail: { seat: seat.number },
    });
    const told = notice(ports, {
      kind: 'portal-done',
      to: holder,
      alsoTo: seat.alternateEmail ? [seat.alternateEmail] : [],
      byMailToo: seat.alternateEmail !== null,
      benefitId: seat.benefitId,
      seatId: seat.id,
      causedBy: actor.id,
      facts: { by: actor.name, portal: 'done', portalUrl: benefit?.portalUrl ?? null },
    });
    const after = settle(seat, { portal: true }, { history: [entry], notices: [told] });
    if ((await ports.store.seats.replace(seat, after)) === 'done') return { ...after, version: seat.version + 1 };
  }
}
