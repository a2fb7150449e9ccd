import { removeBlocker, removePerson } from '../../benefits/actions/people';
import { unassign } from '../../benefits/actions/unassign';
import { isRefusal } from '../../benefits/refusal';
import { changeIdIn, confirmationToken, factsToken } from './confirmation-token';
import type { Handler } from './context';
import { isReply, resolvePerson } from './resolve';
import { benefitRefs, changed, confirming, doneView, personRef, refusal } from './views';

/** Takes a person off the list. Whoever holds seats gives them on first. */
export const removeUser: Handler = async (context) => {
  const { ports, actor, input } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  const seats = await ports.store.seats.ofPerson(person.id);
  const why = await removeBlocker(ports, person);
  if (why && !(why.reason === 'holds-seats' && input.release)) {
    return refusal(
      context,
      why,
      why.reason === 'holds-seats' ? [{ command: 'reassign', slots: { from: person.email } }] : [],
    );
  }
  const facts = factsToken(
    actor.email,
    'remove-user',
    person.id,
    person.since,
    seats.map((seat) => [seat.id, seat.since]),
  );
  const once = input.confirm ? changeIdIn(input.version, facts) : null;
  const moves = await benefitRefs(
    ports,
    seats.map((seat) => seat.benefitId),
  );
  if (!once) {
    const slots = { user: person.email, ...(input.release ? { release: true } : {}) };
    return confirming(context, slots, confirmationToken(facts, ports.random.id()), {
      people: [personRef(person)],
      moves,
    });
  }
  for (const seat of seats) {
    const back = await unassign(ports, actor, seat, person);
    if (isRefusal(back)) return removeUser(context);
  }
  const outcome = await removePerson(ports, actor, person.id);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? removeUser(context) : refusal(context, outcome);
  return changed(doneView('remove-user', { people: [personRef(person)], moves }));
};
