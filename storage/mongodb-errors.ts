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

/** How long an operation is retried while the server is unavailable. A person is waiting meanwhile. */
const PATIENCE_MS = 6_000;

const DUPLICATE = 11_000;
const WRITE_CONCERN_TIMEOUT = 64;
const OUT_OF_DISK_SPACE = 14_031;

/** FerretDB reports duplicates of an update only as its database's message. */
const DUPLICATE_IN_WORDS = /UNIQUE constraint failed|duplicate key value/;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === DUPLICATE || DUPLICATE_IN_WORDS.test(error.message));

const isClosed = (error: unknown): boolean =>
  error instanceof MongoNotConnectedError ||
  error instanceof MongoTopologyClosedError ||
  error instanceof MongoClientClosedError;

/** The server was unavailable, changed its role or waits for replication: a retry may succeed. */
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
 * Retries for a few seconds while the server is unavailable. `unsure`: a reply was lost, so `run` must find out whether
 * the write was done before repeating it.
 */
export type Attempt = <T>(run: (unsure: boolean) => Promise<T>) => Promise<T>;

/** A closed client would reconnect, so check here. */
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
      // Without a selected server nothing was sent.
      unsure ||= !(error instanceof MongoServerSelectionError);
      if (isClosed(error) || !isPassing(error) || Date.now() > until) {
        throw failureOf(error, unsure ? 'whether the last write was done is not known' : undefined);
      }
    }
    await pause(wait);
  }
}
