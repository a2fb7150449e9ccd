import { keyLeft, portalLeft } from '../../benefits/actions/left-to-do';
import { firstDay, reassign as move, reassignRefusal } from '../../benefits/actions/reassign';
import { activationDay, needsPortal } from '../../benefits/actions/seats';
import { adminPage, type Benefit, benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { type Person, personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { type Seat, seatHolder } from '../../benefits/seat';
import { changeIdIn, confirmationToken } from './confirmation-token';
import type { CommandContext, Handler, Reply } from './context';
import { askAboutLeaver, settleLeaver } from './leaver';
import { proposePlan } from './plan';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { asking, changed, confirming, doneView, personRefs, refusal, slotsOf } from './views';

/** A seat goes from one person to another; without a benefit, all that the person holds. */
export const reassign: Handler = async (context) => {
  if (context.input.benefit === undefined && context.input.from !== undefined) return everything(context);
  const benefit = await resolveBenefit(context, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  const about = { benefit: benefitRef(benefit) };
  if (context.input.from === undefined) {
    const only = await holdersOf(context, benefit);
    if (!('id' in only)) return only;
    return reassign({ ...context, input: { ...context.input, from: only.email } });
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

/** The holder, when there is one alone; else the question whose seat. */
async function holdersOf(context: CommandContext, benefit: Benefit): Promise<Person | Reply> {
  const seats = await context.ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 200 });
  const holders = seats.map(seatHolder).filter((holder) => holder !== null);
  const [first] = holders;
  if (!first)
    return refusal(context, { reason: 'not-assigned', benefit: benefit.id, person: context.person.id }, [
      { command: 'assign', slots: { benefit: benefit.id } },
    ]);
  const person = holders.length === 1 ? await context.ports.store.people.get(first) : null;
  return (
    person ??
    asking(context, 'from', { benefit: benefitRef(benefit), people: await personRefs(context.ports, holders) })
  );
}

async function propose(
  context: CommandContext,
  benefit: Benefit,
  seat: Seat,
  from: Person,
  to: Person,
  email: string | null,
): Promise<Reply> {
  const { ports, actor } = context;
  const facts = factsToken(
    actor.email,
    'reassign',
    seat.id,
    from.id,
    seat.since,
    to.id,
    to.since,
    email,
    benefit.activation,
  );
  const once = context.input.confirm ? changeIdIn(context.input.version, facts) : null;
  const activeOn = activationDay(ports, benefit);
  if (!once) {
    const slots = { benefit: benefit.id, from: from.email, to: to.email, ...(email ? { email } : {}) };
    return confirming(context, slots, confirmationToken(facts, ports.random.id()), {
      benefit: benefitRef(benefit),
      from: personRef(from),
      to: personRef(to),
      email,
      activeOn,
      tooSoon: firstDay(ports, benefit, seat),
      portal: needsPortal(ports, benefit) ? { url: adminPage(benefit) } : null,
    });
  }
  const outcome = await move(ports, actor, { benefit, seat, from, to, email });
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? reassign(context) : refusal(context, outcome);
  return changed(
    doneView('reassign', {
      mailWaits: !context.settings.mailGoes,
      benefit: benefitRef(benefit),
      from: personRef(from),
      to: personRef(to),
      email,
      activeOn,
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
