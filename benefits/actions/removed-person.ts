import { foldedName, type PersonSummary } from '../person';
import type { Ports } from '../ports';

const PAGE = 200;
/** So many of the newest entries are searched: the history has no index of names. */
const SEARCHED = 10_000;

const wordsOf = (name: string): string[] =>
  foldedName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Somebody who was removed from the list, by address or by words of the name; the last one removed, if several fit. */
export async function removedPerson({ store }: Pick<Ports, 'store'>, typed: string): Promise<PersonSummary | null> {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return null;
  for (let skip = 0; skip < SEARCHED; skip += PAGE) {
    const page = await store.history.page({}, { skip, limit: PAGE });
    for (const { undo, person: email } of page) {
      if (undo?.kind !== 'remove-user' || email === null) continue;
      const words = new Set(wordsOf(undo.entry.name));
      const fits = typed.trim().toLowerCase() === email || wanted.every((word) => words.has(word));
      if (fits) return { id: undo.person, email, name: undo.entry.name };
    }
    if (page.length < PAGE) break;
  }
  return null;
}
