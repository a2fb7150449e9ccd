import type { HistoryEntry } from './history';
import type { Delivery, Notice } from './notice';
import { emptyOutbox, type HasOutbox, withOutbox } from './outbox';
import type { StepChange } from './step-change';
import { addDays, type Day, type Moment } from './time';

/**
 * One seat of a benefit. `id` is `<benefit id>/<number>`. Claim, release and reassign are each one conditional write of
 * this document: if two race for the last seat, one wins.
 */
export interface Seat extends HasOutbox {
  benefitId: string;
  number: number;
  state: 'free' | 'pending' | 'active';
  /** The holder's id, or `free:<number>`. Unique per benefit, so nobody holds two seats of one. */
  holderKey: string;
  /** Support: the other address, which gets every notice too. */
  alternateEmail: string | null;
  /** When it was assigned; of a free seat, when it was last assigned, if Microsoft was told. */
  since: Moment | null;
  /** Id of the admin. */
  assignedBy: string | null;
  /** The seat is pending until this day (support contracts take some working days). */
  activatesOn: Day | null;
  /** The assignment must still be repeated in Microsoft's portal. */
  portalStep: boolean;
  /** Last day of a temporary seat. */
  until: Day | null;
  /** HOLDER_KEYS: when the holder revealed its key; an admin who sends the notice again allows it once more. */
  keyShownAt: Moment | null;
  /** The holder was asked whether they still need it. */
  review: { askedAt: Moment; keptAt: Moment | null } | null;
  deliveries: readonly Delivery[];
}

const freeKey = (number: number): string => `free:${number}`;
export const seatId = (benefitId: string, number: number): string => `${benefitId}/${number}`;
export const seatHolder = (seat: Seat): string | null => (seat.state === 'free' ? null : seat.holderKey);

/** True if it is still the same assignment, whatever else was written to the seat. */
export const sameTenure = (a: Seat, b: Seat): boolean =>
  a.state !== 'free' && a.holderKey === b.holderKey && a.since === b.since;

const free = (number: number) => ({
  state: 'free' as const,
  holderKey: freeKey(number),
  alternateEmail: null,
  since: null,
  assignedBy: null,
  activatesOn: null,
  portalStep: false,
  until: null,
  keyShownAt: null,
  review: null,
  deliveries: [],
});

/** A seat that nobody ever had. */
export const freeSeat = (benefitId: string, number: number): Seat => ({
  id: seatId(benefitId, number),
  version: 1,
  benefitId,
  number,
  ...free(number),
  ...emptyOutbox,
});

export interface Grant {
  /** Id of the person who gets the seat. */
  holder: string;
  alternateEmail: string | null;
  /** Id of the admin. */
  by: string;
  at: Moment;
  activatesOn: Day | null;
  portalStep: boolean;
  until: Day | null;
}

/** History entries and notices of a change. */
export interface Account {
  history: readonly HistoryEntry[];
  notices: readonly Notice[];
  /** What to do in Microsoft's portal. */
  steps?: readonly StepChange[];
}

const granted = (seat: Seat, grant: Grant): Seat => ({
  ...seat,
  state: grant.activatesOn !== null || grant.portalStep ? 'pending' : 'active',
  holderKey: grant.holder,
  alternateEmail: grant.alternateEmail,
  since: grant.at,
  assignedBy: grant.by,
  activatesOn: grant.activatesOn,
  portalStep: grant.portalStep,
  until: grant.until,
  keyShownAt: null,
  review: null,
  deliveries: [],
});

/** Assigns a free seat. Null if it isn't free: load again and decide again. */
export const claim = (seat: Seat, grant: Grant, account: Account): Seat | null =>
  seat.state === 'free' ? withOutbox(granted(seat, grant), account.history, account.notices, account.steps) : null;

export const release = (seat: Seat, account: Account): Seat =>
  withOutbox(
    { ...seat, ...free(seat.number), since: seat.portalStep ? null : seat.since },
    account.history,
    account.notices,
    account.steps,
  );

/** Reassigns a seat without releasing it in between. */
export const handOver = (seat: Seat, grant: Grant, account: Account): Seat =>
  withOutbox(granted(seat, grant), account.history, account.notices, account.steps);

/** Marks waiting days or the portal step as done; the seat is active when neither is left. */
export function settle(seat: Seat, done: { portal?: boolean; days?: boolean }, account: Account): Seat {
  const portalStep = done.portal ? false : seat.portalStep;
  const activatesOn = done.days ? null : seat.activatesOn;
  const state = seat.state === 'free' ? 'free' : portalStep || activatesOn !== null ? 'pending' : 'active';
  return withOutbox({ ...seat, state, portalStep, activatesOn }, account.history, account.notices, account.steps);
}

/** The first day on which the seat may change hands, `minDays` after its assignment; null when that is past. */
export function movableFrom(since: Day | null, minDays: number, today: Day): Day | null {
  if (minDays <= 0 || since === null) return null;
  const from = addDays(since, minDays);
  return today < from ? from : null;
}
