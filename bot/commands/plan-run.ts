import { assign, full, seatFor } from '../../benefits/actions/assign';
import { addBlocker, addUser, removeBlocker, removePerson, roleBlocker, setRole } from '../../benefits/actions/people';
import { firstDay, freeFrom, reassign, reassignRefusal } from '../../benefits/actions/reassign';
import type { Actor } from '../../benefits/actions/record';
import { activationBlocker, type Change } from '../../benefits/actions/seats';
import { setQuantity } from '../../benefits/actions/set-quantity';
import { unassign } from '../../benefits/actions/unassign';
import { updateBlocker, updatePerson } from '../../benefits/actions/update-person';
import type { Benefit } from '../../benefits/benefit';
import type { Ports } from '../../benefits/ports';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import type { Day } from '../../benefits/time';
import type { Step } from './plan-steps';

/** What the steps before leave: seats free of each benefit, people who are added, seats that are given up. */
interface Ahead {
  free: Map<string, number>;
  added: Set<string>;
  /** Seats given up, by holder. */
  givenUp: Map<string, Set<string>>;
  /** Of each benefit, from when its free seats may be assigned again, soonest first; empty: today. */
  freeFrom: Map<string, (Day | '')[]>;
}

export interface Checked {
  step: Step;
  /** Null: it can be done. */
  why: Refusal | null;
  /** What the decision was made from, to be compared at the confirmation. */
  facts: unknown;
  /** Microsoft may refuse it before this day. */
  tooSoon: Day | null;
}

/** Whether each step could be done now, once those before it are done. */
export async function checkSteps(ports: Ports, actor: Actor, steps: readonly Step[]): Promise<Checked[]> {
  const ahead: Ahead = { free: new Map(), added: new Set(), givenUp: new Map(), freeFrom: new Map() };
  const checked: Checked[] = [];
  for (const step of steps) {
    const { why, facts } = await check(ports, actor, step, ahead);
    const tooSoon = why === null ? await lookAhead(ports, step, ahead) : null;
    checked.push({ step, why, facts, tooSoon });
  }
  return checked;
}

type Verdict = Pick<Checked, 'why' | 'facts'>;

async function check(ports: Ports, actor: Actor, step: Step, ahead: Ahead): Promise<Verdict> {
  switch (step.command) {
    case 'add-user': {
      const outcome = await addBlocker(ports, step.person);
      return { why: 'reason' in outcome ? outcome : null, facts: step.person };
    }
    case 'assign': {
      const { benefit, person, email, until } = step;
      const facts = [benefit.id, benefit.quantity, benefit.activation, benefit.expiresOn, person.email, email, until];
      if (person.id === null && !ahead.added.has(person.email))
        return { why: { reason: 'unknown-person', typed: person.email, nearest: [] }, facts };
      const blocker = await activationBlocker(ports, benefit);
      const found = blocker ?? (await seatFor(ports, actor, { benefit, person, email, until }));
      if (found && 'reason' in found) return { why: found, facts };
      if (step.prolongs || (await freeSeats(ports, step, ahead)) > 0) return { why: null, facts };
      return { why: await full(ports, benefit), facts };
    }
    case 'unassign': {
      const { benefit, person } = step;
      const seat = await ports.store.seats.held(benefit.id, person.id);
      const why: Refusal | null = seat ? null : { reason: 'not-assigned', benefit: benefit.id, person: person.id };
      return { why, facts: [seat?.id, person.id, seat?.since] };
    }
    case 'reassign': {
      const { benefit, from, person, email } = step;
      const seat = await ports.store.seats.held(benefit.id, from.id);
      if (!seat) return { why: { reason: 'not-assigned', benefit: benefit.id, person: from.id }, facts: null };
      const outcome = await reassignRefusal(ports, actor, { benefit, seat, from, to: person, email });
      return { why: isRefusal(outcome) ? outcome : null, facts: [seat.id, from.id, seat.since, person.id, email] };
    }
    case 'update-user': {
      const { person, change } = step;
      const outcome = await updateBlocker(ports, person, change);
      return { why: isRefusal(outcome) ? outcome : null, facts: [person.id, person.name, person.email, change] };
    }
    case 'set-quantity': {
      const { benefit, quantity } = step;
      const facts = [benefit.id, benefit.quantity, quantity];
      const used = benefit.quantity - (await freeSeats(ports, step, ahead));
      if (quantity >= used) return { why: null, facts };
      return { why: { reason: 'below-seats-in-use', benefit: benefit.id, used }, facts };
    }
    case 'set-role': {
      const { person, role } = step;
      return { why: await roleBlocker(ports, person, role), facts: [person.id, person.role, role] };
    }
    case 'remove-user': {
      const { person } = step;
      const why = await removeBlocker(ports, person);
      if (why?.reason !== 'holds-seats') return { why, facts: [person.id, person.since] };
      const left = why.benefits.filter((benefit) => !ahead.givenUp.get(person.id)?.has(benefit));
      return { why: left.length > 0 ? { ...why, benefits: left } : null, facts: [person.id, person.since, left] };
    }
  }
}

