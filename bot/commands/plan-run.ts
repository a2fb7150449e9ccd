import { assign, full, seatFor } from '../../benefits/actions/assign';
import { addBlocker, addUser, removeBlocker, removePerson, roleBlocker, setRole } from '../../benefits/actions/people';
import { reassign, reassignRefusal } from '../../benefits/actions/reassign';
import type { Actor } from '../../benefits/actions/record';
import { activationBlocker } from '../../benefits/actions/seats';
import { setQuantity } from '../../benefits/actions/set-quantity';
import { unassign } from '../../benefits/actions/unassign';
import { updateBlocker, updatePerson } from '../../benefits/actions/update-person';
import type { Ports } from '../../benefits/ports';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import type { Step } from './plan-steps';

/** What the steps before leave: seats free of each benefit, people who are added, seats that are given up. */
interface Ahead {
  free: Map<string, number>;
  added: Set<string>;
  /** Seats given up, by holder. */
  givenUp: Map<string, Set<string>>;
}

export interface Checked {
  step: Step;
  /** Null: it can be done. */
  why: Refusal | null;
  /** What the decision was made from, to be compared at the confirmation. */
  facts: unknown;
}

/** Whether each step could be done now, once those before it are done. */
export async function checkSteps(ports: Ports, actor: Actor, steps: readonly Step[]): Promise<Checked[]> {
  const ahead: Ahead = { free: new Map(), added: new Set(), givenUp: new Map() };
  const checked: Checked[] = [];
  for (const step of steps) {
    const { why, facts } = await check(ports, actor, step, ahead);
    checked.push({ step, why, facts });
    if (why === null) await lookAhead(ports, step, ahead);
  }
  return checked;
}

type Verdict = Omit<Checked, 'step'>;

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

async function lookAhead(ports: Ports, step: Step, ahead: Ahead): Promise<void> {
  if (step.command === 'add-user') ahead.added.add(step.person.email);
  if (step.command === 'assign' && !step.prolongs)
    ahead.free.set(step.benefit.id, (await freeSeats(ports, step, ahead)) - 1);
  if (step.command === 'unassign') ahead.free.set(step.benefit.id, (await freeSeats(ports, step, ahead)) + 1);
  if (step.command === 'set-quantity') {
    const { id, quantity } = step.benefit;
    ahead.free.set(id, (await freeSeats(ports, step, ahead)) + step.quantity - quantity);
  }
  const giver = step.command === 'unassign' ? step.person.id : step.command === 'reassign' ? step.from.id : null;
  if (giver === null || !('benefit' in step)) return;
  ahead.givenUp.set(giver, (ahead.givenUp.get(giver) ?? new Set()).add(step.benefit.id));
}

/** Does one step; `once` becomes the id of its history entry. */
export async function runStep(ports: Ports, actor: Actor, step: Step, once: string): Promise<Refusal | null> {
  switch (step.command) {
    case 'add-user':
      return refusalOf(await addUser(ports, actor, step.person, once));
    case 'assign': {
      const { benefit, email, until } = step;
      const person = step.person.id === null ? await ports.store.people.byEmail(step.person.email) : step.person;
      if (!person) return { reason: 'unknown-person', typed: step.person.email, nearest: [] };
      return refusalOf(await assign(ports, actor, { benefit, person, email, until, once }));
    }
    case 'unassign': {
      const { benefit, person } = step;
      const seat = await ports.store.seats.held(benefit.id, person.id);
      if (!seat) return { reason: 'not-assigned', benefit: benefit.id, person: person.id };
      return refusalOf(await unassign(ports, actor, seat, person, once));
    }
    case 'reassign': {
      const { benefit, from, person: to, email } = step;
      const seat = await ports.store.seats.held(benefit.id, from.id);
      if (!seat) return { reason: 'not-assigned', benefit: benefit.id, person: from.id };
      return refusalOf(await reassign(ports, actor, { benefit, seat, from, to, email, once }));
    }
    case 'update-user': {
      const person = await ports.store.people.get(step.person.id);
      if (!person || person.name !== step.person.name || person.email !== step.person.email) return { reason: 'stale' };
      return refusalOf(await updatePerson(ports, actor, person, step.change, once));
    }
    case 'set-quantity': {
      const benefit = await ports.store.benefits.get(step.benefit.id);
      if (!benefit || benefit.quantity !== step.benefit.quantity) return { reason: 'stale' };
      return refusalOf(await setQuantity(ports, actor, benefit, step.quantity, once));
    }
    case 'set-role': {
      const person = await ports.store.people.get(step.person.id);
      if (!person || person.role !== step.person.role) return { reason: 'stale' };
      return refusalOf(await setRole(ports, actor, person, step.role, once));
    }
    case 'remove-user':
      return refusalOf(await removePerson(ports, actor, step.person.id, once));
  }
}

const refusalOf = (outcome: object): Refusal | null => ('reason' in outcome ? (outcome as Refusal) : null);
