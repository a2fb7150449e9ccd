import type { OneStep } from '../benefits/actions/left-to-do';
import type { Benefit } from '../benefits/benefit';
import type { Category, Command, Filter, Locale, Role, Slots } from '../benefits/command';
import type { FormerEmail, HistoryEntry } from '../benefits/history';
import type { KeyKind } from '../benefits/key';
import type { Membership, Standing } from '../benefits/membership';
import type { Delivery, Notice } from '../benefits/notice';
import type { Refusal } from '../benefits/refusal';
import type { Seat } from '../benefits/seat';
import type { Day } from '../benefits/time';
import type { PlanDoneView } from './change-views';
import type { BenefitRef, PageOf, PersonRef } from './refs';
import type { RequestRow } from './request-views';

export type * from './change-views';
export type * from './key-views';
export type * from './refs';
export type * from './request-views';

/**
 * What a card shows: loaded and authorised facts, without wording. A card is a pure function of its view and the render
 * options. Buttons carry `{ …slots, version }` with the view's version.
 */

export interface RenderOptions {
  locale: Locale;
  today: Day;
  /** Ids (`29:…`) for `refresh.userIds`; empty: no automatic refresh. */
  refreshFor: readonly string[];
  /** Of the reader's client, such as `US`: the form of dates. Britain's or France's if absent. */
  region?: string;
  /** IANA name of the reader's time zone; UTC if absent. */
  timeZone?: string;
  /** The card is in another language than the reader's usual one: its buttons ask for answers in its own. */
  saysLocale?: boolean;
}

export interface ListView {
  kind: 'list';
  /** `benefits`: these alone. */
  query: { category?: Category; filter?: Filter; benefits?: readonly string[] };
  /** The benefit whose row is open. */
  open?: string;
  /** Filters by seats are only for readers who may see seats. */
  filters: readonly Filter[];
  /** `used` is null for readers who may not see seats. */
  rows: readonly {
    benefit: Benefit;
    used: number | null;
    full: boolean;
    mine: boolean;
    actions: readonly BenefitAction[];
  }[];
  page: PageOf;
  standing: Standing;
  /** Days to the membership's end; null without one. */
  daysLeft: number | null;
  version: string;
}

export type BenefitAction =
  | 'keys'
  | 'assign'
  | 'assign-me'
  | 'request'
  | 'waiting-list'
  | 'requests'
  | 'withdraw'
  | 'assignments'
  | 'history'
  | 'unassign'
  | 'reassign';

export interface ShowView {
  kind: 'show';
  benefit: Benefit;
  /** Link to its page in the personal tab; null on that page. */
  tab: string | null;
  /** Null for readers who may not see seats. */
  used: number | null;
  full: boolean;
  /** At most 5; null for readers who may not see them. */
  holders: readonly { person: PersonRef; seat: Seat }[] | null;
  /** The reader's own seat. */
  mine: Seat | null;
  keys: { kind: KeyKind; total: number; free: number } | null;
  /** Why nothing can be activated now, or null. */
  blocker: Refusal | null;
  /** What this reader may do here. */
  actions: readonly BenefitAction[];
  version: string;
}

export interface SeatRow {
  seat: Seat;
  benefit: BenefitRef;
  holder: PersonRef;
  /** The reader may show the key of this seat, which is their own. */
  ownKey?: 'dialog' | 'card' | null;
  /** A product key comes with the seat. */
  hasKey?: boolean;
  /** The open step in Microsoft's portal. */
  step: OneStep | null;
}

export interface AssignmentsView {
  kind: 'assignments';
  benefit: BenefitRef | null;
  person: PersonRef | null;
  /** The reader's own seats. */
  own: boolean;
  rows: readonly SeatRow[];
  page: PageOf;
  /** For one benefit. */
  used: number | null;
  quantity: number | null;
  /** Admins: reassign, unassign, send again (verb `resend`, data `{ seat, version }`). */
  mayAct: boolean;
  /** Of one benefit: how one more person gets a seat. */
  actions: readonly BenefitAction[];
  version: string;
}

export interface UsersView {
  kind: 'users';
  /** The command of its pages: `assignments` where it shows who does not have a benefit. */
  command: 'users' | 'assignments';
  filter: { role: Role | null; group: string | null; without: BenefitRef | null };
  rows: readonly { person: PersonRef; role: Role; seats: number; linked: boolean; always: boolean }[];
  page: PageOf;
  mayAct: boolean;
  version: string;
}

