import type { Page, Store } from '../benefits/ports';
import { createLanguage, type Language } from '../language/index';

/**
 * The language with the company's names in it: built once, again when the catalogue's revision in the store has risen, in
 * whichever process the change was made.
 */
export function createNameIndex(store: Store): () => Promise<Language> {
  let built: { revision: number; language: Promise<Language> } | null = null;
  return async () => {
    const revision = await store.catalogue.revision();
    if (built?.revision !== revision) {
      const made = { revision, language: build(store) };
      built = made;
      made.language.catch(() => {
        if (built === made) built = null;
      });
    }
    return built.language;
  };
}

/** Read so many at a time, so that a large company's documents are never all in memory. */
const PAGE = 1_000;

async function build(store: Store): Promise<Language> {
  const [benefits, people] = await Promise.all([
    collected(
      (page) => store.benefits.page({ today: '' }, page),
      ({ id, nameEn, nameFr, category, activation }) => ({ id, nameEn, nameFr, category, activation }),
    ),
    collected(
      (page) => store.people.page(page),
      ({ email, name, groups }) => ({ email, name, groups }),
    ),
  ]);
  const groups = [...new Set(people.flatMap((person) => person.groups))];
  return createLanguage({ benefits, people, groups });
}

async function collected<D, T>(read: (page: Page) => Promise<readonly D[]>, of: (document: D) => T): Promise<T[]> {
  const all: T[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const page = await read({ skip, limit: PAGE });
    for (const document of page) all.push(of(document));
    if (page.length < PAGE) return all;
  }
}
