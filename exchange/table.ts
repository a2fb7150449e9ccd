import { COLUMNS, type Sheet } from './columns';
import { nearest, type Problem, type RowError, sheetError } from './problem';

/** A cell's text, or why it has none. */
export type Cell = string | Problem;

/** A row as it stands in the file; the header is the first one. */
export interface RawRow {
  line: number;
  cells: readonly Cell[];
}

/** A row whose cells stand in the order of COLUMNS, whatever their order in the file. */
export interface Row {
  line: number;
  cells: readonly Cell[];
  /** The row does not have the header's number of cells, so they may stand under wrong columns. */
  torn: boolean;
}

export interface Table {
  sheet: Sheet;
  file: string;
  rows: readonly Row[];
  /** Columns that the header lacks: said once, so nothing more is said of their cells. */
  absent: ReadonlySet<string>;
  /** What is wrong with the header or the file itself; the rows are checked all the same. */
  errors: readonly RowError[];
}

export const brokenTable = (sheet: Sheet, file: string, error: RowError): Table => ({
  sheet,
  file,
  rows: [],
  absent: new Set(),
  errors: [error],
});

const isBlank = (row: RawRow): boolean => row.cells.every((cell) => typeof cell === 'string' && cell.trim() === '');

/**
 * Puts rows under the sheet's columns. With `exact` a row must have as many cells as the header (CSV); else missing ones
 * at its end are empty (workbooks do not store empty cells). Blank rows are left out.
 */
export function arrange(sheet: Sheet, file: string, raw: Iterable<RawRow>, exact: boolean): Table {
  const errors: RowError[] = [];
  const rows: Row[] = [];
  const known = COLUMNS[sheet].map((column) => column.name);
  let places: number[] | null = null;
  let width = 0;
  for (const row of raw) {
    if (isBlank(row)) continue;
    if (places === null) {
      const header = row.cells.map((cell) => (typeof cell === 'string' ? cell.trim().toLowerCase() : ''));
      while (header.length > 0 && header.at(-1) === '') header.pop();
      width = header.length;
      errors.push(...headerErrors({ sheet, file }, row.line, header, known));
      places = known.map((name) => header.indexOf(name));
      continue;
    }
    let count = row.cells.length;
    while (count > width && row.cells[count - 1] === '') count -= 1;
    const torn = exact ? count !== width : count > width;
    if (torn) errors.push(sheetError({ sheet, file }, { is: 'cell-count', found: count, wanted: width }, row));
    const { cells } = row;
    rows.push({ line: row.line, cells: places.map((place) => (place < 0 ? '' : (cells[place] ?? ''))), torn });
  }
  if (places === null) return brokenTable(sheet, file, sheetError({ sheet, file }, { is: 'empty-file' }, { line: 1 }));
  const absent = new Set(known.filter((_name, at) => (places?.[at] ?? -1) < 0));
  return { sheet, file, rows, absent, errors };
}

function headerErrors(
  table: { sheet: Sheet; file: string },
  line: number,
  header: readonly string[],
  known: readonly string[],
): RowError[] {
  const errors: RowError[] = [];
  const say = (column: string, problem: Problem) => errors.push(sheetError(table, problem, { line, column }));
  const unused = known.filter((name) => !header.includes(name));
  header.forEach((name, at) => {
    // A file of keys without a header begins with a key.
    const shown = table.sheet === 'keys' ? String(at + 1) : name;
    if (!known.includes(name)) say(shown, { is: 'unknown-column', nearest: nearest(name, unused), known });
    else if (header.indexOf(name) !== at) say(name, { is: 'column-twice' });
  });
  for (const name of unused) say(name, { is: 'missing-column' });
  return errors;
}
