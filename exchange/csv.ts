import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { COLUMNS, type Sheet } from './columns';
import { type Problem, sheetError } from './problem';
import { arrange, brokenTable, type RawRow, type Table } from './table';

/** Reads one CSV file: UTF-8 with or without BOM, `,` or `;`, any line end. */
export function readCsv(sheet: Sheet, file: string, bytes: Uint8Array): Table {
  const broken = (problem: Problem, line: number | null = null, column: string | null = null): Table =>
    brokenTable(sheet, file, sheetError({ sheet, file }, problem, { line, column }));
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return broken({ is: 'utf16' });
  if (!isUtf8(bytes)) return broken({ is: 'not-utf8' }, ...firstForeignCell(sheet, bytes));
  const text = new TextDecoder('utf-8').decode(bytes);
  const header = headerLine(text);
  if (header === '') return broken({ is: 'empty-file' }, 1);
  const delimiter = delimiterOf(header);
  if (delimiter === null) return broken({ is: 'wrong-delimiter', found: foreignDelimiter(header) ?? ' ' }, 1);
  try {
    return arrange(sheet, file, numbered(split(text, delimiter)), true);
  } catch (error) {
    if (error instanceof CsvError && typeof error.lines === 'number') return broken({ is: 'bad-quotes' }, error.lines);
    throw error;
  }
}

const split = (text: string, delimiter: string): string[][] =>
  parse(text, { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: false });

/** With the line on which each row begins; a quoted cell may span several. */
function* numbered(records: readonly string[][]): Generator<RawRow> {
  let line = 1;
  for (const cells of records) {
    yield { line, cells };
    line += 1;
    for (const cell of cells) if (/[\r\n]/.test(cell)) line += cell.split(/\r\n|\r|\n/).length - 1;
  }
}

const headerLine = (text: string): string => text.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? '';
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** The separator of the header, or null when it is one that an import does not take. */
function delimiterOf(header: string): ',' | ';' | null {
  const [commas, semicolons] = [occurrences(header, ','), occurrences(header, ';')];
  if (commas + semicolons === 0) return foreignDelimiter(header) === null ? ',' : null;
  return semicolons > commas ? ';' : ',';
}

const foreignDelimiter = (header: string): string | null =>
  ['\t', '|', ':', '~', '^'].find((candidate) => occurrences(header, candidate) >= 2) ?? null;

/** Line and column of the first cell that is not UTF-8. */
function firstForeignCell(sheet: Sheet, bytes: Uint8Array): [number | null, string | null] {
  const text = Buffer.from(bytes).toString('latin1');
  const foreign = (cell: string): boolean => !isUtf8(Buffer.from(cell, 'latin1'));
  try {
    const rows = [...numbered(split(text, delimiterOf(headerLine(text)) ?? ','))];
    for (const row of rows) {
      const at = row.cells.findIndex((cell) => typeof cell === 'string' && foreign(cell));
      if (at < 0) continue;
      const column = COLUMNS[sheet].find(({ name }) => name === rows[0]?.cells[at]);
      return [row.line, (row.line > 1 && column?.name) || null];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return [null, null];
}
