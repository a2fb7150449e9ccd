import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Clock, Store } from '../benefits/ports';
import { SPECS } from './collections';
import { type Contents, contentsOf } from './contents';
import { openEmbedded, storeFile } from './embedded';
import { embeddedError, using } from './embedded-commit';
import { STORE_TABLES, STORE_TABLES_SQL } from './embedded-tables';
import { inThread } from './embedded-thread';
import { verifyKeySetting } from './keyring';
import { createStore } from './store';
import { errorCode, StoreUnavailable } from './unavailable';
import { SHAPE } from './upgrade';

/** Backups of the embedded store, one self-contained file each. */

export class BackupError extends Error {
  override readonly name = 'BackupError';
  constructor(
    readonly problem: 'no-store' | 'exists' | 'not-a-store' | 'damaged' | 'in-use',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Syncs the file, or the folder. */
async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const elsewhere: typeof inThread = (...work) =>
  inThread(...work).catch((error: unknown) => {
    throw embeddedError(error);
  });

/** Throws unless the file is an intact store of this product. `name` is what the operator calls it. */
async function check(path: string, name: string): Promise<void> {
  const trouble = (problem: 'not-a-store' | 'damaged', what: string, cause?: unknown): BackupError =>
    new BackupError(problem, `${name} ${what}.`, cause);
  try {
    const [tables, , [found] = []] = await elsewhere(
      path,
      [STORE_TABLES_SQL],
      ['PRAGMA journal_mode = WAL'],
      ['PRAGMA integrity_check'],
    );
    if (tables?.length !== STORE_TABLES) throw trouble('not-a-store', 'is not a backup of this product');
    if (found?.integrity_check !== 'ok') throw trouble('damaged', `is damaged (${found?.integrity_check})`);
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (error instanceof StoreUnavailable && error.reason !== 'corrupt') throw error;
    throw trouble('not-a-store', 'is not a backup of this product, or it is damaged', error);
  }
}

/**
 * Copies the file into a new folder whose path begins with `prefix`, checks a copy of the copy there and runs `use` on the
 * untouched one. The original is only read, so it may be on a read-only disk. The folder is removed afterwards.
 */
async function inspected<T>(
  path: string,
  prefix: string,
  use: (copy: string, contents: Contents) => T | Promise<T>,
  keyring?: { setting: string | null },
): Promise<T> {
  const folder = mkdtempSync(prefix);
  try {
    const copy = join(folder, 'copy.db');
    await copyFile(path, copy);
    chmodSync(copy, 0o600);
    await copyFile(copy, storeFile(folder));
    await check(storeFile(folder), path);
    // The copy of an older backup is upgraded to be read; nobody else uses it.
    const shape = { ...SHAPE, noticedWithinMs: 0 };
    const engine = await openEmbedded({ dataDir: folder, specs: SPECS, shape, mayUpgrade: true });
    let contents: Contents;
    try {
      contents = await contentsOf(engine);
      if (keyring) await verifyKeySetting(createStore(engine), keyring.setting);
    } finally {
      await engine.close();
    }
    return await use(copy, contents);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Such as `2026-11-26T21-05-33-120Z`. */
const stampOf = (now: Date): string => now.toISOString().replace(/[:.]/g, '-');
const STAMP = String.raw`\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z`;
/** The file name if a folder was named. */
const IN_A_FOLDER = 'benefits.db';

export interface Backup {
  path: string;
  contents: Contents;
}

/**
 * Writes a consistent snapshot of the store to a new file while the bot runs, and reads it back. With `keep`, adds the
 * time to the file name and keeps the newest `keep` files of the same `path`. Never overwrites a file: throws
 * `BackupError` (`exists`).
 */
export async function backupStore(
  dataDir: string,
  path: string,
  options: { now: Date; keep?: number },
): Promise<Backup> {
  const source = storeFile(dataDir);
  if (!existsSync(source)) throw new BackupError('no-store', `There is no store in ${dataDir}.`);
  const target = options.keep === undefined ? resolve(path) : generation(resolve(path), options.now);
  if (existsSync(target)) throw new BackupError('exists', `${target} already exists. Give a new file name.`);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  const draft = `${target}.part-${process.pid}`;
  rmSync(draft, { force: true });
  try {
    // Created first so that its mode keeps other users of the machine out.
    closeSync(openSync(draft, 'wx', 0o600));
    await elsewhere(source, ['VACUUM INTO ?', draft]);
    await onDisk(draft);
    const contents = await inspected(draft, `${target}.check-`, (_, found) => found);
    linkSync(draft, target);
    await onDisk(folder);
    if (options.keep !== undefined) await prune(target, options.keep);
    return { path: target, contents };
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new BackupError('exists', `${target} already exists.`, error);
    throw error;
  } finally {
    for (const left of ['', '-wal', '-shm', '-journal']) await rm(`${draft}${left}`, { force: true });
  }
}

function generation(path: string, now: Date): string {
  const base = existsSync(path) && statSync(path).isDirectory() ? join(path, IN_A_FOLDER) : path;
  const extension = extname(base);
  return `${base.slice(0, base.length - extension.length)}-${stampOf(now)}${extension}`;
}

/** Removes older generations, and drafts that a killed backup left behind. */
async function prune(newest: string, keep: number): Promise<void> {
  const folder = dirname(newest);
  const name = new RegExp(`^(.*-)${STAMP}(\\.[^.]*)?$`).exec(basename(newest));
  const [, stem = '', extension = ''] = name ?? [];
  const stamped = readdirSync(folder).filter(
    (file) => file.startsWith(stem) && new RegExp(`^${STAMP}`).test(file.slice(stem.length)),
  );
  const whole = stamped.filter((file) => file.length === basename(newest).length && file.endsWith(extension)).sort();
  const kept = new Set(whole.slice(-keep));
  for (const file of stamped) {
    if (!kept.has(file) && file < basename(newest)) await rm(join(folder, file), { recursive: true, force: true });
  }
}

/**
 * Replaces the store by an intact backup that these encryption keys can decrypt. Throws `BackupError` (`in-use`) while
 * a process has the store open. Keeps the previous store under a name with the time. If killed, either store is in
 * place.
 */
export async function restoreStore(
  path: string,
  dataDir: string,
  options: { now: Date; keySetting: string | null },
): Promise<{ contents: Contents; kept: string | null }> {
  if (!existsSync(path)) throw new BackupError('no-store', `There is no file ${path}.`);
  const target = storeFile(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(dataDir)) {
    if (left.startsWith('.restore-')) rmSync(join(dataDir, left), { recursive: true, force: true });
  }
  return inspected(
    path,
    join(dataDir, '.restore-'),
    async (copy, contents) => {
      await onDisk(copy);
      const kept = existsSync(target) ? keepStore(target, options.now) : null;
      // Atomic: there is a store at every moment.
      renameSync(copy, target);
      await onDisk(dataDir);
      return { contents, kept };
    },
    { setting: options.keySetting },
  );
}

/** Gives the store's file a second name and returns it. */
function keepStore(target: string, now: Date): string {
  mergeLog(target);
  const kept = join(dirname(target), `store-before-restore-${stampOf(now)}.db`);
  try {
    linkSync(target, kept);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new BackupError('exists', `${kept} already exists.`, error);
    throw error;
  }
  // Only a damaged store leaves one. The restored store must not be read with it.
  if (existsSync(`${target}-wal`)) renameSync(`${target}-wal`, `${kept}-wal`);
  rmSync(`${target}-shm`, { force: true });
  return kept;
}

/** Moves the write-ahead log into the file, which SQLite allows only if no other process has it open. */
function mergeLog(target: string): void {
  try {
    using(target, 5_000, (connection) => connection.pragma('journal_mode = DELETE'));
  } catch (error) {
    // A damaged store is a reason to restore.
    if (error instanceof StoreUnavailable && error.reason === 'corrupt') return;
    if (error instanceof StoreUnavailable && error.reason === 'busy')
      throw new BackupError('in-use', 'Another process uses the store. Stop the bot first.', error);
    throw error;
  }
}

const KEPT_BEFORE_IMPORT = 5;

/** Backs up the embedded store before an import, in its data folder; null for other stores. */
export const backupBeforeImport = (
  { mongodbUri, dataDir }: { mongodbUri: string | null; dataDir: string },
  clock: Clock,
): (() => Promise<Backup>) | null =>
  mongodbUri === null
    ? () =>
        backupStore(dataDir, join(dataDir, 'backups', 'before-import.db'), {
          now: clock.now(),
          keep: KEPT_BEFORE_IMPORT,
        })
    : null;

const LAST_BACKUP = 'last-backup';

/** Remembers in the store where its newest backup is. */
export const noteBackup = (store: Store, path: string, now: Date): Promise<void> =>
  store.facts.set(LAST_BACKUP, JSON.stringify({ path, at: now.toISOString() }));

/** The newest backup of this store made with `backup`, or null. `there`: the file still exists. */
export async function lastBackup(store: Store): Promise<{ path: string; at: string; there: boolean } | null> {
  const fact = await store.facts.get(LAST_BACKUP);
  if (fact === null) return null;
  const { path, at }: { path: string; at: string } = JSON.parse(fact);
  return { path, at, there: existsSync(path) };
}
