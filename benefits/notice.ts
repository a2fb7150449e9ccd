import type { Moment } from './time';

/** Messages that the bot sends on its own. */
export const NOTICE_KINDS = [
  'assigned',
  'moved-away',
  'taken-back',
  'support-pending',
  'support-active',
  'portal-done',
  'steps-open',
  'request-reminder',
  'redeem-ending',
  'review-asked',
  'review-reminder',
  'seat-prolonged',
  'seat-ending',
  'seat-ended',
  'benefit-ending',
  'membership-ending',
  'few-seats',
  'request-new',
  'request-changed',
  'request-declined',
  'given-back',
  'seat-came-back',
  'delivery-failed',
  'linked',
  'link-asked',
  'address-differs',
  'stranger-wrote',
  'admin-linked',
  'role-changed',
  'own-role',
  'many-reveals',
  'ticket-refused',
  'history-failed',
  'outcome',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * A notice to one person. Facts are codes, ids, names and days; the wording is chosen when it is sent, in the reader's
 * language.
 */
export interface Notice {
  id: string;
  kind: NoticeKind;
  /** Id of the person. */
  to: string;
  /** Their e-mail address when the notice was created: used if they have left the list since. */
  address: string;
  /** Other addresses that get the same by mail (support: the alternate address). */
  alsoTo: readonly string[];
  /** Send a mail to `to` too, even if Teams delivers. */
  byMailToo: boolean;
  benefitId: string | null;
  seatId: string | null;
  /** Id of the person who caused it and hears about delivery failures; their own doing isn't told to them. Null: nobody. */
  causedBy: string | null;
  facts: Readonly<Record<string, string | number | null>>;
  at: Moment;
}

/** Delivery status of one notice on one channel to one address. */
export interface Delivery {
  notice: string;
  kind: NoticeKind;
  channel: 'teams' | 'email';
  /** teams: id of the person, or of one of their cards. email: the address. */
  address: string;
  state: 'queued' | 'sent' | 'failed';
  /** A code such as `blocked`, `not-installed`, `no-smtp`, `mailbox`. */
  why: string | null;
  at: Moment;
}
