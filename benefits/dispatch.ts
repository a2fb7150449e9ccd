import type { Delivery, Notice } from './notice';
import type { Stored } from './outbox';
import type { Moment } from './time';

/** A notice that is being delivered. */
export interface Dispatch extends Stored {
  notice: Notice;
  channels: readonly Delivery[];
  attempts: number;
  /** Next try. `done` sorts after every moment. */
  dueAt: Moment | 'done';
}

export const newDispatch = (notice: Notice): Dispatch => ({
  id: notice.id,
  version: 1,
  notice,
  channels: [],
  attempts: 0,
  dueAt: notice.at,
});
