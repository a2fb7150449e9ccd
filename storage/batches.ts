import type { Document, EngineWrite } from './engine';

/** A write of an atomic plan, without what it does not need of the document before. */
export type Step =
  | { readonly kind: 'insert'; readonly collection: string; readonly document: Document }
  | { readonly kind: 'replace'; readonly collection: string; readonly version: number; readonly document: Document }
  | { readonly kind: 'delete'; readonly collection: string; readonly id: string; readonly version: number };

function stepOf({ of: collection, before, after }: EngineWrite): Step {
  if (after && before) return { kind: 'replace', collection, version: before.version, document: after };
  if (after) return { kind: 'insert', collection, document: { ...after, version: Math.max(1, after.version) } };
  if (before) return { kind: 'delete', collection, id: before.id, version: before.version };
  throw new Error('A write has neither a before nor an after');
}

/** The steps of a plan, `size` at a time. */
export async function* batches(
  writes: AsyncIterable<EngineWrite> | Iterable<EngineWrite>,
  size: number,
): AsyncGenerator<Step[], undefined> {
  let batch: Step[] = [];
  for await (const write of writes) {
    if (batch.push(stepOf(write)) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
