import type { Db } from 'mongodb';
import type { CollectionSpec } from './engine';
import { type Envelope, keyOf } from './mongodb-envelope';

/** The journal of the imports, found by plan and number. */
export const JOURNAL = {
  name: 'importSteps',
  indexes: [{ name: 'chunks', fields: ['plan', 'number'], unique: false }],
};

const facts = (key: unknown, unique: boolean | undefined): string => JSON.stringify([key, unique === true]);

/** Creates the declared indexes and drops others. May be interrupted and repeated. */
export async function createIndexes(db: Db, specs: readonly CollectionSpec[]): Promise<void> {
  const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const { name: of, indexes } of [...specs, JOURNAL]) {
    const collection = db.collection<Envelope>(of);
    const missing = new Map(indexes.map((index) => [index.name, index]));
    for (const { name, key, unique } of there.has(of) ? await collection.indexes() : []) {
      const wanted = missing.get(name ?? '');
      if (wanted && facts(keyOf(wanted.fields), wanted.unique) === facts(key, unique)) missing.delete(wanted.name);
      else if (name && name !== '_id_') await collection.dropIndex(name);
    }
    if (missing.size === 0) continue;
    await collection.createIndexes(
      [...missing.values()].map(({ name, fields, unique }) => ({
        name,
        key: keyOf(fields),
        ...(unique ? { unique } : {}),
      })),
    );
  }
}
