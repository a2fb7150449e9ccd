import { portalDone as tell } from '../../benefits/actions/portal-done';
import { isRefusal } from '../../benefits/refusal';
import { seatHolder } from '../../benefits/seat';
import type { Handler } from './ask';
import { benefitRefs, line, personRefs, refusal } from './views';

/** "Done there": Microsoft's own page knows; the holders are told that their seats are active. */
export const portalDone: Handler = async (ask) => {
  const seats = [];
  for (const id of (ask.wish.seats ?? []).slice(0, 50)) {
    const outcome = await tell(ask.ports, ask.actor, id);
    if (!isRefusal(outcome)) seats.push(outcome);
  }
  const [first] = seats;
  if (!first) return refusal(ask, { reason: 'stale' });
  const people = await personRefs(
    ask.ports,
    seats.flatMap((seat) => seatHolder(seat) ?? []),
  );
  const [benefit] = await benefitRefs(ask.ports, [first.benefitId]);
  return benefit
    ? { ...line({ says: 'portal-done', people, benefit }), changed: true }
    : refusal(ask, { reason: 'stale' });
};
