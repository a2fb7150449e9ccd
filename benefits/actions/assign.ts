import type { Benefit } from '../benefit';
import type { Notice } from '../notice';
import { withOutbox } from '../outbox';
import type { PersonSummary } from '../person';
import type { Ports } from '../ports';
import type { Refusal } from '../refusal';
import { requestId } from '../request';
import { claim, type Seat } from '../seat';
import { companyDay, type Day, isDay } from '../time';
import { type Actor, done, notice } from './record';
import { settled } from './requests';
import { activationBlocker, type Change, grantTo, otherAddress, portalSteps, stepsLeft, welcome } from './seats';

export interface AssignInput {
  benefit: Benefit;
  person: PersonSummary;
  /** Support: the other address, as typed. */
  email: string | null;
  /** What the admin writes with the approval of a request. */
  comment?: string | null;
  /** Last day of a temporary seat; null: without an end. It becomes the last day of a seat that is held already. */
  until?: Day | null;
  /** The person was added to the list for this. */
  added?: boolean;
  /** Id of the history entry: makes a repeated request recognizable. */
  once?: string;
}

/** What would be assigned; `person.id` is null for a person who is only being added. */
type Assignment = Pick<AssignInput, 'benefit' | 'email' | 'until'> & { person: { id: string | null; email: string } };

/**
 * Why this person can't have a seat, or the seat they hold whose last day changes, or null: a free seat is needed. Doesn't
 * check whether one is free.
 */
export async function seatFor(
  ports: Ports,
  actor: Actor,
  { benefit, person, email, until = null }: Assignment,
): Promise<Refusal | Seat | null> {
  const tooLong = untilBlocker(ports, benefit, until);
  if (tooLong) return tooLong;
  const held = person.id === null ? null : await ports.store.seats.held(benefit.id, person.id);
  if (held && (await mayProlong(ports, held, until))) return held;
  if (held) return { reason: 'already-assigned', benefit: benefit.id, person: held.holderKey, since: held.since };
  const refused = await onlyForOneself(ports, actor, benefit, person.id);
  if (refused) return refused;
  const address = await otherAddress(ports, benefit, person.email, email);
  return 'reason' in address ? address : null;
}

/** The last day of a temporary seat is today or later, and the benefit's end at the latest. */
export const untilBlocker = (ports: Ports, benefit: Benefit, until: Day | null): Refusal | null =>
  until === null || (isDay(until) && until >= companyDay(ports) && until <= benefit.expiresOn)
    ? null
    : { reason: 'bad-until', benefit: benefit.id };

/** A seat gets another last day, or none if its holder asks to keep it. */
async function mayProlong({ store }: Ports, held: Seat, until: Day | null): Promise<boolean> {
  if (held.until === until) return false;
  if (until !== null) return true;
  const request = await store.requests.get(requestId(held.benefitId, held.holderKey));
  return request !== null && settled(request) === null;
}

/** `day`: it ends earlier than before. */
export const prolonged = (
  ports: Ports,
  actor: Actor,
  { id, benefitId, until: before }: Seat,
  to: PersonSummary,
  until: Day | null,
  comment: string | null = null,
): Notice =>
  notice(ports, {
    kind: 'seat-prolonged',
    to,
    benefitId,
    seatId: id,
    causedBy: actor.id,
    facts: {
      by: actor.name,
      ...(until !== null && (before === null || until < before) ? { day: until } : { until }),
      ...(comment ? { comment } : {}),
    },
  });

/** Of a history entry: the seat lost its last day. */
export const OPEN_END = 'open';

async function prolong(ports: Ports, actor: Actor, held: Seat, input: AssignInput): Promise<Change | Refusal> {
  const { benefit, person, until = null } = input;
  const entry = done(ports, actor, 'assign', {
    id: input.once,
    benefitId: benefit.id,
    person: person.email,
    detail: { seat: held.number, until: until ?? OPEN_END },
    undo: { kind: 'prolong', seatId: held.id, holder: person.id, until: held.until },
  });
  const told = prolonged(ports, actor, held, person, until, input.comment);
  const after = withOutbox({ ...held, until, assignedBy: actor.id }, [entry], [told]);
  if ((await ports.store.seats.replace(held, after)) !== 'done') return assign(ports, actor, input);
  return { seat: { ...after, version: held.version + 1 }, entry, steps: [] };
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

/** Nobody can get a seat before one of these gives one up. */
export async function full(ports: Ports, benefit: Benefit): Promise<Refusal> {
  const seats = await ports.store.seats.takenOf(benefit.id, { skip: 0, limit: 5 });
  const holders = seats.map((seat) => seat.holderKey);
  return { reason: 'full', benefit: benefit.id, quantity: benefit.quantity, holders };
}

/** Of a notice: the claim of a free seat, by the id of its entry. */
export const CLAIM = 'claimEntry';
/** After losing a race for the lowest free seat, choose at random among this many. */
const CHOICE = 32;

/**
 * Assigns a free seat in one conditional write with its history and notices; an open request for it is settled with the
 * notice. If several race for the last seat, one wins. Nobody holds two seats of a benefit: the store refuses the second,
 * and the seat they hold is loaded then.
 */
export async function assign(ports: Ports, actor: Actor, input: AssignInput): Promise<Change | Refusal> {
  const { benefit, person } = input;
  const blocker = await activationBlocker(ports, benefit);
  if (blocker) return blocker;
  const until = input.until ?? null;

  /** Instead of a free seat: the one that the person holds. */
  async function held(): Promise<Change | Refusal | null> {
    const had = await ports.store.seats.held(benefit.id, person.id);
    if (had && (await mayProlong(ports, had, until))) return prolong(ports, actor, had, input);
    return had && { reason: 'already-assigned', benefit: benefit.id, person: person.id, since: had.since };
  }

  const refused = await onlyForOneself(ports, actor, benefit, person.id);
  if (refused) return (await held()) ?? refused;
  for (let tries = 0; ; tries += 1) {
    const free = await ports.store.seats.free(benefit.id, tries === 0 ? 1 : CHOICE);
    const seat = free[Math.floor(ports.random.fraction() * free.length)];
    if (!seat) return (await held()) ?? full(ports, benefit);
    const address = await otherAddress(ports, benefit, person.email, input.email);
    if ('reason' in address) return (await held()) ?? address;
    const grant = await grantTo(ports, benefit, actor, person, address.email, until);
    const entry = done(ports, actor, 'assign', {
      id: input.once,
      benefitId: benefit.id,
      person: person.email,
      detail: {
        seat: seat.number,
        ...(grant.portalStep ? { portal: 'todo' } : {}),
        ...(until ? { until } : {}),
        ...(input.added ? { added: true } : {}),
      },
      undo: { kind: 'assign', seatId: seat.id, holder: person.id },
    });
    const facts = { ...(input.comment ? { comment: input.comment } : {}), [CLAIM]: entry.id };
    const after = claim(seat, grant, {
      history: [entry],
      notices: [welcome(ports, benefit, actor, seat.id, person, grant, facts)],
      steps: portalSteps(ports, benefit, seat, { assign: { person, alternateEmail: address.email } }),
    });
    if (!after) continue;
    const outcome = await ports.store.seats.replace(seat, after);
    if (outcome === 'taken') {
      const instead = await held();
      if (instead) return instead;
    }
    if (outcome === 'done') {
      return { seat: { ...after, version: seat.version + 1 } satisfies Seat, entry, steps: stepsLeft(seat, after) };
    }
  }
}
