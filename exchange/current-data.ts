import { setImmediate } from 'node:timers/promises';
import { emptyOutboxes } from '../benefits/actions/record';
import type { Benefit } from '../benefits/benefit';
import type { HistoryAction } from '../benefits/history';
import type { Membership } from '../benefits/membership';
import type { Person } from '../benefits/person';
import type { Page, Store, Write } from '../benefits/ports';

/** The company as stored, loaded once per import. */
export interface Existing {
  membership: Membership | null;
  benefits: ReadonlyMap<string, Benefit>;
  /** By e-mail address. */
  people: ReadonlyMap<string, Person>;
  isEmpty: boolean;
}

type Removal = Extract<Write, { after: null }>;

export const SAMPLE_FACT = 'sample';
export const SAMPLE_LOADED = 'loaded';

const PAGE = 1_000;

/** All results of a paged query, with pauses, so that the bot stays responsive. */
export async function* allOf<T>(load: (page: Page) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let skip = 0; ; skip += PAGE) {
    const found = await load({ skip, limit: PAGE });
    yield* found;
    if (found.length < PAGE) return;
    await setImmediate();
  }
}

/** What changes between two pages is found when the import is written. */
export async function loadExisting(store: Store): Promise<Existing> {
  const [membership, benefits] = await Promise.all([store.membership.get('membership'), store.benefits.all()]);
  const people: Person[] = [];
  for await (const person of allOf((page) => store.people.page(page))) people.push(person);
  return {
    membership,
    benefits: new Map(benefits.map((benefit) => [benefit.id, benefit])),
    people: new Map(people.map((person) => [person.email, person])),
    isEmpty: membership === null && benefits.length === 0 && people.length === 0,
  };
}

export const EMPTY: Existing = { membership: null, benefits: new Map(), people: new Map(), isEmpty: true };

/** Deliberate changes of a company. Linking an account or choosing a language is not one. */
const CHANGES: readonly HistoryAction[] = [
  'assign',
  'unassign',
  'reassign',
  'keys',
  'add-user',
  'set-role',
  'remove-user',
  'import',
  'undo',
  'approve',
  'decline',
  'portal',
];

/** True if the store contains the sample company and nobody has changed it. */
export async function isUntouchedSample(store: Store): Promise<boolean> {
  if ((await store.facts.get(SAMPLE_FACT)) !== SAMPLE_LOADED) return false;
  await emptyOutboxes(store);
  for await (const entry of allOf((page) => store.history.page({}, page)))
    if (entry.outcome === 'done' && CHANGES.includes(entry.command)) return false;
  return true;
}

/** A removal of every document of the company, by kind and id. */
export async function removals(store: Store, existing: Existing): Promise<Map<string, Removal>> {
  const found: Removal[] = [];
  if (existing.membership) found.push({ of: 'membership', before: existing.membership, after: null });
  for (const benefit of existing.benefits.values()) {
    found.push({ of: 'benefits', before: benefit, after: null });
    for await (const seat of allOf((page) => store.seats.ofBenefit(benefit.id, page)))
      found.push({ of: 'seats', before: seat, after: null });
    for await (const key of allOf((page) => store.keys.ofBenefit(benefit.id, page)))
      found.push({ of: 'keys', before: key, after: null });
  }
  for (const person of existing.people.values()) found.push({ of: 'people', before: person, after: null });
  return new Map(found.map((removal) => [`${removal.of}/${removal.before.id}`, removal]));
}

/** The writes, and the removal of obsolete documents. An obsolete document that is written again is replaced. */
export function* replacing(writes: () => Iterable<Write>, obsolete: ReadonlyMap<string, Removal>): Generator<Write> {
  const anew = new Set<string>();
  for (const write of writes()) if (write.after !== null) anew.add(`${write.of}/${write.after.id}`);
  for (const [name, removal] of obsolete) if (!anew.has(name)) yield removal;
  for (const write of writes()) {
    const removal = obsolete.get(`${write.of}/${(write.after ?? write.before).id}`);
    // Same kind: it is part of the name.
    yield removal ? ({ ...write, before: removal.before } as Write) : write;
  }
}
