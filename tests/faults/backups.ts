import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { backupStore, openKeyring, openStore, StoreUnavailable } from '../../storage';
import { SPECS } from '../../storage/collections';
import { type Contents, contentsOf, sameContents } from '../../storage/contents';
import { openEmbedded } from '../../storage/embedded';
import { personOf } from '../storage/documents';
import { startWorker } from './children';
import { company, KEY_SETTING, SMALL } from './company';

export interface BackupKills {
  rounds: number;
  killed: number;
  ended: number;
  /** The live store did not open, or held neither the one company nor the other. */
  broken: number;
  /** A finished backup, or a kept store, that is not whole. */
  badFiles: number;
}

const settings = (dataDir: string) => ({ mongodbUri: null, mongodbDb: '', dataDir });

async function contents(dataDir: string): Promise<Contents | null> {
  try {
    const store = await openStore(settings(dataDir));
    await store.close();
  } catch (error) {
    if (error instanceof StoreUnavailable) return null;
    throw error;
  }
  const engine = await openEmbedded({ dataDir, specs: SPECS });
  try {
    return await contentsOf(engine);
  } finally {
    await engine.close();
  }
}

/** Kills `backup`, `restore` and `copy` at random moments and looks at what is left. */
export async function backupKills(folder: string, rounds: number): Promise<BackupKills> {
  const [live, files] = [join(folder, 'backups-live'), join(folder, 'backups')];
  mkdirSync(files);
  const store = await openStore(settings(live));
  const keyring = await openKeyring(store, KEY_SETTING);
  await store.applyAll(company(keyring, SMALL));
  const one = join(files, 'one.db');
  const known = [(await backupStore(live, one, { now: new Date() })).contents];
  await store.people.insert(personOf('later@contoso.com'));
  await store.close();
  const two = join(files, 'two.db');
  known.push((await backupStore(live, two, { now: new Date() })).contents);
  const isKnown = (found: Contents | null): boolean =>
    found !== null && known.some((each) => sameContents(each, found));

  const result: BackupKills = { rounds, killed: 0, ended: 0, broken: 0, badFiles: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const target = join(folder, `copied-${round}`);
    const [mode, from, to] = (
      [
        ['restore', round % 2 === 0 ? one : two, live],
        ['backup', live, join(files, 'nightly.db')],
        ['copy', live, target],
      ] as const
    )[round % 3] ?? ['backup', live, files];
    const worker = startWorker({ mode, from, to, keySetting: KEY_SETTING });
    await worker.ready;
    await pause(Math.random() * 80);
    await worker.kill();
    if (worker.lines.filter((line) => 'ready' in line).length === 2) result.ended += 1;
    else result.killed += 1;
    if (!isKnown(await contents(live))) result.broken += 1;
    // An interrupted copy says that it is one; what opens is whole.
    if (mode === 'copy') {
      const copied = await contents(target);
      const begun = Object.entries(copied ?? {}).some(([name, { count }]) => name !== 'facts' && count > 0);
      if (begun && !isKnown(copied)) result.badFiles += 1;
    }
  }
  const kept = readdirSync(live).filter((name) => name.startsWith('store-before-restore-') && name.endsWith('.db'));
  const nightly = readdirSync(files).filter((name) => /^nightly-[^.]*\.db$/.test(name));
  for (const path of [...kept.map((name) => join(live, name)), ...nightly.map((name) => join(files, name))]) {
    const worker = startWorker({ mode: 'restore', from: path, to: join(folder, 'tried'), keySetting: KEY_SETTING });
    await worker.ended;
    if (worker.exitCode() !== 0) result.badFiles += 1;
  }
  return result;
}
