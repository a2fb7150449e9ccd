import { withOwnKey } from '../../benefits/actions/keys';
import { keyLeft, portalLeft } from '../../benefits/actions/left-to-do';
import { firstDay, reassign as move, reassignRefusal } from '../../benefits/actions/reassign';
import { activationDay, needsPortal } from '../../benefits/actions/seats';
import { adminPage, type Benefit, benefitRef } from '../../benefits/benefit';
import { type Person, personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import type { Seat } from '../../benefits/seat';
import { confirmed } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { askAboutLeaver, settleLeaver } from './leaver';
import { proposePlan } from './plan';
import { holdersOf, isReply, resolveBenefit, resolvePerson } from './resolve';
import { asking, changed, confirming, doneView, refusal, slotsOf } from './views';

/** A seat goes from one person to another; without a benefit, all that the person holds. */
export const reassign: Handler = async (context) => {
  if (context.input.benefit === undefined && context.input.from !== undefined) return everything(context);
  const benefit = await resolveBenefit(context, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  const about = { benefit: benefitRef(benefit) };
  if (context.input.from === undefined) {
    const people = await holdersOf(context, benefit.id);
    const [first, ...others] = people;
    if (!first)
      return refusal(context, { reason: 'not-assigned', benefit: benefit.id, person: context.person.id }, [
        { command: 'assign', slots: { benefit: benefit.id } },
      ]);
    if (others.length > 0) return asking(context, 'from', { ...about, people });
    return reassign({ ...context, input: { ...context.input, from: first.email } });
  }
  const from = await resolvePerson(context, 'from', context.input.from, about);
  if (isReply(from)) return from;
  const seat = await context.ports.store.seats.held(benefit.id, from.id);
  if (!seat) {
    return refusal(context, { reason: 'not-assigned', benefit: benefit.id, person: from.id }, [
      { command: 'assignments', slots: { benefit: benefit.id } },
    ]);
  }
  const to = await resolvePerson(context, 'to', context.input.to, { ...about, holder: personRef(from) });
  if (isReply(to)) return to;
  const why = await reassignRefusal(context.ports, context.actor, {
    benefit,
    seat,
    from,
    to,
    email: context.input.email ?? null,
  });
  if (isRefusal(why)) {
    const aboutAddress = ['no-other-email', 'bad-email', 'email-is-account', 'email-is-own'].includes(why.reason);
    if (!aboutAddress) return refusal(context, why, [{ command: 'assignments', slots: { benefit: benefit.id } }]);
    const reply = asking({ ...context, input: { benefit: benefit.id, from: from.email, to: to.email } }, 'email', {
      ...about,
      people: [personRef(to)],
      problem: why.reason === 'no-other-email' ? null : why,
    });
    return reply;
  }
  return propose(context, benefit, seat, from, to, why.email);
};

async function propose(
  context: CommandContext,
  benefit: Benefit,
  seat: Seat,
  from: Person,
  to: Person,
  email: string | null,
): Promise<Reply> {
  const { ports, actor } = context;
  const slots = { benefit: benefit.id, from: from.email, to: to.email, ...(email ? { email } : {}) };
  const shown = {
    benefit: benefitRef(benefit),
    from: personRef(from),
    to: personRef(to),
    email,
    activeOn: activationDay(ports, benefit),
  };
  const facts = [seat.id, from.id, seat.since, to.id, to.since, email, benefit.activation];
  const once = await confirmed(context, facts, async (version) =>
    confirming(context, slots, version, {
      ...shown,
      tooSoon: firstDay(ports, benefit, seat),
      keyStays: (await withOwnKey(ports, [seat])).map(() => personRef(from)),
      portal: needsPortal(ports, benefit) ? { url: adminPage(benefit) } : null,
    }),
  );
  if (typeof once !== 'string') return once;
  const outcome = await move(ports, actor, { benefit, seat, from, to, email, once });
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? reassign(context) : refusal(context, outcome);
  return changed(
    doneView('reassign', {
      reader: actor.email,
      ...shown,
      mailWaits: !context.settings.mailGoes,
      portal: portalLeft(outcome.steps, [benefit]),
      giveKey: keyLeft(ports, actor, benefit, [personRef(to)]),
      undo: { change: outcome.entry.id },
    }),
  );
}

/** A leaver: each seat that can move goes to the successor; what that leaves open is asked on one card. */
async function everything(context: CommandContext): Promise<Reply> {
  const { ports, input } = context;
  const from = await resolvePerson(context, 'from', input.from);
  if (isReply(from)) return from;
  const seats = await ports.store.seats.ofPerson(from.id);
  const [only, ...others] = seats;
  if (!only) return refusal(context, { reason: 'nothing-held', person: from.id });
  if (input.leaving) return settleLeaver(context, from, seats);
  if (input.to === undefined) return askAboutLeaver(context, from, seats);
  if (others.length === 0)
    return reassign({ ...context, input: { ...input, benefit: only.benefitId, from: from.email } });
  const to = await resolvePerson(context, 'to', input.to, { holder: personRef(from) });
  if (isReply(to)) return to;
  if (to.id === from.id) return refusal(context, { reason: 'same-person', person: to.id });
  const known = { ...context, input: { ...input, from: from.email, to: to.email } };
  const asked = await askAboutLeaver(known, from, seats);
  if (asked.view.asking === 'email' || asked.view.leaving.every(({ stays }) => stays !== null)) return asked;
  return proposePlan(known, [{ command: 'reassign', slots: slotsOf(known.input) }]);
}
