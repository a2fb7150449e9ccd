import type { Person } from '../../benefits/person';
import { SPECS } from '../../storage/collections';
import type { CollectionSpec, Engine } from '../../storage/engine';
import { SHAPE } from '../../storage/shape';
import { createStore } from '../../storage/store';
import { personOf } from './documents';

/** Opens the same empty store again and again, with these collections, as a program of this shape. */
export type Opener = (specs: readonly CollectionSpec[], shape: number) => Promise<Engine>;

/** People as another program declares them: found by name alone, letter case counted. */
const OTHERWISE: readonly CollectionSpec[] = SPECS.map((spec) =>
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

const byName = async (engine: Engine): Promise<string[]> =>
  (await engine.collection<Person>('people').find({ index: 'names', limit: 9 })).map(({ name }) => name);

async function fill(engine: Engine): Promise<void> {
  const people = engine.collection<Person>('people');
  for (const name of ['zoe', 'Émile', 'Adam'])
    await people.insert(personOf(`${name.length}${name[0]}@x.com`, { name }));
}

export function upgrades(opener: () => Promise<Opener>): void {
  test('fields and indexes declared otherwise are made anew by whoever starts first, and nothing is lost', async () => {
    const open = await opener();
    const older = await open(OTHERWISE, SHAPE);
    await fill(older);
    expect(await byName(older)).toEqual(['Adam', 'zoe', 'Émile']);
    await older.close();

    const engines = await Promise.all(Array.from({ length: 10 }, () => open(SPECS, SHAPE)));
    for (const engine of engines.slice(0, 2)) {
      expect(await byName(engine)).toEqual(['Adam', 'Émile', 'zoe']);
      expect(await createStore(engine).people.admins()).toEqual([]);
    }
    for (const engine of engines) await engine.close();
  });

  test('a store of another shape is refused before anything is written', async () => {
    const open = await opener();
    const newer = await open(OTHERWISE, SHAPE + 1);
    await fill(newer);
    await expect(open(SPECS, SHAPE)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'newer' });
    await expect(open(SPECS, SHAPE + 2)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'older' });
    // Its own indexes are still there.
    expect(await byName(newer)).toEqual(['Adam', 'zoe', 'Émile']);
    await newer.close();
    const again = await open(OTHERWISE, SHAPE + 1);
    expect(await byName(again)).toEqual(['Adam', 'zoe', 'Émile']);
    await again.close();
  });

  test('ten processes make one new store together', async () => {
    const open = await opener();
    const engines = await Promise.all(Array.from({ length: 10 }, () => open(SPECS, SHAPE)));
    const stores = engines.map(createStore);
    const inserted = await Promise.all(stores.map((store) => store.people.insert(personOf('tom@contoso.com'))));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    for (const engine of engines) await engine.close();
  });
}
