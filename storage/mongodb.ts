import type { Db, Filter } from 'mongodb';
import type { Fact, Replaced } from '../benefits/ports';
import type { Lease } from './collections';
import type { Collection, CollectionSpec, Document, Engine, StartLog, Value } from './engine';
import { createLeases } from './lease';
import { openClient, type PoolWatch } from './mongodb-connection';
import {
  changeOf,
  type Envelope,
  envelopeOf,
  filterOf,
  newStamp,
  sortOf,
  stampedBy,
  uniqueFields,
} from './mongodb-envelope';
import { type Attempt, createAttempt, isDuplicate, NotConfirmed, unlessDuplicates } from './mongodb-errors';
import { createImports, type Imports } from './mongodb-import';
import { OPERATIONS } from './mongodb-reservations';
import { createIndexes } from './mongodb-schema';
import { StoreUnavailable } from './unavailable';
import { bringToShape, SHAPE, type Shape, watchShape } from './upgrade';

/** How long a write waits for an import that holds its document. */
const IMPORT_PATIENCE_MS = 10_000;

export interface MongodbOptions {
  uri: string;
  database: string;
  specs: readonly CollectionSpec[];
  shape?: Shape;
  /** Without it, a store of an older shape is refused. */
  mayUpgrade?: boolean;
  log?: StartLog | undefined;
  pool?: PoolWatch | undefined;
}

