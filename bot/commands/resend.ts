import { seatHolder } from '../../benefits/seat';
import { resend as sendAgain } from '../../notifications';
import type { Handler } from './context';
import { personRefs, refusal, textReply } from './views';

/** "Send again": the holder gets the seat's last notice once more. */
export const resend: Handler = async (context) => {
  if (!context.input.seat) return textReply({ says: 'not-yet' });
  const seat = context.input.seat ? await context.ports.store.seats.get(context.input.seat) : null;
  const holder = seat && seatHolder(seat);
  if (!seat || !holder) return refusal(context, { reason: 'stale' });
  if (!(await sendAgain(context.ports, seat.id, context.actor))) return refusal(context, { reason: 'stale' });
  const [person] = await personRefs(context.ports, [holder]);
  return person ? { ...textReply({ says: 'resent', person }), changed: true } : refusal(context, { reason: 'stale' });
};
