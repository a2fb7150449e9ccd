import type { Moment } from './time';

/** Everything people are told without having asked in that moment. */
export const NOTICE_KINDS = [
  'assigned',
  'moved-away',
  'taken-back',
  'support-pending',
  'support-active',
  'portal-done',
  'benefit-ending',
  'membership-ending',
  'few-seats',
  'request-new',
  'request-settled',
  'request-approved',
  'request-declined',
  'request-waiting',
  'seat-came-back',
  'delivery-failed',
  'linked',
  'link-asked',
  'admin-linked',
  'role-changed',
  'many-reveals',
  'ticket-refused',
  'history-failed',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * Something a person is to be told. Facts are codes, ids, names and days, worded only when sent, in the reader's language;
 * never a key.
 */
export interface Notice {
  id: string;
  kind: NoticeKind;
  /** Id of the person. */
  to: string;
  /** Their e-mail address when the notice was made: used when they have left the list since. */
  address: string;
  /** Further addresses that get the same by mail at once, whatever Teams says (support: the alternate address). */
  alsoTo: readonly string[];
  /** True: mail to `to` as well, not only where Teams refuses. */
  byMailToo: boolean;
  benefitId: string | null;
  seatId: string | null;
  /** Id of the person who caused it: told when nothing reaches the person. Null for what happens by itself. */
  causedBy: string | null;
  facts: Readonly<Record<string, string | number | null>>;
  at: Moment;
}

/** How far one notice got on one way to one address. */
export interface Delivery {
  notice: string;
  kind: NoticeKind;
  channel: 'teams' | 'email';
  /** teams: id of the person, or of one of their cards. email: the address. */
  address: string;
  state: 'queued' | 'sent' | 'failed';
  /** Why it failed or waits: a code such as `blocked`, `not-installed`, `no-smtp`, `mailbox`. */
  why: string | null;
  at: Moment;
}
