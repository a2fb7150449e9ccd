import { isQuantity } from '../../benefits/actions/set-quantity';
import type { PersonChange } from '../../benefits/actions/update-person';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import type { Act, Named, Role } from '../../benefits/command';
import { canonicalEmail } from '../../benefits/email';
import type { Person } from '../../benefits/person';
import { type Seat, seatHolder } from '../../benefits/seat';
import type { CommandContext, CommandInput, Reply } from './context';
import { isReply, meantBenefits, meantOf, resolveBenefit, resolvePerson, suggestedBy } from './resolve';
import { asking, refusal } from './views';

/** A person who is added to the list on the way. */
export interface NewPerson {
  id: null;
  email: string;
  name: string;
  role: Role;
}

/** One act of a plan, resolved: it succeeds or fails as a whole. */
export type Step =
  | { command: 'add-user'; person: NewPerson }
  | {
      command: 'assign';
      benefit: Benefit;
      person: Person | NewPerson;
      email: string | null;
      until: string | null;
      /** The person has a seat, which gets another last day. */
      prolongs: boolean;
    }
  | { command: 'unassign'; benefit: Benefit; person: Person }
  | { command: 'reassign'; benefit: Benefit; from: Person; person: Person; email: string | null }
  | { command: 'set-role'; person: Person; role: Role }
  | { command: 'update-user'; person: Person; change: PersonChange }
  | { command: 'set-quantity'; benefit: Benefit; quantity: number }
  | { command: 'remove-user'; person: Person };

/** In this order whatever the words: a person is added before they get a seat, and gives up seats before they are removed. */
const ORDER: readonly Step['command'][] = [
  'add-user',
  'unassign',
  'reassign',
  'set-quantity',
  'assign',
  'update-user',
  'set-role',
  'remove-user',
];

export const isPlannable = (command: string): command is Step['command'] => ORDER.some((each) => each === command);

const MOST = 1_000;

type Resolved<T> = Promise<T | Reply>;

/** The steps of these acts, or the question about the first unclear act, with its position. */
export async function stepsOf(
  context: CommandContext,
  acts: readonly Act[],
): Promise<Step[] | { reply: Reply; at: number }> {
  const steps: Step[] = [];
  for (const [at, { command, slots }] of acts.entries()) {
    if (!isPlannable(command)) throw new Error(`${command} is no act of a plan`);
    const found = await RESOLVERS[command]({ ...context, verb: command, command, input: slots });
    if (isReply(found)) return { reply: found, at };
    steps.push(...found);
  }
  const unique = new Map(steps.map((step) => [keyOf(step), step]));
  return [...unique.values()].slice(0, MOST).sort((a, b) => ORDER.indexOf(a.command) - ORDER.indexOf(b.command));
}

export const keyOf = (step: Step): string =>
  [
    step.command,
    'benefit' in step ? step.benefit.id : '',
    'from' in step ? step.from.id : '',
    'person' in step ? step.person.email : '',
  ].join('|');