/** The engine on a MongoDB server, standalone or replica set. Throws `StoreUnavailable`. */
export async function openMongodb(options: MongodbOptions): Promise<Engine> {
  const { uri, database, specs, shape = SHAPE, mayUpgrade = false, log, pool } = options;
  const client = openClient(uri, pool);
  let refused: unknown = null;
  let stopWatching = (): void => {};
  const attempt = createAttempt(() => {
    if (refused) throw refused;
  });
  const close = async (): Promise<void> => {
    refused = new StoreUnavailable('closed');
    stopWatching();
    await client.close();
  };
  try {
    const db = client.db(database);
    const name = await attempt(async () => {
      // After a failed first connection, commands alone don't connect again.
      await client.connect();
      return serverName(db);
    });
    const specOf = new Map(specs.map((spec) => [spec.name, spec]));
    const imports = createImports(db, specOf, attempt);
    const collection = <T extends Document>(of: string): Collection<T> => {
      const spec = specOf.get(of);
      if (!spec) throw new Error(`No collection is named ${of}`);
      return createCollection<T>(db, spec, imports, attempt);
    };
    const facts = collection<Fact>('facts');
    const upgradable = {
      collection,
      columns: async () => {},
      indexes: () => attempt(() => createIndexes(db, specs)),
      lease: createLeases(collection<Lease>('leases')),
      log,
    };
    await bringToShape(upgradable, shape, mayUpgrade);
    stopWatching = watchShape(facts, shape, (why) => {
      refused = why;
    });
    const settled = await imports.settle();
    if (settled > 0) log?.('settled imports that were interrupted', { imports: settled });
    return {
      name,
      specs,
      collection,
      apply: imports.apply,
      ping: async () => {
        await attempt(() => db.command({ ping: 1 }));
      },
      async serverTime() {
        const { localTime } = await attempt(() => db.command({ hello: 1 }));
        return localTime instanceof Date ? localTime : null;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serverName(db: Db): Promise<string> {
  const { version, ferretdbVersion } = await db.command({ buildInfo: 1 });
  return ferretdbVersion ? `FerretDB, speaking as MongoDB ${version}` : `MongoDB ${version}`;
}

/** What the driver's types need to know of an envelope whose version is raised. */
interface Versioned<T> {
  _id: string;
  version: number;
  held?: string | null;
  document?: T;
}

function createCollection<T extends Document>(
  db: Db,
  spec: CollectionSpec,
  imports: Imports,
  attempt: Attempt,
): Collection<T> {
  const stored = db.collection<Envelope>(spec.name);
  // The engine returns only documents of this collection.
  const documentOf = (envelope: Envelope | null): T | null => (envelope?.document as unknown as T | undefined) ?? null;

  /** Retries while the result is null because an import holds the document. */
  async function unlessHeld<R>(run: () => Promise<R | null>): Promise<R> {
    const until = Date.now() + IMPORT_PATIENCE_MS;
    for (;;) {
      const result = await run();
      if (result !== null) return result;
      if (Date.now() > until) throw new StoreUnavailable('busy');
    }
  }

  /** True if an import held one of these documents; then it has been waited for. */
  async function waited(filter: Filter<Envelope>): Promise<boolean> {
    const holding = await attempt(() => stored.find(filter).toArray());
    const blocked = holding.find(({ held }) => held);
    if (!blocked?.held) return false;
    await imports.waitFor(blocked.held, spec.name, blocked._id);
    return true;
  }

  /** Documents with the same id or unique value. */
  const twins = (document: Document): Filter<Envelope> => ({
    $or: [
      { _id: document.id },
      ...Object.entries(uniqueFields(spec, document)).map(([field, value]) => ({ [field]: value })),
    ],
  });

  /** After a lost reply: true if this write is in the store. Throws `NotConfirmed` while only the primary has it. */
  async function wasWritten(id: string, version: number, stamp: string): Promise<boolean> {
    if (stampedBy(await stored.findOne({ _id: id }), version, stamp)) return true;
    const onPrimary = await stored.findOne({ _id: id }, { readConcern: { level: 'local' } });
    if (stampedBy(onPrimary, version, stamp)) throw new NotConfirmed();
    return false;
  }

  /** Throws `NotConfirmed` while only the primary has deleted it. */
  async function isGone(id: string): Promise<boolean> {
    if ((await stored.findOne({ _id: id })) === null) return true;
    if ((await stored.findOne({ _id: id }, { readConcern: { level: 'local' } })) === null) throw new NotConfirmed();
    return false;
  }

  const change = (id: string, version: number, document: Document, stamp: string | null): Promise<Replaced> => {
    return unlessHeld(async () => {
      const outcome = await attempt(async (unsure): Promise<Replaced> => {
        try {
          const { matchedCount } = await stored.updateOne(
            { _id: id, version, held: null },
            { $set: changeOf(spec, document, stamp) },
          );
          if (matchedCount === 1) return 'done';
          if (unsure && stamp && (await wasWritten(id, document.version, stamp))) return 'done';
          return 'stale';
        } catch (error) {
          if (isDuplicate(error)) return 'taken';
          throw error;
        }
      });
      if (outcome === 'done') return outcome;
      const others = outcome === 'taken' ? twins(document) : { _id: id, version };
      return (await waited(others)) ? null : outcome;
    });
  };

  return {
    get: async (id) => documentOf(await attempt(() => stored.findOne({ _id: id }))),
    async getMany(ids) {
      if (ids.length === 0) return [];
      const found = await attempt(() => stored.find({ _id: { $in: [...new Set(ids)] } }).toArray());
      return found.flatMap((envelope) => documentOf(envelope) ?? []);
    },
    async find(query) {
      const found = await attempt(() =>
        stored
          .find(filterOf(spec, query))
          .sort(sortOf(spec, query))
          .skip(query.skip ?? 0)
          .limit(query.limit)
          .toArray(),
      );
      return found.flatMap((envelope) => documentOf(envelope) ?? []);
    },
    count: (selection) => attempt(() => stored.countDocuments(filterOf(spec, selection))),
    async countEach(selection) {
      const grouped = await attempt(() =>
        stored
          .aggregate<{ _id: Value; count: number }>([
            { $match: filterOf(spec, selection) },
            { $group: { _id: `$${selection.among.field}`, count: { $sum: 1 } } },
          ])
          .toArray(),
      );
      return new Map(grouped.map(({ _id, count }) => [_id, count]));
    },
    async after(id, limit) {
      const found = await attempt(() =>
        stored
          .find({ _id: { $gt: id } })
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      );
      const documents = found.flatMap((envelope) => documentOf(envelope) ?? []);
      // Reserved ids are skipped, and must not end the walk.
      const last = found.at(-1);
      return documents.length === 0 && last ? this.after(last._id, limit) : documents;
    },
    async insert(document) {
      const stamp = newStamp();
      return unlessHeld(async () => {
        const inserted = await attempt(async (unsure) => {
          try {
            await stored.insertOne(envelopeOf(spec, document, stamp));
            return true;
          } catch (error) {
            if (!isDuplicate(error)) throw error;
            return unsure && (await wasWritten(document.id, document.version, stamp));
          }
        });
        return inserted || !(await waited(twins(document))) ? inserted : null;
      });
    },
    async insertAll(documents) {
      let inserted = 0;
      for (let from = 0; from < documents.length; from += OPERATIONS) {
        const envelopes = documents
          .slice(from, from + OPERATIONS)
          .map((document) => envelopeOf(spec, document, newStamp()));
        const { insertedCount } = await attempt(() =>
          stored.insertMany(envelopes, { ordered: false }).catch(unlessDuplicates),
        );
        inserted += insertedCount;
      }
      return inserted;
    },
    replaceIf: (id, version, document) => change(id, version, { ...document, version: version + 1 }, newStamp()),
    amendIf: (id, version, document) => change(id, version, { ...document, version }, null),
    deleteIf: (id, version) =>
      unlessHeld(async () => {
        const deleted = await attempt(async (unsure) => {
          const { deletedCount } = await stored.deleteOne({ _id: id, version, held: null });
          if (deletedCount === 1) return true;
          // The reply was lost; a missing document means the delete succeeded.
          return unsure && (await isGone(id));
        });
        return deleted || !(await waited({ _id: id, version })) ? deleted : null;
      }),
    async addTo(id, field, key, value) {
      const at = `document.${field}.${key}`;
      const found = await attempt(() =>
        db
          .collection<Versioned<T>>(spec.name)
          .findOneAndUpdate(
            { _id: id, version: { $gt: 0 }, held: null, [at]: { $exists: false } },
            { $set: { [at]: value }, $inc: { version: 1, 'document.version': 1 } },
            { returnDocument: 'after' },
          ),
      );
      return found?.document ?? null;
    },
  };
}
