import type { Benefit } from '../benefit';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import { isRefusal, type Refusal } from '../refusal';
import { handOver, movableFrom, type Seat, sameTenure, seatHolder } from '../seat';
import type { Day } from '../time';
import { companyDay } from '../time';
import { type Actor, done } from './record';
import {
  activationBlocker,
  type Change,
  emptied,
  farewell,
  grantTo,
  otherAddress,
  portalSteps,
  stepsLeft,
  welcome,
} from './seats';

export interface ReassignInput {
  benefit: Benefit;
  /** The seat as the admin saw it. */
  seat: Seat;
  from: PersonSummary;
  to: PersonSummary;
  email: string | null;
  /** Id of the history entry. */
  once?: string;
}

const minDays = ({ rules }: Pick<Ports, 'rules'>, benefit: Benefit): number =>
  benefit.reassignMinDays ?? rules.reassignMinDays;

/** The first day on which the seat may be assigned to somebody else; null: today. */
export const firstDay = (ports: Pick<Ports, 'clock' | 'rules'>, benefit: Benefit, seat: Seat): Day | null =>
  movableFrom(seat.since && companyDay(ports, seat.since), minDays(ports, benefit), companyDay(ports));

/** For each free seat, soonest first, the first day on which it may be assigned again; empty: today. */
export async function freeFrom(
  ports: Pick<Ports, 'clock' | 'rules' | 'store'>,
  benefit: Benefit,
): Promise<(Day | '')[]> {
  if (minDays(ports, benefit) <= 0) return [];
  const free = await ports.store.seats.free(benefit.id, 1_000);
  return free.map((seat) => firstDay(ports, benefit, seat) ?? '').sort();
}

/** Null for Visual Studio: there Microsoft's rule holds only when all seats are given, so a warning will do. */
export function tooSoon(ports: Pick<Ports, 'clock' | 'rules'>, benefit: Benefit, seat: Seat): Refusal | null {
  const from = benefit.category === 'visual-studio' ? null : firstDay(ports, benefit, seat);
  return from === null ? null : { reason: 'too-soon', benefit: benefit.id, from };
}

/** Why nobody else can have this seat now, whoever it is, or null. */
export const moveBlocker = async (ports: Ports, benefit: Benefit, seat: Seat): Promise<Refusal | null> =>
  (await activationBlocker(ports, benefit)) ?? tooSoon(ports, benefit, seat);

/** Why the seat can't be reassigned now, or the other address to use. */
export async function reassignRefusal(
  ports: Ports,
  actor: Actor,
  input: ReassignInput,
): Promise<Refusal | { email: string | null }> {
  const { benefit, seat, to } = input;
  if (input.from.id === to.id) return { reason: 'same-person', person: to.id };
  if (benefit.activation === 'self-assign' && to.id !== actor.id) {
    return { reason: 'only-for-oneself', benefit: benefit.id, portalUrl: benefit.portalUrl };
  }
  const blocker = await moveBlocker(ports, benefit, seat);
  if (blocker) return blocker;
  const held = await ports.store.seats.held(benefit.id, to.id);
  if (held) return { reason: 'already-assigned', benefit: benefit.id, person: to.id, since: held.since };
  return otherAddress(ports, benefit, to.email, input.email);
}

/**
 * Reassigns a seat in one write, so it is never free in between, and notifies both people. Does nothing if the
 * assignment changed since the admin saw it.
 */
export async function reassign(ports: Ports, actor: Actor, input: ReassignInput): Promise<Change | Refusal> {
  const { benefit, from, to } = input;
  if (seatHolder(input.seat) !== from.id) return { reason: 'stale' };
  const address = await reassignRefusal(ports, actor, input);
  if (isRefusal(address)) return address;
  const seat = await emptied(ports, input.seat);
  const grant = await grantTo(ports, benefit, actor, to, address.email);
  const entry = done(ports, actor, 'reassign', {
    id: input.once,
    benefitId: benefit.id,
    person: to.email,
    detail: { from: from.email, seat: seat.number, ...(grant.portalStep ? { portal: 'todo' } : {}) },
    undo: {
      kind: 'reassign',
      seatId: seat.id,
      holder: from.id,
      to: to.id,
      alternateEmail: seat.alternateEmail,
      until: seat.until,
    },
  });
  const after = handOver(seat, grant, {
    history: [entry],
    notices: [
      farewell(ports, 'moved-away', actor, seat, from, { to: to.name }),
      welcome(ports, benefit, actor, seat.id, to, grant, { from: from.name }),
    ],
    steps: portalSteps(ports, benefit, seat, {
      remove: { person: from, alternateEmail: seat.alternateEmail },
      assign: { person: to, alternateEmail: address.email },
    }),
  });
  const outcome = await ports.store.seats.replace(seat, after);
  if (outcome === 'taken') return { reason: 'already-assigned', benefit: benefit.id, person: to.id, since: null };
  if (outcome === 'stale') {
    const now = await ports.store.seats.get(seat.id);
    return now && sameTenure(now, seat) ? reassign(ports, actor, { ...input, seat: now }) : { reason: 'stale' };
  }
  return { seat: { ...after, version: seat.version + 1 }, entry, steps: stepsLeft(seat, after) };
}
