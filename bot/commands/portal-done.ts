import { portalDone as tell } from '../../benefits/actions/portal-done';
import { isRefusal } from '../../benefits/refusal';
import { seatHolder } from '../../benefits/seat';
import type { Handler } from './context';
import { benefitRefs, line, personRefs, refusal } from './views';

/** "Done there": Microsoft's own page knows; the holders are told that their seats are active. */
export const portalDone: Handler = async (context) => {
  const seats = [];
  for (const id of (context.input.seats ?? []).slice(0, 50)) {
    const outcome = await tell(context.ports, context.actor, id);
    if (!isRefusal(outcome)) seats.push(outcome);
  }
  const [first] = seats;
  if (!first) return refusal(context, { reason: 'stale' });
  const people = await personRefs(
    context.ports,
    seats.flatMap((seat) => seatHolder(seat) ?? []),
  );
  const [benefit] = await benefitRefs(context.ports, [first.benefitId]);
  return benefit
    ? { ...line({ says: 'portal-done', people, benefit }), changed: true }
    : refusal(context, { reason: 'stale' });
};
