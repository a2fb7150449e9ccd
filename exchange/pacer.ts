import { setImmediate } from 'node:timers/promises';
import { LimitPassed, type Limits } from './limits';

/** Milliseconds of work between two pauses. */
const SLICE_MS = 10;

/** Splits long work into slices so that the bot stays responsive. Await `pause` whenever `due`, or `rest` between steps. */
export interface Pacer {
  due(): boolean;
  /** Throws `LimitPassed` after the time limit. */
  pause(): Promise<void>;
  /** Pauses if due. */
  rest(): Promise<void>;
}

export function createPacer(limits: Pick<Limits, 'ms'>): Pacer {
  const start = performance.now();
  let last = start;
  const due = () => performance.now() - last >= SLICE_MS;
  const pause = async () => {
    if (performance.now() - start > limits.ms) throw new LimitPassed({ is: 'takes-too-long', limit: limits.ms });
    await setImmediate();
    last = performance.now();
  };
  return {
    due,
    pause,
    async rest() {
      if (due()) await pause();
    },
  };
}

/** The same items, with pauses. */
export async function* paced<T>(items: Iterable<T>, pacer: Pacer): AsyncGenerator<T> {
  for (const item of items) {
    if (pacer.due()) await pacer.pause();
    yield item;
  }
}
