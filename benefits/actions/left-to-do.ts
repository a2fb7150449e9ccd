import { adminPage, type Benefit } from '../benefit';
import { factsToken } from '../facts-token';
import type { Ports } from '../ports';
import type { Seat } from '../seat';
import type { StepChange } from '../step-change';
import type { Actor } from './record';

/** What a change leaves an admin to do: steps in Microsoft's portal, a key to pass on. */

/** One open step, as the button that marks it as done names it. */
export interface OneStep {
  benefit: string;
  /** The person's address. */
  user: string;
  version: string;
}

/** Differs as soon as a button would mark other steps than its card showed. */
export const stepsVersion = (steps: readonly Pick<StepChange, 'id'>[]): string => factsToken(steps.map(({ id }) => id));

const oneStep = (step: StepChange): OneStep => ({
  benefit: step.benefitId,
  user: step.email,
  version: stepsVersion([step]),
});

/** For each seat, its open step; null where none is open. */
export const stepsOfSeats = ({ store }: Pick<Ports, 'store'>, seats: readonly Seat[]): Promise<(OneStep | null)[]> =>
  Promise.all(
    seats.map(async (seat) => {
      if (!seat.portalStep) return null;
      const step = (await store.steps.openOf(seat.benefitId, seat.holderKey)).find(({ kind }) => kind === 'assign');
      return step ? oneStep(step) : null;
    }),
  );

/** What these steps leave to do in the portal: the page if all are on one, the step if there is only one. Null: nothing. */
export function portalLeft(
  steps: readonly StepChange[],
  benefits: readonly Benefit[],
): { url: string | null; step: OneStep | null } | null {
  const [only, ...others] = steps;
  if (!only) return null;
  const isOfOne = others.every(({ benefitId }) => benefitId === only.benefitId);
  const benefit = isOfOne ? benefits.find(({ id }) => id === only.benefitId) : undefined;
  return { url: benefit ? adminPage(benefit) : null, step: others.length === 0 ? oneStep(only) : null };
}

/** The key that the one new holder needs next, where holders may not show it themselves. */
export function keyLeft(
  { rules }: Pick<Ports, 'rules'>,
  actor: Pick<Actor, 'email'>,
  benefit: Benefit,
  [only, ...others]: readonly { email: string }[],
): { benefit: string; user: string } | null {
  if (benefit.activation !== 'keys' || rules.holderKeys || !only || others.length > 0) return null;
  return only.email === actor.email ? null : { benefit: benefit.id, user: only.email };
}
