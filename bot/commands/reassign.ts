import { reassign as move, reassignRefusal } from '../../benefits/actions/reassign';
import { activationDay, needsPortal } from '../../benefits/actions/seats';
import type { Benefit } from '../../benefits/benefit';
import type { Person } from '../../benefits/person';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import { type Seat, seatHolder } from '../../benefits/seat';
import type { BenefitRef } from '../../cards/views';
import type { Ask, Handler, Reply } from './ask';
import { isReply, needBenefit, needPerson } from './need';
import { factsOf, onceOf, withOnce } from './version';
import { asking, benefitRef, changed, confirming, doneView, personRef, personRefs, refusal } from './views';

/** A seat goes from one person to another; without a benefit, all that the person holds. */
export const reassign: Handler = async (ask) => {
  if (ask.wish.benefit === undefined && ask.wish.from !== undefined) return everything(ask);
  const benefit = await needBenefit(ask, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  const about = { benefit: benefitRef(benefit) };
  if (ask.wish.from === undefined) {
    const only = await holdersOf(ask, benefit);
    if (!('id' in only)) return only;
    return reassign({ ...ask, wish: { ...ask.wish, from: only.id } });
  }
  const from = await needPerson(ask, 'from', ask.wish.from, about);
  if (isReply(from)) return from;
  const seat = await ask.ports.store.seats.held(benefit.id, from.id);
  if (!seat) {
    return refusal(ask, { reason: 'not-assigned', benefit: benefit.id, person: from.id }, [
      { command: 'assignments', slots: { benefit: benefit.id } },
    ]);
  }
  const to = await needPerson(ask, 'to', ask.wish.to, { ...about, holder: personRef(from) });
  if (isReply(to)) return to;
  const why = await reassignRefusal(ask.ports, ask.actor, { benefit, seat, from, to, email: ask.wish.email ?? null });
  if (isRefusal(why)) {
    const aboutAddress = ['no-other-email', 'bad-email', 'email-is-account', 'email-is-own'].includes(why.reason);
    if (!aboutAddress) return refusal(ask, why, [{ command: 'assignments', slots: { benefit: benefit.id } }]);
    const reply = asking({ ...ask, wish: { benefit: benefit.id, from: from.id, to: to.id } }, 'email', {
      ...about,
      people: [personRef(to)],
      problem: why.reason === 'no-other-email' ? null : why,
    });
    return reply;
  }
  return propose(ask, benefit, seat, from, to, why.email);
};

/** The holder, when there is one alone; else the question whose seat. */
async function holdersOf(ask: Ask, benefit: Benefit): Promise<Person | Reply> {
  const seats = await ask.ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 200 });
  const holders = seats.map(seatHolder).filter((holder) => holder !== null);
  const [first] = holders;
  if (!first)
    return refusal(ask, { reason: 'not-assigned', benefit: benefit.id, person: ask.person.id }, [
      { command: 'assign', slots: { benefit: benefit.id } },
    ]);
  const person = holders.length === 1 ? await ask.ports.store.people.get(first) : null;
  return person ?? asking(ask, 'from', { benefit: benefitRef(benefit), people: await personRefs(ask.ports, holders) });
}

