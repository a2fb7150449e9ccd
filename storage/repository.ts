import type { Stored } from '../benefits/outbox';
import type { Repository } from '../benefits/ports';
import type { Collection } from './engine';

/** `filled` is called when a document with a filled outbox was, or may have been, written. */
export function repository<T extends Stored>(collection: Collection<T>, filled?: (id: string) => void): Repository<T> {
  const noted = async <R>(document: T, write: Promise<R>): Promise<R> => {
    try {
      return await write;
    } finally {
      if (filled && 'pending' in document && document.pending === 1) filled(document.id);
    }
  };
  return {
    get: (id) => collection.get(id),
    getMany: (ids) => collection.getMany(ids),
    insert: (document) => noted(document, collection.insert({ ...document, version: Math.max(1, document.version) })),
    replace(before, after) {
      if (before.id !== after.id) throw new Error(`${before.id} cannot become ${after.id}`);
      return noted(after, collection.replaceIf(before.id, before.version, after));
    },
    remove: ({ id, version }) => collection.deleteIf(id, version),
  };
}
