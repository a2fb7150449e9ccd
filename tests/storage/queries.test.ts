import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kind, SPECS } from '../../storage/collections';
import { openEmbedded, storeFile } from '../../storage/embedded';
import { type Connection, connect, findSql, selectionSql, shaped } from '../../storage/embedded-tables';
import { type CollectionSpec, type Selection, type Step, servedBy } from '../../storage/engine';
import { filterOf, keyOf, sortOf } from '../../storage/mongodb-envelope';
import { QUERIES } from '../../storage/queries';
import { benefitOf, entryOf, seatOf } from './documents';

/** Arguments for every query, so that a new query without any does not compile. */
type Samples<Q> = Q extends (...args: infer A) => Selection ? A[] : { [K in keyof Q]: Samples<Q[K]> };

const TODAY = '2026-03-01';
const NOW = '2026-03-01T09:00:00.000Z';
const benefitId = 'b7';
const about = 'tom@contoso.com';
const actor = 'ana@contoso.com';

const SAMPLES: Samples<typeof QUERIES> = {
  benefits: {
    list: [[{ today: TODAY }], [{ today: TODAY, category: 'cloud' }]],
    ending: [[{ today: TODAY }], [{ today: TODAY, category: 'cloud' }]],
    redeemable: [[{ today: TODAY }], [{ today: TODAY, category: 'cloud' }]],
  },
  seats: {
    held: [[benefitId, about]],
    free: [[benefitId]],
    usedOfEach: [[[benefitId, 'other']]],
    heldByEach: [[[about, 'other']]],
    used: [[benefitId]],
    ofBenefit: [[benefitId]],
    ofPerson: [[about]],
    taken: [[]],
    activating: [[TODAY]],
    ending: [[TODAY]],
    unanswered: [[NOW]],
    pending: [[]],
  },
  keys: {
    ofBenefit: [[benefitId]],
    free: [[benefitId]],
    takenBy: [[benefitId, about]],
    byFingerprints: [[['fingerprint', 'another']]],
    fingerprintAfter: [['']],
    encryptedBefore: [['k1']],
    encryptedAfter: [['k1']],
    pending: [[]],
  },
  people: {
    byEmail: [['mail-of-p1@contoso.com']],
    byEmails: [[['mail-of-p1@contoso.com', 'other']]],
    byObjectId: [['o-1']],
    byName: [[]],
    admins: [[]],
    pending: [[]],
  },
  history: {
    lines: [
      ...[{}, { benefitId }].flatMap((within): [Parameters<typeof QUERIES.history.lines>[0]][] => [
        [within],
        [{ ...within, who: { as: 'person', email: about } }],
        [{ ...within, who: { as: 'actor', email: actor } }],
        [{ ...within, who: { as: 'former', email: about } }],
      ]),
    ],
    before: [[NOW]],
  },
  requests: { open: [[]], waiting: [[benefitId]], ofPerson: [[about]], pending: [[]] },
  dispatches: {
    dueAfter: [['2026-03-01T00:00:00.000Z']],
    due: [[NOW]],
    undone: [[]],
    ended: [[NOW]],
  },
  steps: { open: [[], [benefitId]], ofPerson: [[benefitId, about]], pending: [[]] },
  lapsed: [[NOW]],
};

interface Asked {
  collection: Kind;
  name: string;
  selection: Selection;
}

/** Every query with every sample. */
function asked(): Asked[] {
  const found: Asked[] = [];
  const visit = (collection: Kind, name: string, query: unknown, samples: unknown): void => {
    if (typeof query !== 'function' || !Array.isArray(samples)) throw new Error(`${name} is no query`);
    if (samples.length === 0) throw new Error(`${name} has no sample`);
    for (const args of samples) found.push({ collection, name, selection: query(...args) });
  };
  const { lapsed, ...grouped } = QUERIES;
  for (const [collection, queries] of Object.entries(grouped)) {
    const samples: Record<string, unknown> = SAMPLES[collection as keyof typeof grouped];
    for (const [name, query] of Object.entries(queries)) visit(collection as Kind, name, query, samples[name]);
  }
  for (const collection of ['conversations', 'oneTimeTokens', 'uploads', 'plans'] as const)
    visit(collection, 'lapsed', lapsed, SAMPLES.lapsed);
  return found;
}

const specOf = (name: string): CollectionSpec => {
  const spec = SPECS.find((one) => one.name === name);
  if (!spec) throw new Error(`${name} is no collection`);
  return spec;
};
const titled = asked().map((one): [string, Asked] => [
  `${one.collection}.${one.name} ${JSON.stringify(one.selection)}`,
  one,
]);

