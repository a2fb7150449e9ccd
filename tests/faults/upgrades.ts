import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { StoreSettings } from '../../storage';
import { SPECS } from '../../storage/collections';
import { openEmbedded } from '../../storage/embedded';
import type { CollectionSpec, Document, Engine } from '../../storage/engine';
import { openMongodb } from '../../storage/mongodb';
import { SHAPE, type Shape } from '../../storage/upgrade';
import { entryOf } from '../storage/documents';
import { faultsIn, startWorker } from './children';
import type { Line } from './lines';

/** An upgrade of many history entries to a shape that only this test has, killed twice. */
export interface UpgradeResult {
  entries: number;
  seconds: number;
  /** The longest that the event loop stood still, in the run that ended. */
  pauseMs: number;
  kills: number;
  missing: number;
  unexpected: string[];
}

const next = 'next: ';
const change = (document: Document): Document => {
  const entry = document as Document & { command: string };
  const after = { ...entry, command: `${next}${entry.command.replace(next, '')}` };
  return after;
};
const NEXT: Shape = {
  number: SHAPE.number + 1,
  steps: [{ to: SHAPE.number + 1, collection: 'history', change }],
  noticedWithinMs: 300,
};
const NEXT_SPECS: readonly CollectionSpec[] = SPECS.map((spec) =>
  spec.name === 'history' ? { ...spec, indexes: [...spec.indexes, { name: 'ids', fields: ['at'] }] } : spec,
);

function open({ mongodbUri, mongodbDb, dataDir }: StoreSettings, isNext: boolean, log?: () => void): Promise<Engine> {
  const program = isNext ? { specs: NEXT_SPECS, shape: NEXT, mayUpgrade: true, log } : { specs: SPECS, log };
  if (mongodbUri === null) return openEmbedded({ dataDir, ...program });
  return openMongodb({ uri: mongodbUri, database: mongodbDb, ...program });
}

/** In a process of its own. */
export async function upgradeOnce(settings: StoreSettings, say: (line: Line) => void): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  say({ ready: true });
  const engine = await open(settings, true, () => say({ progress: 1 }));
  say({ upgraded: { pauseMs: Math.round(delay.max / 1e6) } });
  await engine.close();
}

const AT_ONCE = 10_000;

export async function killedUpgrades(settings: StoreSettings, entries: number): Promise<UpgradeResult> {
  const older = await open(settings, false);
  const history = older.collection('history');
  for (let from = 0; from < entries; from += AT_ONCE)
    await history.insertAll(Array.from({ length: AT_ONCE }, (_, n) => ({ ...entryOf(`e${from + n}`), version: 1 })));
  await older.close();

  const start = performance.now();
  const run = [];
  // The first report comes before the first document, each further one after 50,000.
  for (const reports of [1, 2]) {
    let seen = 0;
    const worker = startWorker({ mode: 'upgrade', settings }, (line) => {
      seen += 'progress' in line ? 1 : 0;
      if (seen === reports) void worker.kill();
    });
    await worker.ended;
    run.push(worker);
  }
  const last = startWorker({ mode: 'upgrade', settings });
  await last.ended;
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const line = last.lines.find((one) => 'upgraded' in one);
  const pauseMs = line && 'upgraded' in line ? line.upgraded.pauseMs : -1;

  const newer = await open(settings, true);
  let missing = entries;
  for (let after = ''; ; ) {
    const batch = await newer.collection<Document & { command: string }>('history').after(after, AT_ONCE);
    missing -= batch.filter(({ command }) => command.startsWith(next) && command.lastIndexOf(next) === 0).length;
    const end = batch.at(-1);
    if (!end) break;
    after = end.id;
  }
  await newer.close();
  const kills = run.filter((worker) => worker.exitCode() === null).length;
  return { entries, seconds, pauseMs, kills, missing, unexpected: faultsIn([...run, last]) };
}
