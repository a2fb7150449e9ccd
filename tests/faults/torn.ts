import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../benefits/ports';
import { SPECS } from '../../storage/collections';
import { openEmbedded, storeFile } from '../../storage/embedded';
import { StoreUnavailable } from '../../storage/unavailable';

export interface TornResult {
  positions: number;
  commits: number;
  prefixes: number;
  refused: number;
  invented: number;
  unclear: number;
}

const COMMITS = 120;
const COUNTER = 'counter';
const counter = (n: number) => ({ id: COUNTER, version: n, value: `${n}` });
const fact = (n: number) => ({ id: `f${`${n}`.padStart(4, '0')}`, version: 1, value: `${n}`.repeat(50) });

/** A log of commits, of which each inserts the next fact and raises the counter, cut or damaged at many positions, emptied and removed. */
export async function tornLogs(folder: string, positions: number): Promise<TornResult> {
  const source = join(folder, 'source');
  const engine = await openEmbedded({ dataDir: source, specs: SPECS });
  await engine.collection<Fact>('facts').insert({ id: COUNTER, version: 1, value: '0' });
  for (let n = 1; n <= COMMITS; n += 1) {
    await engine.apply([
      { of: 'facts', before: null, after: fact(n) },
      { of: 'facts', before: counter(n), after: counter(n) },
    ]);
  }
  const main = readFileSync(storeFile(source));
  const log = readFileSync(`${storeFile(source)}-wal`);
  await engine.close();

  const result: TornResult = {
    positions: positions + 3,
    commits: COMMITS,
    prefixes: 0,
    refused: 0,
    invented: 0,
    unclear: 0,
  };
  for (let n = 0; n < positions; n += 1) {
    const at = Math.floor(((n + Math.random()) / positions) * log.length);
    const dataDir = join(folder, `torn-${n}`);
    mkdirSync(dataDir);
    writeFileSync(storeFile(dataDir), main);
    writeFileSync(`${storeFile(dataDir)}-wal`, n % 2 === 0 ? log.subarray(0, at) : damaged(log, at));
    await judge(dataDir, result);
    rmSync(dataDir, { recursive: true });
  }
  for (const files of [{}, { '-wal': Buffer.alloc(0) }, { '-wal': log, '-shm': randomBytes(32_768) }]) {
    const dataDir = join(folder, 'without-its-log');
    mkdirSync(dataDir);
    writeFileSync(storeFile(dataDir), main);
    for (const [end, bytes] of Object.entries(files)) writeFileSync(`${storeFile(dataDir)}${end}`, bytes);
    await judge(dataDir, result);
    rmSync(dataDir, { recursive: true });
  }
  return result;
}

function damaged(log: Buffer, at: number): Buffer {
  const copy = Buffer.from(log);
  for (let offset = at; offset < Math.min(at + 16, copy.length); offset += 1) copy[offset] = Math.random() * 256;
  return copy;
}

async function judge(dataDir: string, result: TornResult): Promise<void> {
  try {
    const engine = await openEmbedded({ dataDir, specs: SPECS });
    try {
      const facts = await engine.collection<Fact>('facts').after('', 10_000);
      const counter = facts.find(({ id }) => id === COUNTER);
      const found = facts.filter(({ id }) => /^f\d{4}$/.test(id));
      const whole = found.every((one, n) => one.id === fact(n + 1).id && one.value === fact(n + 1).value);
      // Before the counter's own commit there is nothing at all.
      const counted = counter ? Number(counter.value) : 0;
      if (whole && counted === found.length && found.length <= COMMITS) result.prefixes += 1;
      else result.invented += 1;
    } finally {
      await engine.close();
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) result.refused += 1;
    else result.unclear += 1;
  }
}
