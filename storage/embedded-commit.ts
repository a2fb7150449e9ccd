import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Connection, connect } from './embedded-tables';
import { patiently } from './patience';
import { errorCode, StoreUnavailable, type UnavailableReason } from './unavailable';

/** How long an operation waits for other processes (a large import is one transaction) before it fails as `busy`. */
const PATIENCE_MS = 60_000;

const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(errorCode(error));
export const isConstraint = (error: unknown): boolean => errorCode(error).startsWith('SQLITE_CONSTRAINT');

const TROUBLES: readonly (readonly [RegExp, UnavailableReason])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'corrupt'],
  [/^SQLITE_(CANTOPEN|IOERR|READONLY|PERM|AUTH)/, 'unreachable'],
];

export function embeddedError(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  const code = errorCode(error);
  const known = TROUBLES.find(([pattern]) => pattern.test(code));
  return new StoreUnavailable(known?.[1] ?? 'unknown', error, code || undefined);
}

/** Runs it on a connection of its own. */
export function using<T>(path: string, waitMs: number, run: (connection: Connection) => T): T {
  try {
    const connection = connect(path, waitMs);
    try {
      return run(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw embeddedError(error);
  }
}

/** Retries while another process holds the lock. */
export const unlocked = <T>(run: () => T | Promise<T>): Promise<T> =>
  patiently(run, { forMs: PATIENCE_MS, first: 1, longest: 50 }, (error, late) =>
    isBusy(error) && !late ? null : embeddedError(error),
  );

interface Operation {
  run(): unknown;
  done(result: unknown): void;
  failed(error: unknown): void;
}

/** Runs it in a transaction, or not at all. */
export function transaction<T>(connection: Connection, run: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Group commit: the writes of one turn of the event loop share a transaction and its fsync; none resolves before
 * COMMIT. Each write is one statement, so one that fails does not undo the others.
 */
export function groupCommit(connection: Connection) {
  let waiting: Operation[] = [];
  let flushing: Promise<void> | null = null;

  const runAll = (batch: readonly Operation[]): (() => void)[] =>
    batch.map((operation) => {
      try {
        const result = operation.run();
        return () => operation.done(result);
      } catch (error) {
        // A full disk or an I/O error rolls back the whole transaction.
        if (!connection.inTransaction || !isConstraint(error)) throw error;
        return () => operation.failed(error);
      }
    });

  const flush = async (): Promise<void> => {
    await nextTurn();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const answer of await unlocked(() => transaction(connection, () => runAll(batch)))) answer();
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
