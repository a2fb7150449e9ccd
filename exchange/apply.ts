import type { Keyring, Store } from '../benefits/ports';
import { SAMPLE_FACT } from './current-data';
import { type ImportOptions, type ImportPlan, planImport } from './plan';
import type { RowError } from './row-error';
import type { Company } from './source';

/** All of it or none. `stale`: what the plan was made from has changed; plan again. */
export async function applyImport(
  plan: ImportPlan,
  store: Store,
  progress?: (done: number, size: number) => void,
): Promise<'done' | 'stale'> {
  if (plan.size === 0) return 'done';
  if (plan.releases.length > 0) {
    await store.applyAll(plan.releases);
    return 'stale';
  }
  const refused = await store.applyAll(plan.writes(), progress && ((done) => progress(done, plan.size)));
  if (refused !== null) return 'stale';
  if (plan.replacesSample) await store.facts.set(SAMPLE_FACT, 'replaced');
  return 'done';
}

const ROUNDS = 5;

/** Plans and applies, again when people change the same documents meanwhile. Twice is the same as once. */
export async function importCompany(
  company: Company,
  store: Store,
  keyring: Keyring,
  now: Date,
  actor: string,
  options: ImportOptions & { progress?: (done: number, size: number) => void } = {},
): Promise<ImportPlan | RowError[]> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const plan = await planImport(company, store, keyring, now, actor, options);
    if (Array.isArray(plan) || (await applyImport(plan, store, options.progress)) === 'done') return plan;
  }
  throw new Error('The data was changed by others all the time; nothing was imported. Try again.');
}
