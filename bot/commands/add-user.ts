import { addBlocker, addUser as enter } from '../../benefits/actions/people';
import { canonicalEmail } from '../../benefits/email';
import { isRefusal } from '../../benefits/refusal';
import { confirmed } from './confirmation';
import type { Handler } from './context';
import { asking, changed, confirming, doneView, refusal } from './views';

/** Enters a person. What is missing (name, address) is asked for in one card. */
export const addUser: Handler = async (context) => {
  const { ports, actor, input } = context;
  const role = input.role ?? 'employee';
  const address = input.email ? canonicalEmail(input.email) : null;
  const known = address ? await ports.store.people.byEmail(address) : null;
  if (known) {
    const next = [{ command: 'users', slots: { user: known.email } }] as const;
    return refusal(context, { reason: 'person-exists', person: known.id }, next);
  }
  if (input.email && !address)
    return asking(context, 'person-details', { problem: { reason: 'bad-email', typed: input.email } });
  if (!input.email || !input.name) return asking(context, 'person-details');
  const checked = await addBlocker(ports, { email: input.email, name: input.name });
  if ('reason' in checked) return asking(context, 'person-details', { problem: checked });
  const person = { email: checked.email, name: checked.name };
  const slots = { ...person, ...(input.role && { role }) };
  const shown = { people: [person], email: person.email, role };
  const once = await confirmed(context, [person, role], (version) => confirming(context, slots, version, shown));
  if (typeof once !== 'string') return once;
  const outcome = await enter(ports, actor, { ...person, role }, once);
  if (isRefusal(outcome)) return refusal(context, outcome);
  return changed(doneView('add-user', { ...shown, undo: { change: outcome.entry.id } }));
};
