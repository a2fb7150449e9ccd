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
import { connectionProblem } from './mongodb-connection';
import { patiently } from './patience';
import { StoreUnavailable } from './unavailable';

/** How long an operation is retried while the server is unavailable: longer than an election (electionTimeoutMillis, 10 s). */
const PATIENCE_MS = 15_000;

const DUPLICATE = 11_000;
/**
 * Errors of failovers, shutdowns, conflicts and timeouts (MongoDB, error_codes.yml). The driver itself retries some of
 * them, once.
 */
const PASSING = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9_001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
]);
const OUT_OF_DISK_SPACE = 14_031;

/** FerretDB reports duplicates of an update only as its database's message. */
const DUPLICATE_IN_WORDS = /UNIQUE constraint failed|duplicate key value/;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === DUPLICATE || DUPLICATE_IN_WORDS.test(error.message));

/** The result of an unordered write of many, if duplicates were all that failed. */
export function unlessDuplicates(error: unknown): { insertedCount: number } {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failed = [error.writeErrors].flat();
  const passed = failed.every(({ code, errmsg }) => code === DUPLICATE || DUPLICATE_IN_WORDS.test(errmsg ?? ''));
  if (failed.length === 0 || !passed || error.result.getWriteConcernError()) throw error;
  return error.result;
}

const isClosed = (error: unknown): boolean =>
  error instanceof MongoNotConnectedError ||
  error instanceof MongoTopologyClosedError ||
  error instanceof MongoClientClosedError;

/** A write was found done on the primary; whether a majority has it is not known yet. */
export class NotConfirmed extends Error {}

/** The server was unavailable, changed its role or waits for replication: a retry may succeed. */
const isPassing = (error: unknown): boolean =>
  error instanceof NotConfirmed ||
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoServerError && typeof error.code === 'number' && PASSING.has(error.code)) ||
  (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError)) ||
  (error instanceof MongoBulkWriteError && isPassing(error.errorResponse));

function failureOf(error: unknown, detail?: string): unknown {
  if (isClosed(error)) return new StoreUnavailable('closed', error);
  const problem = connectionProblem(error);
  const says = [problem?.says, detail].filter(Boolean).join('; ');
  if (problem?.mistaken) return new StoreUnavailable('address', error, says);
  if (isPassing(error)) return new StoreUnavailable('unreachable', error, says);
  if (error instanceof MongoServerError && error.code === OUT_OF_DISK_SPACE) return new StoreUnavailable('full', error);
  if (error instanceof MongoError) return new StoreUnavailable('unknown', error, error.name);
  return error;
}

/**
 * Retries for a few seconds while the server is unavailable. `unsure`: a reply was lost, so `run` must find out whether
 * the write was done before repeating it.
 */
export type Attempt = <T>(run: (unsure: boolean) => Promise<T>) => Promise<T>;

/**
 * `check` throws if the store must not be used any more: a closed client would reconnect. Until the first answer, a
 * mistaken address is not retried.
 */
export function createAttempt(check: () => void): Attempt {
  let answered = false;
  return async (run) => {
    let unsure = false;
    const once = async () => {
      check();
      return run(unsure);
    };
    const result = await patiently(once, { forMs: PATIENCE_MS, first: 50, longest: 500 }, (error, late) => {
      const mistaken = connectionProblem(error)?.mistaken === true;
      // Without a selected server nothing was sent.
      unsure ||= !(error instanceof MongoServerSelectionError) && !mistaken;
      if (isPassing(error) && !isClosed(error) && !late && (answered || !mistaken)) return null;
      return failureOf(error, unsure ? 'whether the last write was done is not known' : undefined);
    });
    answered = true;
    return result;
  };
}
