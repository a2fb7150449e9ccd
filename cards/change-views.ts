import type { OneStep } from '../benefits/actions/left-to-do';
import type { Command, OperatingSystem, Role, Slots } from '../benefits/command';
import type { HistoryEntry } from '../benefits/history';
import type { ImportDifference } from '../benefits/import-difference';
import type { Refusal } from '../benefits/refusal';
import type { Asking } from '../benefits/short-lived';
import type { Day } from '../benefits/time';
import type { BenefitChoice, BenefitRef, PageOf, PersonRef } from './refs';

/** What the cards of changes show: questions, confirmations, results and refusals. */

/** A question about one thing that is missing or unclear. */
export interface AskView {
  kind: 'ask';
  command: Command;
  /** Known so far; part of every button. */
  slots: Slots;
  /** `keys-choice`: of a language, a system, or both. `givers`: of `count` of `people`. */
  asking: Exclude<Asking, 'confirm'> | 'keys-choice';
  benefit: BenefitRef | null;
  /** Choices: up to 6 as buttons, more as a filtered list. Empty: free entry or type-ahead. */
  benefits: readonly BenefitChoice[];
  people: readonly PersonRef[];
  languages: readonly string[];
  systems: readonly OperatingSystem[];
  /** A typed name that matched nothing; the choices are the nearest. */
  unknown: string | null;
  /** Why the last answer was rejected. */
  problem: Refusal | null;
  /** Offers to add a new person on the same card. */
  mayAdd: boolean;
  /** assign: the person is asked for on the same card as the benefit. */
  withPerson?: boolean;
  /** assign: the benefit needs another address, asked for on the same card (input `email`). */
  needsEmail?: boolean;
  /** assign: the person picked from the organisation is not in the list. */
  unlisted?: boolean;
  /** assign: what was typed of a person who is not in the list. */
  suggested?: { name: string; email: string };
  /** givers: how many seats must be given up. */
  count?: number;
  /** reassign: whose seats these are. */
  holder?: PersonRef;
  /** reassign: all that somebody holds who leaves; each seat is decided on the same card. */
  leaving?: readonly LeavingSeat[];
  until?: Day | null;
  /** A seat has neither a successor nor a day. */
  incomplete?: boolean;
  version: string;
}

/** A seat of somebody who leaves. */
export interface LeavingSeat {
  benefit: BenefitRef;
  /** Why nobody else can have it now. */
  stays: Refusal | null;
  /** The change must be repeated in Microsoft's portal. */
  portal: boolean;
  needsEmail: boolean;
  /** What was chosen before: `to`, `back`, `keep` or an address. */
  chosen: string | null;
}

export interface ConfirmView {
  kind: 'confirm';
  command: Command;
  slots: Slots;
  benefit: BenefitRef | null;
  /** assign: who gets it; unassign: who loses it; reassign uses `from` and `to`. */
  people: readonly PersonRef[];
  from: PersonRef | null;
  to: PersonRef | null;
  /** assign: last day of a temporary seat. */
  until?: Day | null;
  /** assign: the people have their seats, which get another last day. */
  prolongs?: boolean;
  email: string | null;
  /** update-user: the new name. */
  name: string | null;
  role: Role | null;
  /** Seats left afterwards; null if the number doesn't change. */
  remaining: number | null;
  quantity: number | null;
  leftOut: readonly { person: PersonRef; why: Refusal }[];
  /** Single-use keys; `taken` by the reader. */
  keys: { free: number; total: number; taken: number } | null;
  import: ImportCounts | null;
  /** set-role: the reader stops being an admin. */
  losesOwnRole?: boolean;
  /** Support: the day on which the contract becomes active; null: at once. */
  activeOn: Day | null;
  /** Microsoft may refuse it before this day. */
  tooSoon?: Day | null;
  /** Holders who got a single-use key with the seat. */
  keyStays?: readonly PersonRef[];
  portal: { url: string | null } | null;
  /** The reader's address: nobody is notified of what they do to themselves. */
  reader?: string;
  /** An older card was confirmed and the facts have changed since. */
  changed: boolean;
  version: string;
}

/** A benefit with more seats in use than its quantity in the file. */
export interface ImportShortage {
  benefit: BenefitRef;
  quantity: number;
  holders: readonly { seat: string; name: string }[];
}

export interface ImportCounts {
  file: string;
  sheets: readonly { sheet: string; added: number; updated: number; unchanged: number; notInFile: number }[];
  differences: readonly ImportDifference[];
  /** Guests and blocked accounts of a list of Microsoft's. */
  leftOut: number;
  /** Sheets or files that were not read. */
  ignored: readonly string[];
  /** The reader chooses who gives up a seat. */
  shortages: readonly ImportShortage[];
  /** Ids of the seats chosen so far. */
  chosen: readonly string[];
}

/** What a change leaves the reader to do, and how to take it back. */
export interface Left {
  /** Steps in Microsoft's portal: its link, and the one step to mark as done; null when there are several. */
  portal: { url: string | null; step: OneStep | null } | null;
  /** The holder still needs the key, which the reader passes on: slots of the `keys` button. */
  giveKey?: { benefit: string; user: string } | null;
  /** Undo button: verb `undo`, data `{ change, version }`. */
  undo: { change: string } | null;
}

export interface DoneView extends Left {
  kind: 'done';
  command: Command;
  benefit: BenefitRef | null;
  people: readonly PersonRef[];
  from: PersonRef | null;
  to: PersonRef | null;
  /** assign: last day of a temporary seat. */
  until?: Day | null;
  /** assign: the people had their seats, which got another last day. */
  prolongs?: boolean;
  /** As in an act of a plan. */
  email: string | null;
  name?: string | null;
  role: Role | null;
  leftOut: readonly { person: PersonRef | null; benefit: BenefitRef | null; why: Refusal }[];
  remaining: number | null;
  quantity: number | null;
  activeOn: Day | null;
  /** The reader's own page at Microsoft, for what they assigned to themselves. */
  ownPage?: string | null;
  /** They gave it back and may ask for it again. */
  mayRequest?: boolean;
  /** The reader's address: nobody is notified of what they do to themselves. */
  reader?: string;
  /** Mails wait because no mail server is set. */
  mailWaits: boolean;
  /** For command `undo`. */
  undone: HistoryEntry | null;
  /** People who were added for an assignment that is undone: their removal is offered. */
  added?: readonly PersonRef[];
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
  /** assign: of a seat that the person has already. */
  prolongs?: boolean;
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
  /** Microsoft may refuse an act about this benefit before this day. */
  tooSoon: readonly { benefit: BenefitRef; from: Day }[];
  /** The reader stops being an admin. */
  losesOwnRole: boolean;
  keyStays: readonly PersonRef[];
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
  /** See `DoneView`. */
  added?: readonly PersonRef[];
  /** In the order in which they were done; the card shows the first 25. */
  done: readonly PlanAct[];
  /** `why` null: the store failed. */
  failed: readonly { act: PlanAct; why: Refusal | null }[];
  seats: PlanView['seats'];
  /** Some act has to be repeated in Microsoft's portal. */
  portal: boolean;
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
  /** Several people: why the others don't get it. */
  others: readonly { person: PersonRef; why: Refusal }[];
  /** Names for the ids in the refusals. */
  benefits: readonly BenefitRef[];
  people: readonly PersonRef[];
  /** Next steps as buttons. */
  next: readonly { command: Command; slots: Slots }[];
  version: string;
}
