import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { createAnswers } from './embedded-answers';
import {
  type Connection,
  connect,
  isStoreFile,
  openTable,
  outdated,
  prepareTable,
  sqliteVersion,
  type Table,
} from './embedded-tables';
import type { Collection, CollectionSpec, Document, Engine, ReplaceOutcome, Selection, StartLog, Step } from './engine';
import { errorCode, StoreUnavailable, type Trouble } from './unavailable';

export const storeFile = (dataDir: string): string => join(dataDir, 'store.db');

/** False for a file that is missing or holds no store yet. */
export function hasTables(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return false;
  try {
    const connection = connect(path, BLOCK_MS);
    try {
      return isStoreFile(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw embeddedTrouble(error);
  }
}

/** How long a statement blocks the process for another writer before the engine waits without blocking. */
const BLOCK_MS = 20;
/** How long an operation waits for other processes (a large import is one transaction) before it fails as `busy`. */
const PATIENCE_MS = 60_000;
/** Steps of an import between two turns of the event loop. */
const STEPS_A_TURN = 200;

const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(errorCode(error));
const isConstraint = (error: unknown): boolean => errorCode(error).startsWith('SQLITE_CONSTRAINT');

const TROUBLES: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupt'],
  [/^SQLITE_(CANTOPEN|IOERR|READONLY|PERM|AUTH)/, 'unreachable'],
];

export function embeddedTrouble(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const code = errorCode(error);
  const known = TROUBLES.find(([pattern]) => pattern.test(code));
  return new StoreUnavailable(known?.[1] ?? 'unknown', error, code || undefined);
}

/** Runs it until no other process is in the way. */
async function patiently<T>(run: () => T): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw embeddedTrouble(error);
    }
    await pause(wait * (0.5 + Math.random()));
  }
}

interface Operation {
  run(): unknown;
  done(result: unknown): void;
  failed(error: unknown): void;
}

/**
 * Group commit: the writes of one turn of the event loop share a transaction and its fsync, and none is answered before
 * COMMIT. Each is one statement, which SQLite does or leaves by itself, so one that fails does not undo the others.
 */
function groupCommit(connection: Connection, written: () => void) {
  let waiting: Operation[] = [];
  let flushing: Promise<void> | null = null;

  const transaction = (batch: readonly Operation[]): (() => void)[] => {
    const answers: (() => void)[] = [];
    connection.exec('BEGIN IMMEDIATE');
    try {
      for (const operation of batch) {
        try {
          const result = operation.run();
          answers.push(() => operation.done(result));
        } catch (error) {
          // A full disk or a read error has undone the whole transaction: nobody's write is there.
          if (!connection.inTransaction || !isConstraint(error)) throw error;
          answers.push(() => operation.failed(error));
        }
      }
      connection.exec('COMMIT');
      return answers;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    } finally {
      written();
    }
  };

  const flush = async (): Promise<void> => {
    await nextTurn();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const answer of await patiently(() => transaction(batch))) answer();
      } catch (error) {
        for (const operation of batch) operation.failed(error);
      }
      await nextTurn();
    }
    flushing = null;
  };

  return {
    write<T>(run: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ run, done: (result) => resolve(result as T), failed: reject });
        flushing ??= flush();
      });
    },
    async settled(): Promise<void> {
      while (flushing) await flushing;
    },
  };
}

/** False or `refused` when a unique value is there already; any other error passes. */
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
  log?: StartLog;
}

