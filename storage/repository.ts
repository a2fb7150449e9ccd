import type { Stored } from '../benefits/outbox';
import type { Repository } from '../benefits/ports';
import type { Collection } from './engine';

export function repository<T extends Stored>(collection: Collection<T>): Repository<T> {
  return {
    get: (id) => collection.get(id),
    getMany: (ids) => collection.getMany(ids),
    insert: (document) => collection.insert({ ...document, version: Math.max(1, document.version) }),
    replace(before, after) {
      if (before.id !== after.id) throw new Error(`${before.id} cannot become ${after.id}`);
      return collection.replaceIf(before.id, before.version, after);
    },
    remove: ({ id, version }) => collection.deleteIf(id, version),
  };
}
