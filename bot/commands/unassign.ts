import { unassign as takeBack } from '../../benefits/actions/unassign';
import { isRefusal } from '../../benefits/refusal';
import { seatHolder } from '../../benefits/seat';
import type { Ask, Handler, Reply } from './ask';
import { isReply, needBenefit, needPerson } from './need';
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

/** A person's seat comes back. */
export const unassign: Handler = async (ask) => {
  const { ports, wish } = ask;
  if (wish.benefit === undefined && wish.user !== undefined) return whichOfTheirs(ask);
  const benefit = await needBenefit(ask, (each) => each.used > 0);
  if (isReply(benefit)) return benefit;
  if (wish.user === undefined) return whoseSeat(ask, benefit.id);
  const person = await needPerson(ask, 'user', wish.user, { benefit: benefitRef(benefit) });
  if (isReply(person)) return person;
  const seat = await ports.store.seats.held(benefit.id, person.id);
  if (!seat) {
    return refusal(ask, { reason: 'not-assigned', benefit: benefit.id, person: person.id }, [
      { command: 'assignments', slots: { benefit: benefit.id } },
    ]);
  }
  const used = await ports.store.seats.used(benefit.id);
  const facts = factsOf(ask.actor.email, 'unassign', seat.id, person.id, seat.since);
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  if (!once) {
    return confirming(ask, { benefit: benefit.id, user: person.id }, withOnce(facts, ports.random.id()), {
      benefit: benefitRef(benefit),
      people: [personRef(person)],
      email: seat.alternateEmail,
      remaining: benefit.quantity - used + 1,
      quantity: benefit.quantity,
    });
  }
  const outcome = await takeBack(ports, ask.actor, seat);
  if (isRefusal(outcome)) return unassign(ask);
  return changed(
    doneView('unassign', {
      benefit: benefitRef(benefit),
      people: [personRef(person)],
      email: seat.alternateEmail,
      remaining: benefit.quantity - used + 1,
      quantity: benefit.quantity,
      undo: { change: outcome.entry.id },
    }),
  );
};

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
  const seats = await ask.ports.store.seats.ofBenefit(benefitId, { skip: 0, limit: 200 });
  const holders = seats.map(seatHolder).filter((holder) => holder !== null);
  const [benefit] = await benefitRefs(ask.ports, [benefitId]);
  if (holders.length === 0) return refusal(ask, { reason: 'not-assigned', benefit: benefitId, person: ask.person.id });
  return asking(ask, 'user', { benefit: benefit ?? null, people: await personRefs(ask.ports, holders) });
}