/** The embedded engine on the file `store.db` of this folder. Any number of processes of one machine may share it. */
export async function openEmbedded({ dataDir, specs, log }: EmbeddedOptions): Promise<Engine> {
  const path = storeFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // Made here so that nobody else on the machine may read it; the log beside it gets the same mode.
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw new StoreUnavailable(errorCode(error) === 'ENOSPC' ? 'full' : 'unreachable', error, path);
  }
  const connection = await patiently(() => connect(path, BLOCK_MS));
  await patiently(() => {
    if (outdated(connection, specs).length === 0) return;
    connection.exec('BEGIN IMMEDIATE');
    try {
      for (const spec of outdated(connection, specs)) prepareTable(connection, spec, log);
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  });

  let closed = false;
  const opened = <T>(run: () => T): T => {
    if (closed) throw new StoreUnavailable('closed');
    return run();
  };
  const answers = createAnswers(connection);
  const commits = groupCommit(connection, answers.forget);
  const read = <T>(run: () => T): Promise<T> => patiently(() => opened(run));
  const write = async <T>(run: () => T): Promise<T> => opened(() => commits.write(run));

  const tablesOn = (on: Connection): Map<string, Table> =>
    new Map(specs.map((spec) => [spec.name, openTable(on, spec)]));
  const tables = tablesOn(connection);
  const tableOf = (among: Map<string, Table>, name: string): Table => {
    const table = among.get(name);
    if (!table) throw new Error(`No collection is named ${name}`);
    return table;
  };

  const collection = <T extends Document>(name: string): Collection<T> => {
    const table = tableOf(tables, name);
    const parsed = (text: string): T => JSON.parse(text) as T;
    const update = (id: string, version: number, document: T): Promise<ReplaceOutcome> =>
      write(() => unlessTaken(() => (table.update(id, version, document) === 1 ? 'done' : 'stale'), 'taken'));
    const countEach = (selections: readonly Selection[]) =>
      read(() => answers.of(`${name} ${JSON.stringify(selections)}`, () => table.countEach(selections)));
    return {
      // Its text is kept: most are read once, and parsing costs less than freezing.
      get: (id) =>
        read(() => {
          const text = answers.of(`${name}/${id}`, () => table.get(id));
          return text === null ? null : parsed(text);
        }),
      find: (query) => read(() => answers.of(`${name} ${JSON.stringify(query)}`, () => table.find(query).map(parsed))),
      count: async (selection) => (await countEach([selection]))[0] ?? 0,
      countEach,
      after: (id, limit) => read(() => table.after(id, limit).map(({ document }) => parsed(document))),
      insert: (document) =>
        write(() =>
          unlessTaken(() => {
            table.insert(document);
            return true;
          }, false),
        ),
      replaceIf: (id, version, document) => update(id, version, { ...document, version: version + 1 }),
      amendIf: (id, version, document) => update(id, version, { ...document, version }),
      deleteIf: (id, version) => write(() => table.remove(id, version) === 1),
    };
  };

  return {
    name: `embedded (libsql, SQLite ${sqliteVersion(connection)})`,
    specs,
    collection,
    async apply(steps, progress) {
      opened(() => undefined);
      // A connection of its own: what others write meanwhile waits for the transaction instead of joining it.
      const own = await patiently(() => connect(path, BLOCK_MS));
      const ownTables = tablesOn(own);
      try {
        await patiently(() => own.exec('BEGIN IMMEDIATE'));
        const refused = await applySteps((name) => tableOf(ownTables, name), steps, progress);
        if (refused === null) own.exec('COMMIT');
        answers.forget();
        return refused;
      } catch (error) {
        throw errorCode(error).startsWith('SQLITE_') ? embeddedTrouble(error) : error;
      } finally {
        if (own.inTransaction) own.exec('ROLLBACK');
        own.close();
      }
    },
    ping: () =>
      read(() => {
        connection.prepare('SELECT count(*) FROM sqlite_master').all();
      }),
    async close() {
      if (closed) return;
      await commits.settled();
      closed = true;
      tables.clear();
      connection.close();
    },
  };
}

async function applySteps(
  table: (name: string) => Table,
  steps: AsyncIterable<Step> | Iterable<Step>,
  progress: ((done: number) => void) | undefined,
): Promise<Step | null> {
  let done = 0;
  for await (const batch of batches(steps)) {
    for (const step of batch) {
      if (!unlessTaken(() => doStep(table(step.collection), step), false)) return step;
      done += 1;
    }
    progress?.(done);
    await nextTurn();
  }
  return null;
}

function doStep(table: Table, step: Step): boolean {
  switch (step.kind) {
    case 'insert':
      table.insert(step.document);
      return true;
    case 'replace':
      return table.update(step.document.id, step.version, { ...step.document, version: step.version + 1 }) === 1;
    case 'delete':
      return table.remove(step.id, step.version) === 1;
  }
}

async function* batches(steps: AsyncIterable<Step> | Iterable<Step>): AsyncGenerator<Step[]> {
  let batch: Step[] = [];
  const full = () => batch.length >= STEPS_A_TURN;
  const taken = (): Step[] => {
    const made = batch;
    batch = [];
    return made;
  };
  if (Symbol.iterator in steps) {
    for (const step of steps) {
      batch.push(step);
      if (full()) yield taken();
    }
  } else {
    for await (const step of steps) {
      batch.push(step);
      if (full()) yield taken();
    }
  }
  if (batch.length > 0) yield taken();
}
