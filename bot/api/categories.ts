import { CATEGORIES } from '../../benefits/command';
import type { Store } from '../../benefits/ports';
import type { OverviewAnswer } from './types';

type Shelves = NonNullable<OverviewAnswer['categories']>;
export type Categories = () => Promise<Shelves>;

/**
 * Benefits, seats and seats in use of each category: added up once, again when the store says that benefits or counts
 * have changed, in whichever process that was.
 */
export function createCategories({ benefits, catalogue }: Store): Categories {
  let known: { of: string; shelves: Promise<Shelves> } | null = null;
  return async () => {
    const of = (await Promise.all([catalogue.revision(), catalogue.usage()])).join('|');
    if (known?.of !== of) {
      const made = { of, shelves: addedUp(benefits) };
      known = made;
      made.shelves.catch(() => {
        if (known === made) known = null;
      });
    }
    return known.shelves;
  };
}

async function addedUp(benefits: Store['benefits']): Promise<Shelves> {
  const sums = new Map(CATEGORIES.map((category) => [category, { benefits: 0, quantity: 0, used: 0 }]));
  for (const { category, quantity, used } of await benefits.all()) {
    const sum = sums.get(category);
    if (!sum) continue;
    sum.benefits += 1;
    sum.quantity += quantity;
    sum.used += used;
  }
  return [...sums].map(([category, sum]) => ({ category, ...sum }));
}
