import { join } from 'node:path';
import Database from 'libsql';
import { MongoClient } from 'mongodb';
import { serverProgram, startServer } from '../support/mongo/server';

/** The stores that can be put under load, and how each goes away for a while. */

export const OUTAGE_MS = 8_000;

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export interface StoreUnderLoad {
  env: Record<string, string>;
  /** The store is away for OUTAGE_MS. */
  outage(): Promise<void>;
  stop(): Promise<void>;
}

/** FerretDB, killed and started again. */
export async function mongodbStore(folder: string): Promise<StoreUnderLoad> {
  const { path, why } = serverProgram(process.cwd());
  if (!path) throw new Error(`no MongoDB stand-in: ${why}`);
  let server = await startServer(path, join(folder, 'db'));
  const { port } = server;
  return {
    env: { MONGODB_URI: `mongodb://127.0.0.1:${port}/?directConnection=true`, MONGODB_DB: 'load' },
    async outage() {
      await server.kill();
      await wait(OUTAGE_MS);
      server = await startServer(path, join(folder, 'db'), port);
    },
    stop: () => server.stop(),
  };
}

/** The replica set of MONGODB_TEST_URI. Its primary steps down; in a set of one it is elected again afterwards. */
export function replicaSet(uri: string): StoreUnderLoad {
  return {
    env: { MONGODB_URI: uri, MONGODB_DB: `load-${process.pid}` },
    async outage() {
      const client = await MongoClient.connect(uri);
      await client.db('admin').command({ replSetStepDown: OUTAGE_MS / 1000, force: true });
      await client.close();
      await wait(OUTAGE_MS);
    },
    stop: async () => {},
  };
}

/** Another process holds the file: nobody can write. */
export function embeddedStore(folder: string): StoreUnderLoad {
  return {
    env: {},
    async outage() {
      const other = new Database(join(folder, 'data', 'store.db'), { timeout: 10_000 });
      other.exec('BEGIN EXCLUSIVE');
      await wait(OUTAGE_MS);
      other.exec('ROLLBACK');
      other.close();
    },
    stop: async () => {},
  };
}
