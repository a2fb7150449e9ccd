import { removeHindrance, removePerson } from '../../benefits/actions/people';
import { unassign } from '../../benefits/actions/unassign';
import { isRefusal } from '../../benefits/refusal';
import type { Handler } from './ask';
import { isReply, needPerson } from './need';
import { factsOf, onceOf, withOnce } from './version';
import { benefitRefs, changed, confirming, doneView, personRef, refusal } from './views';

/** Takes a person off the list. Whoever holds seats gives them on first. */
export const removeUser: Handler = async (ask) => {
  const { ports, actor, wish } = ask;
  const person = await needPerson(ask, 'user', wish.user);
  if (isReply(person)) return person;
  const seats = await ports.store.seats.ofPerson(person.id);
  const why = await removeHindrance(ports, person);
  if (why && !(why.reason === 'holds-seats' && wish.release)) {
    return refusal(ask, why, why.reason === 'holds-seats' ? [{ command: 'reassign', slots: { from: person.id } }] : []);
  }
  const facts = factsOf(
    actor.email,
    'remove-user',
    person.id,
    person.since,
    seats.map((seat) => [seat.id, seat.since]),
  );
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  const moves = await benefitRefs(
    ports,
    seats.map((seat) => seat.benefitId),
  );
  if (!once) {
    const slots = { user: person.id, ...(wish.release ? { release: true } : {}) };
    return confirming(ask, slots, withOnce(facts, ports.random.id()), { people: [personRef(person)], moves });
  }
  for (const seat of seats) {
    const back = await unassign(ports, actor, seat);
    if (isRefusal(back)) return removeUser(ask);
  }
  const outcome = await removePerson(ports, actor, person.id);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? removeUser(ask) : refusal(ask, outcome);
  return changed(doneView('remove-user', { people: [personRef(person)], moves }));
};
