import { type Benefit, benefitRef } from '../benefits/benefit';
import type { ImportDifference } from '../benefits/import-difference';
import type { Person } from '../benefits/person';
import type { PortalStep } from '../benefits/portal-step';
import type { Store } from '../benefits/ports';
import type { MicrosoftList } from './company';
import { allOf } from './current-data';
import { listedPeople } from './microsoft-lists';

/** What the Visual Studio portal's own list says about the open steps there. */
export interface ListedSteps {
  /** Done, though nobody has marked them. */
  done: readonly PortalStep[];
  /** Addresses by benefit whom Microsoft lists until they are removed there: no seats to take over. */
  waiting: ReadonlyMap<string, ReadonlySet<string>>;
  differences: readonly ImportDifference[];
}

export async function listedSteps(
  list: MicrosoftList | null,
  store: Store,
  benefits: ReadonlyMap<string, Benefit>,
  people: ReadonlyMap<string, Person>,
): Promise<ListedSteps> {
  const done: PortalStep[] = [];
  const waiting = new Map<string, Set<string>>();
  const differences: ImportDifference[] = [];
  if (list?.is !== 'visual-studio' || !list.licences?.size) return { done, waiting, differences };
  const listed = listedPeople(list.licences, benefits);
  const byId = new Map([...people.values()].map((person) => [person.id, person]));
  for await (const step of allOf((page) => store.steps.open(null, page))) {
    const benefit = benefits.get(step.benefitId);
    if (benefit?.category !== 'visual-studio') continue;
    const { name, email } = byId.get(step.person) ?? step;
    const isListed = listed.get(benefit.id)?.has(email) ?? false;
    const about = { benefit: benefitRef(benefit), name };
    if (isListed === (step.kind === 'assign')) {
      done.push(step);
      differences.push({ is: 'step-done', ...about, step: step.kind });
    } else if (isListed) {
      waiting.set(benefit.id, (waiting.get(benefit.id) ?? new Set()).add(email));
      differences.push({ is: 'at-microsoft', ...about, listed: true });
    }
  }
  return { done, waiting, differences };
}
