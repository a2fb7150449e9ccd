import type { Person } from '../../benefits/person';
import { SPECS } from '../../storage/collections';
import type { CollectionSpec, Engine } from '../../storage/engine';
import { MIGRATIONS, type Migration, migrate } from '../../storage/migrations';
import { createStore } from '../../storage/store';
import { personOf } from './documents';

/** Opens the same empty store again and again, with these collections. */
export type Opener = (specs: readonly CollectionSpec[]) => Promise<Engine>;

/** People as an older program declared them: found by name alone, letter case counted. */
const OLDER: readonly CollectionSpec[] = SPECS.map((spec) =>
  spec.name === 'people'
    ? {
        ...spec,
        edition: 0,
        indexes: [{ name: 'names', fields: ['name'] }],
        // The engine hands back what this collection was given.
        fieldsOf: (document) => ({ name: (document as unknown as Person).name }),
      }
    : spec,
);

const steps = (ran: number[]): Migration[] => [
  ...MIGRATIONS,
  {
    to: 2,
    name: 'everybody reads French',
    async run(engine) {
      ran.push(2);
      const people = engine.collection<Person>('people');
      for (const person of await people.find({ index: 'names', limit: 1000 })) {
        await people.replaceIf(person.id, person.version, { ...person, locale: 'fr' });
      }
    },
  },
  {
    to: 3,
    name: 'nothing',
    async run() {
      ran.push(3);
    },
  },
];

export function upgrades(opener: () => Promise<Opener>): void {
  test('a store of an older program is upgraded by whoever starts first, and nothing in it is lost', async () => {
    const open = await opener();
    const older = await open(OLDER);
    await migrate(older);
    const people = older.collection<Person>('people');
    for (const name of ['zoe', 'Émile', 'Adam'])
      await people.insert(personOf(`${name.length}${name[0]}@x.com`, { name }));
    expect((await people.find({ index: 'names', limit: 9 })).map(({ name }) => name)).toEqual(['Adam', 'zoe', 'Émile']);
    await older.close();

    const ran: number[] = [];
    const engines = await Promise.all(Array.from({ length: 10 }, () => open(SPECS)));
    await Promise.all(engines.map((engine) => migrate(engine, steps(ran))));
    expect(ran).toEqual([2, 3]);
    for (const engine of engines.slice(0, 2)) {
      const store = createStore(engine);
      const found = await store.people.page({ skip: 0, limit: 9 });
      expect(found.map(({ name, locale }) => [name, locale])).toEqual([
        ['Adam', 'fr'],
        ['Émile', 'fr'],
        ['zoe', 'fr'],
      ]);
      expect(await store.people.admins()).toEqual([]);
    }
    await expect(migrate(engines[0] as Engine)).rejects.toMatchObject({ name: 'StoreUnavailable', trouble: 'newer' });
    for (const engine of engines) await engine.close();
  });

  test('ten processes make one new store together', async () => {
    const open = await opener();
    const engines = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const engine = await open(SPECS);
        await migrate(engine);
        return engine;
      }),
    );
    const stores = engines.map(createStore);
    const inserted = await Promise.all(stores.map((store) => store.people.insert(personOf('tom@contoso.com'))));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    for (const engine of engines) await engine.close();
  });
}
