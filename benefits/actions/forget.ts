import { canonicalEmail } from '../email';
import type { HistoryEntry } from '../history';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { formerOwner, removedPerson } from './former-people';
import { unowned } from './people';
import { emptyOutboxes } from './record';

const PAGE = 200;
const FORGETTING = 'forgetting';

export interface Forgotten {
  pseudonym: string;
  entries: number;
  /** Notices, portal steps, requests and the like. */
  others: number;
}

/**
 * Replaces a removed person's names and addresses, earlier ones included, by a pseudonym in the history and wherever
 * else they are kept. Refused while the person is in the list. Can be interrupted and run again.
 */
export async function forget(ports: Ports, address: string): Promise<Forgotten | Refusal> {
  const { store } = ports;
  const given = canonicalEmail(address);
  if (given === null) return { reason: 'bad-email', typed: address };
  await emptyOutboxes(store);
  const removed = await removedPerson(ports, given, Number.POSITIVE_INFINITY);
  const listed = (await store.people.byEmail(given)) ?? (removed ? null : await formerOwner(ports, given));
  if (listed) return { reason: 'person-exists', person: listed.id };
  const { pseudonym, emails, names } = await begun(ports, removed?.email ?? given);
  const hidden = hiding([...emails, ...names], pseudonym);

  let entries = 0;
  for (const each of emails) {
    for (;;) {
      const page = await entriesOf(ports, each, 0);
      for (const entry of page) await store.history.rewrite(entry.id, (now) => forgotten(now, hidden));
      entries += page.length;
      if (page.length === 0) break;
    }
  }
  const others = await store.rewriteTexts(hidden);
  const left = await unfinished(ports);
  await store.facts.set(FORGETTING, JSON.stringify(left.filter((each) => each.pseudonym !== pseudonym)));
  return { pseudonym, entries, others };
}

interface Identifiers {
  pseudonym: string;
  emails: string[];
  names: string[];
}

const unfinished = async ({ store }: Ports): Promise<Identifiers[]> =>
  JSON.parse((await store.facts.get(FORGETTING)) ?? '[]');

/** Kept until the end: what is rewritten already no longer says which other names and addresses to look for. */
async function begun(ports: Ports, email: string): Promise<Identifiers> {
  const left = await unfinished(ports);
  const before = left.find(({ emails }) => emails.includes(email));
  if (before) return before;
  const { emails, names } = await identifiersOf(ports, email);
  const made = {
    pseudonym: `removed-${ports.random.id().slice(0, 8)}`,
    emails: await unowned(ports, [...emails]),
    names: [...names],
  };
  await ports.store.facts.set(FORGETTING, JSON.stringify([...left, made]));
  return made;
}

/**
 * Hides what is one of these texts, and within longer ones addresses and names of several words: "Tom" alone may be
 * another person's.
 */
function hiding(secrets: readonly string[], pseudonym: string): (text: string) => string {
  const whole = new Set(secrets.map((each) => each.toLowerCase()));
  const parts = secrets.filter((each) => /[@\s]/.test(each)).map((each) => each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const within = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => (whole.has(text.toLowerCase()) ? pseudonym : text.replace(within, pseudonym));
}

const entriesOf = ({ store }: Ports, email: string, skip: number): Promise<readonly HistoryEntry[]> =>
  store.history.page({ who: { as: 'either', email } }, { skip, limit: PAGE });

/** The addresses and names that the history knows the person by. */
async function identifiersOf(ports: Ports, email: string): Promise<{ emails: Set<string>; names: Set<string> }> {
  const emails = new Set([email]);
  const names = new Set<string>();
  for (const each of emails) {
    for (let skip = 0; ; skip += PAGE) {
      const page = await entriesOf(ports, each, skip);
      for (const { person, detail, undo } of page) {
        if (person !== each) continue;
        for (const name of [detail.name, detail.nameBefore]) if (typeof name === 'string') names.add(name);
        if (typeof detail.emailBefore === 'string') emails.add(detail.emailBefore);
        if (undo?.kind === 'remove-user') {
          names.add(undo.entry.name);
          for (const former of undo.entry.formerEmails) emails.add(former.email);
        }
        if (undo?.kind === 'update-user') names.add(undo.name);
      }
      if (page.length < PAGE) break;
    }
  }
  return { emails, names };
}

/** What would bring the person back is dropped. */
function forgotten({ undo, ...entry }: HistoryEntry, hidden: (text: string) => string): HistoryEntry {
  const detail = Object.fromEntries(
    Object.entries(entry.detail).map(([name, value]) => [name, typeof value === 'string' ? hidden(value) : value]),
  );
  const personal = undo?.kind === 'remove-user' || undo?.kind === 'update-user';
  return {
    ...entry,
    actor: hidden(entry.actor),
    person: entry.person === null ? null : hidden(entry.person),
    detail,
    ...(undo && !personal ? { undo } : {}),
  };
}
