import type { Ports } from '../ports';
import { requestId } from '../request';
import { release, type Seat, seatHolder } from '../seat';
import { done, notice } from './record';
import { settled } from './requests';
import { offerNext, portalSteps, stepFact, summaryOf } from './seats';

type EndPorts = Pick<Ports, 'clock' | 'random' | 'rules' | 'store'>;

/** The one who assigned the seat, if still an admin; else all admins. */
export async function responsible(
  { store }: Pick<Ports, 'store'>,
  seat: Seat,
): Promise<readonly { id: string; email: string }[]> {
  const admins = await store.people.admins();
  const assigner = admins.find(({ id }) => id === seat.assignedBy);
  return assigner ? [assigner] : admins;
}

/**
 * Takes a temporary seat back after its last day, as `system`. Not while its holder asks to keep it. False: it was left
 * alone.
 */
export async function endSeat(ports: EndPorts, seat: Seat): Promise<boolean> {
  const holderId = seatHolder(seat);
  if (holderId === null || seat.until === null) return false;
  const asked = await ports.store.requests.get(requestId(seat.benefitId, holderId));
  if (asked && settled(asked) === null) return false;
  const holder = await summaryOf(ports, holderId);
  const { alternateEmail, benefitId } = seat;
  const entry = done(ports, { email: 'system' }, 'unassign', {
    benefitId,
    person: holder.email,
    detail: { seat: seat.number, until: seat.until },
    undo: { kind: 'unassign', seatId: seat.id, holder: holder.id, alternateEmail },
  });
  const about = { kind: 'seat-ended' as const, benefitId, seatId: seat.id };
  const alsoTo = alternateEmail ? [alternateEmail] : [];
  const admins = (await responsible(ports, seat)).filter(({ id }) => id !== holder.id);
  const benefit = await ports.store.benefits.get(benefitId);
  const steps = portalSteps(ports, benefit, seat, { remove: { person: holder, alternateEmail } });
  const facts = { day: seat.until, from: holder.name, change: entry.id, ...stepFact(seat, steps) };
  const after = release(seat, {
    history: [entry],
    notices: [
      notice(ports, { ...about, to: holder, alsoTo, byMailToo: alsoTo.length > 0, facts: { day: seat.until } }),
      ...admins.map((to) => notice(ports, { ...about, to, facts })),
      ...(await offerNext(ports, benefitId)),
    ],
    steps,
  });
  return (await ports.store.seats.replace(seat, after)) === 'done';
}
