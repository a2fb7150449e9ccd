import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kind, SPECS } from '../../storage/collections';
import { openEmbedded, storeFile } from '../../storage/embedded';
import { type Connection, connect, findSql, selectionSql, shaped } from '../../storage/embedded-tables';
import { type EngineWrite, servedBy } from '../../storage/engine';
import { filterOf, keyOf, sortOf } from '../../storage/mongodb-envelope';
import { chunkOf } from '../../storage/mongodb-import';
import { JOURNAL } from '../../storage/mongodb-schema';
import { asked, specOf, titled } from './asked';
import { benefitOf, entryOf, seatOf } from './documents';

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

test('on MongoDB, so is the journal of the imports', () => {
  const { filter, sort } = chunkOf('plan');
  const [index] = JOURNAL.indexes;
  expect([...Object.keys(filter), ...Object.keys(sort)]).toEqual(index?.fields);
});

describe('on the embedded store, at 100,000 seats', () => {
  let folder: string;
  let connection: Connection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'benefits-queries-'));
    const engine = await openEmbedded({ dataDir: folder, specs: SPECS });
    const insert = (of: Kind, after: EngineWrite['after']): EngineWrite => ({ of, before: null, after });
    function* writes(): Generator<EngineWrite> {
      for (let benefit = 0; benefit < 1000; benefit += 1) {
        yield insert('benefits', benefitOf(`b${benefit}`));
        for (let number = 1; number <= 100; number += 1) yield insert('seats', seatOf(`b${benefit}`, number));
      }
      for (let n = 0; n < 1000; n += 1) yield insert('history', { ...entryOf(`h${n}`), version: 1 });
    }
    expect(await engine.apply(writes())).toBe(true);
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
