import { canonicalEmail } from '../email';
import { withOutbox } from '../outbox';
import type { Person } from '../person';
import type { Ports } from '../ports';
import { companyDay } from '../time';
import { alarm, raiseAlarm } from './alarms';
import type { Claimant } from './link';
import { validName } from './people';
import { done } from './record';

/** Reserves today's look at Teams' roster. Null: it was read today, or the person is gone. */
export async function reserveRosterCheck(ports: Ports, { id, roster }: Person): Promise<Person | null> {
  const readOn = companyDay(ports);
  if (roster?.readOn === readOn) return null;
  const person = await ports.store.people.get(id);
  if (!person || person.roster?.readOn === readOn) return null;
  const after: Person = { ...person, roster: { says: null, ...person.roster, readOn } };
  return (await ports.store.people.replace(person, after)) === 'done'
    ? { ...after, version: person.version + 1 }
    : null;
}

/**
 * Compares a linked person with the roster: tells the admins of another address, once, and takes over another name where
 * no file and no admin gave one. Returns whether there was news.
 */
export async function checkRoster(ports: Ports, person: Person, member: Claimant): Promise<boolean> {
  const { roster } = person;
  if (!roster || member.objectId !== person.aadObjectId) return false;
  const addresses = [member.email, member.userPrincipalName].map((each) => canonicalEmail(each ?? ''));
  const [email] = addresses.includes(person.email) ? [] : addresses.filter((each) => each !== null);
  const isNew = email !== undefined && email !== roster.says?.email && !(await ports.store.people.byEmail(email));
  const says = isNew ? { email, id: ports.random.id() } : roster.says;
  const facts = { person: person.id, email: person.email, address: says?.email ?? null, claim: says?.id ?? null };
  const teamsName = person.nameGuessed ? validName(member.name ?? '') : null;
  const name = teamsName ?? person.name;
  if (!isNew && name === person.name) return false;
  const detail = { name, nameBefore: person.name };
  const entries =
    name === person.name ? [] : [done(ports, { email: 'system' }, 'update-user', { person: person.email, detail })];
  const after = withOutbox(
    { ...person, name, roster: { ...roster, says } },
    entries,
    isNew ? await alarm(ports, 'address-differs', facts) : [],
  );
  return (await ports.store.people.replace(person, after)) === 'done';
}

const DAY = 24 * 3_600_000;

/** Names a member of the company who wrote and is not in the list to the admins, at most once a day. */
export const nameStranger = (ports: Ports, { objectId, email, userPrincipalName, name }: Claimant): Promise<void> =>
  raiseAlarm(ports, 'stranger-wrote', objectId, { facts: { from: name, address: email ?? userPrincipalName } }, DAY);
