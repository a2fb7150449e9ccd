import type { HasOutbox } from './outbox';
import type { StepChange } from './step-change';
import type { Moment } from './time';

/** `void`: an opposite change came before anybody did it, so there is nothing to do. */
export interface PortalStep extends StepChange, HasOutbox {
  state: 'open' | 'done' | 'void';
  /** Id of who marked it as done, or of the change that made it void. */
  settledBy: string | null;
  settledAt: Moment | null;
}

/** Two changes that leave Microsoft's portal as it was. */
export const cancelOut = (step: PortalStep, change: StepChange): boolean =>
  step.state === 'open' && step.kind !== change.kind && step.alternateEmail === change.alternateEmail;
