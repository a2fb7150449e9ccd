import { canonicalEmail } from '../email';
import type { HistoryEntry } from '../history';
import { withOutbox } from '../outbox';
import { type Person, withEmail } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { validName } from './people';
import { type Actor, done } from './record';

/** What changes; an absent field stays. */
export interface PersonChange {
  name?: string;
  email?: string;
}

/** The change in its one spelling, or why it can't be made. */
export async function updateBlocker(
  ports: Ports,
  person: Person,
  change: PersonChange,
): Promise<Required<PersonChange> | Refusal> {
  const email = change.email === undefined ? person.email : canonicalEmail(change.email);
  const name = change.name === undefined ? person.name : validName(change.name);
  if (email === null) return { reason: 'bad-email', typed: change.email ?? '' };
  if (name === null) return { reason: 'bad-name' };
  if (email === person.email && name === person.name) return { reason: 'nothing-to-change', person: person.id };
  const other = email === person.email ? null : await ports.store.people.byEmail(email);
  return other ? { reason: 'person-exists', person: other.id } : { name, email };
}

/** Gives a person another name or address; their seats, keys, requests and history follow. `as`: the entry, or its id. */
export async function updatePerson(
  ports: Ports,
  actor: Actor,
  person: Person,
  change: PersonChange,
  as?: string | HistoryEntry,
): Promise<HistoryEntry | Refusal> {
  const checked = await updateBlocker(ports, person, change);
  if ('reason' in checked) return checked;
  const { name, email } = person;
  const entry =
    typeof as === 'object'
      ? as
      : done(ports, actor, 'update-user', {
          id: as,
          person: checked.email,
          detail: {
            ...(checked.name !== name && { name: checked.name, nameBefore: name }),
            ...(checked.email !== email && { email: checked.email, emailBefore: email }),
          },
          undo: { kind: 'update-user', person: person.id, name, email },
        });
  const outcome = await ports.store.people.replace(
    person,
    withOutbox(
      {
        ...person,
        ...checked,
        ...withEmail(person, checked.email, entry.at),
        nameGuessed: person.nameGuessed && checked.name === name,
      },
      [entry],
    ),
  );
  if (outcome === 'done') return entry;
  if (outcome === 'stale') return { reason: 'stale' };
  const other = await ports.store.people.byEmail(checked.email);
  return other ? { reason: 'person-exists', person: other.id } : { reason: 'stale' };
}
