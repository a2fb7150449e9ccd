import { removeBlocker, removePerson } from '../../benefits/actions/people';
import { madeBefore } from '../../benefits/actions/record';
import { factsToken } from '../../benefits/facts-token';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { changeIdIn, confirmationToken } from './confirmation-token';
import type { Handler } from './context';
import { isReply, resolvePerson } from './resolve';
import { changed, confirming, doneView, refusal } from './views';

/** Takes a person off the list. Whoever holds seats gives them on first. */
export const removeUser: Handler = async (context) => {
  const { ports, actor, input } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  const why = await removeBlocker(ports, person);
  if (why) {
    const giveOn = why.reason === 'holds-seats';
    return refusal(context, why, giveOn ? [{ command: 'reassign', slots: { from: person.email } }] : []);
  }
  const facts = factsToken(actor.email, 'remove-user', person.id, person.since);
  const once = input.confirm ? changeIdIn(input.version, facts) : null;
  if (!once || (await madeBefore(ports, once))) {
    const token = confirmationToken(facts, ports.random.id());
    return confirming(context, { user: person.email }, token, { people: [personRef(person)] });
  }
  const outcome = await removePerson(ports, actor, person.id, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? removeUser(context) : refusal(context, outcome);
  return changed(doneView('remove-user', { people: [personRef(person)], undo: { change: outcome.id } }));
};