const RESOLVERS: Record<Step['command'], (context: CommandContext) => Resolved<Step[]>> = {
  'add-user': async (context) => {
    const { email, name, role = 'employee' } = context.input;
    const address = canonicalEmail(email ?? '');
    if (email && !address) return asking(context, 'person-details', { problem: { reason: 'bad-email', typed: email } });
    if (!address || !name) return asking(context, 'person-details');
    return [{ command: 'add-user', person: { id: null, email: address, name, role } }];
  },

  assign: async (context) => {
    const { seats } = context.ports.store;
    const benefits = await benefitsOf(context);
    if (isReply(benefits)) return benefits;
    const [first] = benefits;
    const people = await receivers(context, first);
    if (isReply(people)) return people;
    const { email = null, until = null } = context.input;
    const assigned: Step[] = [];
    for (const benefit of benefits) {
      for (const person of people) {
        const held = until === null || person.id === null ? null : await seats.held(benefit.id, person.id);
        const address = needsEmail(benefit) ? email : null;
        assigned.push({ command: 'assign', benefit, person, email: address, until, prolongs: held !== null });
      }
    }
    const added = people.flatMap((person): Step[] => (person.id === null ? [{ command: 'add-user', person }] : []));
    return [...added, ...assigned];
  },

  unassign: async (context) => {
    const { benefits, users, user, group } = context.input;
    if (benefits === 'everything' || (context.input.benefit === undefined && benefits === undefined)) {
      const people = await peopleOf(context, meantOf(context));
      if (isReply(people)) return people;
      const left = await exceptBenefits(context);
      if (isReply(left)) return left;
      const steps: Step[] = [];
      for (const person of people)
        for (const benefit of await benefitsHeld(context, person))
          if (!left.has(benefit.id)) steps.push({ command: 'unassign', benefit, person });
      return steps;
    }
    const named = await benefitsOf(context);
    if (isReply(named)) return named;
    const everyone = users === 'everyone' || (user === undefined && users === undefined && group === undefined);
    const steps: Step[] = [];
    for (const benefit of named) {
      const people = everyone ? await holdersOf(context, benefit) : await receivers(context, benefit);
      if (isReply(people)) return people;
      for (const person of people) if (person.id !== null) steps.push({ command: 'unassign', benefit, person });
    }
    return steps;
  },

  reassign: async (context) => {
    const { from: named, email = null } = context.input;
    const from = await resolvePerson(context, 'from', named);
    if (isReply(from)) return from;
    const all = context.input.benefit === undefined && !Array.isArray(context.input.benefits);
    const benefits = all ? await benefitsHeld(context, from) : await benefitsOf(context);
    if (isReply(benefits)) return benefits;
    const left = await exceptBenefits(context);
    if (isReply(left)) return left;
    const to = await resolvePerson(context, 'to', context.input.to);
    if (isReply(to)) return to;
    return benefits
      .filter((benefit) => !left.has(benefit.id))
      .map((benefit) => ({
        command: 'reassign',
        benefit,
        from,
        person: to,
        email: needsEmail(benefit) ? email : null,
      }));
  },

  'set-role': async (context) => {
    const { role } = context.input;
    const people = await listedPeople(context);
    if (isReply(people)) return people;
    if (!role) return asking(context, 'role');
    return people.map((person) => ({ command: 'set-role', person, role }));
  },

  'update-user': async (context) => {
    const { name, email } = context.input;
    const person = await resolvePerson(context, 'user', context.input.user);
    if (isReply(person)) return person;
    if (name === undefined && email === undefined) return asking(context, 'person-details');
    const change = { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
    return [{ command: 'update-user', person, change }];
  },

  'set-quantity': async (context) => {
    const benefit = await resolveBenefit(context);
    if (isReply(benefit)) return benefit;
    const { quantity } = context.input;
    if (!isQuantity(quantity)) return asking(context, 'quantity', { benefit: benefitRef(benefit) });
    return [{ command: 'set-quantity', benefit, quantity }];
  },

  'remove-user': async (context) => {
    const people = await listedPeople(context);
    return isReply(people) ? people : people.map((person) => ({ command: 'remove-user', person }));
  },
};

const needsEmail = (benefit: Benefit): boolean => benefit.activation === 'assign-with-email';

async function benefitsOf(context: CommandContext): Resolved<Benefit[]> {
  const benefits: Benefit[] = [];
  for (const named of meantBenefits(context)) {
    const benefit = await resolveBenefit(context, undefined, named);
    if (isReply(benefit)) return benefit;
    benefits.push(benefit);
  }
  return benefits;
}

/** Everyone who is meant. A person entered in the answer stands for the first unknown name. */
async function receivers(context: CommandContext, benefit: Benefit | undefined): Resolved<(Person | NewPerson)[]> {
  const { users, group, newEmail, newName, newRole = 'employee' } = context.input;
  if (users === 'everyone' || group !== undefined) return everyone(context);
  const mayAdd = context.command === 'assign';
  const more = benefit
    ? { benefit: benefitRef(benefit), mayAdd, ...(mayAdd && suggestedBy(context.input, benefit)) }
    : {};
  const entered: NewPerson | null =
    newEmail && newName
      ? { id: null, email: canonicalEmail(newEmail) ?? newEmail, name: newName, role: newRole }
      : null;
  let used = false;
  const people: (Person | NewPerson)[] = [];
  for (const named of meantOf(context)) {
    if (entered && !used && typeof named === 'object' && 'unknown' in named) {
      used = true;
      people.push(entered);
      continue;
    }
    const person = await resolvePerson(context, 'user', named, more);
    if (isReply(person)) return person;
    people.push(person);
  }
  return people;
}

const listedPeople = (context: CommandContext): Resolved<Person[]> =>
  context.input.users === 'everyone' || context.input.group !== undefined
    ? everyone(context)
    : peopleOf(context, meantOf(context));

async function peopleOf(context: CommandContext, named: readonly (Named | undefined)[]): Resolved<Person[]> {
  const people: Person[] = [];
  for (const each of named) {
    const person = await resolvePerson(context, 'user', each);
    if (isReply(person)) return person;
    people.push(person);
  }
  return people;
}

/** Everyone in the list, or in the group, but for those who are left out. */
async function everyone(context: CommandContext): Resolved<Person[]> {
  const { group, except = [] } = context.input;
  const left = await peopleOf(context, except);
  if (isReply(left)) return left;
  const all = await context.ports.store.people.all();
  const chosen = all.filter(
    (person) => (group === undefined || person.groups.includes(group)) && !left.some(({ id }) => id === person.id),
  );
  if (chosen.length === 0) return refusal(context, { reason: 'unknown-person', typed: group ?? '', nearest: [] });
  return chosen;
}

async function holdersOf(context: CommandContext, benefit: Benefit): Resolved<Person[]> {
  const { except = [] } = context.input;
  const left = await peopleOf(context, except);
  if (isReply(left)) return left;
  const seats = await context.ports.store.seats.takenOf(benefit.id, { skip: 0, limit: MOST });
  const people = await Promise.all(seats.flatMap((seat) => idOf(seat)).map((id) => context.ports.store.people.get(id)));
  return people.flatMap((person) => (person && !left.some(({ id }) => id === person.id) ? [person] : []));
}

const idOf = (seat: Seat): string[] => {
  const holder = seatHolder(seat);
  return holder === null ? [] : [holder];
};

async function exceptBenefits(context: CommandContext): Resolved<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const named of context.input.except ?? []) {
    const benefit = await resolveBenefit(context, undefined, named);
    if (isReply(benefit)) return benefit;
    ids.add(benefit.id);
  }
  return ids;
}

async function benefitsHeld({ ports }: CommandContext, person: Person): Promise<Benefit[]> {
  const seats = await ports.store.seats.ofPerson(person.id);
  const benefits = await Promise.all(seats.map((seat) => ports.store.benefits.get(seat.benefitId)));
  return benefits.filter((benefit) => benefit !== null);
}

const ONE_CARD = 25;

/** One act that needs a plan: several benefits, everyone, a group, or more people than its own card shows. */
export function needsPlan(command: Step['command'], { benefits, users, group, newEmail }: CommandInput): boolean {
  const most = command === 'assign' || command === 'unassign' ? ONE_CARD : 1;
  const added = users !== undefined && newEmail !== undefined;
  return added || benefits !== undefined || users === 'everyone' || group !== undefined || (users?.length ?? 0) > most;
}
