import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SPECS } from './collections';
import { type Contents, contentsOf, sameContents } from './contents';
import { embeddedTrouble, openEmbedded, storeFile } from './embedded';
import { type Connection, connect, integrityOf, isStoreFile } from './embedded-tables';
import { StoreUnavailable } from './unavailable';

/** Backups of the embedded store are single files, whole and readable by themselves. */

export class BackupError extends Error {
  override readonly name = 'BackupError';
  constructor(
    readonly problem: 'no-store' | 'exists' | 'not-a-store' | 'damaged' | 'in-use' | 'differs',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

function onDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function using<T>(path: string, run: (connection: Connection) => T): T {
  try {
    const connection = connect(path, 5_000);
    try {
      return run(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw error instanceof BackupError ? error : embeddedTrouble(error);
  }
}

/** Throws unless the file is a whole store of this product. */
function check(path: string): void {
  if (!existsSync(path)) throw new BackupError('no-store', `There is no file ${path}.`);
  const trouble = (problem: 'not-a-store' | 'damaged', what: string, cause?: unknown): BackupError =>
    new BackupError(problem, `${path} ${what}.`, cause);
  try {
    using(path, (connection) => {
      if (!isStoreFile(connection)) throw trouble('not-a-store', 'is not a backup of this product');
      const integrity = integrityOf(connection);
      if (integrity !== 'ok') throw trouble('damaged', `is damaged (${integrity.split('\n')[0]})`);
    });
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (error instanceof StoreUnavailable && error.trouble !== 'corrupt') throw error;
    throw trouble('not-a-store', 'is not a backup of this product, or it is damaged', error);
  }
}

/** What the file holds, read from a copy that nobody else changes. */
async function contentsOfFile(path: string): Promise<Contents> {
  const folder = `${path}.check-${process.pid}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await copyFile(path, storeFile(folder));
    const engine = await openEmbedded({ dataDir: folder, specs: SPECS });
    try {
      return await contentsOf(engine);
    } finally {
      await engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the store as it is at one moment to a new file, while the bot runs. Never over a file that is there: throws
 * `BackupError`. Resolves to what the backup holds, read back from it.
 */
export async function backupStore(dataDir: string, path: string): Promise<Contents> {
  const source = storeFile(dataDir);
  if (!existsSync(source)) throw new BackupError('no-store', `There is no store in ${dataDir}.`);
  if (existsSync(path)) throw new BackupError('exists', `${path} is there already; name a new file.`);
  await mkdir(dirname(resolve(path)), { recursive: true });
  const draft = `${path}.part-${process.pid}`;
  rmSync(draft, { force: true });
  try {
    // Made first, so that nobody else on the machine may read it.
    closeSync(openSync(draft, 'wx', 0o600));
    using(source, (connection) => connection.prepare('VACUUM INTO ?').run(draft));
    check(draft);
    const contents = await contentsOfFile(draft);
    onDisk(draft);
    renameSync(draft, path);
    onDisk(dirname(resolve(path)));
    return contents;
  } finally {
    for (const left of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${left}`, { force: true });
  }
}

/**
 * Puts a backup in the place of the store. Nobody may use the store meanwhile: throws `BackupError` (`in-use`) when
 * somebody does. The store that was there is kept beside it as `store-before-restore.db`.
 */
export async function restoreStore(path: string, dataDir: string): Promise<Contents> {
  check(path);
  const target = storeFile(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${target}.restore-${process.pid}`;
  try {
    await copyFile(path, draft);
    const contents = await contentsOfFile(draft);
    if (!sameContents(contents, await contentsOfFile(path))) {
      throw new BackupError('differs', `What was copied from ${path} differs from it; nothing was restored.`);
    }
    onDisk(draft);
    if (existsSync(target)) {
      release(target);
      renameSync(target, join(dataDir, 'store-before-restore.db'));
    }
    for (const left of ['-wal', '-shm']) rmSync(`${target}${left}`, { force: true });
    renameSync(draft, target);
    onDisk(dataDir);
    return contents;
  } finally {
    for (const left of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${left}`, { force: true });
  }
}

/** Brings the log into the file. SQLite lets only a connection that is alone do that. */
function release(target: string): void {
  try {
    using(target, (connection) => connection.pragma('journal_mode = DELETE'));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    // A damaged store is what one restores over.
    if (error.trouble === 'corrupt') return;
    throw new BackupError('in-use', 'Another process uses the store: stop the bot first.', error);
  }
}
