import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A MongoDB-speaking server on this machine: FerretDB with its database in a folder. */
export interface MongoServer {
  readonly port: number;
  /** As a power cut does. What was acknowledged is in the folder. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerProgram {
  readonly path: string | null;
  /** Why there is none. */
  readonly why: string;
}

/** Built when it is missing, which takes a minute or two the first time. */
export function serverProgram(root: string): ServerProgram {
  const built = spawnSync(process.execPath, [join(root, 'tests/support/mongo/build.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 900_000,
  });
  const path = built.stdout.trim().split('\n').at(-1) ?? '';
  if (built.status === 0 && path !== '') return { path, why: '' };
  const why = built.status === 3 ? 'there is no Go here' : `the build failed: ${built.stderr.trim().slice(-300)}`;
  return { path: null, why };
}

/** `port` 0: any free one. Resolves when it answers. */
export async function startServer(program: string, folder: string, port = 0): Promise<MongoServer> {
  mkdirSync(folder, { recursive: true });
  const server = spawn(program, [`127.0.0.1:${port}`, folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const endToo = (): boolean => server.kill('SIGKILL');
  process.once('exit', endToo);
  server.once('exit', () => process.off('exit', endToo));
  const uri = await firstLine(server);
  const ended = once(server, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) server.kill(signal);
    await ended;
  };
  return { port: Number(new URL(uri).port), kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function firstLine(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('The server has no output');
  const lines = createInterface({ input: server.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => `${text}`),
    once(server, 'exit').then(([code]) => `exit ${code}`),
  ]);
  if (!line.startsWith('mongodb://')) throw new Error(`The server did not start: ${line}`);
  return line;
}
