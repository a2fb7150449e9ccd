import { planImport, readCompany } from '../../exchange';
import { type Bench, bench, imported } from './company';

jest.setTimeout(60_000);

let benchOf: Bench;
beforeEach(() => {
  benchOf = bench();
});
afterEach(() => benchOf.close());

test('between two pages that an import loads, the event loop turns', async () => {
  const place = await benchOf.store();
  const lines = Array.from(
    { length: 2_500 },
    (_, at) => `p${at}@contoso.example,Person ${at},${at ? 'employee' : 'admin'}`,
  );
  const path = benchOf.folder({ 'users.csv': ['email,name,role', ...lines].join('\n'), 'keys.csv': null });
  await imported(path, place);
  let turns = 0;
  let turning = true;
  const turn = (): void => {
    turns += 1;
    if (turning) setImmediate(turn);
  };
  setImmediate(turn);
  const loadedAt: number[] = [];
  const { page } = place.store.people;
  const people: typeof place.store.people = {
    ...place.store.people,
    page(...args) {
      loadedAt.push(turns);
      return page(...args);
    },
  };
  const company = await readCompany({ kind: 'path', path });
  if (Array.isArray(company)) throw new Error('unreadable');
  expect(await planImport(company, { ...place, store: { ...place.store, people } }, 'cli')).toMatchObject({ size: 0 });
  turning = false;
  expect(loadedAt).toHaveLength(3);
  expect(new Set(loadedAt).size).toBe(3);
});
