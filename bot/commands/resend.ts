import { type Seat, seatHolder } from '../../benefits/seat';
import { resend as sendAgain } from '../../notifications';
import type { CommandContext, Handler, Reply } from './context';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { personRefs, refusal, textReply } from './views';

/** "Send again": sends a seat's last notice to its holder once more. Typed: of each of their seats that is meant. */
export const resend: Handler = async (context) => {
  const seats = context.input.seat ? [await context.ports.store.seats.get(context.input.seat)] : await meant(context);
  if (isReply(seats)) return seats;
  const sent: string[] = [];
  for (const seat of seats) {
    const holder = seat && seatHolder(seat);
    if (seat && holder && (await sendAgain(context.ports, seat.id, context.actor))) sent.push(holder);
  }
  const [person] = await personRefs(context.ports, sent);
  if (person) return { ...textReply({ says: 'resent', person }), changed: true };
  const holder = seats[0] && seatHolder(seats[0]);
  return refusal(context, holder ? { reason: 'not-sent-yet', person: holder } : { reason: 'stale' });
};

async function meant(context: CommandContext): Promise<readonly Seat[] | Reply> {
  const { input, ports } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  const benefit = input.benefit === undefined ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;
  const seats = (await ports.store.seats.ofPerson(person.id)).filter(
    (seat) => !benefit || seat.benefitId === benefit.id,
  );
  if (seats.length > 0) return seats;
  return benefit
    ? refusal(context, { reason: 'not-assigned', benefit: benefit.id, person: person.id })
    : refusal(context, { reason: 'nothing-held', person: person.id });
}
