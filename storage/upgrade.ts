import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fact } from '../benefits/ports';
import { fewAtOnce } from './contents';
import type { Collection, Document, StartLog } from './engine';
import type { TakeLease } from './lease';
import { StoreUnavailable } from './unavailable';

/** Brings a store to the program's shape: creates a new one, upgrades an older one, refuses a newer one. */

/** What every document of a collection needs for the shape `to`. Repeated after a crash, so it must be idempotent. */
export interface UpgradeStep {
  readonly to: number;
  readonly collection: string;
  /** Returns the same document if only indexed fields have changed. */
  change(document: Document): Document;
}

export interface Shape {
  readonly number: number;
  /** In the order of `to`, without gaps. A store of an earlier shape than they begin with is refused. */
  readonly steps: readonly UpgradeStep[];
  /** Within this time running programs of an older shape notice an upgrade, and stop using the store. */
  readonly noticedWithinMs: number;
}

/** Seats are counted where they are shown. */
function withoutCount(benefit: Document): Document {
  const { used: _, ...rest } = benefit as Document & { used?: number };
  return rest;
}

/** Increase the number with every change of SPECS, or of what a program of the previous number would misread. */
export const SHAPE: Shape = {
  number: 3,
  steps: [{ to: 3, collection: 'benefits', change: withoutCount }],
  noticedWithinMs: 10_000,
};

export const SHAPE_FACT = 'schema-version';
/** Holds the progress of an unfinished upgrade. */
const UPGRADE_FACT = 'upgrade';
const LEASE = 'upgrade';
/** Renewed with every batch; a process that died is replaced after this. */
const LEASE_MS = 3_000;
const LOOK_MS = 200;
const BATCH = 500;
const LOG_EVERY = 50_000;

interface Progress {
  readonly from: number;
  /** Of the steps above `from`. */
  readonly step: number;
  /** The last document that was changed by this step. */
  readonly after: string;
  /** Documents of all steps. */
  readonly done: number;
}

export interface Upgradable {
  readonly collection: <T extends Document>(name: string) => Collection<T>;
  /** Creates what the fields need. Idempotent. */
  columns(): Promise<void>;
  /** Creates declared indexes and drops others. Idempotent. */
  indexes(): Promise<void>;
  readonly lease: TakeLease;
  readonly log?: StartLog | undefined;
}

/** Throws `StoreUnavailable` for a store of a newer shape. Call before any write. */
export function refuseNewer(stored: Fact | null, shape: Shape): void {
  if (!stored || Number(stored.value) <= shape.number) return;
  throw new StoreUnavailable('newer', undefined, `shape ${stored.value}, this program knows ${shape.number}`);
}

/**
 * Resolves when the store has the shape. Only one process works, the others wait. Unless `mayUpgrade`, throws
 * `StoreUnavailable` (`older`, `upgrading`) for a store that is not there yet.
 */
export async function bringToShape(store: Upgradable, shape: Shape, mayUpgrade: boolean): Promise<void> {
  const facts = store.collection<Fact>('facts');
  const owner = randomUUID();
  const hold = (ms: number): Promise<boolean> => store.lease(LEASE, owner, ms, new Date(performance.now()));
  for (;;) {
    const stored = await facts.get(SHAPE_FACT);
    refuseNewer(stored, shape);
    const progress = await progressOf(facts);
    if (stored && !progress && Number(stored.value) === shape.number) return;
    if (stored) refuseUnlessKnown(progress?.from ?? Number(stored.value), progress, shape, mayUpgrade);
    if (!(await hold(LEASE_MS))) {
      await pause(LOOK_MS);
      continue;
    }
    if (stored) await upgrade(store, facts, shape, () => hold(LEASE_MS));
    else await create(store, facts, shape);
    await hold(0);
  }
}

async function progressOf(facts: Collection<Fact>): Promise<Progress | null> {
  const fact = await facts.get(UPGRADE_FACT);
  return fact && (JSON.parse(fact.value) as Progress);
}

