import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { type CollectionSpec, shapeOf } from './engine';
import { type Envelope, fieldsOf, keyOf } from './mongodb-envelope';

/** Indexes as declared, made once however many processes start together. */

interface Shape {
  _id: string;
  shape?: string;
  owner?: string;
  until?: number;
}

const LOCK = '(lock)';
const LOCK_MS = 60_000;

async function outdated(db: Db, specs: readonly CollectionSpec[]): Promise<CollectionSpec[]> {
  const known = new Map((await db.collection<Shape>('shapes').find().toArray()).map(({ _id, shape }) => [_id, shape]));
  return specs.filter((spec) => known.get(spec.name) !== shapeOf(spec));
}

/** True when this owner may change the schema now. A lock whose owner died goes to whoever asks after its time. */
async function lock(db: Db, owner: string): Promise<boolean> {
  const shapes = db.collection<Shape>('shapes');
  await shapes.updateOne({ _id: LOCK }, { $setOnInsert: { owner: '', until: 0 } }, { upsert: true });
  const taken = await shapes.updateOne(
    { _id: LOCK, until: { $lt: Date.now() } },
    { $set: { owner, until: Date.now() + LOCK_MS } },
  );
  return taken.matchedCount === 1;
}

export async function prepareSchema(db: Db, specs: readonly CollectionSpec[], owner: string): Promise<string[]> {
  const prepared: string[] = [];
  while ((await outdated(db, specs)).length > 0) {
    if (!(await lock(db, owner))) {
      await pause(50 + Math.random() * 50);
      continue;
    }
    const shapes = db.collection<Shape>('shapes');
    for (const spec of await outdated(db, specs)) {
      await prepareCollection(db, spec, async () => {
        await shapes.updateOne({ _id: LOCK, owner }, { $set: { until: Date.now() + LOCK_MS } });
      });
      await shapes.updateOne({ _id: spec.name }, { $set: { shape: shapeOf(spec) } }, { upsert: true });
      prepared.push(spec.name);
    }
    await shapes.updateOne({ _id: LOCK, owner }, { $set: { until: 0 } });
  }
  return prepared;
}

const facts = (key: unknown, unique: boolean | undefined): string => JSON.stringify([key, unique === true]);

/** Can be interrupted and done again. `beat` is called while it goes on. */
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

/** Computes the fields of every document again. */
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
