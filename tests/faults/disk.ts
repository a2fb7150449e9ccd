import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, StoreUnavailable } from '../../storage';
import { personOf } from '../storage/documents';

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
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', mount], { encoding: 'utf8' });
  if (mounted.status !== 0) return { skipped: 'no right to mount a small file system' };
  try {
    return await fill(mount);
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
