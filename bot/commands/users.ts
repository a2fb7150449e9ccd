import { alwaysAdmin } from '../../benefits/actions/people';
import { factsToken } from './confirmation-token';
import type { Handler } from './context';
import { personRef } from './views';

const ROWS = 10;

/** The list of people, with roles and how many seats each holds. */
export const users: Handler = async ({ ports, input, person }) => {
  const skip = input.skip ?? 0;
  const [people, total] = await Promise.all([
    ports.store.people.page({ skip, limit: ROWS }),
    ports.store.people.count(),
  ]);
  const seats = await Promise.all(people.map((each) => ports.store.seats.ofPerson(each.id)));
  return {
    view: {
      kind: 'users',
      rows: people.map((each, index) => ({
        person: personRef(each),
        role: alwaysAdmin(ports, each) ? 'admin' : each.role,
        seats: seats[index]?.length ?? 0,
        linked: each.aadObjectId !== null,
        always: alwaysAdmin(ports, each),
      })),
      page: { skip, limit: ROWS, total },
      mayAct: person.role === 'admin',
      version: factsToken(people.map((each) => [each.id, each.role])),
    },
  };
};
