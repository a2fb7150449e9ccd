import { foldedName, type Person, type PersonSummary } from '../person';
import type { Ports } from '../ports';

const PAGE = 200;
/** So many of the newest entries are searched: the history has no index of names. */
const SEARCHED = 10_000;

/** The person in the list who last had this address, if nobody has it now. */
export async function formerOwner({ store }: Pick<Ports, 'store'>, email: string): Promise<Person | null> {
  const had = (await store.people.all()).flatMap((person) =>
    person.formerEmails.filter((former) => former.email === email).map(({ until }) => ({ person, until })),
  );
  const [last] = had.sort((a, b) => b.until.localeCompare(a.until));
  return last?.person ?? null;
}

const wordsOf = (name: string): string[] =>
  foldedName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/**
 * Somebody who was removed from the list, by an address or by words of the name or address; the last one removed, if
 * several fit.
 */
export async function removedPerson(
  { store }: Pick<Ports, 'store'>,
  typed: string,
  searched = SEARCHED,
): Promise<(PersonSummary & Pick<Person, 'formerEmails'>) | null> {
  const wanted = wordsOf(typed);
  const address = typed.trim().toLowerCase();
  if (wanted.length === 0) return null;
  for (let skip = 0; skip < searched; skip += PAGE) {
    const page = await store.history.page({}, { skip, limit: PAGE });
    for (const { undo, person: email } of page) {
      if (undo?.kind !== 'remove-user' || email === null) continue;
      const { name, formerEmails } = undo.entry;
      const words = new Set(wordsOf(`${name} ${email.split('@')[0]}`));
      const had = [email, ...formerEmails.map((former) => former.email)];
      if (had.includes(address) || wanted.every((word) => words.has(word)))
        return { id: undo.person, email, name, formerEmails };
    }
    if (page.length < PAGE) break;
  }
  return null;
}
