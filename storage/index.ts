import { existsSync } from 'node:fs';
import type { Store } from '../benefits/ports';
import { BackupError } from './backup';
import { SPECS } from './collections';
import type { Contents } from './contents';
import { copyEngine, UNFINISHED } from './copy';
import { hasTables, openEmbedded, storeFile } from './embedded';
import type { Engine, StartLog } from './engine';
import { existingLocalKey, localKeyFile } from './keyring';
import type { PoolWatch } from './mongodb-connection';
import { createStore } from './store';
import { StoreUnavailable } from './unavailable';

export { backupBeforeImport, backupStore, lastBackup, noteBackup, restoreStore } from './backup';
export type { Contents } from './contents';
export {
  EncryptionKeyError,
  existingLocalKey,
  localKeyFile,
  localKeySetting,
  openKeyring,
} from './keyring';
export { rotateKeys } from './rotate';
export { isDiskFull, StoreUnavailable } from './unavailable';

export interface StoreSettings {
  /** Null: the embedded store in `dataDir`. */
  mongodbUri: string | null;
  mongodbDb: string;
  dataDir: string;
  /** Upgrades a store of an older shape; without it, such a store is refused. Only the bot does, which answers meanwhile. */
  mayUpgrade?: boolean;
  log?: StartLog;
  /** Told of the driver's connections. */
  pool?: PoolWatch;
}

export function openEngine(settings: StoreSettings): Promise<Engine> {
  const { mongodbUri, mongodbDb, dataDir, mayUpgrade = false, log, pool } = settings;
  if (mongodbUri === null) return openEmbedded({ dataDir, specs: SPECS, mayUpgrade, log });
  // Loaded lazily: the driver costs 0.1 s and 20 MB at startup.
  const { openMongodb } = require('./mongodb') as typeof import('./mongodb');
  return openMongodb({ uri: mongodbUri, database: mongodbDb, specs: SPECS, mayUpgrade, log, pool });
}

/** Throws `StoreUnavailable` if the driver can't read the address. Connects to nothing. */
export async function checkAddress(mongodbUri: string): Promise<void> {
  const { openClient } = require('./mongodb-connection') as typeof import('./mongodb-connection');
  await openClient(mongodbUri).close();
}

/** A MongoDB address, with the database in its path or `mongodbDb`; anything else is a data folder. */
export function storeAt(address: string, mongodbDb: string): StoreSettings {
  if (!/^mongodb(\+srv)?:\/\//.test(address)) return { mongodbUri: null, mongodbDb, dataDir: address };
  const path = /^[^/]+\/\/[^/]+\/([^?]+)/.exec(address)?.[1];
  return { mongodbUri: address, mongodbDb: path ? decodeURIComponent(path) : mongodbDb, dataDir: '' };
}

/**
 * Opens the store, creates what is missing, and finishes what a crash left. Throws `StoreUnavailable`, also
 * if there is an encryption key file but no store.
 */
export async function openStore(settings: StoreSettings): Promise<Store> {
  if (settings.mongodbUri === null && isStoreLost(settings.dataDir)) {
    throw new StoreUnavailable(
      'lost',
      undefined,
      `${storeFile(settings.dataDir)} is missing or empty, and ${localKeyFile(settings.dataDir)} is there`,
    );
  }
  const engine = await openEngine(settings);
  if ((await engine.collection('facts').get(UNFINISHED)) === null) return createStore(engine);
  await engine.close();
  throw new StoreUnavailable('unfinished');
}

/** The store is created before its key file, so a key file alone means a lost store. */
const isStoreLost = (dataDir: string): boolean => existingLocalKey(dataDir) !== null && !hasTables(storeFile(dataDir));

/** Copies between two stores; the first must exist. */
export async function copyStore(
  from: StoreSettings,
  to: StoreSettings,
  progress?: (done: number) => void,
): Promise<Contents> {
  if (from.mongodbUri === null && !existsSync(storeFile(from.dataDir))) {
    throw new BackupError('no-store', `There is no store in ${from.dataDir}.`);
  }
  const source = await openEngine(from);
  try {
    const target = await openEngine(to);
    try {
      return await copyEngine(source, target, progress);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
