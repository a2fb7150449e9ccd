import { endSeat } from '../benefits/actions/end';
import { done, notice } from '../benefits/actions/record';
import { summaryOf } from '../benefits/actions/seats';
import type { Clock, Random, Rules, Store } from '../benefits/ports';
import { type Seat, seatHolder, settle } from '../benefits/seat';
import { addDays, companyDay } from '../benefits/time';
import { LONGEST_MS } from './outcome';

/** Scheduled work: activates seats, removes expired documents and old history. */

export interface UpkeepPorts {
  store: Store;
  clock: Clock;
  random: Random;
  rules: Rules;
  historyYears: number;
}

const STEP = 100;
const ENDING = 1_000;

/**
 * Activates seats whose waiting days are over and notifies the holder and the other address. Each seat is one
 * conditional write. Idempotent.
 */
export async function activateSeats(ports: UpkeepPorts, go: () => boolean): Promise<number> {
  const { store } = ports;
  let activated = 0;
  while (go()) {
    const seats = await store.seats.activating(companyDay(ports), STEP);
    const outcomes = await Promise.all(seats.map(async (seat) => (await activateSeat(ports, seat)) === 'done'));
    const done = outcomes.filter((outcome) => outcome).length;
    activated += done;
    // Seats that changed meanwhile are handled next time.
    if (done === 0 || seats.length < STEP) break;
  }
  return activated;
}

/** Takes temporary seats back whose last day is over. Seats that are left alone are looked at again next time. */
export async function endSeats(ports: UpkeepPorts, go: () => boolean): Promise<number> {
  const yesterday = addDays(companyDay(ports), -1);
  let ended = 0;
  for (const seat of await ports.store.seats.ending(yesterday, ENDING)) {
    if (!go()) break;
    if (await endSeat(ports, seat)) ended += 1;
  }
  return ended;
}

async function activateSeat(ports: UpkeepPorts, seat: Seat) {
  const { store } = ports;
  const holderId = seatHolder(seat);
  if (holderId === null) return 'stale';
  const [benefit, holder] = await Promise.all([store.benefits.get(seat.benefitId), summaryOf({ store }, holderId)]);
  const { benefitId, alternateEmail, portalStep } = seat;
  const entry = done(ports, { email: 'system' }, 'activate', {
    benefitId,
    person: holder.email,
    detail: { seat: seat.number, ...(portalStep ? { portal: 'todo' } : {}) },
  });
  const told = notice(ports, {
    kind: 'support-active',
    to: holder,
    alsoTo: alternateEmail ? [alternateEmail] : [],
    byMailToo: true,
    benefitId,
    seatId: seat.id,
    causedBy: seat.assignedBy === holderId ? null : seat.assignedBy,
    facts: {
      portal: portalStep ? 'todo' : 'done',
      portalUrl: benefit?.portalUrl ?? null,
      alternate: alternateEmail,
    },
  });
  return store.seats.replace(seat, settle(seat, { days: true }, { history: [entry], notices: [told] }));
}

/** Makes notices due whose next try is further ahead than any wait: a wrong clock wrote them. */
export async function bringForward({ store, clock }: Pick<UpkeepPorts, 'store' | 'clock'>): Promise<void> {
  const now = clock.now().getTime();
  const misdated = await store.dispatches.dueAfter(new Date(now + 2 * LONGEST_MS).toISOString(), STEP);
  await Promise.all(
    misdated.map((dispatch) => store.dispatches.replace(dispatch, { ...dispatch, dueAt: new Date(now).toISOString() })),
  );
}

const SWEPT = 200;
const PRUNED = 500;
const PRUNE_STEPS = 20;

/** Removes expired documents and history older than `HISTORY_YEARS`, in batches. */
export async function tidy({ store, clock, historyYears }: UpkeepPorts, go: () => boolean): Promise<void> {
  const now = clock.now();
  await store.sweep(now.toISOString(), SWEPT);
  const before = new Date(now);
  before.setUTCFullYear(now.getUTCFullYear() - historyYears);
  for (let step = 0; step < PRUNE_STEPS && go(); step += 1) {
    if ((await store.history.prune(before.toISOString(), PRUNED)) < PRUNED) return;
  }
}
