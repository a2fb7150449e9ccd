import { madeBefore } from '../../benefits/actions/record';
import { type PersonChange, updateBlocker, updatePerson } from '../../benefits/actions/update-person';
import { factsToken } from '../../benefits/facts-token';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { changeIdIn, confirmationToken } from './confirmation-token';
import type { Handler } from './context';
import { isReply, resolvePerson } from './resolve';
import { asking, changed, confirming, doneView, refusal } from './views';

/** Another name or address for somebody in the list; seats, keys and history stay theirs. */
export const updateUser: Handler = async (context) => {
  const { ports, actor, input } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  const { name, email } = input;
  if (name === undefined && email === undefined) {
    const known = { user: person.email, name: person.name, email: person.email };
    return asking({ ...context, input: known }, 'person-details', { people: [personRef(person)] });
  }
  const change: PersonChange = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
  const wanted = await updateBlocker(ports, person, change);
  if (isRefusal(wanted)) {
    const correctable = wanted.reason === 'bad-email' || wanted.reason === 'bad-name';
    return correctable
      ? asking(context, 'person-details', { people: [personRef(person)], problem: wanted })
      : refusal(context, wanted, [{ command: 'users', slots: {} }]);
  }
  const facts = factsToken(actor.id, 'update-user', person.id, person.name, person.email, wanted);
  const { says } = person.roster ?? { says: null };
  const takenOver = says && says.id === input.version && says.email === wanted.email && name === undefined;
  const once = input.confirm ? (takenOver ? says.id : changeIdIn(input.version, facts)) : null;
  if (!once || (await madeBefore(ports, once, [person]))) {
    return confirming(context, { user: person.email, ...change }, confirmationToken(facts, ports.random.id()), {
      people: [personRef(person)],
      name: wanted.name === person.name ? null : wanted.name,
      email: wanted.email === person.email ? null : wanted.email,
    });
  }
  const outcome = await updatePerson(ports, actor, person, change, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? updateUser(context) : refusal(context, outcome);
  return changed(doneView('update-user', { people: [wanted], undo: { change: outcome.id } }));
};
