import type { HasOutbox } from './outbox';
import type { Moment } from './time';

export const requestId = (benefitId: string, personId: string): string => `${benefitId}/${personId}`;

/** A request for a seat. `id` is `<benefit id>/<person id>`: one per person and benefit. */
export interface SeatRequest extends HasOutbox {
  benefitId: string;
  /** Id of the person who asks. */
  person: string;
  /** `waiting`: on the waiting list, because no seat is free. */
  state: 'open' | 'waiting' | 'approved' | 'declined' | 'withdrawn';
  /** The reason, as the person wrote it. */
  why: string | null;
  askedAt: Moment;
  /** Id of the admin. */
  settledBy: string | null;
  settledAt: Moment | null;
  /** Id of the history entry of the assignment that approved it, if that can be undone. */
  change: string | null;
  /** Admins' cards, which show the request as it stands. */
  cards: readonly { conversationId: string; serviceUrl: string; activityId: string; admin: string }[];
}
