import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';

const ROOT = process.cwd();

/** A bot that runs as its own process, as `npm start` runs it, with a data folder of its own. */
export interface RunningBot {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** All that it has written on stdout and stderr. */
  output(): string;
  /** Mails that local mode wrote to disk, oldest first. */
  mails(): Promise<ParsedMail[]>;
  /** Runs `benefits-bot …` on the same store. */
  cli(args: readonly string[], input?: string): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Every byte that lies in the data folder, with the file's name. */
  files(): Promise<{ name: string; bytes: Buffer }[]>;
  /** SIGTERM, and waits for the end; the data folder stays. */
  stop(): Promise<number | null>;
  /** As by the power switch. */
  kill(): Promise<void>;
  /** Stops it and removes its data. */
  discard(): Promise<void>;
}

let built = false;

/** Builds `dist/` once a process when the sources have changed. */
export function ensureBuilt(): void {
  if (built) return;
  const steps = join(ROOT, 'deployment', 'run', 'with-build.mjs');
  const done = spawnSync(process.execPath, [steps, '-e', '0'], { cwd: ROOT, encoding: 'utf8', timeout: 180_000 });
  if (done.status !== 0) throw new Error(`The build failed: ${done.stderr}`);
  built = true;
}

/** The environment of a child: nothing of the developer's own settings gets in. */
const plain = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TZ: process.env.TZ,
  NODE_ENV: 'production',
  ...more,
});

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('exit', (code) => done(code)));

/** Starts the program and waits until it says where it listens. */
export async function startBot(
  settings: Readonly<Record<string, string>> = {},
  options: { dataDir?: string } = {},
): Promise<RunningBot> {
  ensureBuilt();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'benefits-bot-')));
  const env = plain({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info', ...settings });
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'bot', 'main.js')], { cwd: dataDir, env });
  let output = '';
  const url = await new Promise<string>((found, failed) => {
    const hear = (piece: Buffer): void => {
      output += piece.toString('utf8');
      const address = /https?:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(output);
      if (address) found(`http://127.0.0.1:${address[1]}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`The bot ended with ${code} before it listened:\n${output}`)));
  });

  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended(child);
  };
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    output: () => output,
    stop,
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async discard() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    async mails() {
      const folder = join(dataDir, 'mail');
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
      return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
    },
    async files() {
      const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
      return Promise.all(
        entries
          .filter((entry) => entry.isFile())
          .map(async (entry) => {
            const name = join(entry.parentPath, entry.name);
            return { name, bytes: await readFile(name) };
          }),
      );
    },
    async cli(args, input = '') {
      const run = spawn(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), ...args], { cwd: dataDir, env });
      let [stdout, stderr] = ['', ''];
      run.stdout.on('data', (piece: Buffer) => {
        stdout += piece.toString('utf8');
      });
      run.stderr.on('data', (piece: Buffer) => {
        stderr += piece.toString('utf8');
      });
      run.stdin.end(input);
      const code = await new Promise<number | null>((done) => run.once('close', done));
      return { code: code ?? 128, stdout, stderr };
    },
  };
}
