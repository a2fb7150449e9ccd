/**
 * What the pages in Teams (web/) send to and get from `POST /api/<name>`, JSON both ways. Types alone: web/ imports
 * nothing else of bot/. A refusal or fault comes as ApiProblem with status 400, 401, 403, 404, 409, 410 or 5xx.
 */
import type { Category, Locale, Role } from '../../benefits/command';
import type { Day, Moment } from '../../benefits/time';

export interface ApiProblem {
  error: { code: string; message: string };
}

/** `keys`: redeems the one-time ticket of the keys dialog. The reveal is in the history before this is answered. */
export interface KeysCall {
  ticket: string;
}
export interface KeysAnswer {
  locale: Locale;
  benefit: { id: string; name: string };
  /** For whom it was taken, if a holder was named. */
  holder: string | null;
  keys: readonly { text: string; language: string | null; os: string | null; kind: 'multiple' | 'single-use' }[];
  instructions: string;
  downloads: readonly { label: string; url: string; language: string | null; os: string | null }[];
  /** Said where there is a key, but no download for what was asked for. */
  noDownload: string | null;
  portalUrl: string | null;
  /** Single-use keys left; null for a key that everyone shares. */
  free: number | null;
  /** To a holder who is not an admin it is shown once. */
  once: boolean;
  /** After so many seconds the page hides the keys. */
  seconds: number;
}

/** `overview`: the tab's first page, in one call. */
export interface OverviewAnswer {
  locale: Locale;
  me: { email: string; name: string; role: Role };
  company: string | null;
  membership: {
    program: string;
    partnerId: string;
    standing: 'none' | 'pending' | 'active' | 'grace' | 'ended';
    expiresOn: Day | null;
    daysLeft: number | null;
    link: string | null;
  } | null;
  /** Null for an employee, who sees only their own seats. */
  categories: readonly { category: Category; benefits: number; quantity: number; used: number }[] | null;
  ending: readonly { id: string; name: string; on: Day; used: number; quantity: number }[] | null;
  requests: number | null;
  /** `key`: the caller may see the key of the seat, once. */
  mine: readonly (SeatLine & { instructions: string; key: boolean })[];
  /** The caller's own open requests; `place`: in the queue for the benefit, from 1. */
  asked: readonly { benefit: { id: string; name: string }; askedAt: Moment; place: number | null }[];
}

/** `figures`: what takes longer to count. Admins and viewers. */
export interface FiguresAnswer {
  /** Seats in use at the end of each of the last twelve months, oldest first; `month` is `YYYY-MM`. */
  used: readonly { month: string; used: number }[];
  /** What ends in each of the coming twelve months. */
  ending: readonly { month: string; benefits: readonly { id: string; name: string; on: Day }[] }[];
  /** Seats that wait for a step in Microsoft's portal. */
  steps: number;
  /** Seats whose holder could not be told. */
  failed: number;
}

/** `available`: can be used today and has a seat left. `ending`: within 60 days. */
export type BenefitState = 'available' | 'full' | 'ending' | 'upcoming' | 'ended';
export type BenefitSort = 'category' | 'name' | 'state' | 'used' | 'ends';

/** `benefits`: the catalogue, page by page. */
export interface BenefitsCall {
  search: string;
  category: Category | null;
  state: BenefitState | null;
  sort: BenefitSort;
  descending: boolean;
  skip: number;
  limit: number;
}
export interface BenefitsAnswer {
  rows: readonly BenefitLine[];
  total: number;
}
export interface BenefitLine {
  id: string;
  name: string;
  category: Category;
  package: string;
  states: readonly BenefitState[];
  startsOn: Day;
  expiresOn: Day;
  quantity: number;
  /** Null for employees. */
  used: number | null;
  /** The caller holds a seat. */
  mine: boolean;
}

/** `benefit`: one of them, with all that the caller may see and do. */
export interface BenefitCall {
  id: string;
}
export interface BenefitAnswer extends BenefitLine {
  description: string;
  instructions: string;
  portalUrl: string | null;
  /** Why it can't be used now. */
  blocker: string | null;
  /** `languages`, `systems`: which keys there are, to choose from. */
  keys: {
    kind: 'multiple' | 'single-use';
    free: number;
    total: number;
    languages: readonly string[];
    systems: readonly string[];
  } | null;
  /** Commands the caller can run on it; `assign-me`, `request` and `waiting-list` are `assign` for oneself. */
  actions: readonly string[];
}

export interface SeatLine {
  seat: string;
  benefit: { id: string; name: string };
  holder: { email: string; name: string };
  state: 'pending' | 'active';
  alternateEmail: string | null;
  since: Moment | null;
  assignedBy: string | null;
  portalUrl: string | null;
  /** A product key comes with the seat. */
  hasKey: boolean;
  /** The step left to do in Microsoft's portal: what `portal` with `done` needs to mark it. */
  step: { benefit: string; user: string; version: string } | null;
  /** Whether the holder was told: the worst state of the last deliveries. */
  told: 'queued' | 'sent' | 'failed' | null;
}

/** `step`: a step in Microsoft's portal is open. `failed`: the holder could not be told. */
export type SeatState = 'step' | 'failed';
export type SeatSort = 'benefit' | 'person' | 'since' | 'state';

/** `seats`: who holds what, page by page; `search` fits benefit or person. Admins and viewers. */
export interface SeatsCall {
  search: string;
  benefit?: string;
  state?: SeatState;
  /** By benefit and number if absent. */
  sort?: SeatSort;
  descending?: boolean;
  skip: number;
  limit: number;
}
export interface SeatsAnswer {
  rows: readonly SeatLine[];
  total: number;
}

/** `history`: newest first. */
export interface HistoryCall {
  benefit?: string;
  skip: number;
  limit: number;
}
export interface HistoryAnswer {
  rows: readonly {
    id: string;
    at: Moment;
    actor: string;
    command: string;
    benefit: string | null;
    /** Whose seat it was, where it went from one person to another. */
    from: string | null;
    to: string | null;
    outcome: 'done' | 'refused';
    text: string;
  }[];
  more: boolean;
}

/** `command`: any command as a button would send it; the answer is its card, or a line of text. `keys` opens the dialog: `url`. */
export interface CommandCall {
  verb: string;
  data: Record<string, unknown>;
  /** The client's language tag, such as `en-US`, and IANA time zone: the form of dates on the card. */
  reader: { locale: string; timeZone: string };
  /** Asks for the confirmation alone: a command that would act at once is not run, and the answer is empty. */
  preview?: boolean;
}
export interface CommandAnswer {
  card: Record<string, unknown> | null;
  text: string | null;
  /** Page to open in a dialog (the keys dialog with its ticket). */
  url: string | null;
  /** A card that shows a key is taken away after so many seconds. */
  hideAfter?: number;
}

/** `choices`: typeahead for inputs in cards shown by the tab. */
export interface ChoicesCall {
  dataset: 'people' | 'benefits';
  text: string;
}
export interface ChoicesAnswer {
  choices: readonly { title: string; value: string }[];
}