function refuseUnlessKnown(from: number, progress: Progress | null, { number, steps }: Shape, may: boolean): void {
  const known = new Set(steps.map(({ to }) => to));
  const missing = Array.from({ length: number - from }, (_, at) => from + 1 + at).some((to) => !known.has(to));
  if (!missing && may) return;
  const detail = `shape ${from}, this program needs ${number}`;
  if (missing) throw new StoreUnavailable('older', undefined, detail);
  if (progress) throw new StoreUnavailable('upgrading', undefined, `${detail}; ${progress.done} documents are done`);
  throw new StoreUnavailable('to-upgrade', undefined, detail);
}

async function create(store: Upgradable, facts: Collection<Fact>, { number }: Shape): Promise<void> {
  await store.indexes();
  await facts.insert({ id: SHAPE_FACT, version: 1, value: `${number}` });
}

/** Returns early if another process has taken over. */
async function upgrade(
  store: Upgradable,
  facts: Collection<Fact>,
  shape: Shape,
  hold: () => Promise<boolean>,
): Promise<void> {
  const stored = await facts.get(SHAPE_FACT);
  if (!stored) return;
  await facts.insert({
    id: UPGRADE_FACT,
    version: 1,
    value: JSON.stringify({ from: Number(stored.value), step: 0, after: '', done: 0 } satisfies Progress),
  });
  // From now on older programs refuse the store.
  await facts.replaceIf(SHAPE_FACT, stored.version, { ...stored, value: `${shape.number}` });
  const until = performance.now() + shape.noticedWithinMs;
  store.log?.('upgrading the store', { from: Number(stored.value), to: shape.number });
  for (; performance.now() < until; await pause(LOOK_MS)) if (!(await hold())) return;
  await store.columns();

  for (let logged = 0; ; ) {
    const fact = await facts.get(UPGRADE_FACT);
    if (!fact || !(await hold())) return;
    const progress = JSON.parse(fact.value) as Progress;
    const step = shape.steps.filter(({ to }) => to > progress.from)[progress.step];
    if (!step) break;
    const batch = await changeBatch(store.collection(step.collection), step, progress.after);
    const done = progress.done + batch.count;
    const next = batch.last ? { after: batch.last } : { step: progress.step + 1, after: '' };
    const value = JSON.stringify({ ...progress, ...next, done } satisfies Progress);
    if ((await facts.replaceIf(UPGRADE_FACT, fact.version, { ...fact, value })) !== 'done') return;
    if (done - logged < LOG_EVERY) continue;
    logged = done;
    store.log?.('upgrading the store', { to: step.to, collection: step.collection, done });
  }
  await store.indexes();
  const fact = await facts.get(UPGRADE_FACT);
  if (fact) await facts.deleteIf(UPGRADE_FACT, fact.version);
  store.log?.('upgraded the store', { to: shape.number });
}

async function changeBatch(
  collection: Collection<Document>,
  step: UpgradeStep,
  after: string,
): Promise<{ count: number; last: string | undefined }> {
  const batch = await collection.after(after, BATCH);
  const changed = batch.map((document) => step.change(document));
  await fewAtOnce(changed, (document) => collection.amendIf(document.id, document.version, document));
  return { count: batch.length, last: batch.at(-1)?.id };
}

/** Calls `refuse` once the store has a newer shape, until the result is called. */
export function watchShape(facts: Collection<Fact>, shape: Shape, refuse: (why: unknown) => void): () => void {
  const look = async (): Promise<void> => {
    // A store that can't be read shows in what is asked of it.
    const stored = await facts.get(SHAPE_FACT).catch(() => null);
    try {
      refuseNewer(stored, shape);
    } catch (why) {
      refuse(why);
    }
  };
  const timer = setInterval(() => void look(), shape.noticedWithinMs / 3);
  timer.unref();
  return () => clearInterval(timer);
}
