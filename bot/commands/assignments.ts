import { stepsOfSeats } from '../../benefits/actions/left-to-do';
import { activationBlocker } from '../../benefits/actions/seats';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { type Person, personRef } from '../../benefits/person';
import type { Seat } from '../../benefits/seat';
import type { BenefitAction, SeatRow } from '../../cards/views';
import { actionsOf, askedFor } from './benefit-actions';
import type { CommandContext, Handler, Reply } from './context';
import { listOf } from './list';
import { isAboutOneself, isReply, meantBenefits, meantOf, resolveBenefit, resolvePerson } from './resolve';
import { peopleWithout } from './users';
import { notAllowed } from './views';

const ROWS = 10;

/** Who has what, and who doesn't have it; employees see their own seats. */
export const assignments: Handler = async (context) => {
  const { input, extent, person } = context;
  if (extent === 'own') {
    const mine = [{ command: 'assignments', slots: { user: 'me' } }] as const;
    return asksForOthers(context) ? notAllowed(context, mine) : ofPerson(context, person, null);
  }

  const benefits = await benefitsMeant(context);
  if (isReply(benefits)) return benefits;
  const [benefit = null] = benefits;
  const people = await peopleMeant(context, benefit);
  if (isReply(people)) return people;
  const [whose] = people;
  if (input.without && whose) return benefitsWithout(context, whose);
  if (input.without && benefit) return peopleWithout(context, benefit);
  if (people.length > 1 || benefits.length > 1 || input.group !== undefined)
    return ofSeveral(context, benefits, people);
  if (whose) return ofPerson(context, whose, benefit);
  return benefit ? ofBenefit(context, benefit) : all(context);
};

function asksForOthers(context: CommandContext): boolean {
  const { user, benefit, benefits, group, without } = context.input;
  if (!isAboutOneself(context)) return true;
  return [benefits, group, without].some((slot) => slot !== undefined) || (benefit !== undefined && !user);
}

async function benefitsMeant(context: CommandContext): Promise<Benefit[] | Reply> {
  const { benefit, benefits, without } = context.input;
  if (benefit === undefined && !Array.isArray(benefits)) return [];
  const found: Benefit[] = [];
  // A name that fits several asks about all of them.
  const all = Array.isArray(benefit) && benefits === undefined && !without;
  for (const named of all ? benefit : meantBenefits(context)) {
    const one = await resolveBenefit(context, undefined, named);
    if (isReply(one)) return one;
    found.push(one);
  }
  return found;
}

async function peopleMeant(context: CommandContext, benefit: Benefit | null): Promise<Person[] | Reply> {
  const { user, users, group, without } = context.input;
  if (group !== undefined && !without) {
    const everyone = await context.ports.store.people.all();
    return everyone.filter((person) => person.groups.includes(group));
  }
  if (user === undefined && !Array.isArray(users)) return [];
  const found: Person[] = [];
  for (const named of meantOf(context)) {
    const person = await resolvePerson(context, 'user', named, { benefit: benefit && benefitRef(benefit) });
    if (isReply(person)) return person;
    found.push(person);
  }
  return found;
}

/** Seats of several benefits or people. */
async function ofSeveral(
  context: CommandContext,
  benefits: readonly Benefit[],
  people: readonly Person[],
): Promise<Reply> {
  const { store } = context.ports;
  const lists = await (people.length > 0
    ? Promise.all(people.map(({ id }) => store.seats.ofPerson(id)))
    : Promise.all(benefits.map(({ id, quantity }) => store.seats.takenOf(id, { skip: 0, limit: quantity }))));
  const ids = new Set(benefits.map(({ id }) => id));
  const seats = lists.flat().filter((seat) => ids.size === 0 || ids.has(seat.benefitId));
  const skip = context.input.skip ?? 0;
  return reply(context, seats.slice(skip, skip + ROWS), {
    total: seats.length,
    benefit: null,
    whose: null,
    used: null,
  });
}

