import { setImmediate } from 'node:timers/promises';
import { LimitPassed, type Limits } from './limits';

/** Milliseconds of work between two chances for others. */
const SLICE_MS = 10;

/** Long work in slices, so that the bot answers meanwhile. Call `pause` whenever `due` says so. */
export interface Pacer {
  due(): boolean;
  /** Throws `LimitPassed` when the time is over. */
  pause(): Promise<void>;
}

export function createPacer(limits: Pick<Limits, 'ms'>): Pacer {
  const start = performance.now();
  let last = start;
  return {
    due: () => performance.now() - last >= SLICE_MS,
    async pause() {
      if (performance.now() - start > limits.ms) throw new LimitPassed({ is: 'takes-too-long', limit: limits.ms });
      await setImmediate();
      last = performance.now();
    },
  };
}

/** The items one by one, with pauses. */
export async function* paced<T>(items: Iterable<T>, pacer: Pacer): AsyncGenerator<T> {
  for (const item of items) {
    if (pacer.due()) await pacer.pause();
    yield item;
  }
}
