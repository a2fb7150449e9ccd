import { COLUMNS, type Sheet } from './columns';
import { LimitPassed, type Limits } from './limits';
import type { Pacer } from './pacer';
import { nearest, type Problem, type RowError, sheetError } from './row-error';

/** A cell's text, or why it can't be read. */
export type Cell = string | Problem;

/** A row in the order of the file. */
export interface Row {
  line: number;
  cells: readonly Cell[];
}

export interface Table {
  sheet: Sheet;
  file: string;
  /** Index of each known column. */
  columns: ReadonlyMap<string, number>;
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
): Table => ({ sheet, file, columns: new Map(), rows: [], errors: [sheetError({ sheet, file }, problem, at)] });

const isBlank = (row: Row): boolean => row.cells.every((cell) => typeof cell === 'string' && cell.trim() === '');

export interface Reading {
  limits: Limits;
  pacer: Pacer;
}

/**
 * Reads the header and the rows below it, without blank rows. `exact` (CSV): rows must have as many cells as the header.
 * Otherwise trailing cells may be missing, since workbooks don't store empty cells.
 */
export async function readTable(
  sheet: Sheet,
  file: string,
  raw: AsyncIterable<Row>,
  exact: boolean,
  { limits }: Reading,
): Promise<Table> {
  const errors: RowError[] = [];
  const rows: Row[] = [];
  let header: string[] | null = null;
  let cells = 0;
  for await (const row of raw) {
    if (isBlank(row)) continue;
    if (header === null) {
      header = row.cells.map((cell) => (typeof cell === 'string' ? cell.trim().toLowerCase() : ''));
      while (header.length > 0 && header.at(-1) === '') header.pop();
      errors.push(...headerErrors({ sheet, file }, row.line, header));
      continue;
    }
    cells += row.cells.length;
    if (rows.length + errors.length >= limits.rows) throw new LimitPassed({ is: 'too-many-rows', limit: limits.rows });
    if (cells > limits.cells) throw new LimitPassed({ is: 'too-many-cells', limit: limits.cells });
    let count = row.cells.length;
    while (count > header.length && row.cells[count - 1] === '') count -= 1;
    if (exact ? count === header.length : count <= header.length) rows.push(row);
    else errors.push(sheetError({ sheet, file }, { is: 'cell-count', found: count, wanted: header.length }, row));
  }
  if (header === null) return brokenTable(sheet, file, { is: 'empty-file' }, { line: 1 });
  const known = COLUMNS[sheet].map(({ name }) => name).filter((name) => header.includes(name));
  return { sheet, file, columns: new Map(known.map((name) => [name, header.indexOf(name)])), rows, errors };
}

function headerErrors(table: { sheet: Sheet; file: string }, line: number, header: readonly string[]): RowError[] {
  const errors: RowError[] = [];
  const say = (column: string, problem: Problem) => errors.push(sheetError(table, problem, { line, column }));
  const known = COLUMNS[table.sheet].map(({ name }) => name);
  const unused = known.filter((name) => !header.includes(name));
  header.forEach((name, at) => {
    // Without a header line, the first line of the sheet keys contains a key.
    const shown = table.sheet === 'keys' ? String(at + 1) : name;
    if (!known.includes(name)) say(shown, { is: 'unknown-column', nearest: nearest(name, unused), known });
    else if (header.indexOf(name) !== at) say(name, { is: 'column-twice' });
  });
  for (const name of unused) say(name, { is: 'missing-column' });
  return errors;
}

/** The readable cells of a column. */
export function* columnTexts(table: Table | undefined, column: string): Generator<string> {
  const at = table?.columns.get(column);
  if (at === undefined) return;
  for (const { cells } of table?.rows ?? []) if (typeof cells[at] === 'string') yield cells[at].trim();
}
