import { moveBlocker } from '../../benefits/actions/reassign';
import { needsPortal } from '../../benefits/actions/seats';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import type { Act } from '../../benefits/command';
import { type Person, personRef } from '../../benefits/person';
import type { Refusal } from '../../benefits/refusal';
import type { Seat } from '../../benefits/seat';
import type { AskView, LeavingSeat } from '../../cards/views';
import type { CommandContext, Reply } from './context';
import { proposePlan } from './plan';
import { asking, withAddresses } from './views';

/** One question about all that a leaver holds: each seat to a successor, taken back, or kept until a day. */
export async function askAboutLeaver(
  context: CommandContext,
  from: Person,
  seats: readonly Seat[],
  more: Partial<AskView> = {},
): Promise<{ view: AskView & { asking: 'to' | 'email'; leaving: readonly LeavingSeat[] } }> {
  const { input } = context;
  const leaving = await leavingSeats(context, seats);
  const needsEmail = leaving.some((seat) => seat.needsEmail && seat.stays === null);
  const what = input.to !== undefined && input.email === undefined && needsEmail ? 'email' : 'to';
  const { view } = asking(context, what, { holder: personRef(from), until: input.until ?? null, ...more });
  return { view: { ...view, asking: what, leaving } };
}

/** What a person holds, and why a seat can't go to somebody else. */
export async function leavingSeats(context: CommandContext, seats: readonly Seat[]): Promise<LeavingSeat[]> {
  const { ports, input } = context;
  const benefits = await ports.store.benefits.getMany(seats.map(({ benefitId }) => benefitId));
  const leaving: LeavingSeat[] = [];
  for (const seat of seats) {
    const benefit = benefits.find(({ id }) => id === seat.benefitId);
    if (!benefit) continue;
    const stays = await cantMove(context, benefit, seat);
    leaving.push({
      benefit: benefitRef(benefit),
      stays: stays && (await withAddresses(ports, stays)),
      portal: needsPortal(ports, benefit),
      needsEmail: benefit.activation === 'assign-with-email',
      chosen: input.give?.get(benefit.id) ?? null,
    });
  }
  return leaving;
}

/** Self-assigned benefits can't be passed on. */
async function cantMove({ ports }: CommandContext, benefit: Benefit, seat: Seat): Promise<Refusal | null> {
  if (benefit.activation === 'self-assign')
    return { reason: 'only-for-oneself', benefit: benefit.id, portalUrl: benefit.portalUrl };
  return moveBlocker(ports, benefit, seat);
}

/** The answer, as one plan. */
export async function settleLeaver(context: CommandContext, from: Person, seats: readonly Seat[]): Promise<Reply> {
  const { give, to, until, email, remove } = context.input;
  const user = from.email;
  const acts = seats.map(({ benefitId: benefit }): Act | null => {
    const choice = give?.get(benefit) ?? 'to';
    if (choice === 'back') return { command: 'unassign', slots: { benefit, user } };
    if (choice === 'keep') return until ? { command: 'assign', slots: { benefit, user, until } } : null;
    const successor = choice === 'to' ? to : choice;
    if (successor === undefined) return null;
    return { command: 'reassign', slots: { benefit, from: user, to: successor, ...(email ? { email } : {}) } };
  });
  const complete = acts.filter((act) => act !== null);
  if (complete.length < acts.length) return askAboutLeaver(context, from, seats, { incomplete: true });
  return proposePlan(context, [...complete, ...(remove ? [{ command: 'remove-user' as const, slots: { user } }] : [])]);
}
