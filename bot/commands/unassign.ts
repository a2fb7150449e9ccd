import { unassign as takeBack } from '../../benefits/actions/unassign';
import type { Benefit } from '../../benefits/benefit';
import type { Person } from '../../benefits/person';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import { type Seat, seatHolder } from '../../benefits/seat';
import type { PersonRef } from '../../cards/views';
import type { Ask, Handler, Reply } from './ask';
import { isReply, meantOf, needBenefit, needPerson } from './need';
import { factsOf, onceOf, withOnce } from './version';
import {
  asking,
  benefitRef,
  benefitRefs,
  changed,
  confirming,
  doneView,
  personRef,
  personRefs,
  refusal,
} from './views';

/** A person's seat comes back, or several people's. */
export const unassign: Handler = async (ask) => {
  const { ports, wish } = ask;
  if (wish.benefit === undefined && wish.user !== undefined) return whichOfTheirs(ask);
  const benefit = await needBenefit(ask, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  if (wish.user === undefined && !wish.users) return whoseSeat(ask, benefit.id);
  const held: Held[] = [];
  const leftOut: LeftOut[] = [];
  for (const named of meantOf(ask)) {
    const person = await needPerson(ask, 'user', named, { benefit: benefitRef(benefit) });
    if (isReply(person)) return person;
    const seat = await ports.store.seats.held(benefit.id, person.id);
    if (!seat)
      leftOut.push({
        person: personRef(person),
        why: { reason: 'not-assigned', benefit: benefit.id, person: person.id },
      });
    else if (!held.some((each) => each.person.id === person.id)) held.push({ person, seat });
  }
  const [without] = leftOut;
  if (held.length === 0 && without)
    return refusal(ask, without.why, [{ command: 'assignments', slots: { benefit: benefit.id } }]);
  return propose(ask, benefit, held, leftOut);
};

interface Held {
  person: Person;
  seat: Seat;
}
interface LeftOut {
  person: PersonRef;
  why: Refusal;
}

async function propose(ask: Ask, benefit: Benefit, held: readonly Held[], leftOut: readonly LeftOut[]): Promise<Reply> {
  const { ports, actor, wish } = ask;
  const used = await ports.store.seats.used(benefit.id);
  const facts = factsOf(
    actor.email,
    'unassign',
    held.map(({ person, seat }) => [seat.id, person.id, seat.since]),
  );
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  const emails = held.map(({ person }) => person.id);
  const [first] = held;
  const only = held.length === 1 && first ? first : null;
  if (!once) {
    const slots = { benefit: benefit.id, ...(only ? { user: only.person.id } : { users: emails }) };
    return confirming(ask, slots, withOnce(facts, ports.random.id()), {
      benefit: benefitRef(benefit),
      people: held.map(({ person }) => personRef(person)),
      email: only?.seat.alternateEmail ?? null,
      remaining: benefit.quantity - used + held.length,
      quantity: benefit.quantity,
      leftOut,
    });
  }
  const back: { person: PersonRef; entry: string }[] = [];
  const failed: LeftOut[] = [...leftOut];
  for (const [index, { person, seat }] of held.entries()) {
    const outcome = await takeBack(ports, actor, seat, `${once}.${index}`);
    if (!isRefusal(outcome)) back.push({ person: personRef(person), entry: outcome.entry.id });
    else failed.push({ person: personRef(person), why: outcome });
  }
  if (back.length === 0) return unassign(ask);
  return changed(
    doneView('unassign', {
      benefit: benefitRef(benefit),
      people: back.map(({ person }) => person),
      email: only?.seat.alternateEmail ?? null,
      leftOut: failed.map((each) => ({ ...each, benefit: null })),
      remaining: benefit.quantity - used + back.length,
      quantity: benefit.quantity,
      undo: { change: back.map(({ entry }) => entry).join(',') },
    }),
  );
}

/** A person is named but no benefit: what do they hold? */
async function whichOfTheirs(ask: Ask): Promise<Reply> {
  const person = await needPerson(ask, 'user', ask.wish.user);
  if (isReply(person)) return person;
  const seats = await ask.ports.store.seats.ofPerson(person.id);
  const [first] = seats;
  if (!first) return refusal(ask, { reason: 'nothing-held', person: person.id });
  const known = { ...ask, wish: { ...ask.wish, user: person.id } };
  if (seats.length === 1) return unassign({ ...known, wish: { ...known.wish, benefit: first.benefitId } });
  return asking(known, 'benefit', {
    benefits: await benefitRefs(
      ask.ports,
      seats.map((seat) => seat.benefitId),
    ),
  });
}

async function whoseSeat(ask: Ask, benefitId: string): Promise<Reply> {
  const seats = await ask.ports.store.seats.takenOf(benefitId, { skip: 0, limit: 200 });
  const holders = seats.map(seatHolder).filter((holder) => holder !== null);
  const [benefit] = await benefitRefs(ask.ports, [benefitId]);
  if (holders.length === 0) return refusal(ask, { reason: 'not-assigned', benefit: benefitId, person: ask.person.id });
  return asking(ask, 'user', { benefit: benefit ?? null, people: await personRefs(ask.ports, holders) });
}
