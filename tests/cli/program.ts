import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../benefits/ports';
import { openStore } from '../../storage';
import { ensureBuilt } from '../support/bot';

export const CONTOSO = join(__dirname, '../data/contoso');
const MAIN = join(__dirname, '../../dist/cli/main.js');

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The built program on a data folder of its own. */
export function program() {
  ensureBuilt();
  const home = mkdtempSync(join(tmpdir(), 'cli-'));
  const dataDir = join(home, 'data');
  const stores: Store[] = [];
  return {
    home,
    dataDir,
    path: (name: string): string => join(home, name),
    /** `killAt`: ends it like a power cut as soon as stderr says this. */
    run(
      args: readonly string[],
      more: { input?: string; env?: Readonly<Record<string, string>>; killAt?: RegExp } = {},
    ): Promise<Run> {
      const env = { PATH: process.env.PATH, DATA_DIR: dataDir, ...more.env };
      const child = spawn(process.execPath, [MAIN, ...args], { cwd: home, env });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (part: Buffer) => {
        stdout += part.toString('utf8');
      });
      child.stderr.on('data', (part: Buffer) => {
        stderr += part.toString('utf8');
        if (more.killAt?.test(stderr)) child.kill('SIGKILL');
      });
      child.stdin.end(more.input ?? '');
      return new Promise((done, failed) => {
        child.on('error', failed);
        child.on('close', (code) => done({ code, stdout, stderr }));
      });
    },
    /** The same store, opened by this process too. */
    async store(): Promise<Store> {
      const store = await openStore({ mongodbUri: null, mongodbDb: 'benefits', dataDir });
      stores.push(store);
      return store;
    },
    async close(): Promise<void> {
      for (const store of stores) await store.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
export type Program = ReturnType<typeof program>;
