import { randomUUID } from 'node:crypto';
import type { HistoryEntry } from '../benefits/history';
import { emptyOutbox, type Stored } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Write } from '../benefits/ports';
import type { Moment } from '../benefits/time';
import type { Existing } from './current-data';
import { type Pacer, paced } from './pacer';
import type { Placed, UserRow } from './rows';
import { matches, noCounts, type RoleChange, type SheetChanges } from './sheet-changes';

interface Change {
  before: Person | null;
  after: Person;
}

export interface PeoplePart extends SheetChanges {
  /** Each is in the history by an entry of its own. */
  roles: readonly RoleChange[];
  noAdmin: boolean;
  /** To be done before everything else. */
  releases: readonly Write[];
}

/** An empty object id in the file leaves one that was found in Teams alone; what the person chose in chat stays too. */
export async function planPeople(
  rows: readonly Placed<UserRow>[] | null,
  existing: Existing,
  at: Moment,
  actor: string,
  pacer: Pacer,
  idFor: (email: string) => string,
): Promise<PeoplePart> {
  const counts = noCounts();
  const roles: RoleChange[] = [];
  const changes: Change[] = [];
  const after = new Map(existing.people);
  for await (const { row } of paced(rows ?? [], pacer)) {
    const { email, aadObjectId, ...rest } = row;
    const before = existing.people.get(email) ?? null;
    const wanted = { ...rest, aadObjectId: aadObjectId ?? before?.aadObjectId ?? null };
    if (before && matches<typeof wanted>(before, wanted)) {
      counts.unchanged += 1;
      continue;
    }
    counts[before ? 'updated' : 'added'] += 1;
    const person = before
      ? { ...before, ...wanted }
      : {
          id: idFor(email),
          version: 1,
          email,
          ...wanted,
          language: null,
          chat: null,
          groups: [],
          claim: null,
          since: at,
          ...emptyOutbox,
        };
    if (before && before.role !== row.role) roles.push({ email, name: row.name, from: before.role, to: row.role });
    after.set(email, person);
    changes.push({ before, after: person });
  }
  counts.left = after.size - (rows?.length ?? 0);
  oneOwner(rows ?? [], after);
  return {
    counts,
    roles,
    size: changes.length + roles.length,
    noAdmin: rows !== null && after.size > 0 && ![...after.values()].some((person) => person.role === 'admin'),
    releases: releasing(changes),
    *writes(): Generator<Write> {
      for (const change of changes) yield { of: 'people', ...change };
      for (const role of roles) yield { of: 'history', before: null, after: roleEntry(role, at, actor) };
    },
  };
}

/** An object id belongs to one person: to whoever is not in the file first, then to the first row. */
function oneOwner(rows: readonly Placed<UserRow>[], after: ReadonlyMap<string, Person>): void {
  const inFile = new Set(rows.map(({ row }) => row.email));
  const owners = new Map<string, string>();
  for (const { email, aadObjectId } of after.values())
    if (aadObjectId !== null && !inFile.has(email)) owners.set(aadObjectId, email);
  for (const { row, at } of rows) {
    const id = after.get(row.email)?.aadObjectId ?? null;
    if (id === null) continue;
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, row.email);
    else if (owner !== row.email) at.say('aad_object_id', id, { is: 'object-id-taken', by: owner });
  }
}

/**
 * People whose object id goes to somebody else in this import let go of it first, since it is unique. Should the rest never
 * come, such a person is linked again by the next message.
 */
function releasing(changes: readonly Change[]): Write[] {
  const given = new Map(changes.map(({ after }) => [after.aadObjectId, after.id]));
  return changes.flatMap(({ before, after }): Write[] => {
    if (!before || before.aadObjectId === null || before.aadObjectId === after.aadObjectId) return [];
    const to = given.get(before.aadObjectId);
    if (to === undefined || to === before.id) return [];
    return [{ of: 'people', before, after: { ...before, aadObjectId: null } }];
  });
}

const roleEntry = ({ email, from, to }: RoleChange, at: Moment, actor: string): HistoryEntry & Stored => ({
  id: randomUUID(),
  version: 1,
  at,
  actor,
  command: 'set-role',
  benefitId: null,
  person: email,
  outcome: 'done',
  detail: { from, to, by: 'import' },
});
