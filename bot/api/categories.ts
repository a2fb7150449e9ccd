import { CATEGORIES } from '../../benefits/command';
import type { Store } from '../../benefits/ports';
import type { OverviewAnswer } from './types';

/** Benefits, seats and seats in use per category. */
export async function categoriesOf(benefits: Store['benefits']): Promise<NonNullable<OverviewAnswer['categories']>> {
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
