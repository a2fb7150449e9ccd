import type { Fact } from '../benefits/ports';
import { type Contents, canonical, contentsOf, documentsOf, fewAtOnce, kept, sameContents } from './contents';
import type { Document, Engine } from './engine';
import { SHAPE_FACT } from './upgrade';

/** Copies a company from one store to another. */

class CopyError extends Error {
  override readonly name = 'CopyError';
  constructor(
    readonly problem: 'not-empty' | 'changed',
    message: string,
  ) {
    super(message);
  }
}

/** Marks a store whose copy has not finished. */
export const UNFINISHED = 'copy-unfinished';
/** Facts that every new store has. */
const OWN_FACTS = [SHAPE_FACT, UNFINISHED];

async function isEmpty(engine: Engine): Promise<boolean> {
  for (const name of kept(engine)) {
    const [first, ...others] = await engine.collection<Document>(name).after('', OWN_FACTS.length + 1);
    const found = first ? [first, ...others] : [];
    if (found.some(({ id }) => name !== 'facts' || !OWN_FACTS.includes(id))) return false;
  }
  return true;
}

/**
 * Copies everything but leases, then compares counts and checksums. The target must be empty or hold an interrupted
 * copy, which is continued; no bot opens it before the end. If somebody writes to the source meanwhile, throws
 * `CopyError` (`changed`) and can be run again.
 */
export async function copyEngine(from: Engine, to: Engine, progress?: (done: number) => void): Promise<Contents> {
  const facts = to.collection<Fact>('facts');
  const unfinished = await facts.get(UNFINISHED);
  if (!unfinished) {
    if (!(await isEmpty(to))) {
      throw new CopyError(
        'not-empty',
        'The store to copy to is not empty: name an empty one, so that nothing is mixed.',
      );
    }
    await facts.insert({ id: UNFINISHED, version: 1, value: from.name });
  }
  let done = 0;
  for (const name of kept(from)) {
    const target = to.collection<Document>(name);
    for await (const batch of documentsOf(from, name)) {
      await fewAtOnce(batch, (document) => put(target, document));
      done += batch.length;
      progress?.(done);
    }
  }
  const [source, copied] = [await contentsOf(from), await contentsOf(to, [UNFINISHED])];
  if (!sameContents(source, copied)) {
    throw new CopyError('changed', 'The stores differ after the copy: stop what writes to the first, then copy again.');
  }
  const mark = await facts.get(UNFINISHED);
  if (mark) await facts.deleteIf(UNFINISHED, mark.version);
  return copied;
}

async function put(target: ReturnType<Engine['collection']>, document: Document): Promise<void> {
  if (await target.insert(document)) return;
  const there = await target.get(document.id);
  if (there && canonical(there) === canonical(document)) return;
  // From an interrupted copy, or changed in the source since.
  if (there) await target.deleteIf(there.id, there.version);
  if (!(await target.insert(document))) {
    throw new CopyError('changed', 'The store changed while it was copied: stop what writes to it, then copy again.');
  }
}
