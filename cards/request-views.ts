import type { Moment } from '../benefits/time';
import type { Left } from './change-views';
import type { BenefitRef, PageOf, PersonRef } from './refs';

export interface RequestRow {
  id: string;
  benefit: BenefitRef;
  person: PersonRef;
  askedAt: Moment;
  state: 'open' | 'waiting' | 'approved' | 'declined' | 'withdrawn';
  settledBy: PersonRef | null;
  why: string | null;
  /** 1 for the oldest open request of the benefit; null once it is settled. */
  place: number | null;
  used: number;
  quantity: number;
  /** For an admin, of an approved request. */
  left: Left | null;
  /** No seat for this person; whoever keeps a temporary seat needs no other one. */
  full: boolean;
}

/** One request, as each admin sees it: verbs `approve` and `decline`, data `{ request, version }`. */
export interface RequestView {
  kind: 'request';
  row: RequestRow;
  /** The reader's own: with `withdraw {benefit, version}`, and `assign {benefit, user: 'me', reason}` to say why. */
  own: boolean;
  version: string;
}

export interface RequestsView {
  kind: 'requests';
  own: boolean;
  /** Those of this benefit or of this person alone; null: of all. */
  benefit: BenefitRef | null;
  person: PersonRef | null;
  /** Above the page's open requests: those that were just settled. */
  rows: readonly RequestRow[];
  page: PageOf;
  version: string;
}
