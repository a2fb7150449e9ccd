import { setQuantity as change, isQuantity, quantityBlocker } from '../../benefits/actions/set-quantity';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import { isRefusal } from '../../benefits/refusal';
import { confirmed } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { proposePlan } from './plan';
import { holdersOf, isReply, meantOf, resolveBenefit } from './resolve';
import { asking, changed, confirming, doneView, refusal } from './views';

/** How many seats there are of a benefit. Below the seats in use, the admin chooses who gives one up: seats first. */
export const setQuantity: Handler = async (context) => {
  const { ports, actor, input } = context;
  const benefit = await resolveBenefit(context);
  if (isReply(benefit)) return benefit;
  const { quantity } = input;
  if (!isQuantity(quantity)) return asking(context, 'quantity', { benefit: benefitRef(benefit) });
  const givers = input.users === undefined && input.user === undefined ? [] : meantOf(context);
  if (givers.length > 0) return withGivers(context, benefit, quantity);
  const blocker = await quantityBlocker(ports, benefit, quantity);
  if (blocker?.reason === 'below-seats-in-use') return whoGivesUp(context, benefit, blocker.used - quantity);
  if (benefit.quantity === quantity) return refusal(context, { reason: 'quantity-is-that', benefit: benefit.id });
  const slots = { benefit: benefit.id, quantity };
  const remaining = quantity - (await ports.store.seats.used(benefit.id));
  const shown = { benefit: benefitRef(benefit), remaining, quantity };
  const once = await confirmed(context, [benefit.id, benefit.quantity, quantity], (version) =>
    confirming(context, slots, version, shown),
  );
  if (typeof once !== 'string') return once;
  const outcome = await change(ports, actor, benefit, quantity, once);
  if (isRefusal(outcome)) return setQuantity({ ...context, input: slots });
  return changed(doneView('set-quantity', { ...shown, undo: { change: outcome.id } }));
};

async function whoGivesUp(context: CommandContext, benefit: Benefit, count: number): Promise<Reply> {
  const people = await holdersOf(context, benefit.id);
  return asking(context, 'givers', { benefit: benefitRef(benefit), people, count });
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
