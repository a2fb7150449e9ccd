import type { Benefit } from '../benefit';
import { withOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { requestId } from '../request';
import { claim, type Seat } from '../seat';
import type { Day } from '../time';
import { type Actor, done, notice } from './record';
import { settleByAssignment, settled } from './requests';
import { activationBlocker, type Change, grantTo, otherAddress, portalSteps, warnOfFew, welcome } from './seats';

export interface AssignInput {
  benefit: Benefit;
  person: PersonSummary;
  /** Support: the other address, as typed. */
  email: string | null;
  /** What the admin writes with the approval of a request. */
  comment?: string | null;
  /** Last day of a temporary seat; null: without an end. It becomes the last day of a seat that is held already. */
  until?: Day | null;
  /** Id of the history entry: makes a repeated request recognizable. */
  once?: string;
}

/** What would be assigned; `person.id` is null for a person who is only being added. */
type Assignment = Pick<AssignInput, 'benefit' | 'email' | 'until'> & { person: { id: string | null; email: string } };

/** Why this person can't get a seat now, or null. */
export const assignBlocker = async (ports: Ports, actor: Actor, input: Assignment): Promise<Refusal | null> =>
  (await activationBlocker(ports, input.benefit)) ?? (await seatBlocker(ports, actor, input));

/** The same for a benefit that can be activated. */
export async function seatBlocker(
  ports: Ports,
  actor: Actor,
  { benefit, person, email, until = null }: Assignment,
): Promise<Refusal | null> {
  const others = await onlyForOneself(ports, actor, benefit, person.id);
  if (others) return others;
  const held = person.id === null ? null : await ports.store.seats.held(benefit.id, person.id);
  if (held && (await mayProlong(ports, held, until))) return null;
  if (held) return { reason: 'already-assigned', benefit: benefit.id, person: held.holderKey, since: held.since };
  const [free] = await ports.store.seats.free(benefit.id, 1);
  if (!free) return full(ports, benefit);
  const address = await otherAddress(ports, benefit, person.email, email);
  return 'reason' in address ? address : null;
}

/** A seat gets another last day, or none if its holder asks to keep it. */
async function mayProlong({ store }: Ports, held: Seat, until: Day | null): Promise<boolean> {
  if (held.until === until) return false;
  if (until !== null) return true;
  const request = await store.requests.get(requestId(held.benefitId, held.holderKey));
  return request !== null && settled(request) === null;
}

async function prolong(ports: Ports, actor: Actor, held: Seat, input: AssignInput): Promise<Change | Refusal> {
  const { benefit, person, until = null } = input;
  const entry = done(ports, actor, 'assign', {
    ...(input.once ? { id: input.once } : {}),
    benefitId: benefit.id,
    person: person.email,
    detail: { seat: held.number, until: until ?? 'open' },
  });
  const told = notice(ports, {
    kind: 'seat-prolonged',
    to: person,
    benefitId: benefit.id,
    seatId: held.id,
    causedBy: actor.id,
    facts: { by: actor.name, until, ...(input.comment ? { comment: input.comment } : {}) },
  });
  const after = withOutbox({ ...held, until, assignedBy: actor.id }, [entry], [told]);
  if ((await ports.store.seats.replace(held, after)) !== 'done') return assign(ports, actor, input);
  await settleByAssignment(ports, actor, benefit.id, person);
  return { seat: { ...after, version: held.version + 1 }, entry };
}

/** A self-assign benefit goes only to the actor, or to somebody with an open request. */
async function onlyForOneself(
  ports: Ports,
  actor: Actor,
  benefit: Benefit,
  person: string | null,
): Promise<Refusal | null> {
  if (benefit.activation !== 'self-assign' || person === actor.id) return null;
  const request = person === null ? null : await ports.store.requests.get(requestId(benefit.id, person));
  if (request && !settled(request)) return null;
  return { reason: 'only-for-oneself', benefit: benefit.id, portalUrl: benefit.portalUrl };
}

async function full(ports: Ports, benefit: Benefit): Promise<Refusal> {
  const seats = await ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 5 });
  const holders = seats.map((seat) => seat.holderKey);
  return { reason: 'full', benefit: benefit.id, quantity: benefit.quantity, holders };
}

/** After losing a race for the lowest free seat, choose at random among this many. */
const CHOICE = 32;

/**
 * Assigns a free seat in one conditional write with its history and notices. If several race for the last seat, one
 * wins.
 */
export async function assign(ports: Ports, actor: Actor, input: AssignInput): Promise<Change | Refusal> {
  const { benefit, person } = input;
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const others = await onlyForOneself(ports, actor, benefit, person.id);
  if (others) return others;
  const until = input.until ?? null;
  const had = await ports.store.seats.held(benefit.id, person.id);
  if (had && (await mayProlong(ports, had, until))) return prolong(ports, actor, had, input);
  const address = await otherAddress(ports, benefit, person.email, input.email);
  if ('reason' in address) return address;
  const used = await ports.store.seats.used(benefit.id);
  const warnings = await warnOfFew(ports, benefit, actor, benefit.quantity - used - 1);

  for (let tries = 0; ; tries += 1) {
    const free = await ports.store.seats.free(benefit.id, tries === 0 ? 1 : CHOICE);
    const seat = free[Math.floor(ports.random.fraction() * free.length)];
    if (!seat) {
      const held = await ports.store.seats.held(benefit.id, person.id);
      if (held) return { reason: 'already-assigned', benefit: benefit.id, person: person.id, since: held.since };
      return full(ports, benefit);
    }
    const grant = await grantTo(ports, benefit, actor, person, address.email, until);
    const entry = done(ports, actor, 'assign', {
      ...(input.once ? { id: input.once } : {}),
      benefitId: benefit.id,
      person: person.email,
      detail: { seat: seat.number, ...(grant.portalStep ? { portal: 'todo' } : {}), ...(until ? { until } : {}) },
      undo: { kind: 'assign', seatId: seat.id, holder: person.id },
    });
    const after = claim(seat, grant, {
      history: [entry],
      notices: [
        welcome(ports, benefit, actor, seat.id, person, grant, input.comment ? { comment: input.comment } : {}),
        ...warnings,
      ],
      steps: portalSteps(ports, benefit, seat, { assign: { person, alternateEmail: address.email } }),
    });
    if (!after) continue;
    const outcome = await ports.store.seats.replace(seat, after);
    if (outcome === 'taken') {
      const held = await ports.store.seats.held(benefit.id, person.id);
      return { reason: 'already-assigned', benefit: benefit.id, person: person.id, since: held?.since ?? null };
    }
    if (outcome === 'done') {
      // The seat is assigned, whatever becomes of this; the dispatcher tries again with the notice.
      await settleByAssignment(ports, actor, benefit.id, person).catch(() => undefined);
      return { seat: { ...after, version: seat.version + 1 } satisfies Seat, entry };
    }
  }
}
