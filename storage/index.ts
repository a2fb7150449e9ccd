import type { Store } from '../benefits/ports';
import { SPECS } from './collections';
import { openEmbedded } from './embedded';
import type { Engine } from './engine';
import { MIGRATIONS, migrate } from './migrations';
import { openMongodb } from './mongodb';
import { createStore } from './store';

export { createKeyring, EncryptionKeyError, localKeySetting, openKeyring, readKeySetting } from './keyring';
export { StoreUnavailable } from './unavailable';

export interface StoreSettings {
  /** Null: the embedded store in `dataDir`. */
  mongodbUri: string | null;
  mongodbDb: string;
  dataDir: string;
  /** Told what took long or was repaired at the start; plain words, no documents. */
  log?: (message: string, facts?: Record<string, string | number>) => void;
}

const bareEngine = ({ mongodbUri, mongodbDb, dataDir, log }: StoreSettings): Promise<Engine> =>
  mongodbUri === null
    ? openEmbedded({ dataDir, specs: SPECS })
    : openMongodb({ uri: mongodbUri, database: mongodbDb, specs: SPECS, ...(log ? { log } : {}) });

export async function openEngine(settings: StoreSettings): Promise<Engine> {
  const engine = await bareEngine(settings);
  try {
    await migrate(engine, MIGRATIONS, settings.log);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Opens the store, makes or upgrades what is missing, and finishes what a crash left. Throws `StoreUnavailable`. */
export const openStore = async (settings: StoreSettings): Promise<Store> => createStore(await openEngine(settings));
