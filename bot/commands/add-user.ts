import { addHindrance, addUser as enter } from '../../benefits/actions/people';
import { madeBefore } from '../../benefits/actions/record';
import { isRefusal } from '../../benefits/refusal';
import type { Handler } from './ask';
import { factsOf, onceOf, withOnce } from './version';
import { asking, changed, confirming, doneView, refusal } from './views';

/** Enters a person. What is missing (name, address) is asked for in one card. */
export const addUser: Handler = async (ask) => {
  const { ports, actor, wish } = ask;
  const role = wish.role ?? 'employee';
  if (!wish.email || !wish.name) return asking(ask, 'person-details');
  const checked = await addHindrance(ports, { email: wish.email, name: wish.name });
  const facts = factsOf(actor.email, 'add-user', wish.email, wish.name, role);
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  if ('reason' in checked) {
    if (checked.reason === 'person-exists') {
      return refusal(ask, checked, [{ command: 'assignments', slots: { user: checked.person } }]);
    }
    return asking(ask, 'person-details', { problem: checked });
  }
  const person = { email: checked.email, name: wish.name.trim() };
  if (!once || (await madeBefore(ports, once))) {
    return confirming(ask, { ...person, role }, withOnce(facts, ports.random.id()), {
      people: [person],
      email: person.email,
      role,
    });
  }
  const outcome = await enter(ports, actor, { ...person, role }, once);
  if (isRefusal(outcome)) return refusal(ask, outcome);
  return changed(
    doneView('add-user', { people: [person], email: person.email, role, undo: { change: outcome.entry.id } }),
  );
};
