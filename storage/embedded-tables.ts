import Database from 'libsql';
import type { Fact } from '../benefits/ports';
import type { Step } from './batches';
import type { Statement as Sql } from './embedded-thread';
import { type CollectionSpec, type Document, type Query, type Selection, servedBy, type Value } from './engine';

/** One table per collection: the document as JSON text, and the indexed fields as columns. */

export type Connection = InstanceType<typeof Database>;
type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

const quoted = (name: string): string => `"${name}"`;
const column = (field: string): string => (field === 'id' ? 'id' : `"f_${field}"`);

/** Of each connection that writes. */
export const PRAGMAS = ['synchronous = FULL', 'cache_size = -16000'] as const;

/** `waitMs`: how long a statement blocks this process while another one writes. Keep it short and retry. */
export function connect(path: string, waitMs: number): Connection {
  const connection = new Database(path, { timeout: waitMs });
  for (const pragma of ['journal_mode = WAL', ...PRAGMAS]) connection.pragma(pragma);
  return connection;
}

export function sqliteVersion(connection: Connection): string {
  const [row] = connection.prepare('SELECT sqlite_version() AS version').all() as Row[];
  return `${row?.version}`;
}

const fieldNames = (spec: CollectionSpec): string[] => [
  ...new Set(spec.indexes.flatMap(({ fields }) => fields).filter((field) => field !== 'id')),
];

/** Of a file that is a store, as many rows as `STORE_TABLES`. */
export const STORE_TABLES_SQL = `SELECT name FROM sqlite_master WHERE name IN ('facts', 'seats')`;
export const STORE_TABLES = 2;
export const isStoreFile = (connection: Connection): boolean =>
  connection.prepare(STORE_TABLES_SQL).all().length === STORE_TABLES;

/** Reads a fact, also from a store without tables. */
export function storedFact(connection: Connection, id: string): Fact | null {
  if (connection.prepare(`SELECT name FROM sqlite_master WHERE name = 'facts'`).all().length === 0) return null;
  const [row] = connection.prepare('SELECT document FROM facts WHERE id = ?').all(id) as Row[];
  return row ? JSON.parse(`${row.document}`) : null;
}

