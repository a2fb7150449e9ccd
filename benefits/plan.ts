import type { Request } from './command';
import type { Stored } from './outbox';
import type { Moment } from './time';

/** Several acts of one message, kept while their confirm card is open: its button names the plan. */
export interface Plan extends Stored {
  /** Id of the person who may confirm it. */
  by: string;
  acts: readonly Request[];
  expiresAt: Moment;
}
