import type { Carrier } from './outbox';
import type { Moment } from './time';

/** An employee's request for a seat; `id` is `<benefit id>/<e-mail>`, so one person asks once for one benefit. */
export interface SeatRequest extends Carrier {
  benefitId: string;
  person: string;
  /** `waiting`: approved in principle or open while nothing is free. */
  state: 'open' | 'waiting' | 'approved' | 'declined' | 'withdrawn';
  askedAt: Moment;
  settledBy: string | null;
  settledAt: Moment | null;
  /** Cards shown to admins, to be updated when it is settled. */
  cards: readonly { conversationId: string; serviceUrl: string; activityId: string; admin: string }[];
}
