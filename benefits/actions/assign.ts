import type { Benefit } from '../benefit';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { claim, type Seat } from '../seat';
import { type Actor, done } from './record';
import { settleByAssignment, settled } from './requests';
import { activationBlocker, type Change, grantTo, needsPortal, otherAddress, warnOfFew, welcome } from './seats';

export interface AssignInput {
  benefit: Benefit;
  /** E-mail of a person of the company. */
  person: string;
  /** Support: the other address, as typed. */
  email: string | null;
  /** Id of the history entry, by which who asks again finds that it was done. */
  once?: string;
}

/** Whether this person could get a seat now, without taking one. */
export async function assignBlocker(
  ports: Ports,
  actor: Actor,
  { benefit, person, email }: AssignInput,
): Promise<Refusal | null> {
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const others = await onlyForOneself(ports, actor, benefit, person);
  if (others) return others;
  const held = await ports.store.seats.held(benefit.id, person);
  if (held) return { reason: 'already-assigned', benefit: benefit.id, person, since: held.since };
  const [free] = await ports.store.seats.free(benefit.id, 1);
  if (!free) return full(ports, benefit);
  const address = await otherAddress(ports, benefit, person, email);
  return 'reason' in address ? address : null;
}

/** A self-assign benefit goes to whoever asks for themselves: the actor, or the one whose request is decided. */
async function onlyForOneself(ports: Ports, actor: Actor, benefit: Benefit, person: string): Promise<Refusal | null> {
  if (benefit.activation !== 'self-assign' || person === actor.email) return null;
  const request = await ports.store.requests.get(`${benefit.id}/${person}`);
  if (request && !settled(request)) return null;
  return { reason: 'only-for-oneself', benefit: benefit.id, portalUrl: benefit.portalUrl };
}

async function full(ports: Ports, benefit: Benefit): Promise<Refusal> {
  const seats = await ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 5 });
  const holders = seats.map((seat) => seat.holderKey);
  return { reason: 'full', benefit: benefit.id, quantity: benefit.quantity, holders };
}

/** Seats that this process is about to give away: who wants one meanwhile tries for the next. */
const beingGiven = new Set<string>();
/** Most free seats that are looked at for one. */
const CHOICE = 32;

/** Spreads those who lost a seat to another process over the free ones. */
const spread = (person: string, tries: number): number =>
  tries === 0 ? 0 : [...person].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, tries);

/** A free seat to try for, at best one that nobody else here tries for. */
async function freeSeat(ports: Ports, benefitId: string, person: string, tries: number): Promise<Seat | undefined> {
  const most = Math.min(CHOICE, beingGiven.size + (tries === 0 ? 1 : 8));
  const free = await ports.store.seats.free(benefitId, most);
  const others = free.filter(({ id }) => !beingGiven.has(id));
  const choice = others.length > 0 ? others : free;
  return choice[spread(person, tries) % choice.length];
}

/**
 * Gives a free seat to a person, in one conditional write with its history and notices. Of those who want the last one,
 * one gets it.
 */
export async function assign(ports: Ports, actor: Actor, input: AssignInput): Promise<Change | Refusal> {
  const { benefit, person } = input;
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const others = await onlyForOneself(ports, actor, benefit, person);
  if (others) return others;
  const address = await otherAddress(ports, benefit, person, input.email);
  if ('reason' in address) return address;
  const used = await ports.store.seats.used(benefit.id);
  const warnings = await warnOfFew(ports, benefit, actor, benefit.quantity - used - 1);

  for (let tries = 0; ; tries += 1) {
    const seat = await freeSeat(ports, benefit.id, person, tries);
    if (!seat) {
      const held = await ports.store.seats.held(benefit.id, person);
      if (held) return { reason: 'already-assigned', benefit: benefit.id, person, since: held.since };
      return full(ports, benefit);
    }
    const grant = grantTo(ports, benefit, actor, person, address.email);
    const entry = done(ports, actor, 'assign', {
      ...(input.once ? { id: input.once } : {}),
      benefitId: benefit.id,
      person,
      detail: { seat: seat.number, ...(needsPortal(ports, benefit) ? { portal: 'todo' } : {}) },
      undo: { kind: 'assign', seatId: seat.id },
    });
    const after = claim(seat, grant, {
      history: [entry],
      notices: [welcome(ports, benefit, actor, seat.id, grant), ...warnings],
    });
    if (!after) continue;
    beingGiven.add(seat.id);
    const outcome = await ports.store.seats.replace(seat, after).finally(() => beingGiven.delete(seat.id));
    if (outcome === 'taken') {
      const held = await ports.store.seats.held(benefit.id, person);
      return { reason: 'already-assigned', benefit: benefit.id, person, since: held?.since ?? null };
    }
    if (outcome === 'done') {
      await settleByAssignment(ports, actor, benefit.id, person);
      return { seat: { ...after, version: seat.version + 1 } satisfies Seat, entry };
    }
  }
}
