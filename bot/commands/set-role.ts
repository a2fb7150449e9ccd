import { setRole as change, roleBlocker } from '../../benefits/actions/people';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { confirmed } from './confirmation';
import type { Handler } from './context';
import { isReply, resolvePerson } from './resolve';
import { asking, changed, confirming, doneView, refusal } from './views';

/** A person's role; it holds from that person's next message on. */
export const setRole: Handler = async (context) => {
  const { ports, actor, input } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  if (!input.role)
    return asking({ ...context, input: { ...input, user: person.email } }, 'role', { people: [personRef(person)] });
  const why = await roleBlocker(ports, person, input.role);
  if (why) return refusal(context, why, [{ command: 'users', slots: {} }]);
  const stored = await ports.store.people.get(person.id);
  if (stored?.role === input.role)
    return refusal(context, { reason: 'same-role', person: person.id, role: input.role });
  const shown = { people: [personRef(person)], role: input.role };
  const slots = { user: person.email, role: input.role };
  const losesOwnRole = person.id === actor.id && input.role !== 'admin';
  const once = await confirmed(
    context,
    [person.id, person.since, stored?.role, input.role],
    (version) => confirming(context, slots, version, { ...shown, losesOwnRole }),
    stored ? [stored] : [],
  );
  if (typeof once !== 'string') return once;
  if (!stored) return refusal(context, { reason: 'stale' });
  const outcome = await change(ports, actor, stored, input.role, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? setRole(context) : refusal(context, outcome);
  return changed(doneView('set-role', { ...shown, undo: { change: outcome.id } }));
};
