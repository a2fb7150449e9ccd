import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openKeyring, type StoreSettings, StoreUnavailable } from '../../storage';
import { SPECS } from '../../storage/collections';
import { openEmbedded } from '../../storage/embedded';
import type { CollectionSpec, Document, Engine } from '../../storage/engine';
import { openMongodb } from '../../storage/mongodb';
import { createStore } from '../../storage/store';
import { SHAPE, type Shape } from '../../storage/upgrade';
import { entryOf } from '../storage/documents';
import { faultsIn, startWorker } from './children';
import { company, KEY_SETTING, SMALL } from './company';
import { createLedger } from './ledger';
import type { Line, Task } from './lines';

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

type Entry = Document & { detail: Record<string, unknown> };
const change = (document: Document): Document => {
  const entry = document as Entry;
  const after: Entry = { ...entry, detail: { ...entry.detail, next: 'yes' } };
  return after;
};
/** The usual time is for older programs that run meanwhile. */
const nextShape = (noticedWithinMs: number): Shape => ({
  number: SHAPE.number + 1,
  steps: [{ to: SHAPE.number + 1, collection: 'history', change }],
  noticedWithinMs,
});
const NEXT_SPECS: readonly CollectionSpec[] = SPECS.map((spec) =>
  spec.name === 'history' ? { ...spec, indexes: [...spec.indexes, { name: 'ids', fields: ['at'] }] } : spec,
);

/** `shape` null: as this build. */
function open(settings: StoreSettings, shape: Shape | null, log?: () => void): Promise<Engine> {
  const { mongodbUri, mongodbDb, dataDir } = settings;
  const program = shape ? { specs: NEXT_SPECS, shape, mayUpgrade: true, log } : { specs: SPECS, log };
  if (mongodbUri === null) return openEmbedded({ dataDir, ...program });
  return openMongodb({ uri: mongodbUri, database: mongodbDb, ...program });
}

/** In a process of its own. */
export async function upgradeOnce(
  { settings, noticedWithinMs }: Extract<Task, { mode: 'upgrade' }>,
  say: (line: Line) => void,
): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  say({ ready: true });
  const engine = await open(settings, nextShape(noticedWithinMs), () => say({ progress: 1 }));
  say({ upgraded: { pauseMs: Math.round(delay.max / 1e6) } });
  await engine.close();
}

const AT_ONCE = 10_000;
const SOON_MS = 300;

export async function killedUpgrades(settings: StoreSettings, entries: number): Promise<UpgradeResult> {
  const older = await open(settings, null);
  const history = older.collection('history');
  for (let from = 0; from < entries; from += AT_ONCE)
    await history.insertAll(Array.from({ length: AT_ONCE }, (_, n) => ({ ...entryOf(`e${from + n}`), version: 1 })));
  await older.close();

  const start = performance.now();
  const run = [];
  // The first report comes before the first document, each further one after 50,000.
  for (const reports of [1, 2]) {
    let seen = 0;
    const worker = startWorker({ mode: 'upgrade', settings, noticedWithinMs: SOON_MS }, (line) => {
      seen += 'progress' in line ? 1 : 0;
      if (seen === reports) void worker.kill();
    });
    await worker.ended;
    run.push(worker);
  }
  const last = startWorker({ mode: 'upgrade', settings, noticedWithinMs: SOON_MS });
  await last.ended;
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const line = last.lines.find((one) => 'upgraded' in one);
  const pauseMs = line && 'upgraded' in line ? line.upgraded.pauseMs : -1;

  const newer = await open(settings, nextShape(SOON_MS));
  let missing = entries;
  for (let after = ''; ; ) {
    const batch = await newer.collection<Entry>('history').after(after, AT_ONCE);
    missing -= batch.filter(({ detail }) => detail.next === 'yes').length;
    const end = batch.at(-1);
    if (!end) break;
    after = end.id;
  }
  await newer.close();
  const kills = run.filter((worker) => worker.exitCode() === null).length;
  return { entries, seconds, pauseMs, kills, missing, unexpected: faultsIn([...run, last]) };
}

export interface OlderResult {
  acknowledged: number;
  lost: number;
  /** Changes that programs of the older shape were told as done after the upgrade. */
  writtenAfter: number;
  /** An older program that starts afterwards is refused. */
  refused: boolean;
  unexpected: string[];
}

/** Two programs of this shape change things while a third one upgrades the store to the next. */
export async function olderUnderLoad(settings: StoreSettings): Promise<OlderResult> {
  const first = await open(settings, null);
  const empty = createStore(first);
  await empty.applyAll(company(await openKeyring(empty, KEY_SETTING), SMALL));
  await first.close();
  const older = [0, 8].map((firstAdmin) =>
    startWorker({ mode: 'load', settings, size: SMALL, firstAdmin, admins: 8, wait: 20 }),
  );
  await Promise.all(older.map(({ ready }) => ready));
  const upgrade = startWorker({ mode: 'upgrade', settings, noticedWithinMs: SHAPE.noticedWithinMs });
  await upgrade.ended;
  const acknowledged = (): Line[] => older.flatMap(({ lines }) => lines.filter((line) => 'ack' in line));
  const before = acknowledged().length;
  await pause(1_000);
  const after = acknowledged();
  await Promise.all(older.map((worker) => worker.kill()));
  const refusal = await open(settings, null).then(
    (engine) => engine.close(),
    (error: unknown) => error,
  );
  const newer = await open(settings, nextShape(SOON_MS));
  const ledger = createLedger();
  ledger.heard(after);
  await ledger.checkRound(createStore(newer));
  await newer.close();
  return {
    acknowledged: after.length,
    lost: ledger.findings.lost,
    writtenAfter: after.length - before,
    refused: refusal instanceof StoreUnavailable && refusal.reason === 'newer',
    unexpected: faultsIn([...older, upgrade]),
  };
}
