import type { HistoryEntry } from '../benefits/history';
import type { Page, Store } from '../benefits/ports';
import { type Entry, type Lines, QUERIES } from './collections';
import type { Collection } from './engine';

const BATCH = 200;

const entryOf = ({ version: _, ...entry }: Entry): HistoryEntry => entry;

/** Newest first, as the indexes sort: by moment, then by id. */
const newerFirst = (a: HistoryEntry, b: HistoryEntry): number =>
  a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;

/** "Whom it is about or who did it" as at most two plain selections. */
function ways(query: Lines & { person?: string }): Lines[] {
  const { person, ...plain } = query;
  if (person === undefined) return [plain];
  const either: Lines[] = [];
  if (plain.about === undefined || plain.about === person) either.push({ ...plain, about: person });
  if (plain.actor === undefined || plain.actor === person) either.push({ ...plain, actor: person });
  return either;
}

export function createHistory(entries: Collection<Entry>): Store['history'] {
  /** The newest `limit` after leaving out `skip`. About and actor together have an index without the benefit. */
  async function newest(lines: Lines, { skip, limit }: Page): Promise<readonly HistoryEntry[]> {
    const selection = { ...QUERIES.history.lines(lines), direction: -1 } as const;
    const { benefitId } = lines;
    if (benefitId === undefined || lines.about === undefined || lines.actor === undefined) {
      return (await entries.find({ ...selection, skip, limit })).map(entryOf);
    }
    const found: HistoryEntry[] = [];
    for (let read = 0; found.length < skip + limit; read += BATCH) {
      const batch = await entries.find({ ...selection, skip: read, limit: BATCH });
      found.push(...batch.map(entryOf).filter((entry) => entry.benefitId === benefitId));
      if (batch.length < BATCH) break;
    }
    return found.slice(skip, skip + limit);
  }

  return {
    async append(lines) {
      await Promise.all(lines.map((entry) => entries.insert({ ...entry, version: 1 })));
    },
    async get(id) {
      const entry = await entries.get(id);
      return entry && entryOf(entry);
    },
    async page(query, { skip, limit }) {
      const [first, second] = ways(query);
      if (!first) return [];
      if (!second) return newest(first, { skip, limit });
      const reach = { skip: 0, limit: skip + limit };
      const both = [...(await newest(first, reach)), ...(await newest(second, reach))];
      const distinct = [...new Map(both.map((entry) => [entry.id, entry])).values()];
      return distinct.sort(newerFirst).slice(skip, skip + limit);
    },
    async prune(before, limit) {
      const old = await entries.find({ ...QUERIES.history.before(before), limit });
      const removed = await Promise.all(old.map(({ id, version }) => entries.deleteIf(id, version)));
      return removed.filter(Boolean).length;
    },
  };
}
