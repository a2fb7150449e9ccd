import type { Category } from '../benefits/command';
import type { Membership } from '../benefits/membership';
import type { Page, Store } from '../benefits/ports';
import type { BenefitRef, PersonRef } from '../cards/views';
import { createLanguage, type Language } from '../language/index';

/** The language, with the names that it was made from and what else the lists show of the company. */
export interface Names extends Language {
  benefits: ReadonlyMap<string, BenefitRef & { category: Category; activation: string }>;
  people: ReadonlyMap<string, PersonRef>;
  membership: Membership | null;
  /** Of the product keys, in their normal form. */
  keyLengths: ReadonlySet<number>;
}

/**
 * The company's names, and the language that knows them: built once, again when the catalogue's revision in the store has risen, in
 * whichever process the change was made.
 */
export function createNameIndex(store: Store): () => Promise<Names> {
  let built: { revision: number; names: Promise<Names> } | null = null;
  return async () => {
    const revision = await store.catalogue.revision();
    if (built?.revision !== revision) {
      const made = { revision, names: build(store) };
      built = made;
      made.names.catch(() => {
        if (built === made) built = null;
      });
    }
    return built.names;
  };
}

/** Read so many at a time, so that a large company's documents are never all in memory. */
const PAGE = 1_000;

async function build(store: Store): Promise<Names> {
  const [benefits, people, membership, keyLengths] = await Promise.all([
    collected(
      (page) => store.benefits.page({ today: '' }, page),
      ({ id, nameEn, nameFr, category, activation }) => ({ id, nameEn, nameFr, category, activation }),
    ),
    collected(
      (page) => store.people.page(page),
      ({ id, email, name, groups }) => ({ id, email, name, groups }),
    ),
    store.membership.get('membership'),
    store.keys.lengths(),
  ]);
  const groups = [...new Set(people.flatMap((person) => person.groups))];
  return {
    ...createLanguage({ benefits, people, groups }),
    benefits: new Map(benefits.map((benefit) => [benefit.id, benefit])),
    membership,
    keyLengths,
    people: new Map(people.map(({ id, email, name }) => [id, { email, name }])),
  };
}

async function collected<D, T>(read: (page: Page) => Promise<readonly D[]>, of: (document: D) => T): Promise<T[]> {
  const all: T[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const page = await read({ skip, limit: PAGE });
    for (const document of page) all.push(of(document));
    if (page.length < PAGE) return all;
  }
}
