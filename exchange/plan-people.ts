import { randomUUID } from 'node:crypto';
import type { HistoryAction, HistoryEntry, Undo } from '../benefits/history';
import type { ImportDifference } from '../benefits/import-difference';
import type { Stored } from '../benefits/outbox';
import { newPerson, type Person, withEmail } from '../benefits/person';
import type { Write } from '../benefits/ports';
import type { Moment } from '../benefits/time';
import type { Existing } from './current-data';
import { type Pacer, paced } from './pacer';
import type { Placed, UserRow } from './rows';
import { matches, noCounts, type SheetChanges } from './sheet-changes';

interface Change {
  before: Person | null;
  after: Person;
}

interface PeopleChanges extends SheetChanges {
  /** Those of roles have history entries of their own. */
  differences: readonly ImportDifference[];
  /** By address, after the import. */
  people: ReadonlyMap<string, Person>;
  noAdmin: boolean;
  /** To be written before everything else. */
  releases: readonly Write[];
}

/**
 * A known object id with a new address is the same person with a new address. An absent or empty object id leaves the
 * known one; what the person chose in chat stays too.
 */
export async function planPeople(
  rows: readonly Placed<UserRow>[] | null,
  existing: Existing,
  at: Moment,
  actor: string,
  pacer: Pacer,
  idFor: (email: string) => string,
  told: (changes: readonly Change[]) => Promise<readonly Change[]>,
  changeId: () => string,
): Promise<PeopleChanges> {
  const counts = noCounts();
  const differences: ImportDifference[] = [];
  const changes: Change[] = [];
  const moved = movedPeople(rows ?? [], existing);
  await pacer.rest();
  const after = new Map([...existing.people.values()].map((person) => [person.id, person]));
  const inFile = new Map<string, Placed<UserRow>>();
  const groupsAs = oneSpelling([...existing.people.values()].flatMap(({ groups }) => groups));
  for await (const placed of paced(rows ?? [], pacer)) {
    const { name, groups } = placed.row;
    const row = {
      ...placed.row,
      ...(name !== undefined && { nameGuessed: false }),
      ...(groups && { groups: groupsAs(groups) }),
    };
    const known = existing.people.get(row.email);
    const before = moved.get(row.aadObjectId ?? '') ?? (known && !moved.has(known.aadObjectId ?? '') ? known : null);
    const earlier = before && unreleased(before);
    const person: Person = earlier
      ? { ...earlier, ...row, ...withEmail(earlier, row.email, at) }
      : newPerson({ name: nameFrom(row.email), nameGuessed: true, since: at, ...row, id: idFor(row.email) });
    if (inFile.has(person.id)) {
      const by = after.get(person.id)?.email ?? '';
      placed.at.say('aad_object_id', row.aadObjectId ?? null, { is: 'object-id-taken', by });
      continue;
    }
    inFile.set(person.id, placed);
    if (before && matches<Person>(before, row)) {
      counts.unchanged += 1;
      continue;
    }
    counts[before ? 'updated' : 'added'] += 1;
    if (!existing.isEmpty) differences.push(...differencesOf(earlier, person));
    after.set(person.id, person);
    changes.push({ before, after: person });
  }
  counts.left = after.size - inFile.size;
  await pacer.rest();
  oneOwner(inFile, after);
  await pacer.rest();
  const people = new Map([...after.values()].map((person) => [person.email, person]));
  const releases = releasing(changes, at);
  await pacer.rest();
  const written = existing.isEmpty ? changes : await told(changes);
  const entries = differences.flatMap((difference) => {
    const person = 'email' in difference ? people.get(difference.email) : undefined;
    return entryFor(difference, person?.id ?? '', at, actor, changeId);
  });
  return {
    counts,
    differences,
    people,
    size: changes.length + entries.length,
    noAdmin: rows !== null && after.size > 0 && ![...after.values()].some((person) => person.role === 'admin'),
    releases,
    *writes(): Generator<Write> {
      for (const change of written) yield { of: 'people', ...change };
      for (const entry of entries) yield { of: 'history', before: null, after: entry };
    },
  };
}

/** `Sales` is the group `sales`: the first spelling stays. */
function oneSpelling(known: readonly string[]): (words: readonly string[]) => string[] {
  const spellings = new Map<string, string>();
  const spelling = (word: string): string => {
    const folded = word.toLowerCase();
    if (!spellings.has(folded)) spellings.set(folded, word);
    return spellings.get(folded) ?? word;
  };
  for (const word of known) spelling(word);
  return (words) => words.map(spelling);
}

