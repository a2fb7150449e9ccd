import { CATEGORIES } from '../../benefits/command';
import type { Store } from '../../benefits/ports';
import type { OverviewAnswer } from './types';

/** Benefits, seats and seats in use per category. */
export async function categoriesOf({ benefits, seats }: Store): Promise<NonNullable<OverviewAnswer['categories']>> {
  const sums = new Map(CATEGORIES.map((category) => [category, { benefits: 0, quantity: 0, used: 0 }]));
  const all = await benefits.all();
  const used = await seats.usedOfEach(all.map(({ id }) => id));
  for (const [at, { category, quantity }] of all.entries()) {
    const sum = sums.get(category);
    if (!sum) continue;
    sum.benefits += 1;
    sum.quantity += quantity;
    sum.used += used[at] ?? 0;
  }
  return [...sums].map(([category, sum]) => ({ category, ...sum }));
}
