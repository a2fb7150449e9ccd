import type { Benefit } from '../benefits/benefit';
import type { Category, Command, Filter, Locale, OperatingSystem, Role, Slots } from '../benefits/command';
import type { HistoryEntry } from '../benefits/history';
import type { KeyKind } from '../benefits/key';
import type { Membership, Standing } from '../benefits/membership';
import type { Delivery, Notice } from '../benefits/notice';
import type { Refusal } from '../benefits/refusal';
import type { Seat } from '../benefits/seat';
import type { Day, Moment } from '../benefits/time';

/**
 * What a card shows: facts, loaded and authorised, without wording. A card is a pure function of its view and of how it
 * is dressed. Buttons carry `{ …slots, version }`; where a view has a `version`, its buttons repeat it unchanged.
 */

export interface BenefitRef {
  id: string;
  nameEn: string;
  nameFr: string;
}

export interface PersonRef {
  email: string;
  name: string;
}

export interface PageOf {
  skip: number;
  limit: number;
  total: number;
}

/** Who looks and when: `extent` decides which facts and buttons the view carries already. */
export interface RenderOptions {
  locale: Locale;
  today: Day;
  /** Ids (`29:…`) for `refresh.userIds`; empty: the card does not refresh itself. */
  refreshFor: readonly string[];
  /** The reader's presses would be answered in another language: the card's buttons ask for its own. */
  saysLocale?: boolean;
}

export interface ListView {
  kind: 'list';
  query: { category?: Category; filter?: Filter };
  /** Filters that this reader may use: those by seats are for those who see seats. */
  filters: readonly Filter[];
  /** `used` is null for those who may not see seats. */
  rows: readonly { benefit: Benefit; used: number | null; mine: boolean }[];
  page: PageOf;
  standing: Standing;
  /** Days to the membership's end; null without one. */
  daysLeft: number | null;
  /** False in groups and for employees: rows open, but carry no actions. */
  mayAct: boolean;
  version: string;
}

export interface ShowView {
  kind: 'show';
  benefit: Benefit;
  used: number | null;
  /** The first holders, at most 5; null for those who may not see. */
  holders: readonly { person: PersonRef; seat: Seat }[] | null;
  /** The reader's own seat. */
  mine: Seat | null;
  keys: { kind: KeyKind; total: number; free: number } | null;
  /** Why nothing can be activated now, or null. */
  blocker: Refusal | null;
  /** Buttons: keys, assign, assignments, reassign, unassign, request … already cut to what this reader may do here. */
  actions: readonly (
    | 'keys'
    | 'assign'
    | 'assign-me'
    | 'request'
    | 'assignments'
    | 'history'
    | 'unassign'
    | 'reassign'
  )[];
  version: string;
}

/** One thing is missing or unclear: a question with choices. */
export interface AskView {
  kind: 'ask';
  command: Command;
  /** What is known so far; goes into every button. */
  slots: Slots;
  asking: 'benefit' | 'user' | 'from' | 'to' | 'email' | 'language' | 'os' | 'role' | 'person-details' | 'keys-choice';
  benefit: BenefitRef | null;
  /** Ready choices, shown as buttons up to 6, else as a filtered list. Empty: free entry or typeahead. */
  benefits: readonly BenefitRef[];
  people: readonly PersonRef[];
  languages: readonly string[];
  systems: readonly OperatingSystem[];
  /** A typed name that fitted nothing, to say so and offer what is near. */
  unknown: string | null;
  /** Why the last answer would not do (an address that is the company's own…). */
  problem: Refusal | null;
  /** Whether adding a person who is missing may be offered in the same card. */
  mayAdd: boolean;
  /** assign: the benefit needs another address, asked for (input `email`) in the same card as the person. */
  needsEmail?: boolean;
  /** assign: somebody was chosen from the organisation who is not in the list; nothing else is known. */
  unlisted?: boolean;
  /** assign: what was typed of somebody who is not in the list, to be completed. */
  suggested?: { name: string; email: string };
  /** reassign: whose seats these are. */
  holder?: PersonRef;
  version: string;
}

export interface ConfirmView {
  kind: 'confirm';
  command: Command;
  slots: Slots;
  benefit: BenefitRef | null;
  /** Whom it is about: assign: who gets; unassign: who loses; reassign: `from` and `to`. */
  people: readonly PersonRef[];
  from: PersonRef | null;
  to: PersonRef | null;
  email: string | null;
  role: Role | null;
  /** Seats left after it; null where none count. */
  remaining: number | null;
  quantity: number | null;
  /** A leaver: what moves, and what can't, with the reason. */
  moves: readonly BenefitRef[];
  stays: readonly { benefit: BenefitRef; why: Refusal }[];
  /** People who are left out and why (already have it…). */
  leftOut: readonly { person: PersonRef; why: Refusal }[];
  /** Keys: how many single-use keys are left; the reader has taken this many. */
  keys: { free: number; total: number; taken: number } | null;
  /** Import: what would change. */
  import: ImportCounts | null;
  /** Support: the first day on which the contract is active; null when at once. */
  activeOn: Day | null;
  portal: { url: string } | null;
  /** The reader is the one whom it is about: nobody else is told. */
  self?: boolean;
  /** Said first when an older card was pressed and the facts have changed since. */
  changed: boolean;
  version: string;
}

