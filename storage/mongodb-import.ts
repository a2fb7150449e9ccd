import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { batches, type Step } from './batches';
import type { CollectionSpec, Engine } from './engine';
import { newStamp } from './mongodb-envelope';
import type { Attempt } from './mongodb-errors';
import { createReservations } from './mongodb-reservations';
import { StoreUnavailable } from './unavailable';

/**
 * Atomic plans without transactions, which a standalone server lacks. Each step is journaled and reserves its document:
 * existing ones are marked as held, new ones get their id and unique values. Once all are reserved, one write commits
 * the plan; then each step is performed, repeatedly if need be. Before that write any process can undo the plan; after
 * it any process can finish it.
 */

interface Plan {
  _id: string;
  state: 'preparing' | 'committed' | 'abandoned';
  /** Last sign of life of its process. */
  beat: number;
}

interface Chunk {
  _id: string;
  plan: string;
  number: number;
  steps: Step[];
}

const STEPS = 100;
/** After this silence the plan's process counts as dead. A wrong guess only makes that import fail. */
const SILENCE_MS = 20_000;

export interface Imports {
  apply: Engine['apply'];
  /** Waits briefly for the import that holds this document, and settles it if its process is dead. */
  waitFor(held: string, collection: string, id: string): Promise<void>;
  /** Finishes or undoes plans of dead processes. Returns how many. */
  settle(): Promise<number>;
}

/** The first chunk of a plan that is left. */
export const chunkOf = (plan: string) => ({ filter: { plan }, sort: { number: 1 } }) as const;

export function createImports(db: Db, specs: ReadonlyMap<string, CollectionSpec>, attempt: Attempt): Imports {
  const plans = db.collection<Plan>('imports');
  const chunks = db.collection<Chunk>('importSteps');
  const { reserve, perform, undo, free } = createReservations(db, specs);

  /** Chunks are deleted when done, so an interrupted plan continues where it stopped. */
  async function eachChunk(plan: string, visit: (steps: Step[]) => Promise<void>): Promise<void> {
    for (;;) {
      const { filter, sort } = chunkOf(plan);
      const chunk = await attempt(() => chunks.findOne(filter, { sort }));
      if (!chunk) return;
      await attempt(() => visit(chunk.steps));
      await attempt(() => chunks.deleteOne({ _id: chunk._id }));
    }
  }

  async function finish(plan: string, done?: (steps: number) => void): Promise<void> {
    await eachChunk(plan, async (steps) => {
      await perform(plan, steps);
      done?.(steps.length);
    });
    await attempt(() => plans.deleteOne({ _id: plan }));
  }

  async function abandon(plan: string): Promise<void> {
    await eachChunk(plan, (steps) => undo(plan, steps));
    await attempt(() => plans.deleteOne({ _id: plan }));
  }

  /** Moves the plan on from `preparing`. If its own process and another one race, one succeeds. */
  async function decide(plan: string, state: 'committed' | 'abandoned'): Promise<boolean> {
    await attempt(() => plans.updateOne({ _id: plan, state: 'preparing' }, { $set: { state } }));
    return (await attempt(() => plans.findOne({ _id: plan })))?.state === state;
  }

  async function settleOne({ _id, state, beat }: Plan): Promise<boolean> {
    if (state === 'preparing') {
      if (Date.now() - beat < SILENCE_MS) return false;
      await decide(_id, 'abandoned');
    }
    const now = await attempt(() => plans.findOne({ _id }));
    if (now?.state === 'committed') await finish(_id);
    if (now?.state === 'abandoned') await abandon(_id);
    return true;
  }

  return {
    async apply(writes, progress) {
      const plan = newStamp();
      let prepared = 0;
      let total = 0;
      const told = (done: number): void => progress?.(done);
      await attempt(() =>
        plans.updateOne({ _id: plan }, { $set: { state: 'preparing', beat: Date.now() } }, { upsert: true }),
      );
      try {
        for await (const group of batches(writes, STEPS)) {
          const chunk = { _id: `${plan}/${prepared}`, plan, number: prepared, steps: group };
          prepared += 1;
          await attempt(() => chunks.replaceOne({ _id: chunk._id }, chunk, { upsert: true }));
          if (!(await attempt(() => reserve(plan, group)))) {
            await decide(plan, 'abandoned');
            await abandon(plan);
            return false;
          }
          const alive = { $set: { beat: Date.now() } };
          const { matchedCount } = await attempt(() => plans.updateOne({ _id: plan, state: 'preparing' }, alive));
          if (matchedCount === 0) break;
          total += group.length;
          told(Math.floor(total / 2));
        }
      } catch (error) {
        if (await decide(plan, 'abandoned')) await abandon(plan);
        throw error;
      }
      if (!(await decide(plan, 'committed'))) {
        await abandon(plan);
        throw new StoreUnavailable('unreachable', undefined, 'the import was given up by another process');
      }
      let done = 0;
      await finish(plan, (more) => {
        done += more;
        told(Math.floor((total + done) / 2));
      });
      return true;
    },

    async waitFor(held, collection, id) {
      await pause(20 + Math.random() * 30);
      const plan = await attempt(() => plans.findOne({ _id: held }));
      if (plan) {
        await settleOne(plan);
        return;
      }
      // Reserved after its plan was abandoned, or just freed.
      await attempt(() => free(held, collection, [id]));
    },

    async settle() {
      // A chunk exists only while its plan does; one without a plan is left over.
      const journalled = await attempt(() => chunks.distinct('plan'));
      const known = await attempt(() => plans.find().toArray());
      const left = journalled.filter((plan) => !known.some(({ _id }) => _id === plan));
      for (const plan of left) await abandon(plan);
      let settled = left.length;
      for (const plan of known) {
        if (await settleOne(plan)) settled += 1;
      }
      return settled;
    },
  };
}
