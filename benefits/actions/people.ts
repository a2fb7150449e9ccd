import type { Locale, Role } from '../command';
import { canonicalEmail } from '../email';
import type { HistoryEntry } from '../history';
import { withoutInvisible } from '../invisible';
import type { Notice } from '../notice';
import { withOutbox } from '../outbox';
import { newPerson, type Person } from '../person';
import type { Ports, Write } from '../ports';
import type { Refusal } from '../refusal';
import { alarm } from './alarms';
import { type Actor, done, notice } from './record';
import { closeRequests } from './requests';

/** True for admins by the setting ADMINS, whatever their role in the list. */
export const alwaysAdmin = (ports: Ports, person: Pick<Person, 'email' | 'aadObjectId'>): boolean =>
  ports.rules.admins.includes(person.email) ||
  (person.aadObjectId !== null && ports.rules.admins.includes(person.aadObjectId.toLowerCase()));

export interface NewPerson {
  email: string;
  name: string;
  role: Role;
  locale?: Locale | null;
}

/** Those that nobody in the list has now. */
export async function unowned({ store }: Pick<Ports, 'store'>, emails: readonly string[]): Promise<string[]> {
  const owners = await Promise.all(emails.map((email) => store.people.byEmail(email)));
  return emails.filter((_, at) => owners[at] === null);
}

const LETTERS = /\p{L}/u;

/** The name in its one spelling; null: it has no letter or is too long. */
export function validName(typed: string): string | null {
  const name = withoutInvisible(typed.normalize('NFC').replace(/\s+/g, ' ')).trim();
  return LETTERS.test(name) && name.length <= 200 ? name : null;
}

/** The name and address in their one spelling, or why this person can't be added. */
export async function addBlocker(
  ports: Ports,
  input: Pick<NewPerson, 'email' | 'name'>,
): Promise<Refusal | { email: string; name: string }> {
  const email = canonicalEmail(input.email);
  if (email === null) return { reason: 'bad-email', typed: input.email };
  const name = validName(input.name);
  if (name === null) return { reason: 'bad-name' };
  const known = await ports.store.people.byEmail(email);
  return known ? { reason: 'person-exists', person: known.id } : { email, name };
}

/** Adds a person. An address that exists already is refused. */
export async function addUser(
  ports: Ports,
  actor: Pick<Actor, 'id' | 'email' | 'name'>,
  input: NewPerson,
  once?: string,
): Promise<{ person: Person; entry: HistoryEntry } | Refusal> {
  const checked = await addBlocker(ports, input);
  if ('reason' in checked) return checked;
  const { email, name } = checked;
  const id = ports.random.id();
  const entry = done(ports, actor, 'add-user', {
    id: once,
    person: email,
    detail: { role: input.role },
    undo: { kind: 'add-user', person: id },
  });
  const person: Person = withOutbox(
    newPerson({
      id,
      email,
      name,
      role: input.role,
      locale: input.locale ?? null,
      since: ports.clock.now().toISOString(),
    }),
    [entry],
    input.role === 'admin'
      ? await alarm(ports, 'role-changed', { person: id, role: 'admin', by: actor.name }, [actor])
      : [],
  );
  if (!(await ports.store.people.insert(person))) {
    const known = await ports.store.people.byEmail(email);
    return known ? { reason: 'person-exists', person: known.id } : { reason: 'stale' };
  }
  await ports.store.catalogue.bump();
  return { person, entry };
}

/** Every change that depends on who is an admin writes this fact too, so that concurrent ones conflict. */
const ADMINS = 'admins';

/** Read before counting admins; write together with the change. */
export async function adminsGuard(ports: Ports): Promise<Write> {
  const before = await ports.store.facts.load(ADMINS);
  return { of: 'facts', before, after: before ?? { id: ADMINS, version: 1, value: '' } };
}

async function lastAdmin(ports: Ports, person: Person): Promise<Refusal | null> {
  if (alwaysAdmin(ports, person)) return { reason: 'always-admin', person: person.id };
  if (person.role !== 'admin') return null;
  const others = (await ports.store.people.admins()).filter((admin) => admin.id !== person.id);
  return others.length === 0 ? { reason: 'last-admin', person: person.id } : null;
}

export const roleBlocker = (ports: Ports, person: Person, role: Role): Promise<Refusal | null> =>
  role === 'admin' ? Promise.resolve(null) : lastAdmin(ports, person);

/** Changes a role, effective from the person's next turn. `as`: the history entry, or its id. */
export async function setRole(
  ports: Ports,
  actor: Actor,
  person: Person,
  role: Role,
  as?: string | HistoryEntry,
): Promise<HistoryEntry | Refusal> {
  const guard = await adminsGuard(ports);
  const blocker = await roleBlocker(ports, person, role);
  if (blocker) return blocker;
  const entry =
    typeof as === 'object'
      ? as
      : done(ports, actor, 'set-role', {
          id: as,
          person: person.email,
          detail: { before: person.role, after: role },
          undo: { kind: 'set-role', person: person.id, role: person.role },
        });
  const facts = { person: person.id, role, by: actor.name };
  const notices = [
    ...(await alarm(ports, 'role-changed', facts, [person, actor])),
    ownRoleNotice(ports, actor, { ...person, role }),
  ];
  const after = withOutbox({ ...person, role }, [entry], notices);
  const written = await ports.store.applyAll([{ of: 'people', before: person, after }, guard]);
  return written ? entry : { reason: 'stale' };
}

/** Tells a person of the role that they have from now on. Null: the command line changed it. */
export const ownRoleNotice = (ports: Ports, actor: Actor | null, person: Person): Notice =>
  notice(ports, {
    kind: 'own-role',
    to: person,
    causedBy: actor?.id ?? null,
    facts: { role: person.role, by: actor?.name ?? null },
  });

/** Why this person can't be removed, or null: they are the last admin or hold seats. */
export async function removeBlocker(ports: Ports, person: Person): Promise<Refusal | null> {
  const seats = await ports.store.seats.ofPerson(person.id);
  if (seats.length > 0)
    return { reason: 'holds-seats', person: person.id, benefits: seats.map((seat) => seat.benefitId) };
  return lastAdmin(ports, person);
}

/** Removes a person and adds the history entry. `as`: that entry, or its id. */
export async function removePerson(
  ports: Ports,
  actor: Actor,
  id: string,
  as?: HistoryEntry | string,
): Promise<HistoryEntry | Refusal> {
  const found = await ports.store.people.get(id);
  if (found) await ports.store.outbox.drainOne('people', found);
  const guard = await adminsGuard(ports);
  const person = await ports.store.people.get(id);
  if (!person) return { reason: 'stale' };
  const blocker = await removeBlocker(ports, person);
  if (blocker) return blocker;
  const { name, role, locale, language, aadObjectId, groups, formerEmails, since } = person;
  const entry =
    typeof as === 'object'
      ? as
      : done(ports, actor, 'remove-user', {
          id: as,
          person: person.email,
          detail: { role },
          undo: {
            kind: 'remove-user',
            person: id,
            entry: { name, role, locale, language, aadObjectId, groups, formerEmails, since },
          },
        });
  const written = await ports.store.applyAll([
    { of: 'people', before: person, after: null },
    { of: 'history', before: null, after: { ...entry, version: 1 } },
    guard,
  ]);
  if (!written) return { reason: 'stale' };
  await ports.store.catalogue.bump();
  await closeRequests(ports, actor, person);
  return entry;
}
