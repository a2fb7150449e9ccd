import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { CollectionSpec, Step } from './engine';
import { newStamp } from './mongodb-envelope';
import type { Attempt } from './mongodb-errors';
import { createReservations } from './mongodb-reservations';
import { StoreUnavailable } from './unavailable';

/**
 * All of an import or none (each id named once), without transactions, which a single server does not have. Every step
 * is written to a journal and reserves its document: what is changed or removed is marked as held, what is made gets its
 * id and unique values. Once all are reserved, one write commits the journal; then each step is done, again and again if
 * need be. Until that write everything can be undone, after it everything will be done, by whoever comes first.
 */

interface Plan {
  _id: string;
  state: 'preparing' | 'committed' | 'abandoned';
  /** When its process was last heard of. */
  beat: number;
}

interface Chunk {
  _id: string;
  plan: string;
  number: number;
  steps: Step[];
}

const STEPS = 100;
/** A plan that has not moved for this long has lost its process. Being wrong costs that import, and nothing else. */
const SILENCE_MS = 20_000;

export interface Imports {
  apply(
    steps: AsyncIterable<Step> | Iterable<Step>,
    progress: ((done: number) => void) | undefined,
  ): Promise<Step | null>;
  /** Waits a little for the import that holds this document, and puts an end to it when its process is gone. */
  waitFor(held: string, collection: string, id: string): Promise<void>;
  /** Finishes or undoes what processes left that are gone. Returns how many plans it settled. */
  settle(): Promise<number>;
}

async function* chunked(steps: AsyncIterable<Step> | Iterable<Step>): AsyncGenerator<Step[]> {
  let chunk: Step[] = [];
  for await (const step of steps) {
    chunk.push(step);
    if (chunk.length < STEPS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

export function createImports(db: Db, specs: ReadonlyMap<string, CollectionSpec>, attempt: Attempt): Imports {
  const plans = db.collection<Plan>('imports');
  const chunks = db.collection<Chunk>('importSteps');
  const { reserve, perform, undo, free } = createReservations(db, specs);

  /** Chunks leave the journal as they are done, so a plan that is taken up again goes on where it was. */
  async function eachChunk(plan: string, visit: (steps: Step[]) => Promise<void>): Promise<void> {
    for (;;) {
      const chunk = await attempt(() => chunks.findOne({ plan }, { sort: { number: 1 } }));
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

  /** Moves the plan on from `preparing`; of its own process and one that thinks it dead, one succeeds. */
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
    async apply(steps, progress) {
      const plan = newStamp();
      let prepared = 0;
      let total = 0;
      const told = (done: number): void => progress?.(done);
      await attempt(() =>
        plans.updateOne({ _id: plan }, { $set: { state: 'preparing', beat: Date.now() } }, { upsert: true }),
      );
      try {
        for await (const group of chunked(steps)) {
          const chunk = { _id: `${plan}/${prepared}`, plan, number: prepared, steps: group };
          prepared += 1;
          await attempt(() => chunks.replaceOne({ _id: chunk._id }, chunk, { upsert: true }));
          const refused = await attempt(() => reserve(plan, group));
          if (refused) {
            await decide(plan, 'abandoned');
            await abandon(plan);
            return refused;
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
      return null;
    },

    async waitFor(held, collection, id) {
      await pause(20 + Math.random() * 30);
      const plan = await attempt(() => plans.findOne({ _id: held }));
      if (plan) {
        await settleOne(plan);
        return;
      }
      // Reserved after its plan was given up, or freed a moment ago.
      await attempt(() => free(held, collection, [id]));
    },

    async settle() {
      // A chunk is written after its plan and goes before it: one whose plan is not there then is left over.
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
