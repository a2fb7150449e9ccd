import type { Stored } from '../benefits/outbox';
import type { Repository } from '../benefits/ports';
import type { Collection } from './engine';

/** Called with each document with a filled outbox as it was written; null: it may have been. */
export type Filled<T> = (id: string, document: T | null) => void;

export function repository<T extends Stored>(collection: Collection<T>, filled?: Filled<T>): Repository<T> {
  const noted = async <R>(written: T, write: Promise<R>, done: R): Promise<R> => {
    const isFilled = 'pending' in written && written.pending === 1;
    try {
      const outcome = await write;
      if (isFilled && outcome === done) filled?.(written.id, written);
      return outcome;
    } catch (error) {
      if (isFilled) filled?.(written.id, null);
      throw error;
    }
  };
  return {
    get: (id) => collection.get(id),
    getMany: (ids) => collection.getMany(ids),
    insert(document) {
      const first = { ...document, version: Math.max(1, document.version) };
      return noted(first, collection.insert(first), true);
    },
    replace(before, after) {
      if (before.id !== after.id) throw new Error(`${before.id} cannot become ${after.id}`);
      const write = collection.replaceIf(before.id, before.version, after);
      return noted({ ...after, version: before.version + 1 }, write, 'done');
    },
    remove: ({ id, version }) => collection.deleteIf(id, version),
  };
}
