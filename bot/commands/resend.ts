import { seatHolder } from '../../benefits/seat';
import { resend as sendAgain } from '../../notifications';
import type { Handler } from './ask';
import { line, personRefs, refusal } from './views';

/** "Send again": the holder gets the seat's last notice once more. */
export const resend: Handler = async (ask) => {
  if (!ask.wish.seat) return line({ says: 'not-yet' });
  const seat = ask.wish.seat ? await ask.ports.store.seats.get(ask.wish.seat) : null;
  const holder = seat && seatHolder(seat);
  if (!seat || !holder) return refusal(ask, { reason: 'stale' });
  if (!(await sendAgain(ask.ports, seat.id, ask.actor.email))) return refusal(ask, { reason: 'stale' });
  const [person] = await personRefs(ask.ports, [holder]);
  return person ? { ...line({ says: 'resent', person }), changed: true } : refusal(ask, { reason: 'stale' });
};
