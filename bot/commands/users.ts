import { alwaysAdmin } from '../../benefits/actions/people';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import type { Role } from '../../benefits/command';
import { factsToken } from '../../benefits/facts-token';
import { type Person, personRef } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { CommandContext, Handler, Reply } from './context';
import { isReply, resolvePerson } from './resolve';

const ROWS = 10;

/** The list of people, of one role or group, or one person's entry; with roles and how many seats each holds. */
export const users: Handler = async (context) => {
  const { ports, input } = context;
  if (input.user !== undefined) {
    const person = await resolvePerson(context, 'user', input.user);
    return isReply(person) ? person : list(context, [person], 1);
  }
  const { role, group } = input;
  if (role === undefined && group === undefined) {
    const page = { skip: input.skip ?? 0, limit: ROWS };
    const [people, { people: all }] = await Promise.all([ports.store.people.page(page), context.names()]);
    return list(context, people, all.size);
  }
  const fits = (person: Person) =>
    (role === undefined || roleOf(ports, person) === role) && (group === undefined || person.groups.includes(group));
  return listed(context, (await ports.store.people.all()).filter(fits));
};

/** People who have no seat of a benefit. */
export async function peopleWithout(context: CommandContext, benefit: Benefit): Promise<Reply> {
  const { store } = context.ports;
  const [all, seats] = await Promise.all([
    store.people.all(),
    store.seats.takenOf(benefit.id, { skip: 0, limit: benefit.quantity }),
  ]);
  const holders = new Set(seats.map((seat) => seat.holderKey));
  const { group } = context.input;
  const without = all.filter(
    (person) => !holders.has(person.id) && (group === undefined || person.groups.includes(group)),
  );
  return listed(context, without, benefit);
}

function listed(context: CommandContext, people: readonly Person[], without: Benefit | null = null): Promise<Reply> {
  const skip = context.input.skip ?? 0;
  return list(context, people.slice(skip, skip + ROWS), people.length, without);
}

const roleOf = (ports: Ports, person: Person): Role => (alwaysAdmin(ports, person) ? 'admin' : person.role);

async function list(
  { ports, input, person: reader, command }: CommandContext,
  people: readonly Person[],
  total: number,
  without: Benefit | null = null,
): Promise<Reply> {
  const seats = await ports.store.seats.heldByEach(people.map(({ id }) => id));
  return {
    view: {
      kind: 'users',
      command: command === 'assignments' ? 'assignments' : 'users',
      filter: { role: input.role ?? null, group: input.group ?? null, without: without && benefitRef(without) },
      rows: people.map((each, index) => ({
        person: personRef(each),
        role: roleOf(ports, each),
        seats: seats[index] ?? 0,
        linked: each.aadObjectId !== null,
        always: alwaysAdmin(ports, each),
      })),
      page: { skip: input.skip ?? 0, limit: ROWS, total },
      mayAct: reader.role === 'admin',
      version: factsToken(people.map((each) => [each.id, each.role])),
    },
  };
}