async function freeSeats(ports: Ports, { benefit }: { benefit: { id: string; quantity: number } }, { free }: Ahead) {
  const known = free.get(benefit.id);
  if (known !== undefined) return known;
  const counted = Math.max(0, benefit.quantity - (await ports.store.seats.used(benefit.id)));
  free.set(benefit.id, counted);
  return counted;
}

/** What a step that can be done leaves to those after it; resolves to the day before which Microsoft may refuse it. */
async function lookAhead(ports: Ports, step: Step, ahead: Ahead): Promise<Day | null> {
  switch (step.command) {
    case 'add-user':
      ahead.added.add(step.person.email);
      return null;
    case 'assign': {
      if (step.prolongs) return null;
      ahead.free.set(step.benefit.id, (await freeSeats(ports, step, ahead)) - 1);
      return (await freeDays(ports, step.benefit, ahead)).shift() || null;
    }
    case 'unassign': {
      const { benefit, person } = step;
      ahead.free.set(benefit.id, (await freeSeats(ports, step, ahead)) + 1);
      giveUp(person.id, benefit.id, ahead);
      const days = await freeDays(ports, benefit, ahead);
      const seat = await ports.store.seats.held(benefit.id, person.id);
      days.push((seat && !seat.portalStep && firstDay(ports, benefit, seat)) || '');
      days.sort();
      return null;
    }
    case 'reassign': {
      const { benefit, from } = step;
      giveUp(from.id, benefit.id, ahead);
      const seat = await ports.store.seats.held(benefit.id, from.id);
      return seat && firstDay(ports, benefit, seat);
    }
    case 'set-quantity': {
      const { benefit, quantity } = step;
      ahead.free.set(benefit.id, (await freeSeats(ports, step, ahead)) + quantity - benefit.quantity);
      return null;
    }
    default:
      return null;
  }
}

const giveUp = (person: string, benefit: string, { givenUp }: Ahead): unknown =>
  givenUp.set(person, (givenUp.get(person) ?? new Set()).add(benefit));

async function freeDays(ports: Ports, benefit: Benefit, { freeFrom: known }: Ahead): Promise<(Day | '')[]> {
  const days = known.get(benefit.id) ?? (await freeFrom(ports, benefit));
  known.set(benefit.id, days);
  return days;
}

/** Does one step; `once` becomes the id of its history entry. Resolves to whether it left anything to do at Microsoft. */
export async function runStep(ports: Ports, actor: Actor, step: Step, once: string): Promise<Refusal | boolean> {
  switch (step.command) {
    case 'add-user':
      return outcomeOf(await addUser(ports, actor, step.person, once));
    case 'assign': {
      const { benefit, email, until } = step;
      const person = step.person.id === null ? await ports.store.people.byEmail(step.person.email) : step.person;
      if (!person) return { reason: 'unknown-person', typed: step.person.email, nearest: [] };
      return outcomeOf(await assign(ports, actor, { benefit, person, email, until, once }));
    }
    case 'unassign': {
      const { benefit, person } = step;
      const seat = await ports.store.seats.held(benefit.id, person.id);
      if (!seat) return { reason: 'not-assigned', benefit: benefit.id, person: person.id };
      return outcomeOf(await unassign(ports, actor, seat, person, once));
    }
    case 'reassign': {
      const { benefit, from, person: to, email } = step;
      const seat = await ports.store.seats.held(benefit.id, from.id);
      if (!seat) return { reason: 'not-assigned', benefit: benefit.id, person: from.id };
      return outcomeOf(await reassign(ports, actor, { benefit, seat, from, to, email, once }));
    }
    case 'update-user': {
      const person = await ports.store.people.get(step.person.id);
      if (!person || person.name !== step.person.name || person.email !== step.person.email) return { reason: 'stale' };
      return outcomeOf(await updatePerson(ports, actor, person, step.change, once));
    }
    case 'set-quantity': {
      const benefit = await ports.store.benefits.get(step.benefit.id);
      if (!benefit || benefit.quantity !== step.benefit.quantity) return { reason: 'stale' };
      return outcomeOf(await setQuantity(ports, actor, benefit, step.quantity, once));
    }
    case 'set-role': {
      const person = await ports.store.people.get(step.person.id);
      if (!person || person.role !== step.person.role) return { reason: 'stale' };
      return outcomeOf(await setRole(ports, actor, person, step.role, once));
    }
    case 'remove-user':
      return outcomeOf(await removePerson(ports, actor, step.person.id, once));
  }
}

const outcomeOf = (outcome: Change | Refusal | { id: string } | { person: unknown }): Refusal | boolean =>
  isRefusal(outcome) ? outcome : 'steps' in outcome && outcome.steps.length > 0;
