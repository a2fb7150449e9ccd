import { invisibleIn, withoutInvisible } from '../benefits/invisible';
import { COLUMNS, type Sheet } from './columns';
import { LimitPassed, type Limits } from './limits';
import type { Pacer } from './pacer';
import { nearest, type Problem, type RowError, sheetError } from './row-error';

/** A cell's text, the digits of a cell that is a number, or why it can't be read. */
export type Cell = string | { number: string } | Problem;

export const textOf = (cell: Cell): string | Problem =>
  typeof cell === 'string' ? cell : 'number' in cell ? cell.number : cell;

/** A row in the order of the file. */
export interface Row {
  line: number;
  cells: readonly Cell[];
}

export interface Table {
  sheet: Sheet;
  file: string;
  workbook: boolean;
  /** Index of each known column. */
  columns: ReadonlyMap<string, number>;
  /** Column names as the file has them, where they differ: in a list of Microsoft's. */
  headings: ReadonlyMap<string, string>;
  /** Rows of the right length; in others, cells may be in the wrong columns. */
  rows: readonly Row[];
  /** Errors of the file, the header, or the length of rows. */
  errors: readonly RowError[];
}

/** A sheet that could not be read. */
export const brokenTable = (
  sheet: Sheet,
  file: string,
  problem: Problem,
  at: { line?: number | null; column?: string | null } = {},
): Table => ({
  sheet,
  file,
  workbook: false,
  columns: new Map(),
  headings: new Map(),
  rows: [],
  errors: [sheetError({ sheet, file }, problem, at)],
});

const isBlank = (row: Row): boolean => row.cells.every((cell) => typeof cell === 'string' && cell.trim() === '');

/** Which columns of a list have what. */
export interface ListColumns {
  email: string;
  name: string;
}

export interface Reading {
  limits: Limits;
  pacer: Pacer;
  /** Named by whoever imports a list that is not known. */
  columns: ListColumns | null;
}

/**
 * Reads the header and the rows below it, without blank rows. In CSV files rows must have as many cells as the header;
 * in workbooks trailing cells may be missing, since empty cells aren't stored.
 */
export async function readTable(
  sheet: Sheet,
  file: string,
  raw: AsyncIterable<Row>,
  workbook: boolean,
  { limits }: Reading,
): Promise<Table> {
  const table = { sheet, file, workbook, headings: new Map<string, string>() };
  const errors: RowError[] = [];
  const rows: Row[] = [];
  const unnamed = new Set<number>();
  let header: string[] | null = null;
  let [width, cells, read] = [0, 0, 0];
  for await (const row of raw) {
    read += 1;
    // Blank ones, too: millions of them take a minute.
    if (read > limits.rows) throw new LimitPassed({ is: 'too-many-rows', limit: limits.rows });
    if (isBlank(row)) continue;
    if (header === null) {
      header = headerOf(row);
      width = row.cells.length;
      errors.push(...headerErrors(table, row.line, header));
      if (errors.some(({ problem }) => problem.is === 'no-header'))
        return { ...table, columns: new Map(), rows, errors };
      continue;
    }
    cells += row.cells.length;
    if (cells > limits.cells) throw new LimitPassed({ is: 'too-many-cells', limit: limits.cells });
    let count = row.cells.length;
    while (count > header.length && row.cells[count - 1] === '') count -= 1;
    if (!workbook && (count < header.length || count > width)) {
      errors.push(sheetError(table, { is: 'cell-count', found: count, wanted: header.length }, { line: row.line }));
      continue;
    }
    rows.push(row);
    if (count <= header.length && !header.includes('')) continue;
    for (const [at, cell] of row.cells.entries()) {
      if (cell === '' || (header[at] ?? '') !== '' || unnamed.has(at)) continue;
      unnamed.add(at);
      errors.push(sheetError(table, { is: 'unnamed-column' }, placeOf(table, at, row.line)));
    }
  }
  if (header === null) return brokenTable(sheet, file, { is: 'empty-file' }, { line: 1 });
  const known = COLUMNS[sheet].map(({ name }) => name).filter((name) => header.includes(name));
  return { ...table, columns: new Map(known.map((name) => [name, header.indexOf(name)])), rows, errors };
}

function headerOf({ cells }: Row): string[] {
  const header = cells.map((cell) => {
    const text = textOf(cell);
    return typeof text === 'string' ? text.trim().replace(/\s+/g, ' ').toLowerCase() : '';
  });
  while (header.at(-1) === '') header.pop();
  return header;
}

/** One error for each cause: a misspelt column isn't missing too, and all that nobody knows are named together. */
function headerErrors(
  table: Pick<Table, 'sheet' | 'file' | 'workbook'>,
  line: number,
  header: readonly string[],
): RowError[] {
  const known = COLUMNS[table.sheet].map(({ name }) => name);
  if (!header.some((name) => known.includes(name))) return [sheetError(table, { is: 'no-header', known }, { line })];
  const errors: RowError[] = [];
  const unused = new Set(known.filter((name) => !header.includes(name)));
  const unknown: number[] = [];
  // Without a header line, the first line of the sheet keys contains a key.
  const shown = (at: number) => (table.sheet === 'keys' ? String(at + 1) : (header[at] ?? ''));
  for (const [at, name] of header.entries()) {
    if (name === '') continue;
    const say = (column: string, problem: Problem) =>
      errors.push(sheetError(table, problem, { ...placeOf(table, at, line), column }));
    const code = invisibleIn(name);
    const near = known.includes(name) ? null : columnFor(withoutInvisible(name), unused);
    if (code !== null) say(String(at + 1), { is: 'invisible-character', code });
    else if (near !== null) say(shown(at), { is: 'unknown-column', nearest: near });
    else if (!known.includes(name)) unknown.push(at);
    else if (header.indexOf(name) !== at) say(name, { is: 'column-twice' });
    if (near !== null) unused.delete(near);
  }
  const [first] = unknown;
  if (first !== undefined) {
    const place = unknown.length > 1 ? { line } : { ...placeOf(table, first, line), column: shown(first) };
    errors.push(sheetError(table, { is: 'unknown-columns', names: unknown.map(shown), known }, place));
  }
  for (const { name, id } of COLUMNS[table.sheet])
    if (id && unused.has(name)) errors.push(sheetError(table, { is: 'missing-column' }, { line, column: name }));
  return errors;
}

/** The column that this is probably another spelling of, such as "Full name". */
function columnFor(name: string, columns: ReadonlySet<string>): string | null {
  const words = name.split(/[^a-z]+/).filter((word) => columns.has(word));
  return nearest(name, columns) ?? (words.length === 1 ? (words[0] ?? null) : null);
}

const placeOf = ({ workbook }: Pick<Table, 'workbook'>, at: number, line: number) => ({
  line,
  column: String(at + 1),
  cell: workbook ? addressOf(at, line) : null,
});

/** D4 for column 3 in line 4. */
function addressOf(column: number, line: number): string {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${line}`;
}

/** The address of a cell; null unless in a workbook. */
export function cellAddress({ workbook, columns }: Table, column: string, line: number): string | null {
  const at = columns.get(column);
  return workbook && at !== undefined ? addressOf(at, line) : null;
}

/** The readable cells of a column. */
export function* columnTexts(table: Table | undefined, column: string): Generator<string> {
  const at = table?.columns.get(column);
  if (at === undefined) return;
  for (const { cells } of table?.rows ?? []) {
    const text = textOf(cells[at] ?? '');
    if (typeof text === 'string') yield text.trim();
  }
}
