import type { HistoryEntry } from './history';
import type { Delivery, Notice } from './notice';
import { type HasOutbox, withOutbox } from './outbox';
import type { Refusal } from './refusal';
import type { StepChange } from './step-change';
import { addDays, type Day, dayOf, type Moment } from './time';

/**
 * One seat of a benefit; `id` is `<benefit id>/<number>`. Claim, release and reassign each change this one document, in
 * one conditional write: of two who want the last seat, one wins.
 */
export interface Seat extends HasOutbox {
  benefitId: string;
  number: number;
  state: 'free' | 'pending' | 'active';
  /** The holder's person id, or `free:<number>`. Unique together with the benefit: nobody holds two seats of one. */
  holderKey: string;
  /** Support: the other address that gets everything too. */
  alternateEmail: string | null;
  since: Moment | null;
  /** Id of the admin. */
  assignedBy: string | null;
  /** Until then the seat is pending (support contracts take some working days). */
  activatesOn: Day | null;
  /** Microsoft's own page has not been told yet. */
  portalStep: boolean;
  deliveries: readonly Delivery[];
}

export const freeKey = (number: number): string => `free:${number}`;
export const seatId = (benefitId: string, number: number): string => `${benefitId}/${number}`;
export const seatHolder = (seat: Seat): string | null => (seat.state === 'free' ? null : seat.holderKey);

/** The same person has it since the same moment: whatever else was noted on the seat decides nothing. */
export const sameTenure = (a: Seat, b: Seat): boolean =>
  a.state !== 'free' && a.holderKey === b.holderKey && a.since === b.since;

export interface Grant {
  /** Id of the person who gets the seat. */
  holder: string;
  alternateEmail: string | null;
  /** Id of the admin. */
  by: string;
  at: Moment;
  activatesOn: Day | null;
  portalStep: boolean;
}

/** Attached to every change: what is logged and who is told. */
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
  deliveries: [],
});

/** A free seat goes to a person. Null when the seat is not free any more: load again and decide again. */
export const claim = (seat: Seat, grant: Grant, account: Account): Seat | null =>
  seat.state === 'free' ? withOutbox(granted(seat, grant), account.history, account.notices, account.steps) : null;

/** The seat becomes free. */
export const release = (seat: Seat, account: Account): Seat =>
  withOutbox(
    {
      ...seat,
      state: 'free',
      holderKey: freeKey(seat.number),
      alternateEmail: null,
      since: null,
      assignedBy: null,
      activatesOn: null,
      portalStep: false,
      deliveries: [],
    },
    account.history,
    account.notices,
    account.steps,
  );

/** The seat goes from its holder to another person in one step: it is never free in between. */
export const handOver = (seat: Seat, grant: Grant, account: Account): Seat =>
  withOutbox(granted(seat, grant), account.history, account.notices, account.steps);

/** What waits is over (working days, Microsoft's page): active once neither is left. */
export function settle(seat: Seat, done: { portal?: boolean; days?: boolean }, account: Account): Seat {
  const portalStep = done.portal ? false : seat.portalStep;
  const activatesOn = done.days ? null : seat.activatesOn;
  const state = seat.state === 'free' ? 'free' : portalStep || activatesOn !== null ? 'pending' : 'active';
  return withOutbox({ ...seat, state, portalStep, activatesOn }, account.history, account.notices, account.steps);
}

/** Null when the seat may change hands now. `minDays` counts from the last assignment. */
export function reassignBlocker(seat: Seat, minDays: number, today: Day): Refusal | null {
  if (minDays <= 0 || seat.since === null) return null;
  const from = addDays(dayOf(seat.since), minDays);
  return today < from ? { reason: 'too-soon', benefit: seat.benefitId, from } : null;
}