/** The current benefits that a person doesn't have. */
async function benefitsWithout(context: CommandContext, whose: Person): Promise<Reply> {
  const { ports, today } = context;
  const [held, all] = await Promise.all([ports.store.seats.ofPerson(whose.id), ports.store.benefits.all()]);
  const has = new Set(held.map((seat) => seat.benefitId));
  const missing = all.filter(({ id, startsOn, expiresOn }) => !has.has(id) && startsOn <= today && today <= expiresOn);
  return listOf(
    context,
    missing.map(({ id }) => id),
  );
}

async function ofPerson(context: CommandContext, whose: Person, benefit: Benefit | null): Promise<Reply> {
  const held = await context.ports.store.seats.ofPerson(whose.id);
  const seats = benefit ? held.filter((seat) => seat.benefitId === benefit.id) : held;
  const skip = context.input.skip ?? 0;
  return reply(context, seats.slice(skip, skip + ROWS), { total: seats.length, benefit, whose, used: null });
}

async function ofBenefit(context: CommandContext, benefit: Benefit): Promise<Reply> {
  const { store } = context.ports;
  const skip = context.input.skip ?? 0;
  const [page, used] = await Promise.all([
    store.seats.takenOf(benefit.id, { skip, limit: ROWS }),
    store.seats.used(benefit.id),
  ]);
  return reply(context, page, { total: used, benefit, whose: null, used });
}

async function all(context: CommandContext): Promise<Reply> {
  const { store } = context.ports;
  const skip = context.input.skip ?? 0;
  const [page, total] = await Promise.all([store.seats.taken({ skip, limit: ROWS }), store.seats.countTaken()]);
  return reply(context, page, { total, benefit: null, whose: null, used: null });
}

/** How one more person gets a seat of it. */
async function moreSeats(context: CommandContext, benefit: Benefit): Promise<BenefitAction[]> {
  const { ports, person } = context;
  const [used, blocker, mine, asked] = await Promise.all([
    ports.store.seats.used(benefit.id),
    activationBlocker(ports, benefit),
    ports.store.seats.held(benefit.id, person.id),
    askedFor(context),
  ]);
  const now = { used, hasKeys: false, mine: mine !== null, asked: asked.has(benefit.id), blocked: blocker !== null };
  const others: readonly BenefitAction[] = ['assignments', 'reassign', 'unassign', 'history'];
  return actionsOf(context, benefit, now).filter((action) => !others.includes(action));
}

async function reply(
  context: CommandContext,
  seats: readonly Seat[],
  {
    total,
    benefit,
    whose,
    used,
  }: { total: number; benefit: Benefit | null; whose: Person | null; used: number | null },
): Promise<Reply> {
  const { benefits, people } = await context.names();
  const steps = await stepsOfSeats(context.ports, seats);
  const ownKey = (seat: Seat): boolean =>
    context.ports.rules.holderKeys &&
    seat.holderKey === context.person.id &&
    seat.keyShownAt === null &&
    benefits.get(seat.benefitId)?.activation === 'keys';
  const rows = seats.flatMap((seat, at): SeatRow[] => {
    const found = benefits.get(seat.benefitId);
    return found
      ? [
          {
            seat,
            benefit: benefitRef(found),
            holder: people.get(seat.holderKey) ?? { email: seat.holderKey, name: seat.holderKey },
            step: steps[at] ?? null,
            ownKey: ownKey(seat) ? context.settings.keysIn : null,
            hasKey: found.activation === 'keys',
          },
        ]
      : [];
  });
  return {
    view: {
      kind: 'assignments',
      benefit: benefit ? benefitRef(benefit) : null,
      person: whose ? personRef(whose) : null,
      own: whose?.id === context.person.id,
      rows,
      page: { skip: context.input.skip ?? 0, limit: ROWS, total },
      used,
      quantity: benefit?.quantity ?? null,
      mayAct: context.person.role === 'admin',
      actions: benefit && context.extent === 'all' ? await moreSeats(context, benefit) : [],
      version: factsToken(seats.map((seat) => [seat.id, seat.since, seat.state])),
    },
  };
}
