import type { Step } from './engine';

/** The steps of a plan, `size` at a time. */
export async function* batches(
  steps: AsyncIterable<Step> | Iterable<Step>,
  size: number,
): AsyncGenerator<Step[], undefined> {
  let batch: Step[] = [];
  // An iterable that is there at once is not awaited step by step.
  if (Symbol.iterator in steps) {
    for (const step of steps) {
      if (batch.push(step) < size) continue;
      yield batch;
      batch = [];
    }
  } else {
    for await (const step of steps) {
      if (batch.push(step) < size) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
