import { setRole as change, roleHindrance } from '../../benefits/actions/people';
import { madeBefore } from '../../benefits/actions/record';
import { isRefusal } from '../../benefits/refusal';
import type { Handler } from './ask';
import { isReply, needPerson } from './need';
import { factsOf, onceOf, withOnce } from './version';
import { asking, changed, confirming, doneView, personRef, refusal } from './views';

/** A person's role; it holds from that person's next message on. */
export const setRole: Handler = async (ask) => {
  const { ports, actor, wish } = ask;
  const person = await needPerson(ask, 'user', wish.user);
  if (isReply(person)) return person;
  if (!wish.role)
    return asking({ ...ask, wish: { ...wish, user: person.id } }, 'role', { people: [personRef(person)] });
  const why = await roleHindrance(ports, person, wish.role);
  if (why) return refusal(ask, why, [{ command: 'users', slots: {} }]);
  const stored = await ports.store.people.get(person.id);
  const facts = factsOf(actor.email, 'set-role', person.id, person.since, stored?.role, wish.role);
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  if (!once || (await madeBefore(ports, once, stored ? [stored] : []))) {
    const more = { people: [personRef(person)], role: wish.role };
    return confirming(ask, { user: person.id, role: wish.role }, withOnce(facts, ports.random.id()), more);
  }
  if (!stored) return refusal(ask, { reason: 'stale' });
  const outcome = await change(ports, actor, stored, wish.role, once);
  if (isRefusal(outcome)) return outcome.reason === 'stale' ? setRole(ask) : refusal(ask, outcome);
  return changed(doneView('set-role', { people: [personRef(person)], role: wish.role, undo: { change: outcome.id } }));
};
