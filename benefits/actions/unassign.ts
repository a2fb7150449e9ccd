import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { release, type Seat, sameTenure, seatHolder } from '../seat';
import { type Actor, done } from './record';
import { type Change, emptied, farewell, givenBack, offerNext, portalSteps, stepFact, stepsLeft } from './seats';

/**
 * Releases a seat and notifies its holder. `shown` is the seat as the admin saw it; nothing is done if the assignment
 * changed.
 */
export async function unassign(
  ports: Ports,
  actor: Actor,
  shown: Seat,
  holder: PersonSummary,
  once?: string,
): Promise<Change | Refusal> {
  if (seatHolder(shown) !== holder.id) return { reason: 'stale' };
  const seat = await emptied(ports, shown);
  const entry = done(ports, actor, 'unassign', {
    id: once,
    benefitId: seat.benefitId,
    person: holder.email,
    detail: { seat: seat.number },
    undo: {
      kind: 'unassign',
      seatId: seat.id,
      holder: holder.id,
      alternateEmail: seat.alternateEmail,
      until: seat.until,
    },
  });
  const benefit = await ports.store.benefits.get(seat.benefitId);
  const steps = portalSteps(ports, benefit, seat, { remove: { person: holder, alternateEmail: seat.alternateEmail } });
  const notices =
    actor.id === holder.id
      ? await givenBack(ports, actor, seat.benefitId, stepFact(seat, steps))
      : [farewell(ports, 'taken-back', actor, seat, holder), ...(await offerNext(ports, seat.benefitId))];
  const after = release(seat, { history: [entry], notices, steps });
  if ((await ports.store.seats.replace(seat, after)) !== 'done') {
    const now = await ports.store.seats.get(seat.id);
    return now && sameTenure(now, seat) ? unassign(ports, actor, now, holder, once) : { reason: 'stale' };
  }
  return { seat: { ...after, version: seat.version + 1 }, entry, steps: stepsLeft(seat, after) };
}
