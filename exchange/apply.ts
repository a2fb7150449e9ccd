import type { Ports, Store } from '../benefits/ports';
import type { Company } from './company';
import { SAMPLE_FACT } from './current-data';
import { type ImportPlan, type PlanOptions, planImport } from './plan';
import type { RowError } from './row-error';

/** Atomic. `stale`: the data changed since the plan was made; plan again. */
async function applyImport(
  plan: ImportPlan,
  store: Store,
  progress?: (done: number, size: number) => void,
): Promise<'done' | 'stale'> {
  if (plan.size === 0) return 'done';
  if (plan.releases.length > 0) {
    await store.applyAll(plan.releases);
    return 'stale';
  }
  if (!(await store.applyAll(plan.writes(), progress && ((done) => progress(done, plan.size))))) return 'stale';
  await plan.settle();
  if (plan.replacesSample) await store.facts.set(SAMPLE_FACT, 'replaced');
  return 'done';
}

const ROUNDS = 5;

/**
 * Plans and applies, again if the data changes in between. Writes nothing while there is a shortage. `backup` is made
 * before the first write.
 */
export async function importCompany(
  company: Company,
  ports: Ports,
  by: string,
  options: PlanOptions & {
    progress?: (done: number, size: number) => void;
    backup?: (() => Promise<unknown>) | null;
  } = {},
): Promise<ImportPlan | RowError[]> {
  const { progress, backup, id = ports.random.id() } = options;
  for (let round = 0; round < ROUNDS; round += 1) {
    const plan = await planImport(company, ports, by, { ...options, id });
    if (Array.isArray(plan) || plan.shortages.length > 0) return plan;
    if (round === 0 && plan.size > 0) await backup?.();
    if ((await applyImport(plan, ports.store, progress)) === 'done') return plan;
  }
  throw new Error('Others kept changing the data, so nothing was imported. Try again.');
}
