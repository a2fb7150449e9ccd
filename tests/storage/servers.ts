import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../benefits/ports';
import type { Engine } from '../../storage/engine';
import { openEngine } from '../../storage/index';
import { createStore } from '../../storage/store';

/** A server of the contract suite: where the stores of its tests live. */
export interface Server {
  readonly name: string;
  /** A store with nothing in it. `again` opens the same one once more, as another process would. */
  fresh(): Promise<Opened>;
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
