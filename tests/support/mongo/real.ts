import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A real MongoDB for tests: the one at MONGODB_TEST_URI, else one that mongodb-memory-server gets, else none. */
export interface RealMongo {
  /** How the tests call it; without a server, why there is none. */
  readonly name: string;
  /** Null: there is none here. */
  start: (() => Promise<{ uri: string; stop(): Promise<void> }>) | null;
}

/** A download of some hundred megabytes, once. */
const LONGEST_MS = 300_000;

export function realMongo(): RealMongo {
  const uri = process.env.MONGODB_TEST_URI;
  if (uri) return { name: 'MongoDB at MONGODB_TEST_URI', start: async () => ({ uri, stop: async () => {} }) };
  const found = spawnSync(process.execPath, [join(__dirname, 'get-real.mjs')], {
    encoding: 'utf8',
    timeout: LONGEST_MS,
  });
  const program = found.stdout?.trim();
  if (found.status !== 0 || !program) {
    const why = found.stderr?.trim() || 'the download took too long';
    return { name: `MongoDB (skipped: MONGODB_TEST_URI is not set, mongodb-memory-server: ${why})`, start: null };
  }
  return {
    name: 'MongoDB of mongodb-memory-server',
    async start() {
      // A replica set of one: acknowledged by a majority and journalled, as in production.
      const { MongoMemoryReplSet } =
        require('mongodb-memory-server-core') as typeof import('mongodb-memory-server-core');
      const set = await MongoMemoryReplSet.create({
        binary: { systemBinary: program },
        replSet: { count: 1, storageEngine: 'wiredTiger' },
      });
      return { uri: set.getUri(), stop: async () => void (await set.stop()) };
    },
  };
}
