export type UnavailableReason =
  | 'unreachable'
  | 'read-only'
  | 'address'
  | 'busy'
  | 'full'
  | 'corrupt'
  | 'closed'
  | 'lost'
  | 'log-removed'
  | 'newer'
  | 'older'
  | 'to-upgrade'
  | 'upgrading'
  | 'unfinished'
  | 'unknown';

const SAID: Record<UnavailableReason, string> = {
  unreachable: 'The store cannot be reached',
  'read-only': 'The data folder is read-only for this program: let it write there, or set DATA_DIR to another folder',
  address: 'The store cannot be reached as it is set',
  busy: 'The store is busy: another process has been writing for too long',
  full: 'The disk of the store is full',
  corrupt: 'The store is damaged: restore a backup',
  closed: 'The store is closed',
  lost: "The store's file is gone. Restore a backup, or remove the encryption key file too to start with an empty company",
  'log-removed':
    "The store's log file was removed while the store was open: stop the bot with SIGTERM, which saves everything, and start it again",
  newer: 'The store was written by a newer version of this program',
  older: 'The store was written by an older version of this program, which this one can no longer read',
  'to-upgrade': 'The store was written by an older version of this program: start the bot, which upgrades it',
  upgrading: 'The store is being upgraded to a newer version of this program: wait until the bot is ready',
  unfinished: 'The store holds a copy that was interrupted: run the copy again',
  unknown: 'The store failed',
};

/** The store failed. Unless stated otherwise, nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(
    readonly reason: UnavailableReason,
    cause?: unknown,
    detail?: string,
  ) {
    super(`${SAID[reason]}${detail ? ` (${detail})` : ''}.`, { cause });
  }
}

export const isDiskFull = (error: unknown): boolean => error instanceof StoreUnavailable && error.reason === 'full';

/** The error's `code`, or ''. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
