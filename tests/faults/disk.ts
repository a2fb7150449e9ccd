import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { en } from '../../cards/text.en';
import { fr } from '../../cards/text.fr';
import { openStore, StoreUnavailable } from '../../storage';
import { personOf } from '../storage/documents';
import { startBot } from '../support/bot';
import { sampleStaff } from '../support/sample';
import { startTeams } from '../support/teams';

export type DiskResult =
  | { skipped: string }
  | {
      acknowledged: number;
      refusedAsFull: number;
      refusedOtherwise: number;
      lost: number;
      readyWhileFull: boolean;
      worksAgain: boolean;
    };

const SIZE_MB = 6;
const WRITERS = 4;

/** A store on a small file system that fills up while people write. */
export async function fullDisk(folder: string): Promise<DiskResult> {
  const mount = join(folder, 'small');
  mkdirSync(mount);
  return onSmallDisk(mount, SIZE_MB, () => fill(mount));
}

async function onSmallDisk<T>(
  mount: string,
  megabytes: number,
  run: () => Promise<T>,
): Promise<T | { skipped: string }> {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount]);
  if (mounted.status !== 0) return { skipped: 'no right to mount a small file system' };
  try {
    return await run();
  } finally {
    spawnSync('umount', ['-l', mount]);
  }
}

async function fill(mount: string): Promise<DiskResult> {
  const settings = { mongodbUri: null, mongodbDb: '', dataDir: join(mount, 'data') };
  const store = await openStore(settings);
  const ballast = join(mount, 'ballast');
  const { bavail, bsize } = statfsSync(mount);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 1_500_000)));

  const acknowledged: string[] = [];
  let refusedAsFull = 0;
  let refusedOtherwise = 0;
  const write = async (writer: number): Promise<void> => {
    for (let n = 0; refusedAsFull + refusedOtherwise < 20 && n < 20_000; n += 1) {
      const id = `p${writer}-${n}@contoso.com`;
      try {
        if (await store.people.insert(personOf(id, { name: 'x'.repeat(500) }))) acknowledged.push(id);
      } catch (error) {
        if (error instanceof StoreUnavailable && error.reason === 'full') refusedAsFull += 1;
        else refusedOtherwise += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  let lost = 0;
  for (const id of acknowledged) if ((await store.people.get(id)) === null) lost += 1;

  const readyWhileFull = await store.ping().then(
    () => true,
    () => false,
  );
  rmSync(ballast);
  const worksAgain = await store.people.insert(personOf('later@contoso.com')).catch(() => false);
  await store.close();
  const again = await openStore(settings);
  for (const id of acknowledged) if ((await again.people.get(id)) === null) lost += 1;
  await again.close();
  return { acknowledged: acknowledged.length, refusedAsFull, refusedOtherwise, lost, readyWhileFull, worksAgain };
}

export interface DiskTold {
  /** What must be so, and is not. */
  problems: string[];
  readOnly: { command: string; code: number; said: string }[];
}

/** A running bot whose disk fills up, and the program on a folder that it may not write to: what is told to whom. */
export async function diskTold(folder: string): Promise<DiskTold | { skipped: string }> {
  const mount = join(folder, 'told');
  mkdirSync(mount);
  return onSmallDisk(mount, 64, async () => {
    const problems: string[] = [];
    const expect = (so: boolean, what: string): unknown => so || problems.push(what);
    const dataDir = join(mount, 'data');
    mkdirSync(dataDir);
    const bot = await startBot({}, { dataDir });
    const teams = await startTeams({ botOrigin: bot.url });
    const { chat } = sampleStaff(teams);
    await chat('ingrid.sorensen').say('hello');
    await chat('camille.bernard').say('bonjour');
    const readiness = async (status: number): Promise<string> => {
      // Each answer is kept for ten seconds.
      for (let wait = 0; wait < 30; wait += 1) {
        const response = await fetch(`${bot.url}/readyz`);
        if (response.status === status) return response.text();
        await pause(1_000);
      }
      return '';
    };
    const ballast = join(mount, 'ballast');
    fillUp(ballast);
    const [english, french] = [await chat('ingrid.sorensen').say('list'), await chat('camille.bernard').say('liste')];
    expect(english.words.includes(firstWords(en.reply.diskFull(''))), `told: ${english.words}`);
    expect(french.words.includes(firstWords(fr.reply.diskFull(''))), `told: ${french.words}`);
    expect((await readiness(503)).includes('disk full'), '/readyz does not say that the disk is full');
    expect((await fetch(`${bot.url}/healthz`)).status === 200, '/healthz fails');
    rmSync(ballast);
    expect((await chat('ingrid.sorensen').say('membership')).words.includes('Nordlicht'), 'no answer with room again');
    expect((await readiness(200)) !== '', 'not ready with room again');
    await bot.stop();
    await teams.close();

    spawnSync('mount', ['-o', 'remount,ro', mount]);
    const readOnly = [['doctor'], ['import', 'sample'], ['export', join(folder, 'x.xlsx')], ['keys', 'rotate']].map(
      (args) => {
        const { status, stdout, stderr } = runCli(args, dataDir);
        return { command: args[0] ?? '', code: status ?? -1, said: `${stdout}${stderr}` };
      },
    );
    const started = await startBot({}, { dataDir }).then(
      () => 'started',
      (error) => String(error),
    );
    readOnly.push({ command: 'the bot', code: Number(/ended with (\d+)/.exec(started)?.[1] ?? -1), said: started });
    for (const { command, code, said } of readOnly) {
      expect(
        code === 1 && said.includes('read-only') && said.includes(dataDir),
        `read-only: ${command}: ${code} ${said}`,
      );
    }
    return { problems, readOnly: readOnly.map(({ said, ...each }) => ({ ...each, said: said.slice(0, 400) })) };
  });
}

const firstWords = (sentence: string): string => sentence.split(',')[0] ?? '';

/** Until not one byte more fits. */
function fillUp(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 1 << 20; size >= 1; ) {
      try {
        if (writeSync(file, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}

const runCli = (args: readonly string[], dataDir: string) =>
  spawnSync(process.execPath, [join(process.cwd(), 'dist', 'cli', 'main.js'), ...args], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    encoding: 'utf8',
  });