test('unique values stand alone in their index, and are texts', () => {
  for (const spec of SPECS) {
    for (const index of spec.indexes.filter(({ unique }) => unique)) {
      expect(index.fields).toHaveLength(1);
      const others = spec.indexes.filter((other) => other !== index).flatMap(({ fields }) => fields);
      expect(others).not.toContain(index.fields[0]);
    }
  }
});

test('an index that no query uses is not declared', () => {
  const used = new Set(asked().map(({ collection, selection }) => `${collection}.${selection.index}`));
  const declared = SPECS.flatMap(({ name, indexes }) =>
    indexes.filter(({ unique }) => !unique).map((index) => `${name}.${index.name}`),
  );
  expect(declared.filter((index) => !used.has(index))).toEqual([]);
});

describe('on MongoDB, an index covers what each query compares, then sorts by', () => {
  test.each(titled)('%s', (_, { collection, selection }) => {
    const spec = specOf(collection);
    const key = Object.keys(keyOf(servedBy(spec, selection).fields));
    const compared = Object.entries(filterOf(spec, selection)).filter(([field]) => field !== 'version');
    const isRange = (condition: unknown): boolean => typeof condition === 'object' && condition !== null;
    const equal = compared.filter(([, condition]) => !isRange(condition)).map(([field]) => field);
    const ranged = compared.filter(([, condition]) => isRange(condition)).map(([field]) => field);
    const sorted = Object.keys(sortOf(spec, { ...selection, limit: 1 }));
    expect(new Set(key.slice(0, equal.length))).toEqual(new Set(equal));
    expect(key.slice(equal.length)).toEqual(sorted);
    if (ranged.length > 0) expect(ranged).toEqual([key[equal.length]]);
  });
});

describe('on the embedded store, at 100,000 seats', () => {
  let folder: string;
  let connection: Connection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'benefits-queries-'));
    const engine = await openEmbedded({ dataDir: folder, specs: SPECS });
    const insert = (
      collection: Kind,
      document: Step extends infer S ? (S extends { document: infer D } ? D : never) : never,
    ): Step => ({
      kind: 'insert',
      collection,
      document,
    });
    function* steps(): Generator<Step> {
      for (let benefit = 0; benefit < 1000; benefit += 1) {
        yield insert('benefits', benefitOf(`b${benefit}`));
        for (let number = 1; number <= 100; number += 1) yield insert('seats', seatOf(`b${benefit}`, number));
      }
      for (let n = 0; n < 1000; n += 1) yield insert('history', { ...entryOf(`h${n}`), version: 1 });
    }
    expect(await engine.apply(steps())).toBeNull();
    await engine.close();
    connection = connect(storeFile(folder), 1000);
    connection.exec('ANALYZE');
  }, 120_000);
  afterAll(() => {
    connection.close();
    rmSync(folder, { recursive: true });
  });

  const planOf = (sql: string, args: unknown[]): string[] =>
    (connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...args) as { detail: string }[]).map(({ detail }) => detail);

  test.each(titled)('%s', (_, { collection, selection }) => {
    const spec = specOf(collection);
    const found = findSql(spec, { ...selection, limit: 10, direction: -1 });
    const { args } = shaped(selection);
    // What compares nothing walks an index from one end, a page at a time; to count, any index does.
    const narrowed =
      Object.keys(selection.equals ?? {}).length > 0 || selection.range !== undefined || selection.among !== undefined;
    const named = `INDEX ${collection}_${selection.index}`;
    const [find, ...more] = planOf(found, [...args, 10, 0]);
    const [count, ...evenMore] = planOf(`SELECT count(*) FROM ${selectionSql(spec, selection)}`, args);
    // Several values are several searches, whose results are then sorted.
    if (!selection.among) expect([...more, ...evenMore]).toEqual([]);
    expect(find).toContain(named);
    expect(find).toMatch(narrowed ? /^SEARCH / : /^SCAN /);
    expect(count).toContain(narrowed ? named : 'COVERING INDEX');
    expect(count).toMatch(narrowed ? /^SEARCH / : /^SCAN /);
  });

  test('ids', () => {
    expect(planOf('SELECT document FROM seats WHERE id = ?', ['b7/1'])[0]).toMatch(/^SEARCH seats USING INDEX/);
    expect(planOf('DELETE FROM seats WHERE id = ? AND version = ?', ['b7/1', 1])[0]).toMatch(
      /^SEARCH seats USING INDEX/,
    );
  });
});