async function propose(
  ask: Ask,
  benefit: Benefit,
  seat: Seat,
  from: Person,
  to: Person,
  email: string | null,
): Promise<Reply> {
  const { ports, actor } = ask;
  const facts = factsOf(
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
  const once = ask.wish.confirm ? onceOf(ask.wish.version, facts) : null;
  const activeOn = activationDay(ports, benefit);
  if (!once) {
    const slots = { benefit: benefit.id, from: from.id, to: to.id, ...(email ? { email } : {}) };
    return confirming(ask, slots, withOnce(facts, ports.random.id()), {
      benefit: benefitRef(benefit),
      from: personRef(from),
      to: personRef(to),
      email,
      activeOn,
      portal: needsPortal(ports, benefit) && benefit.portalUrl ? { url: benefit.portalUrl } : null,
    });
  }
  const outcome = await move(ports, actor, { benefit, seat, from, to, email });
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? reassign(ask) : refusal(ask, outcome);
  return changed(
    doneView('reassign', {
      mailWaits: !ask.settings.mailGoes,
      benefit: benefitRef(benefit),
      from: personRef(from),
      to: personRef(to),
      email,
      activeOn,
      portal: needsPortal(ports, benefit) ? { url: benefit.portalUrl, seats: [seat.id] } : null,
      undo: { change: outcome.entry.id },
    }),
  );
}

interface Move {
  benefit: Benefit;
  seat: Seat;
}

/** A leaver: one card with all that moves, and what can't and why. */
async function everything(ask: Ask): Promise<Reply> {
  const { ports, actor, wish } = ask;
  const from = await needPerson(ask, 'from', wish.from);
  if (isReply(from)) return from;
  const seats = await ports.store.seats.ofPerson(from.id);
  if (seats.length === 0) return refusal(ask, { reason: 'nothing-held', person: from.id });
  const [only] = seats;
  if (only && seats.length === 1)
    return reassign({ ...ask, wish: { ...wish, benefit: only.benefitId, from: from.id } });
  const to = await needPerson(ask, 'to', wish.to, { holder: personRef(from) });
  if (isReply(to)) return to;
  if (to.id === from.id) return refusal(ask, { reason: 'same-person', person: to.id });

  const moves: Move[] = [];
  const stays: { benefit: BenefitRef; why: Refusal }[] = [];
  for (const seat of seats) {
    const benefit = await ports.store.benefits.get(seat.benefitId);
    if (!benefit) continue;
    const why = await reassignRefusal(ports, actor, { benefit, seat, from, to, email: wish.email ?? null });
    if (isRefusal(why)) stays.push({ benefit: benefitRef(benefit), why });
    else moves.push({ benefit, seat });
  }
  const facts = factsOf(
    actor.email,
    'reassign',
    from.id,
    to.id,
    to.since,
    moves.map(({ seat }) => [seat.id, seat.since]),
    wish.email ?? null,
  );
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  const refs = moves.map(({ benefit }) => benefitRef(benefit));
  if (moves.length === 0) {
    const [first] = stays;
    if (first && stays.length === 1)
      return refusal({ ...ask, wish: { ...wish, benefit: first.benefit.id } }, first.why);
  }
  if (!once || moves.length === 0) {
    return confirming(
      ask,
      { from: from.id, to: to.id, ...(wish.email ? { email: wish.email } : {}) },
      withOnce(facts, ports.random.id()),
      {
        from: personRef(from),
        to: personRef(to),
        email: wish.email ?? null,
        moves: refs,
        stays,
      },
    );
  }
  const moved: { ref: BenefitRef; entry: string; seat: string; portal: boolean }[] = [];
  const leftOut: { person: null; benefit: BenefitRef; why: Refusal }[] = stays.map((each) => ({
    ...each,
    person: null,
  }));
  for (const [index, { benefit, seat }] of moves.entries()) {
    const input = { benefit, seat, from, to, email: wish.email ?? null, once: `${once}.${index}` };
    const outcome = await move(ports, actor, input);
    if (isRefusal(outcome)) leftOut.push({ person: null, benefit: benefitRef(benefit), why: outcome });
    else
      moved.push({
        ref: benefitRef(benefit),
        entry: outcome.entry.id,
        seat: seat.id,
        portal: needsPortal(ports, benefit),
      });
  }
  const atPortal = moved.filter(({ portal }) => portal).map(({ seat }) => seat);
  return changed(
    doneView('reassign', {
      mailWaits: !ask.settings.mailGoes,
      from: personRef(from),
      to: personRef(to),
      moves: moved.map(({ ref }) => ref),
      leftOut,
      portal: atPortal.length > 0 ? { url: null, seats: atPortal } : null,
      undo: moved.length > 0 ? { change: moved.map(({ entry }) => entry).join(',') } : null,
    }),
  );
}
