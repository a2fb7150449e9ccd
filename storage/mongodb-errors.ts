import { setTimeout as pause } from 'node:timers/promises';
import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { StoreUnavailable } from './unavailable';

/** How long one operation goes on trying while the server is away. A person waits for the answer meanwhile. */
const PATIENCE_MS = 6_000;

const DUPLICATE = 11_000;
const WRITE_CONCERN_TIMEOUT = 64;
const OUT_OF_DISK_SPACE = 14_031;

/** FerretDB tells of an update in its own database's words alone. */
const DUPLICATE_IN_WORDS = /UNIQUE constraint failed|duplicate key value/;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === DUPLICATE || DUPLICATE_IN_WORDS.test(error.message));

const isClosed = (error: unknown): boolean =>
  error instanceof MongoNotConnectedError ||
  error instanceof MongoTopologyClosedError ||
  error instanceof MongoClientClosedError;

/** The server was away, changed its role or waits for the others: the same once more may succeed. */
const isPassing = (error: unknown): boolean =>
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoServerError && error.code === WRITE_CONCERN_TIMEOUT) ||
  (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError)) ||
  (error instanceof MongoBulkWriteError && isPassing(error.errorResponse));

function failureOf(error: unknown, detail?: string): unknown {
  if (isClosed(error)) return new StoreUnavailable('closed', error);
  if (isPassing(error)) return new StoreUnavailable('unreachable', error, detail);
  if (error instanceof MongoServerError && error.code === OUT_OF_DISK_SPACE) return new StoreUnavailable('full', error);
  if (error instanceof MongoError) return new StoreUnavailable('unknown', error, error.name);
  return error;
}

/**
 * Runs it again while the server is away, for a few seconds. `unsure` is true once an answer was lost: what was sent may
 * have been done, and `run` has to find out before it does it again.
 */
export type Attempt = <T>(run: (unsure: boolean) => Promise<T>) => Promise<T>;

/** The driver would connect anew for whatever is asked of a closed client, so that is seen to here. */
export const createAttempt =
  (isOpen: () => boolean): Attempt =>
  (run) =>
    untilAnswered(run, isOpen);

async function untilAnswered<T>(run: (unsure: boolean) => Promise<T>, isOpen: () => boolean): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  let unsure = false;
  for (let wait = 50; ; wait = Math.min(wait * 2, 500)) {
    if (!isOpen()) throw new StoreUnavailable('closed');
    try {
      return await run(unsure);
    } catch (error) {
      // A server that was never selected was never sent anything.
      unsure ||= !(error instanceof MongoServerSelectionError);
      if (isClosed(error) || !isPassing(error) || Date.now() > until) {
        throw failureOf(error, unsure ? 'whether the last write was done is not known' : undefined);
      }
    }
    await pause(wait);
  }
}
