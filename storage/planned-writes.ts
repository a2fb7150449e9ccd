import type { Stored } from '../benefits/outbox';
import type { Write } from '../benefits/ports';
import type { Step } from './engine';

function stepFor(collection: string, before: Stored | null, after: Stored | null): Step {
  if (after && before) return { kind: 'replace', collection, version: before.version, document: after };
  if (after) return { kind: 'insert', collection, document: { ...after, version: Math.max(1, after.version) } };
  if (before) return { kind: 'delete', collection, id: before.id, version: before.version };
  throw new Error('A write has neither a before nor an after');
}

/** Turns writes into the engine's steps, lazily. */
export function planned(writes: Iterable<Write> | AsyncIterable<Write>) {
  const origin = new WeakMap<Step, Write>();

  const stepOf = (write: Write): Step => {
    const step = stepFor(write.of, write.before, write.after);
    origin.set(step, write);
    return step;
  };

  async function* later(source: AsyncIterable<Write>): AsyncGenerator<Step> {
    for await (const write of source) yield stepOf(write);
  }
  function* now(source: Iterable<Write>): Generator<Step> {
    for (const write of source) yield stepOf(write);
  }
  return {
    steps: Symbol.iterator in writes ? now(writes) : later(writes),
    writeOf(step: Step): Write {
      const write = origin.get(step);
      if (!write) throw new Error('The engine refused a step that it was not given');
      return write;
    },
  };
}
