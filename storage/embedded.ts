import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, Replaced } from '../benefits/ports';
import type { Lease } from './collections';
import { applyWrites } from './embedded-apply';
import { groupCommit, isConstraint, transaction, unlocked, using } from './embedded-commit';
import {
  type Connection,
  connect,
  createIndexes,
  createTable,
  isStoreFile,
  openTable,
  sqliteVersion,
  storedFact,
  type Table,
} from './embedded-tables';
import type { Collection, CollectionSpec, Document, Engine, StartLog } from './engine';
import { createLeases } from './lease';
import { errorCode, StoreUnavailable, type UnavailableReason } from './unavailable';
import { bringToShape, refuseNewer, SHAPE, SHAPE_FACT, type Shape, watchShape } from './upgrade';

export const storeFile = (dataDir: string): string => join(dataDir, 'store.db');

/** False if the file is missing or has no tables yet. */
export const hasTables = (path: string): boolean =>
  existsSync(path) && statSync(path).size > 0 && using(path, BLOCK_MS, isStoreFile);

/** How long a statement blocks the process for another writer, before the engine waits asynchronously. */
const BLOCK_MS = 20;
/** Below this the disk counts as full. */
const FREE_BYTES = 8 * 2 ** 20;
const FILE_TROUBLES: Readonly<Record<string, UnavailableReason>> = {
  ENOSPC: 'full',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
};

/** Returns `refused` if a unique value exists already. */
function unlessTaken<T, R>(run: () => T, refused: R): T | R {
  try {
    return run();
  } catch (error) {
    if (isConstraint(error)) return refused;
    throw error;
  }
}

export interface EmbeddedOptions {
  dataDir: string;
  specs: readonly CollectionSpec[];
  shape?: Shape;
  /** Without it, a store of an older shape is refused. */
  mayUpgrade?: boolean;
  log?: StartLog | undefined;
}

/** The engine on the file `store.db` in this folder. Any number of processes on one machine may share it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Engine> {
  const { dataDir, specs, shape = SHAPE, mayUpgrade = false, log } = options;
  const path = storeFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Created here for its mode, which the log beside it inherits. A store that is there is not opened: closing any
    // descriptor of a file drops this process's locks on it, those of SQLite too (POSIX, fcntl).
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    for (const each of [dataDir, path]) accessSync(each, constants.W_OK);
  } catch (error) {
    throw new StoreUnavailable(FILE_TROUBLES[errorCode(error)] ?? 'unreachable', error, path);
  }
  const connection = await unlocked(() => connect(path, BLOCK_MS));
  const forEachSpec = (run: (connection: Connection, spec: CollectionSpec) => void): Promise<void> =>
    unlocked(() =>
      transaction(connection, () => {
        for (const spec of specs) run(connection, spec);
      }),
    );
  const stored = await unlocked(() => storedFact(connection, SHAPE_FACT));
  refuseNewer(stored, shape);
  if (!stored) await forEachSpec(createTable);

  let closed = false;
  let refused: unknown = null;
  const opened = <T>(run: () => T): T => {
    if (closed) throw new StoreUnavailable('closed');
    if (refused) throw refused;
    return run();
  };
  const isLogRemoved = (): boolean => !existsSync(`${path}-wal`);
  const commits = groupCommit(connection);
  const read = <T>(run: () => T): Promise<T> => unlocked(() => opened(run));
  const write = async <T>(run: () => T): Promise<T> => opened(() => commits.write(run));

  const tables = new Map(specs.map((spec) => [spec.name, openTable(connection, spec)]));
  const tableOf = (name: string): Table => {
    const table = tables.get(name);
    if (!table) throw new Error(`No collection is named ${name}`);
    return table;
  };

  const collection = <T extends Document>(name: string): Collection<T> => {
    // Looked up each time, so that nothing of a closed store keeps its statements and, with them, the file.
    const table = (): Table => tableOf(name);
    const parsed = (text: string): T => JSON.parse(text) as T;
    const update = (id: string, version: number, document: T): Promise<Replaced> =>
      write(() => unlessTaken(() => (table().update(id, version, document) === 1 ? 'done' : 'stale'), 'taken'));
    return {
      get: (id) =>
        read(() => {
          const text = table().get(id);
          return text === null ? null : parsed(text);
        }),
      getMany: (ids) =>
        read(() =>
          table()
            .getMany([...new Set(ids)])
            .map(parsed),
        ),
      find: (query) => read(() => table().find(query).map(parsed)),
      count: (selection) => read(() => table().count(selection)),
      countEach: (selection) => read(() => table().countEach(selection)),
      after: (id, limit) =>
        read(() =>
          table()
            .after(id, limit)
            .map(({ document }) => parsed(document)),
        ),
      insert: (document) => write(() => unlessTaken(() => table().insert(document), 0) === 1),
      insertAll: (documents) =>
        write(() => {
          let inserted = 0;
          for (const document of documents) inserted += unlessTaken(() => table().insert(document), 0);
          return inserted;
        }),
      replaceIf: (id, version, document) => update(id, version, { ...document, version: version + 1 }),
      amendIf: (id, version, document) => update(id, version, { ...document, version }),
      deleteIf: (id, version) => write(() => table().remove(id, version) === 1),
      addTo: (id, field, key, value) =>
        write(() => {
          const text = table().get(id);
          if (text === null) return null;
          const before = parsed(text);
          const entries = before[field] as Readonly<Record<string, unknown>>;
          if (Object.hasOwn(entries, key)) return null;
          const after = { ...before, [field]: { ...entries, [key]: value }, version: before.version + 1 };
          table().update(id, before.version, after);
          return after;
        }),
    };
  };

  let applying: Promise<unknown> = Promise.resolve();

  const upgradable = {
    collection,
    columns: () => forEachSpec(createTable),
    indexes: () => forEachSpec(createIndexes),
    lease: createLeases(collection<Lease>('leases')),
    log,
  };
  await bringToShape(upgradable, shape, mayUpgrade).catch(async (error: unknown) => {
    await commits.settled();
    connection.close();
    throw error;
  });
  const stopWatching = watchShape(collection<Fact>('facts'), shape, (why) => {
    refused = why;
  });

  return {
    name: `embedded (libsql, SQLite ${sqliteVersion(connection)})`,
    specs,
    collection,
    apply(writes, progress) {
      const mine = applying.then(() => {
        opened(() => undefined);
        return applyWrites(path, BLOCK_MS, writes, (step) => tableOf(step.collection).statementOf(step), progress);
      });
      applying = mine.catch(() => undefined);
      return mine;
    },
    ping: () =>
      read(() => {
        if (isLogRemoved()) throw new StoreUnavailable('log-removed', undefined, `${path}-wal`);
        const { bavail, bsize } = statfsSync(dataDir);
        if (bavail * bsize < FREE_BYTES) throw new StoreUnavailable('full', undefined, 'less than 8 MB are free');
      }),
    serverTime: async () => null,
    async close() {
      if (closed) return;
      stopWatching();
      await commits.settled();
      // Of a log without a name nothing is left once the process has ended.
      if (isLogRemoved()) connection.pragma('wal_checkpoint');
      closed = true;
      tables.clear();
      connection.close();
    },
  };
}
