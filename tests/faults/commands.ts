import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keyContext } from '../../benefits/key';
import { readCompany } from '../../exchange';
import { openEngine, openKeyring, openStore, restoreStore } from '../../storage';
import { documentsOf } from '../../storage/contents';
import { faultsIn, startWorker } from './children';
import type { Task } from './lines';
import { FORGOTTEN, keySettingOf, setBefore } from './operated-company';

/** A kill at a random moment of each command of the command line, and the same command again. */

export interface CommandKills {
  rounds: number;
  killed: number;
  ended: number;
  /** What is wrong, by command: nothing may be. */
  problems: string[];
}

const MAIN = join(process.cwd(), 'dist', 'cli', 'main.js');
const EARLIER = 'what stood in this file before';
const storeIn = (dataDir: string) => ({ mongodbUri: null, mongodbDb: '', dataDir });

class NotOpened extends Error {}

const COLLECTIONS = ['membership', 'benefits', 'seats', 'keys', 'people'] as const;

interface Command {
  args: readonly string[];
  env?: (home: string) => Record<string, string>;
  input?: string;
  /** Files that it writes, and whether one is whole. They have other contents before. */
  writes?: { names: readonly string[]; isWhole(path: string, reference: string): Promise<boolean> };
  /** Files that it creates, never over others. */
  creates?: { pattern: RegExp; isWhole(path: string): Promise<boolean> };
  /** Once it has been done and says so, it is refused with exit code 1. */
  onlyOnce?: boolean;
  afterwards?(home: string): Promise<string | null>;
}

const isWorkbook = async (path: string): Promise<boolean> => !Array.isArray(await readCompany({ kind: 'path', path }));
/** A second export has the first one in its history. */
const isSheet = async (path: string, reference: string): Promise<boolean> => {
  const [text, other] = [readFileSync(path, 'utf8'), readFileSync(reference, 'utf8')];
  return text.endsWith('\r\n') && text.length >= other.length;
};

async function isBackup(path: string): Promise<boolean> {
  const scratch = `${path}.tried`;
  try {
    await restoreStore(path, scratch, { now: new Date(), keySetting: keySettingOf(join(path, '..', 'data')) });
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function isForgotten(home: string): Promise<string | null> {
  const engine = await openEngine(storeIn(join(home, 'data')));
  try {
    for (const { name } of engine.specs) {
      for await (const batch of documentsOf(engine, name)) {
        if (FORGOTTEN.test(JSON.stringify(batch))) return `${name} still has the person`;
      }
    }
    return null;
  } finally {
    await engine.close();
  }
}

async function isCopied(home: string): Promise<string | null> {
  const [from, to] = [
    await stateOf(join(home, 'data')),
    await stateOf(join(home, 'copied'), keySettingOf(join(home, 'data'))),
  ];
  return from === to ? null : `the copy has ${to}, not ${from}`;
}

const SHEETS = ['membership', 'benefits', 'downloads', 'users', 'seats', 'history'];
const COMMANDS: Readonly<Record<string, Command>> = {
  import: { args: ['import', 'later'] },
  'import of a workbook': { args: ['import', 'later.xlsx'] },
  'export to a workbook': { args: ['export', 'out.xlsx'], writes: { names: ['out.xlsx'], isWhole: isWorkbook } },
  'export to CSV': {
    args: ['export', 'out.csv'],
    writes: { names: SHEETS.map((sheet) => `out-${sheet}.csv`), isWhole: isSheet },
  },
  template: { args: ['template', 'empty.xlsx'], writes: { names: ['empty.xlsx'], isWhole: isWorkbook } },
  backup: { args: ['backup', 'one.db'], creates: { pattern: /^one\.db$/, isWhole: isBackup }, onlyOnce: true },
  'backup --keep': {
    args: ['backup', 'nightly.db', '--keep', '2'],
    creates: { pattern: /^nightly-[^.]*\.db$/, isWhole: isBackup },
  },
  restore: { args: ['restore', 'before.db'] },
  copy: { args: ['copy', 'data', 'copied'], onlyOnce: true, afterwards: isCopied },
  forget: { args: ['forget', 'gone.person@contoso.example'], afterwards: isForgotten },
  'keys rotate': {
    args: ['keys', 'rotate'],
    env: (home) => ({
      KEY_ENCRYPTION_KEYS: `second:${Buffer.alloc(32, 2).toString('base64')},${keySettingOf(join(home, 'data'))}`,
    }),
  },
  parse: { args: ['parse'], input: 'assign b1 to p1@contoso.example\n'.repeat(200) },
  doctor: { args: ['doctor'] },
};

interface Ended {
  code: number | null;
  ms: number;
  said: string;
}

async function run(home: string, command: Command, killAfter: number | null): Promise<Ended> {
  const env = { PATH: process.env.PATH, DATA_DIR: 'data', ...command.env?.(home) };
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, ...command.args], { cwd: home, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  }
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.input ?? '');
  const closed = new Promise<number | null>((done) => child.once('close', done));
  if (killAfter !== null) void pause(killAfter).then(() => child.kill('SIGKILL'));
  return { code: await closed, ms: performance.now() - began, said };
}

