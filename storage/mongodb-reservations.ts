import { type AnyBulkWriteOperation, type Collection, type Db, MongoBulkWriteError } from 'mongodb';
import type { Step } from './batches';
import type { CollectionSpec } from './engine';
import { changeOf, type Envelope, envelopeOf, fieldNames, fieldsOf, newStamp, uniqueFields } from './mongodb-envelope';
import { isDuplicate } from './mongodb-errors';

/** What an import does to the documents. Each function may be interrupted and repeated. */

/** Operations per command: lets others in between, and FerretDB 1 hangs above about 50. */
export const OPERATIONS = 25;
const idOf = (step: Step): string => (step.kind === 'delete' ? step.id : step.document.id);

export interface Reservations {
  /** Reserves each step's document. False: a step conflicts. */
  reserve(plan: string, steps: readonly Step[]): Promise<boolean>;
  /** Performs steps whose documents are reserved. */
  perform(plan: string, steps: readonly Step[]): Promise<void>;
  /** Frees reserved documents and restores their unique values. */
  undo(plan: string, steps: readonly Step[]): Promise<void>;
  free(plan: string, collection: string, ids: readonly string[]): Promise<void>;
}

export function createReservations(db: Db, specs: ReadonlyMap<string, CollectionSpec>): Reservations {
  const specOf = (name: string): CollectionSpec => {
    const spec = specs.get(name);
    if (!spec) throw new Error(`No collection is named ${name}`);
    return spec;
  };
  const collectionOf = (name: string): Collection<Envelope> => db.collection<Envelope>(specOf(name).name);

  const byCollection = (steps: readonly Step[]): Map<string, Step[]> => {
    const groups = new Map<string, Step[]>();
    for (const step of steps) groups.set(step.collection, [...(groups.get(step.collection) ?? []), step]);
    return groups;
  };

  async function reserve(plan: string, steps: readonly Step[]): Promise<boolean> {
    for (const [name, group] of byCollection(steps)) {
      if (!(await reserveChanged(plan, name, group)) || !(await reserveMade(plan, name, group))) return false;
    }
    return true;
  }

  async function reserveChanged(plan: string, name: string, group: readonly Step[]): Promise<boolean> {
    const spec = specOf(name);
    const changed = group.filter((step) => step.kind !== 'insert');
    if (changed.length === 0) return true;
    const operations = changed.map((step): AnyBulkWriteOperation<Envelope> => {
      const taken = step.kind === 'replace' ? uniqueFields(spec, step.document) : {};
      return {
        updateOne: {
          filter: { _id: idOf(step), version: step.version, held: { $in: [null, plan] } },
          update: { $set: { ...taken, held: plan } },
        },
      };
    });
    if (!(await claim(collectionOf(name), operations))) return false;
    const held = await heldBy(plan, name, changed.map(idOf));
    return changed.every((step) => held.has(idOf(step)));
  }

  async function reserveMade(plan: string, name: string, group: readonly Step[]): Promise<boolean> {
    const spec = specOf(name);
    const made = group.flatMap((step) => (step.kind === 'insert' ? [step] : []));
    if (made.length === 0) return true;
    const missing = Object.fromEntries(fieldNames(spec).map((field) => [field, null]));
    const there = await heldBy(plan, name, made.map(idOf));
    const operations = made
      .filter((step) => !there.has(idOf(step)))
      .map(({ document }) => ({
        insertOne: {
          document: {
            ...missing,
            ...uniqueFields(spec, document),
            _id: document.id,
            version: 0,
            trail: {},
            held: plan,
          },
        },
      }));
    return claim(collectionOf(name), operations);
  }

  const heldBy = async (plan: string, name: string, ids: string[]): Promise<Set<string>> =>
    new Set(
      (
        await collectionOf(name)
          .find({ _id: { $in: ids }, held: plan }, { projection: { _id: 1 } })
          .toArray()
      ).map(({ _id }) => _id),
    );

  async function bulk(
    collection: Collection<Envelope>,
    operations: AnyBulkWriteOperation<Envelope>[],
    ordered: boolean,
  ): Promise<void> {
    for (let position = 0; position < operations.length; position += OPERATIONS) {
      await collection.bulkWrite(operations.slice(position, position + OPERATIONS), { ordered });
    }
  }

  /** In their order. False: an id or a unique value is taken. */
  async function claim(
    collection: Collection<Envelope>,
    operations: AnyBulkWriteOperation<Envelope>[],
  ): Promise<boolean> {
    try {
      await bulk(collection, operations, true);
      return true;
    } catch (error) {
      if (error instanceof MongoBulkWriteError && isDuplicate(error)) return false;
      throw error;
    }
  }

  async function perform(plan: string, steps: readonly Step[]): Promise<void> {
    for (const [name, group] of byCollection(steps)) {
      const spec = specOf(name);
      const operations = group.map((step): AnyBulkWriteOperation<Envelope> => {
        const filter = { _id: idOf(step), held: plan };
        if (step.kind === 'delete') return { deleteOne: { filter } };
        if (step.kind === 'insert') {
          return { replaceOne: { filter, replacement: envelopeOf(spec, step.document, newStamp()) } };
        }
        const document = { ...step.document, version: step.version + 1 };
        return {
          updateOne: { filter, update: { $set: changeOf(spec, document, newStamp()), $unset: { held: '' } } },
        };
      });
      await bulk(collectionOf(name), operations, false);
    }
  }

  async function undo(plan: string, steps: readonly Step[]): Promise<void> {
    for (const [name, group] of byCollection(steps)) await free(plan, name, group.map(idOf));
  }

  async function free(plan: string, name: string, ids: readonly string[]): Promise<void> {
    const held = await collectionOf(name)
      .find({ _id: { $in: ids }, held: plan })
      .toArray();
    await bulk(
      collectionOf(name),
      held.map((envelope) => freeing(specOf(name), envelope)),
      false,
    );
  }

  function freeing(spec: CollectionSpec, { _id, held, document }: Envelope): AnyBulkWriteOperation<Envelope> {
    const filter = { _id, held: held ?? '' };
    if (!document) return { deleteOne: { filter } };
    return { updateOne: { filter, update: { $set: { ...fieldsOf(spec, document) }, $unset: { held: '' } } } };
  }

  return { reserve, perform, undo, free };
}
