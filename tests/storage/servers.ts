import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import type { Store } from '../../benefits/ports';
import type { Engine } from '../../storage/engine';
import { openEngine } from '../../storage/index';
import { createStore } from '../../storage/store';
import { startProxy, type WireProxy } from '../support/mongo/proxy';
import { type MongoServer, serverProgram, startServer } from '../support/mongo/server';

/** A server of the contract suite: where the stores of its tests live. */
export interface Server {
  readonly name: string;
  /** A store with nothing in it. `again` opens the same one once more, as another process would. */
  fresh(): Promise<Opened>;
  /** On a MongoDB server: the database that the stores are in. */
  readonly database?: string;
  close(): Promise<void>;
}

export interface Opened {
  engine: Engine;
  store: Store;
  again(): Promise<Store>;
}

export function embeddedServer(): Server {
  const folder = mkdtempSync(join(tmpdir(), 'benefits-store-'));
  const opened: { close(): Promise<void> }[] = [];
  let number = 0;
  return {
    name: 'embedded',
    async fresh() {
      number += 1;
      const settings = { mongodbUri: null, mongodbDb: '', dataDir: join(folder, `${number}`) };
      const open = async (): Promise<{ engine: Engine; store: Store }> => {
        const engine = await openEngine(settings);
        opened.push(engine);
        return { engine, store: createStore(engine) };
      };
      return { ...(await open()), again: async () => (await open()).store };
    },
    async close() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One database, emptied for each store: making its indexes is what takes long. */
export function mongodbServer(name: string, uri: () => string): Server {
  const mongodbDb = `benefits-test-${process.pid}`;
  const opened: Engine[] = [];
  const client = new MongoClient(uri());
  const open = async (): Promise<{ engine: Engine; store: Store }> => {
    const engine = await openEngine({ mongodbUri: uri(), mongodbDb, dataDir: '' });
    opened.push(engine);
    return { engine, store: createStore(engine) };
  };
  const first = open();
  return {
    name,
    database: mongodbDb,
    async fresh() {
      const { engine, store } = await first;
      const names = [...engine.specs.map((spec) => spec.name), 'imports', 'importSteps'];
      for (const collection of names) await client.db(mongodbDb).collection(collection).deleteMany({});
      return { engine, store, again: async () => (await open()).store };
    },
    async close() {
      await first;
      for (const engine of opened) await engine.close();
      await client.db(mongodbDb).dropDatabase();
      await client.close();
    },
  };
}

export const WIRE = serverProgram(join(__dirname, '../..'));
/** FerretDB does not tell its version when it is built into another program. */
export const WIRE_VERSION =
  /FerretDB (v\S+)/.exec(readFileSync(join(__dirname, '../support/mongo/go.mod'), 'utf8'))?.[1] ?? 'unknown';

export interface WireServer {
  readonly uri: () => string;
  readonly proxy: WireProxy;
  readonly server: () => MongoServer;
  /** After a kill: the same database at the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** FerretDB behind the proxy that lets one message through at a time. */
export async function startWire(): Promise<WireServer> {
  const program = WIRE.path;
  if (program === null) throw new Error(WIRE.why);
  const folder = mkdtempSync(join(tmpdir(), 'benefits-mongo-'));
  let server = await startServer(program, folder);
  const port = server.port;
  const proxy = await startProxy(() => port);
  return {
    uri: () => `mongodb://127.0.0.1:${proxy.port}/`,
    proxy,
    server: () => server,
    async restart() {
      server = await startServer(program, folder, port);
    },
    async close() {
      await proxy.close();
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
