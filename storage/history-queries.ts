import type { HistoryEntry } from '../benefits/history';
import type { HistoryQuery, Page, Store } from '../benefits/ports';
import type { Entry } from './collections';
import type { Collection } from './engine';
import { type Lines, QUERIES } from './queries';

const entryOf = ({ version: _, ...entry }: Entry): HistoryEntry => entry;

/** Newest first, then by id, as the indexes sort. */
const newerFirst = (a: HistoryEntry, b: HistoryEntry): number =>
  a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;

const WAYS = {
  actor: ['actor'],
  about: ['person', 'former'],
  either: ['actor', 'person', 'former'],
} as const satisfies Record<string, readonly NonNullable<Lines['who']>['as'][]>;

/** The selections whose results together answer the query. */
function waysOf({ benefitId, who }: HistoryQuery): Lines[] {
  const within = benefitId === undefined ? {} : { benefitId };
  if (!who) return [within];
  const emails = [who.email, ...(who.formerEmails ?? [])];
  return WAYS[who.as].flatMap((as) => emails.map((email) => ({ ...within, who: { as, email } })));
}

export function createHistory(entries: Collection<Entry>): Store['history'] {
  const newest = async (lines: Lines, page: Page): Promise<HistoryEntry[]> =>
    (await entries.find({ ...QUERIES.history.lines(lines), direction: -1, ...page })).map(entryOf);

  return {
    async append(lines) {
      await entries.insertAll(lines.map((entry) => ({ ...entry, version: 1 })));
    },
    insert: (entry) => entries.insert({ ...entry, version: 1 }),
    async repeat(id, at) {
      for (;;) {
        const entry = await entries.get(id);
        if (!entry) return;
        const count = (typeof entry.detail.count === 'number' ? entry.detail.count : 1) + 1;
        const after = { ...entry, detail: { ...entry.detail, count, last: at } };
        if ((await entries.replaceIf(id, entry.version, after)) === 'done') return;
      }
    },
    async rewrite(id, change) {
      for (;;) {
        const entry = await entries.get(id);
        if (!entry) return;
        const after = { ...change(entryOf(entry)), version: entry.version };
        if ((await entries.replaceIf(id, entry.version, after)) === 'done') return;
      }
    },
    async get(id) {
      const entry = await entries.get(id);
      return entry && entryOf(entry);
    },
    getMany: async (ids) => (await entries.getMany(ids)).map(entryOf),
    async page(query, { skip, limit }) {
      const ways = waysOf(query);
      const [only] = ways;
      if (only && ways.length === 1) return newest(only, { skip, limit });
      const found = await Promise.all(ways.map((way) => newest(way, { skip: 0, limit: skip + limit })));
      const distinct = [...new Map(found.flat().map((entry) => [entry.id, entry])).values()];
      return distinct.sort(newerFirst).slice(skip, skip + limit);
    },
    async prune(before, limit) {
      const old = await entries.find({ ...QUERIES.history.before(before), limit });
      const removed = await Promise.all(old.map(({ id, version }) => entries.deleteIf(id, version)));
      return removed.filter(Boolean).length;
    },
  };
}
