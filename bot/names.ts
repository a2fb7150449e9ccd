import type { Store } from '../benefits/ports';
import { createLanguage, type Language } from '../language';

/**
 * The language with the company's names in it: built once, again when the catalogue's revision in the store has risen, in
 * whichever process the change was made.
 */
export function createNames(store: Store): () => Promise<Language> {
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

async function build(store: Store): Promise<Language> {
  const [benefits, people] = await Promise.all([store.benefits.all(), store.people.all()]);
  return createLanguage({
    benefits: benefits.map(({ id, nameEn, nameFr, category }) => ({ id, nameEn, nameFr, category })),
    people: people.map(({ id, name }) => ({ email: id, name })),
  });
}
