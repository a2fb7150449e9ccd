import { madeBefore } from '../../benefits/actions/record';
import { setQuantity as change, quantityBlocker } from '../../benefits/actions/set-quantity';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { isRefusal } from '../../benefits/refusal';
import { seatHolder } from '../../benefits/seat';
import { changeIdIn, confirmationToken } from './confirmation-token';
import type { CommandContext, Handler, Reply } from './context';
import { proposePlan } from './plan';
import { isReply, meantOf, resolveBenefit } from './resolve';
import { asking, changed, confirming, doneView, personRefs, refusal } from './views';

/** How many seats there are of a benefit. Below the seats in use, the admin chooses who gives one up: seats first. */
export const setQuantity: Handler = async (context) => {
  const { ports, actor, input } = context;
  const benefit = await resolveBenefit(context);
  if (isReply(benefit)) return benefit;
  const { quantity } = input;
  if (quantity === undefined) return asking(context, 'quantity', { benefit: benefitRef(benefit) });
  const givers = input.users === undefined && input.user === undefined ? [] : meantOf(context);
  if (givers.length > 0) return withGivers(context, benefit, quantity);
  const blocker = await quantityBlocker(ports, benefit, quantity);
  if (blocker?.reason === 'below-seats-in-use') return whoGivesUp(context, benefit, blocker.used - quantity);
  if (benefit.quantity === quantity) return refusal(context, { reason: 'quantity-is-that', benefit: benefit.id });
  const facts = factsToken(actor.id, 'set-quantity', benefit.id, benefit.quantity, quantity);
  const once = input.confirm ? changeIdIn(input.version, facts) : null;
  const used = await ports.store.seats.used(benefit.id);
  if (!once || (await madeBefore(ports, once))) {
    const slots = { benefit: benefit.id, quantity };
    return confirming(context, slots, confirmationToken(facts, ports.random.id()), {
      benefit: benefitRef(benefit),
      remaining: quantity - used,
      quantity,
    });
  }
  const outcome = await change(ports, actor, benefit, quantity, once);
  if (isRefusal(outcome)) return setQuantity({ ...context, input: { benefit: benefit.id, quantity } });
  return changed(
    doneView('set-quantity', {
      benefit: benefitRef(benefit),
      remaining: quantity - used,
      quantity,
      undo: { change: outcome.id },
    }),
  );
};

async function whoGivesUp(context: CommandContext, benefit: Benefit, count: number): Promise<Reply> {
  const seats = await context.ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 200 });
  const holders = seats.flatMap((seat) => seatHolder(seat) ?? []);
  return asking(context, 'givers', {
    benefit: benefitRef(benefit),
    people: await personRefs(context.ports, holders),
    count,
  });
}

/** Taking the seats back and the new quantity are one plan. */
async function withGivers(context: CommandContext, benefit: Benefit, quantity: number): Promise<Reply> {
  const { users, user } = context.input;
  const people = users === undefined ? { ...(user !== undefined && { user }) } : { users };
  return proposePlan(context, [
    { command: 'unassign', slots: { benefit: benefit.id, ...people } },
    { command: 'set-quantity', slots: { benefit: benefit.id, quantity } },
  ]);
}
