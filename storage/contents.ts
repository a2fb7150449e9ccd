import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Document, Engine } from './engine';

/** Count and checksum of each collection, to compare two stores. */
export type Contents = Readonly<Record<string, { readonly count: number; readonly checksum: string }>>;

const BATCH = 500;
/** Leases belong to running processes. */
const OF_THE_MOMENT = ['leases'];

export const kept = (engine: Engine): string[] =>
  engine.specs.map(({ name }) => name).filter((name) => !OF_THE_MOMENT.includes(name));

/** JSON with sorted names, so that equal documents give equal text. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** In order of id. */
export async function* documentsOf(engine: Engine, name: string): AsyncGenerator<Document[]> {
  const collection = engine.collection<Document>(name);
  for (let after = ''; ; ) {
    const batch = await collection.after(after, BATCH);
    const last = batch.at(-1);
    if (!last) return;
    yield batch;
    await nextTurn();
    after = last.id;
  }
}

/** Without the facts named in `except`. */
export async function contentsOf(engine: Engine, except: readonly string[] = []): Promise<Contents> {
  const contents: Record<string, { count: number; checksum: string }> = {};
  for (const name of kept(engine)) {
    const sum = createHash('sha256');
    let count = 0;
    for await (const all of documentsOf(engine, name)) {
      const batch = name === 'facts' ? all.filter(({ id }) => !except.includes(id)) : all;
      count += batch.length;
      for (const document of batch) sum.update(`${canonical(document)}\n`);
    }
    contents[name] = { count, checksum: sum.digest('hex') };
  }
  return contents;
}

export const sameContents = (one: Contents, other: Contents): boolean => canonical(one) === canonical(other);

const AT_ONCE = 10;

/** Runs it for each, few at a time, so that on a slow server none waits for longer than it may. */
export async function fewAtOnce<T>(all: readonly T[], run: (one: T) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < all.length; start += AT_ONCE)
    await Promise.all(all.slice(start, start + AT_ONCE).map(run));
}