export interface MembershipView {
  kind: 'membership';
  membership: Membership | null;
  standing: Standing;
  daysLeft: number | null;
  /** Last day on which benefits work. */
  benefitsUntil: Day | null;
  /** `used` is null for readers who may not see seats. */
  ending: readonly { benefit: BenefitRef; on: Day; used: number | null }[];
  mayImport: boolean;
  /** Admins: mails wait because no mail server is set. */
  mailWaits: boolean;
  version: string;
}

export interface HistoryRow {
  entry: HistoryEntry;
  actor: PersonRef | null;
  /** The previous holder of a reassigned seat. */
  from: PersonRef | null;
  to: PersonRef | null;
  benefit: BenefitRef | null;
}

export interface HistoryView {
  kind: 'history';
  benefit: BenefitRef | null;
  person: PersonRef | null;
  own: boolean;
  formerEmails: readonly FormerEmail[];
  rows: readonly HistoryRow[];
  page: { skip: number; limit: number; more: boolean };
  version: string;
}

export interface HelpView {
  kind: 'help';
  /** `hello`: first contact. */
  occasion: 'hello' | 'help';
  name: string;
  role: Role;
  company: string | null;
  /** No data yet: admins are led to import. */
  empty: boolean;
  tries: readonly { text: string; command: Command; slots: Slots }[];
  local: boolean;
  version: string;
}

export interface NotUnderstoodView {
  kind: 'not-understood';
  guesses: readonly { command: Command; slots: Slots; benefit: BenefitRef | null; person: PersonRef | null }[];
  /** The reader can only ask for a seat. */
  own: boolean;
  version: string;
}

/** A short answer, sent as text and not as a card. */
export interface TextReply {
  kind: 'text';
  reply: /** `benefit`: what it was about. */
    | { says: 'cancelled'; benefit?: string }
    | { says: 'nothing-to-cancel' }
    | { says: 'nothing-to-confirm' }
    | { says: 'waiting' }
    | { says: 'language-is'; locale: Locale }
    | { says: 'courtesy' }
    | { says: 'changes-nothing' }
    | { says: 'cannot' }
    | { says: 'moved-to-personal' }
    | { says: 'open-in-teams' }
    | { says: 'cannot-write-to-you' }
    /** `changed`: false, or null if it isn't known. */
    | { says: 'fault' | 'disk-full'; turn: string; changed: false | null }
    | { says: 'busy' }
    | { says: 'not-known-yet' }
    | { says: 'key-in-message'; group: boolean }
    | { says: 'linked'; person: PersonRef }
    | { says: 'link-over' }
    | { says: 'resent'; person: PersonRef }
    | { says: 'kept'; benefit: BenefitRef }
    | { says: 'import-ask' }
    | { says: 'import-unreadable'; why: 'size' | 'type' | 'address' | 'download' }
    /** The result of a change, for everyone in a group. */
    | { says: 'done-in-group'; command: Command; benefit: BenefitRef | null; people: readonly PersonRef[] }
    | { says: 'plan-in-group'; plan: Pick<PlanDoneView, 'done' | 'failed' | 'undone'> };
}

export interface ExportView {
  kind: 'export';
  /** One-time links. */
  xlsx: string;
  csv: string;
  minutes: number;
  version: string;
}

export interface ImportErrorsView {
  kind: 'import-errors';
  file: string;
  /** The first 50, as `benefits:3:quantity: what is wrong, and how to fix it`. */
  errors: readonly string[];
  total: number;
  version: string;
}

/** A list of people with unknown headings: verb `import`, data `{ upload, version }`. */
export interface ImportColumnsView {
  kind: 'import-columns';
  file: string;
  /** The one with addresses first. */
  columns: readonly string[];
  upload: string;
  version: string;
}

export interface LanguageView {
  kind: 'language-ask';
  version: string;
}

/** Rendered as a card and as a mail. */
export interface NoticeView {
  kind: 'notice';
  notice: Notice;
  benefit: Benefit | null;
  person: PersonRef;
  deliveries: readonly Delivery[];
  company: string | null;
  /** Set for notices about a request. */
  request: RequestRow | null;
  /** Where a holder's own key is shown. */
  keysIn: 'dialog' | 'card';
  /** Where in the personal tab an admin can act on it. */
  tab: string | null;
  version: string;
}