/** `ana.souza@contoso.com`: Ana Souza. */
const nameFrom = (email: string): string =>
  (email.split('@')[0] ?? email)
    .split(/[._-]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ')
    .trim();

/** People by object id whose address changes to one that nobody else keeps. */
function movedPeople(rows: readonly Placed<UserRow>[], existing: Existing): ReadonlyMap<string, Person> {
  const byObjectId = new Map([...existing.people.values()].map((person) => [person.aadObjectId, person]));
  const moved = new Map<string, Person>();
  let waiting = rows.flatMap(({ row }) => {
    const person = row.aadObjectId ? byObjectId.get(row.aadObjectId) : undefined;
    return person && person.email !== row.email ? [{ person, to: row.email }] : [];
  });
  for (let before = -1; before !== moved.size; ) {
    before = moved.size;
    waiting = waiting.filter(({ person, to }) => {
      const holder = existing.people.get(to);
      if (holder && !moved.has(holder.aadObjectId ?? '')) return true;
      moved.set(person.aadObjectId ?? '', person);
      return false;
    });
  }
  return moved;
}

function differencesOf(before: Person | null, after: Person): ImportDifference[] {
  const { email, name, role } = after;
  if (!before) return role === 'admin' ? [{ is: 'new-admin', email, name }] : [];
  const found: ImportDifference[] = [];
  if (before.email !== email) found.push({ is: 'address', name, from: before.email, to: email });
  if (before.role !== role) found.push({ is: 'role', email, name, from: before.role, to: role });
  if (before.aadObjectId !== null && before.aadObjectId !== after.aadObjectId)
    found.push({ is: after.aadObjectId === null ? 'unlinked' : 'relinked', email, name });
  return found;
}

/** An object id belongs to one person: to whoever is not in the file first, then to the first row. */
function oneOwner(inFile: ReadonlyMap<string, Placed<UserRow>>, after: ReadonlyMap<string, Person>): void {
  const owners = new Map<string, Person>();
  for (const person of after.values())
    if (person.aadObjectId !== null && !inFile.has(person.id)) owners.set(person.aadObjectId, person);
  for (const [id, { at }] of inFile) {
    const person = after.get(id);
    if (!person || person.aadObjectId === null) continue;
    const owner = owners.get(person.aadObjectId);
    if (owner === undefined) owners.set(person.aadObjectId, person);
    else at.say('aad_object_id', person.aadObjectId, { is: 'object-id-taken', by: owner.email });
  }
}

const RELEASED = '@moved.invalid';

/** With the address that was released. */
function unreleased(person: Person): Person {
  const last = person.formerEmails.at(-1);
  return last && person.email.endsWith(RELEASED)
    ? { ...person, email: last.email, formerEmails: person.formerEmails.slice(0, -1) }
    : person;
}

/**
 * Unique values that go to somebody else are released first, in a write of their own; the import is then planned again.
 * If it is interrupted in between, a released object id is found again by the next message, a released address by the
 * next import.
 */
function releasing(changes: readonly Change[], at: Moment): Write[] {
  const ids = new Map(changes.map(({ after }) => [after.aadObjectId, after.id]));
  const addresses = new Map(changes.map(({ after }) => [after.email, after.id]));
  return changes.flatMap(({ before, after }): Write[] => {
    if (!before) return [];
    const free = { ...before };
    const idGoes = before.aadObjectId !== null && before.aadObjectId !== after.aadObjectId;
    if (idGoes && (ids.get(before.aadObjectId) ?? before.id) !== before.id) free.aadObjectId = null;
    const addressGoes = before.email !== after.email && addresses.has(before.email);
    if (addressGoes) Object.assign(free, withEmail(before, `${before.id.toLowerCase()}${RELEASED}`, at));
    return matches(before, free) ? [] : [{ of: 'people', before, after: free }];
  });
}

function entryFor(
  difference: ImportDifference,
  id: string,
  at: Moment,
  actor: string,
  changeId: () => string,
): (HistoryEntry & Stored)[] {
  const entry = (command: HistoryAction, person: string, detail: HistoryEntry['detail'], undo?: Undo) => [
    {
      id: undo ? changeId() : randomUUID(),
      version: 1,
      at,
      actor,
      command,
      benefitId: null,
      person,
      outcome: 'done' as const,
      detail: { ...detail, by: 'import' },
      ...(undo && { undo }),
    },
  ];
  switch (difference.is) {
    case 'role':
      return entry(
        'set-role',
        difference.email,
        { before: difference.from, after: difference.to },
        { kind: 'set-role', person: id, role: difference.from },
      );
    case 'new-admin':
      return entry('add-user', difference.email, { role: 'admin' });
    default:
      return [];
  }
}
