import { createHash } from 'node:crypto';
import type { Person } from '../../benefits/person';
import { SPECS } from '../../storage/collections';
import type { CollectionSpec, Document, Engine } from '../../storage/engine';
import { createStore } from '../../storage/store';
import { SHAPE, type Shape } from '../../storage/upgrade';
import { personOf } from './documents';

export interface Program {
  specs: readonly CollectionSpec[];
  shape: Shape;
  mayUpgrade?: boolean;
}
/** Opens the same store again and again, as another program. */
export type Opener = (program: Program) => Promise<Engine>;

const THIS: Program = { specs: SPECS, shape: SHAPE };
/** How soon the programs of these tests notice an upgrade. */
const NOTICED_MS = 150;

const renamed = (person: Person): Person => ({ ...person, name: person.name.replace(/^(now )?/, 'now ') });
const changed = (document: Document): Document => renamed(document as Person);

/** The next program: people are called otherwise, and found by their names as they are written. */
export const nextProgram = (change: (document: Document) => Document = changed): Program => ({
  shape: {
    number: SHAPE.number + 1,
    steps: [{ to: SHAPE.number + 1, collection: 'people', change }],
    noticedWithinMs: NOTICED_MS,
  },
  mayUpgrade: true,
  specs: SPECS.map((spec) =>
    spec.name === 'people'
      ? {
          ...spec,
          indexes: [{ name: 'names', fields: ['written'] }],
          // The engine hands back what this collection was given.
          fieldsOf: (document) => ({ written: (document as Person).name }),
        }
      : spec,
  ),
});

const byName = async (engine: Engine): Promise<string[]> =>
  (await engine.collection<Person>('people').find({ index: 'names', limit: 9 })).map(({ name }) => name);

async function fill(engine: Engine, count = 0): Promise<void> {
  const people = engine.collection<Person>('people');
  for (const name of ['zoe', 'Émile', 'Adam'])
    await people.insert(personOf(`${name.length}${name[0]}@x.com`, { name }));
  await people.insertAll(Array.from({ length: count }, (_, n) => personOf(`p${n}@x.com`)));
}

const refusedAs = (reason: string) => ({ name: 'StoreUnavailable', reason });

export function upgrades(opener: () => Promise<Opener>): void {
  test('whoever starts first upgrades the store; the others wait, and nothing is lost', async () => {
    const open = await opener();
    const older = await open(THIS);
    await fill(older);
    await older.close();
    const engines = await Promise.all(Array.from({ length: 5 }, () => open(nextProgram())));
    for (const engine of engines) {
      expect(await byName(engine)).toEqual(['now Adam', 'now zoe', 'now Émile']);
      await engine.close();
    }
  });

  test('a newer store is refused before anything is written; an older one by all that may not upgrade it', async () => {
    const open = await opener();
    await (await open(THIS)).close();
    await expect(open({ ...nextProgram(), mayUpgrade: false })).rejects.toMatchObject(refusedAs('to-upgrade'));
    const afterNext = { ...nextProgram(), shape: { ...nextProgram().shape, number: SHAPE.number + 2 } };
    await expect(open(afterNext)).rejects.toMatchObject(refusedAs('older'));
    const newer = await open(nextProgram());
    await fill(newer);
    await expect(open(THIS)).rejects.toMatchObject(refusedAs('newer'));
    // Its own indexes are still there.
    expect(await byName(newer)).toEqual(['Adam', 'zoe', 'Émile']);
    await newer.close();
  });

  test('an older program that runs meanwhile: what it was told as done is upgraded, then it is refused', async () => {
    const open = await opener();
    const running = await open({ ...THIS, shape: { ...SHAPE, noticedWithinMs: NOTICED_MS } });
    const acknowledged: string[] = [];
    let end: unknown = null;
    const work = (async () => {
      for (let n = 0; end === null; n += 1) {
        const person = personOf(`w${n}@x.com`);
        await running
          .collection<Person>('people')
          .insert(person)
          .then(
            () => acknowledged.push(person.id),
            (error: unknown) => {
              end = error;
            },
          );
      }
    })();
    const newer = await open(nextProgram());
    await work;
    expect(end).toMatchObject(refusedAs('newer'));
    expect(acknowledged.length).toBeGreaterThan(0);
    const found = await newer.collection<Person>('people').getMany(acknowledged);
    expect(found.filter(({ name }) => name.startsWith('now '))).toHaveLength(acknowledged.length);
    await newer.close();
    await running.close();
  });

  test('an upgrade that ended half-way: told with its progress, and continued where it stopped', async () => {
    const open = await opener();
    const older = await open(THIS);
    await fill(older, 600);
    await older.close();
    let seen = 0;
    const dying = nextProgram((document) => {
      seen += 1;
      if (seen > 550) throw new Error('the process dies here');
      return changed(document);
    });
    await expect(open(dying)).rejects.toThrow('the process dies here');
    await expect(open(THIS)).rejects.toMatchObject(refusedAs('newer'));
    const looking = open({ ...nextProgram(), mayUpgrade: false });
    await expect(looking).rejects.toMatchObject(refusedAs('upgrading'));
    await expect(looking).rejects.toThrow('500 documents');
    let again = 0;
    const next = await open(
      nextProgram((document) => {
        again += 1;
        return changed(document);
      }),
    );
    expect(again).toBe(103);
    const people = await next.collection<Person>('people').after('', 1_000);
    expect(people.filter(({ name }) => /^now (?!now )/.test(name))).toHaveLength(603);
    await next.close();
    // On FerretDB each write reads all people.
  }, 240_000);

  test('ten processes make one new store together', async () => {
    const open = await opener();
    const engines = await Promise.all(Array.from({ length: 10 }, () => open(THIS)));
    const stores = engines.map(createStore);
    const inserted = await Promise.all(stores.map((store) => store.people.insert(personOf('tom@contoso.com'))));
    expect(inserted.filter(Boolean)).toHaveLength(1);
    for (const engine of engines) await engine.close();
  });
}

/** Where this fails, raise the number of SHAPE, add the steps, and put the new pair here. */
export const DECLARED = { number: 3, digest: '5515ca7dd7c5' };
export const declared = () => ({
  number: SHAPE.number,
  digest: createHash('sha256')
    .update(JSON.stringify(SPECS.map(({ name, indexes }) => [name, indexes])))
    .digest('hex')
    .slice(0, 12),
});
