import type { HasOutbox } from './outbox';
import type { Moment } from './time';

export const requestId = (benefitId: string, personId: string): string => `${benefitId}/${personId}`;

/** An employee's request for a seat; `id` is `<benefit id>/<person id>`, so one person asks once for one benefit. */
export interface SeatRequest extends HasOutbox {
  benefitId: string;
  /** Id of who asks. */
  person: string;
  /** `waiting`: approved in principle or open while nothing is free. */
  state: 'open' | 'waiting' | 'approved' | 'declined' | 'withdrawn';
  askedAt: Moment;
  /** Id of the admin. */
  settledBy: string | null;
  settledAt: Moment | null;
  /** Cards shown to admins (by id), to be updated when it is settled. */
  cards: readonly { conversationId: string; serviceUrl: string; activityId: string; admin: string }[];
}