export interface ImportCounts {
  file: string;
  sheets: readonly { sheet: string; added: number; updated: number; unchanged: number; notInFile: number }[];
  roles: readonly { person: PersonRef; before: Role; after: Role }[];
}

/** The slots of the button that marks a step in Microsoft's portal as done. */
export interface PortalStep {
  benefit: string;
  user: string;
  version: string;
}

/** Exactly what was done. */
export interface DoneView {
  kind: 'done';
  command: Command;
  benefit: BenefitRef | null;
  people: readonly PersonRef[];
  from: PersonRef | null;
  to: PersonRef | null;
  email: string | null;
  role: Role | null;
  moves: readonly BenefitRef[];
  leftOut: readonly { person: PersonRef | null; benefit: BenefitRef | null; why: Refusal }[];
  remaining: number | null;
  quantity: number | null;
  activeOn: Day | null;
  /** Steps are left to do in Microsoft's portal: its link, and the one step to mark as done; null when there are several. */
  portal: { url: string | null; step: PortalStep | null } | null;
  /** The reader is the one whom it is about: nobody else is told. */
  self?: boolean;
  /** Mails wait because no mail server is set: an admin should know. */
  mailWaits: boolean;
  /** Undo button: verb `undo`, data `{ change, version }`. */
  undo: { change: string } | null;
  /** What was undone, for command `undo`. */
  undone: HistoryEntry | null;
  import: ImportCounts | null;
  version: string;
}

/** One act of a plan: it succeeds or fails as a whole. */
export interface PlanAct {
  command: Command;
  benefit: BenefitRef | null;
  /** assign: who gets the seat; unassign: who gives it up; reassign: the successor; else whom it is about. */
  person: PersonRef | null;
  /** reassign: who has the seat now. */
  from: PersonRef | null;
  /** assign, reassign: the other address. update-user: the new address. */
  email: string | null;
  /** update-user: the new name. */
  name: string | null;
  role: Role | null;
  /** assign: the last day of the seat. */
  until: Day | null;
  quantity: number | null;
}

/** Several acts, or one act for more than 25 people, asked once before they are done. */
export interface PlanView {
  kind: 'plan';
  /** Id of the stored plan: buttons carry `{ plan, version }`, the confirm button also `confirm`, paging also `skip`. */
  plan: string;
  /** The command of the plan's first act: the verb of the confirm button. */
  command: Command;
  /** The acts of this page, in the order in which they will be done. */
  acts: readonly PlanAct[];
  page: PageOf;
  /** All that can't be done, not only of this page. With no act left there is no confirm button. */
  cannot: readonly { act: PlanAct; why: Refusal }[];
  /** Seats in use afterwards, of each benefit whose number changes. */
  seats: readonly { benefit: BenefitRef; used: number; quantity: number }[];
  /** Some act has to be repeated in Microsoft's portal. */
  portal: boolean;
  /** Names for further ids in the refusals. */
  benefits: readonly BenefitRef[];
  people: readonly PersonRef[];
  /** An older card was confirmed and the facts have changed since. */
  changed: boolean;
  version: string;
}

/** What was done of a plan, or undone. */
export interface PlanDoneView {
  kind: 'plan-done';
  undone: boolean;
  /** In the order in which they were done; the card shows the first 25. */
  done: readonly PlanAct[];
  /** `why` null: the store failed. */
  failed: readonly { act: PlanAct; why: Refusal | null }[];
  seats: PlanView['seats'];
  /** Steps that are open in Microsoft's portal because of this plan. */
  steps: number;
  /** Mails wait because no mail server is set. */
  mailWaits: boolean;
  /** One button for all: verb `undo`, data `{ change, version }`. */
  undo: { change: string } | null;
  benefits: readonly BenefitRef[];
  people: readonly PersonRef[];
  version: string;
}

export interface RefusedView {
  kind: 'refused';
  command: Command | null;
  slots: Slots;
  refusal: Refusal;
  benefit: BenefitRef | null;
  person: PersonRef | null;
  /** Names for the ids in the refusal (holders, nearest, whom to ask). */
  benefits: readonly BenefitRef[];
  people: readonly PersonRef[];
  /** Next steps as buttons: commands with slots. */
  next: readonly { command: Command; slots: Slots }[];
  version: string;
}

/** Before a key is shown. The button opens the dialog (`msteams.type: task/fetch`) or, with `mode: card`, is Action.Execute `keys` with `reveal: true`. */
export interface KeyOfferView {
  kind: 'key-offer';
  mode: 'dialog' | 'card';
  benefit: Benefit;
  /** `another`: one more single-use key was confirmed; what the button must repeat. */
  slots: Slots & { another?: boolean; confirm?: boolean };
  key: { kind: KeyKind; free: number; total: number; takenByMe: number };
  holder: PersonRef | null;
  version: string;
}