/** Counts, once the store and every key in it have been opened. Throws if it does not open. */
async function stateOf(dataDir: string, keySetting = keySettingOf(dataDir)): Promise<string> {
  // In a process of its own: libsql keeps a closed file open until its connection is collected.
  const worker = startWorker({ mode: 'state', settings: storeIn(dataDir), keySetting });
  await worker.ended;
  const [found] = worker.lines.flatMap((line) => ('state' in line ? [line.state] : []));
  if (found === undefined) throw new NotOpened(faultsIn([worker]).join('; '));
  return found;
}

/** What `stateOf` reads. */
export async function readState({ settings, keySetting }: Extract<Task, { mode: 'state' }>): Promise<string> {
  const store = await openStore(settings);
  const keyring = await openKeyring(store, keySetting);
  for (const { id } of await store.benefits.all()) {
    for (const key of await store.keys.ofBenefit(id, { skip: 0, limit: 10_000 })) {
      keyring.decrypt(key.encrypted, keyContext(key.id));
    }
  }
  await store.close();
  const engine = await openEngine(settings);
  const counts: string[] = [];
  for (const name of COLLECTIONS) {
    let count = 0;
    for await (const batch of documentsOf(engine, name)) count += batch.length;
    counts.push(`${count} ${name}`);
  }
  await engine.close();
  return counts.join(', ');
}

/** Each command on copies of one folder. */
export async function commandKills(folder: string, rounds: number, log: (text: string) => void): Promise<CommandKills> {
  const template = join(folder, 'operated');
  mkdirSync(template);
  await setBefore(template, (args, dataDir) => run(template, { args, env: () => ({ DATA_DIR: dataDir }) }, null));
  const before = await stateOf(join(template, 'data'));

  const result: CommandKills = { rounds: 0, killed: 0, ended: 0, problems: [] };
  for (const [name, command] of Object.entries(COMMANDS)) {
    const fresh = (title: string): string => {
      const home = join(folder, `operated-${title}`);
      cpSync(template, home, { recursive: true });
      for (const each of command.writes?.names ?? []) writeFileSync(join(home, each), EARLIER);
      return home;
    };
    const reference = fresh('reference');
    const whole = await run(reference, command, null);
    const settingOf = (home: string) => command.env?.(home).KEY_ENCRYPTION_KEYS ?? keySettingOf(join(home, 'data'));
    const stateIn = (home: string) => stateOf(join(home, 'data'), settingOf(home));
    const after = await stateIn(reference);
    if (whole.code !== 0) result.problems.push(`${name}: ${whole.said}`);
    let killed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const home = fresh('killed');
      const wrong = (what: string): number => result.problems.push(`${name}: ${what}`);
      const { code } = await run(home, command, whole.ms * (0.3 + 0.75 * Math.random()));
      if (code === null) killed += 1;
      try {
        const state = await stateIn(home);
        if (state !== before && state !== after) wrong(`the store has ${state}`);
        await lookAtFiles(home, reference, command, wrong);
        const again = await run(home, command, null);
        if (again.code !== 0 && !(again.code === 1 && command.onlyOnce)) wrong(`again: ${again.code} ${again.said}`);
        if ((await stateIn(home)) !== after) wrong(`afterwards the store has ${await stateIn(home)}`);
        await lookAtFiles(home, reference, command, wrong);
        const left = await command.afterwards?.(home);
        if (left) wrong(left);
      } catch (error) {
        if (!(error instanceof NotOpened)) throw error;
        wrong(`the store does not open: ${error.message}`);
      }
      rmSync(home, { recursive: true, force: true });
    }
    log(`  ${name}: ${killed} killed, ${rounds - killed} had ended, of ${rounds}`);
    result.rounds += rounds;
    result.killed += killed;
    result.ended += rounds - killed;
    rmSync(reference, { recursive: true, force: true });
  }
  return result;
}

async function lookAtFiles(
  home: string,
  reference: string,
  { writes, creates }: Command,
  wrong: (what: string) => void,
): Promise<void> {
  for (const name of writes?.names ?? []) {
    const path = join(home, name);
    if (!existsSync(path)) wrong(`${name} is gone`);
    else if (readFileSync(path, 'utf8') !== EARLIER && !(await writes?.isWhole(path, join(reference, name))))
      wrong(`${name} is half-written`);
  }
  for (const name of readdirSync(home)) {
    if (creates?.pattern.test(name) && !(await creates.isWhole(join(home, name)))) wrong(`${name} is half-written`);
  }
}
