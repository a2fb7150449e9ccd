import { madeBefore } from '../../benefits/actions/record';
import { type PersonChange, updateBlocker, updatePerson } from '../../benefits/actions/update-person';
import { type Person, personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { confirmed } from './confirmation';
import type { CommandContext, Handler } from './context';
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
  const shown = {
    people: [personRef(person)],
    name: wanted.name === person.name ? null : wanted.name,
    email: wanted.email === person.email ? null : wanted.email,
  };
  const ask = (version: string) => confirming(context, { user: person.email, ...change }, version, shown);
  const taken = takenOver(context, person, wanted.email);
  const once =
    taken !== null && !(await madeBefore(ports, taken, [person]))
      ? taken
      : await confirmed(context, [person.id, person.name, person.email, wanted], ask, [person]);
  if (typeof once !== 'string') return once;
  const outcome = await updatePerson(ports, actor, person, change, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? updateUser(context) : refusal(context, outcome);
  return changed(doneView('update-user', { ...shown, undo: { change: outcome.id } }));
};

/** "Take it over", pressed on the card that told of the address in Teams: its id is that of the change. */
function takenOver({ input }: CommandContext, { roster }: Person, email: string): string | null {
  const says = roster?.says;
  const isMeant = says && says.id === input.version && says.email === email && input.name === undefined;
  return input.confirm && isMeant ? says.id : null;
}