/** Returned to one person alone, never sent to a conversation. */
export interface KeyShownView {
  kind: 'key-shown';
  benefit: Benefit;
  keys: readonly { text: string; language: string | null; os: OperatingSystem | null; kind: KeyKind }[];
  downloads: Benefit['downloads'];
  holder: PersonRef | null;
  free: number;
  /** Verb `keys`, `{ another: true }`: taking one more single-use key, asked first. */
  mayTakeAnother: boolean;
  seconds: number;
  version: string;
}

export interface SeatRow {
  seat: Seat;
  benefit: BenefitRef;
  holder: PersonRef;
  /** The open step in Microsoft's portal. */
  step: PortalStep | null;
}

export interface AssignmentsView {
  kind: 'assignments';
  benefit: BenefitRef | null;
  person: PersonRef | null;
  /** The reader's own seats: addressed as "you". */
  own: boolean;
  rows: readonly SeatRow[];
  page: PageOf;
  /** For one benefit: used and quantity. */
  used: number | null;
  quantity: number | null;
  /** Admins: reassign, unassign, send again (verb `resend`, data `{ seat, version }`). */
  mayAct: boolean;
  version: string;
}

export interface UsersView {
  kind: 'users';
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
  /** What ends with it or soon. */
  /** `used` is null for those who may not see seats. */
  ending: readonly { benefit: BenefitRef; on: Day; used: number | null }[];
  mayImport: boolean;
  /** Admins: mails wait because no mail server is set. */
  mailWaits: boolean;
  version: string;
}

export interface HistoryRow {
  entry: HistoryEntry;
  actor: PersonRef | null;
  /** Whose seat it was, where it went from one person to another. */
  from: PersonRef | null;
  to: PersonRef | null;
  benefit: BenefitRef | null;
}

export interface HistoryView {
  kind: 'history';
  benefit: BenefitRef | null;
  person: PersonRef | null;
  own: boolean;
  rows: readonly HistoryRow[];
  page: { skip: number; limit: number; more: boolean };
  version: string;
}

export interface RequestRow {
  id: string;
  benefit: BenefitRef;
  person: PersonRef;
  askedAt: Moment;
  state: 'open' | 'waiting' | 'approved' | 'declined' | 'withdrawn';
  settledBy: PersonRef | null;
  free: number;
  quantity: number;
}

/** One request, as each admin sees it: verbs `approve` and `decline`, data `{ request, version }`. */
export interface RequestView {
  kind: 'request';
  row: RequestRow;
  version: string;
}

export interface RequestsView {
  kind: 'requests';
  rows: readonly RequestRow[];
  version: string;
}

export interface HelpView {
  kind: 'help';
  /** `hello`: first contact. `help`: asked for. `lost`: not understood. */
  occasion: 'hello' | 'help';
  name: string;
  role: Role;
  company: string | null;
  /** An admin of a company without data is led through import. */
  empty: boolean;
  /** Three things to try. */
  tries: readonly { text: string; command: Command; slots: Slots }[];
  local: boolean;
  version: string;
}

export interface NotUnderstoodView {
  kind: 'not-understood';
  guesses: readonly { command: Command; slots: Slots; benefit: BenefitRef | null; person: PersonRef | null }[];
  version: string;
}

/** Short answers without facts of their own: sent as text, not as a card. */
export interface TextReply {
  kind: 'text';
  reply:
    | { says: 'cancelled' }
    | { says: 'nothing-to-cancel' }
    | { says: 'not-yet' }
    | { says: 'language-is'; locale: Locale }
    | { says: 'courtesy' }
    | { says: 'moved-to-personal' }
    | { says: 'cannot-write-to-you' }
    | { says: 'fault'; turn: string }
    | { says: 'linked'; person: PersonRef }
    | { says: 'link-over' }
    | { says: 'resent'; person: PersonRef }
    | { says: 'request-sent'; benefit: BenefitRef; waiting: boolean }
    | { says: 'import-ask' }
    | { says: 'import-unreadable'; why: 'size' | 'type' | 'address' | 'download' }
    /** The result of a change, as everyone in a group may see it. */
    | { says: 'done-in-group'; command: Command; benefit: BenefitRef | null; people: readonly PersonRef[] };
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
  /** The first 50, as `benefits:3:quantity: what is wrong, and how to mend it`. */
  errors: readonly string[];
  total: number;
  version: string;
}

export interface LanguageView {
  kind: 'language-ask';
  version: string;
}

/** A notice as a card; the same facts make the mail. */
export interface NoticeView {
  kind: 'notice';
  notice: Notice;
  benefit: Benefit | null;
  person: PersonRef;
  deliveries: readonly Delivery[];
  company: string | null;
  /** For kind `request-new`: the request's row. */
  request: RequestRow | null;
  version: string;
}
