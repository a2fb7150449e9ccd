import type { Act } from './command';
import type { Stored } from './outbox';
import type { Moment } from './time';

/** Several commands of one message, stored while the confirm card is open. */
export interface Plan extends Stored {
  /** Id of the person who may confirm it. */
  by: string;
  acts: readonly Act[];
  expiresAt: Moment;
}
