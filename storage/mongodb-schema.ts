import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { type CollectionSpec, shapeOf } from './engine';
import { type Envelope, fieldsOf, keyOf } from './mongodb-envelope';
import { StoreUnavailable } from './unavailable';

/** Creates the declared indexes, once even if many processes start together. */

interface Shape {
  _id: string;
  shape?: string;
}

/** Renewed with every batch; a process that died is replaced after this. */
const LOCK_MS = 10_000;
/** How long a start waits for another process's upgrade. */
const PATIENCE_MS = 30 * 60_000;

async function outdated(db: Db, specs: readonly CollectionSpec[]): Promise<CollectionSpec[]> {
  const known = new Map((await db.collection<Shape>('shapes').find().toArray()).map(({ _id, shape }) => [_id, shape]));
  return specs.filter((spec) => known.get(spec.name) !== shapeOf(spec));
}

/**
 * Returns the collections that it prepared. `lock`: true if only this process may change the schema for the next
 * `ttlMs`.
 */
export async function prepareSchema(
  db: Db,
  specs: readonly CollectionSpec[],
  lock: (ttlMs: number) => Promise<boolean>,
): Promise<string[]> {
  const prepared: string[] = [];
  const until = performance.now() + PATIENCE_MS;
  while ((await outdated(db, specs)).length > 0) {
    if (!(await lock(LOCK_MS))) {
      if (performance.now() > until) throw new StoreUnavailable('busy', undefined, 'another process is upgrading it');
      await pause(50 + Math.random() * 50);
      continue;
    }
    const shapes = db.collection<Shape>('shapes');
    for (const spec of await outdated(db, specs)) {
      await prepareCollection(db, spec, async () => {
        await lock(LOCK_MS);
      });
      await shapes.updateOne({ _id: spec.name }, { $set: { shape: shapeOf(spec) } }, { upsert: true });
      prepared.push(spec.name);
    }
    await lock(0);
  }
  return prepared;
}

const facts = (key: unknown, unique: boolean | undefined): string => JSON.stringify([key, unique === true]);

/** May be interrupted and repeated. Calls `beat` while it works. */
async function prepareCollection(db: Db, spec: CollectionSpec, beat: () => Promise<void>): Promise<void> {
  const collection = db.collection<Envelope>(spec.name);
  const there = (await db.listCollections({ name: spec.name }, { nameOnly: true }).toArray()).length > 0;
  const wanted = new Map(spec.indexes.map((index) => [index.name, facts(keyOf(index.fields), index.unique)]));
  if (there) {
    for (const { name, key, unique } of await collection.indexes()) {
      if (name && name !== '_id_' && wanted.get(name) !== facts(key, unique)) await collection.dropIndex(name);
    }
    await refill(db, spec, beat);
  }
  await beat();
  if (spec.indexes.length === 0) return;
  await collection.createIndexes(
    spec.indexes.map(({ name, fields, unique }) => ({ name, key: keyOf(fields), ...(unique ? { unique } : {}) })),
  );
}

/** Recomputes the fields of every document. */
async function refill(db: Db, spec: CollectionSpec, beat: () => Promise<void>): Promise<void> {
  const collection = db.collection<Envelope>(spec.name);
  for (let after = ''; ; ) {
    const batch = await collection
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(25)
      .toArray();
    const last = batch.at(-1);
    if (!last) return;
    const updates = batch.flatMap(({ _id, version, document }) =>
      document ? [{ updateOne: { filter: { _id, version }, update: { $set: { ...fieldsOf(spec, document) } } } }] : [],
    );
    if (updates.length > 0) await collection.bulkWrite(updates, { ordered: false });
    await beat();
    after = last._id;
  }
}
