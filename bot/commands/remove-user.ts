import { removeBlocker, removePerson } from '../../benefits/actions/people';
import type { Act } from '../../benefits/command';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import { confirmed } from './confirmation';
import type { Handler } from './context';
import { leavingSeats } from './leaver';
import { isReply, resolvePerson } from './resolve';
import { changed, confirming, doneView, refusal } from './views';

/** Removes a person from the list. Their seats are reassigned or taken back first. */
export const removeUser: Handler = async (context) => {
  const { ports, actor } = context;
  const person = await resolvePerson(context, 'user', context.input.user);
  if (isReply(person)) return person;
  const why = await removeBlocker(ports, person);
  if (why) {
    const seats = why.reason === 'holds-seats' ? await ports.store.seats.ofPerson(person.id) : [];
    if (seats.length === 0) return refusal(context, why);
    const leaving = await leavingSeats(context, seats);
    const next: Act = leaving.some(({ stays }) => stays === null)
      ? { command: 'reassign', slots: { from: person.email } }
      : { command: 'unassign', slots: { user: person.email } };
    return refusal(context, why, [next]);
  }
  const people = [personRef(person)];
  const once = await confirmed(context, [person.id, person.since], (version) =>
    confirming(context, { user: person.email }, version, { people }),
  );
  if (typeof once !== 'string') return once;
  const outcome = await removePerson(ports, actor, person.id, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? removeUser(context) : refusal(context, outcome);
  return changed(doneView('remove-user', { people, undo: { change: outcome.id } }));
};