/** Creates the table and its columns, if they are missing. Call inside a transaction. */
export function createTable(connection: Connection, spec: CollectionSpec): void {
  const table = quoted(spec.name);
  connection.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL)`,
  );
  const there = new Set(
    (connection.prepare(`SELECT name FROM pragma_table_info('${spec.name}')`).all() as Row[]).map(({ name }) => name),
  );
  for (const field of fieldNames(spec)) {
    if (!there.has(`f_${field}`)) connection.exec(`ALTER TABLE ${table} ADD COLUMN ${column(field)}`);
  }
}

/** Creates the declared indexes and drops others. Call inside a transaction. */
export function createIndexes(connection: Connection, spec: CollectionSpec): void {
  const declared = spec.indexes.map((index) => {
    const fields = index.fields.map(column).join(', ');
    const name = quoted(`${spec.name}_${index.name}`);
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${quoted(spec.name)} (${fields})`;
  });
  const there = connection
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`)
    .all(spec.name) as Row[];
  for (const { name, sql } of there) {
    if (!declared.includes(`${sql}`)) connection.exec(`DROP INDEX ${quoted(`${name}`)}`);
  }
  for (const sql of declared) if (!there.some((index) => index.sql === sql)) connection.exec(sql);
}

interface Term {
  sql: string;
  args: readonly Value[];
}

const places = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

function termsOf({ equals, range, among }: Selection): Term[] {
  const terms: Term[] = [];
  const compare = (field: string, operator: string, value: Value | undefined): void => {
    if (value !== undefined) terms.push({ sql: `${column(field)} ${operator} ?`, args: [value] });
  };
  for (const [field, value] of Object.entries(equals ?? {})) {
    if (value === null) terms.push({ sql: `${column(field)} IS NULL`, args: [] });
    else compare(field, '=', value);
  }
  if (range) {
    compare(range.field, '>=', range.from);
    compare(range.field, '<=', range.to);
    compare(range.field, '>', range.above);
    compare(range.field, '<', range.below);
  }
  if (among) terms.push({ sql: `${column(among.field)} IN (${places(among.values)})`, args: among.values });
  return terms;
}

/** Selections that differ only in their values have the same shape, and share a prepared statement. */
export function shaped(selection: Selection): { shape: string; args: Value[] } {
  const terms = termsOf(selection);
  return {
    shape: [selection.index, ...terms.map(({ sql }) => sql)].join(' '),
    args: terms.flatMap(({ args }) => args),
  };
}

/** With a placeholder per argument. `INDEXED BY` makes SQLite fail instead of scanning the table. */
export function selectionSql(spec: CollectionSpec, selection: Selection): string {
  servedBy(spec, selection);
  const terms = termsOf(selection).map(({ sql }) => sql);
  const index = quoted(`${spec.name}_${selection.index}`);
  return `${quoted(spec.name)} INDEXED BY ${index}${terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : ''}`;
}

/** Arguments: the selection's, the limit, the skip. */
export function findSql(spec: CollectionSpec, query: Query): string {
  const order = servedBy(spec, query)
    .fields.filter((field) => !(field in (query.equals ?? {})))
    .map((field) => `${column(field)}${query.direction === -1 ? ' DESC' : ''}`);
  const by = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  return `SELECT document FROM ${selectionSql(spec, query)}${by} LIMIT ? OFFSET ?`;
}

/** Arguments: the selection's. */
function countEachSql(spec: CollectionSpec, selection: Selection, field: string): string {
  return `SELECT ${column(field)}, count(*) FROM ${selectionSql(spec, selection)} GROUP BY ${column(field)}`;
}

/** Statements of one collection on one connection. Synchronous; throws if a constraint fails. */
export interface Table {
  get(id: string): string | null;
  getMany(ids: readonly string[]): string[];
  find(query: Query): string[];
  count(selection: Selection): number;
  countEach(selection: Selection & Pick<Required<Selection>, 'among'>): Map<Value, number>;
  /** Returns 1. Throws if the id or a unique value is taken. */
  insert(document: Document): number;
  /** Returns 1, or 0 if the stored version differs. */
  update(id: string, version: number, document: Document): number;
  remove(id: string, version: number): number;
  /** In order of id. */
  after(id: string, limit: number): { id: string; document: string }[];
  /** Changes one row, unless the step conflicts. */
  statementOf(step: Step): Sql;
}

export function openTable(connection: Connection, spec: CollectionSpec): Table {
  type Statement = ReturnType<Connection['prepare']>;
  const statements = new Map<string, Statement>();
  /** Prepares the statement on first use; rows are arrays. */
  const prepared = (shape: string, sql: () => string): Statement => {
    const known = statements.get(shape);
    if (known) return known;
    const made = connection.prepare(sql());
    if (made.reader) made.raw(true);
    statements.set(shape, made);
    return made;
  };
  const fields = fieldNames(spec);
  const table = quoted(spec.name);
  const names = ['id', 'version', 'document', ...fields.map(column)];
  const insertSql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places(names)})`;
  const changed = names.slice(1).map((name) => `${name} = ?`);
  const updateSql = `UPDATE ${table} SET ${changed.join(', ')} WHERE id = ? AND version = ?`;
  const removeSql = `DELETE FROM ${table} WHERE id = ? AND version = ?`;
  const getSql = () => `SELECT document FROM ${table} WHERE id = ?`;
  const afterSql = () => `SELECT id, document FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`;
  const cells = (document: Document): Cell[] => {
    const values = spec.fieldsOf(document);
    return [document.version, JSON.stringify(document), ...fields.map((field) => values[field] ?? null)];
  };
  const inserting = (document: Document): Sql => [insertSql, document.id, ...cells(document)];
  const updating = (id: string, version: number, document: Document): Sql => [
    updateSql,
    ...cells(document),
    id,
    version,
  ];
  const removing = (id: string, version: number): Sql => [removeSql, id, version];
  const changes = ([sql, ...args]: Sql): number => prepared(sql, () => sql).run(args).changes;
  return {
    get: (id) => {
      const row = prepared('get', getSql).get([id]) as [string] | undefined;
      return row ? row[0] : null;
    },
    getMany: (ids) => {
      if (ids.length === 0) return [];
      const statement = prepared(
        `get ${ids.length}`,
        () => `SELECT document FROM ${table} WHERE id IN (${places(ids)})`,
      );
      return (statement.all([...ids]) as [string][]).map(([text]) => text);
    },
    find: (query) => {
      const selected = shaped(query);
      const shape = `${selected.shape} ${query.direction ?? 1}`;
      const args = [...selected.args, query.limit, query.skip ?? 0];
      // `get` costs a third of `all` for one row. It needs a statement of its own: `get`
      // after `all` on the same statement returns rows for the values bound before (libsql 0.5.29).
      if (query.limit === 1) {
        const row = prepared(`one ${shape}`, () => findSql(spec, query)).get(args) as [string] | undefined;
        return row ? [row[0]] : [];
      }
      return (prepared(`all ${shape}`, () => findSql(spec, query)).all(args) as [string][]).map(([text]) => text);
    },
    count: (selection) => {
      const { shape, args } = shaped(selection);
      const statement = prepared(`count ${shape}`, () => `SELECT count(*) FROM ${selectionSql(spec, selection)}`);
      return (statement.get(args) as unknown as [number])[0];
    },
    countEach: (selection) => {
      if (selection.among.values.length === 0) return new Map();
      const { shape, args } = shaped(selection);
      const { field } = selection.among;
      const statement = prepared(`count each ${shape}`, () => countEachSql(spec, selection, field));
      return new Map(statement.all(args) as [Value, number][]);
    },
    insert: (document) => changes(inserting(document)),
    update: (id, version, document) => changes(updating(id, version, document)),
    remove: (id, version) => changes(removing(id, version)),
    statementOf(step) {
      if (step.kind === 'delete') return removing(step.id, step.version);
      const { document } = step;
      if (step.kind === 'insert') return inserting(document);
      return updating(document.id, step.version, { ...document, version: step.version + 1 });
    },
    after: (id, limit) =>
      (prepared('after', afterSql).all([id, limit]) as [string, string][]).map(([id, document]) => ({ id, document })),
  };
}
