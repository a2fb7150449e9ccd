import { addBlocker, addUser as enter } from '../../benefits/actions/people';
import { madeBefore } from '../../benefits/actions/record';
import { canonicalEmail } from '../../benefits/email';
import { factsToken } from '../../benefits/facts-token';
import { isRefusal } from '../../benefits/refusal';
import { changeIdIn, confirmationToken } from './confirmation-token';
import type { Handler } from './context';
import { asking, changed, confirming, doneView, refusal } from './views';

/** Enters a person. What is missing (name, address) is asked for in one card. */
export const addUser: Handler = async (context) => {
  const { ports, actor, input } = context;
  const role = input.role ?? 'employee';
  const known = input.email ? await ports.store.people.byEmail(canonicalEmail(input.email) ?? input.email) : null;
  if (known) {
    const next = [{ command: 'assignments', slots: { user: known.email } }] as const;
    return refusal(context, { reason: 'person-exists', person: known.id }, next);
  }
  if (!input.email || !input.name) return asking(context, 'person-details');
  const checked = await addBlocker(ports, { email: input.email, name: input.name });
  const facts = factsToken(actor.email, 'add-user', input.email, input.name, role);
  const once = input.confirm ? changeIdIn(input.version, facts) : null;
  if ('reason' in checked) return asking(context, 'person-details', { problem: checked });
  const person = { email: checked.email, name: input.name.trim() };
  if (!once || (await madeBefore(ports, once))) {
    const slots = { ...person, ...(input.role && { role }) };
    return confirming(context, slots, confirmationToken(facts, ports.random.id()), {
      people: [person],
      email: person.email,
      role,
    });
  }
  const outcome = await enter(ports, actor, { ...person, role }, once);
  if (isRefusal(outcome)) return refusal(context, outcome);
  return changed(
    doneView('add-user', { people: [person], email: person.email, role, undo: { change: outcome.entry.id } }),
  );
};
