import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { COLUMNS, type Sheet } from './columns';
import { LimitPassed } from './limits';
import type { Problem } from './row-error';
import { brokenTable, type Reading, type Row, readTable, type Table } from './table';

/** Bytes parsed at once. */
const PIECE = 32_768;
/** Characters of one row; a longer one has an unclosed quotation mark. */
const LONGEST_ROW = 500_000;
/** Bytes in which the header is looked for. */
const HEAD = 65_536;

/** Reads a CSV file: UTF-8 with or without BOM, `,` or `;`, any line ending. */
export async function readCsv(sheet: Sheet, file: string, bytes: Uint8Array, reading: Reading): Promise<Table> {
  const broken = (problem: Problem, line: number | null = null, column: string | null = null): Table =>
    brokenTable(sheet, file, problem, { line, column });
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return broken({ is: 'utf16' });
  const header = headerLine(bytes);
  if (header === '') return broken({ is: 'empty-file' }, 1);
  const delimiter = delimiterOf(header);
  if (!isUtf8(bytes)) return broken({ is: 'not-utf8' }, ...(await firstForeignCell(sheet, bytes, delimiter, reading)));
  if (delimiter === null) return broken({ is: 'wrong-delimiter', found: foreignDelimiter(header) ?? ' ' }, 1);
  try {
    return await readTable(sheet, file, rowsOf(bytes, delimiter, 'utf8', reading), true, reading);
  } catch (error) {
    if (error instanceof QuoteError) return broken({ is: 'bad-quotes' }, error.line);
    if (error instanceof LimitPassed) return broken(error.problem);
    throw error;
  }
}

class QuoteError extends Error {
  override readonly name = 'QuoteError';
  constructor(readonly line: number) {
    super(`line ${line}`);
  }
}

/** Rows with the line on which they start; a quoted cell may span several lines. */
async function* rowsOf(
  bytes: Uint8Array,
  delimiter: string,
  encoding: 'utf8' | 'latin1',
  { pacer }: Reading,
): AsyncGenerator<Row> {
  let line = 1;
  const firstLines: number[] = [];
  const parser = parse({
    // Called while parsing, so that `line` is right when parsing fails.
    on_record(cells: string[]) {
      firstLines.push(line);
      line += 1;
      for (const cell of cells) if (/[\r\n]/.test(cell)) line += cell.split(/\r\n|\r|\n/).length - 1;
      return cells;
    },
    bom: true,
    delimiter,
    encoding,
    max_record_size: LONGEST_ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: false,
  });
  let count = 0;
  try {
    for await (const cells of Readable.from(pieces(bytes)).pipe(parser) as AsyncIterable<string[]>) {
      if (pacer.due()) await pacer.pause();
      yield { line: firstLines[count] ?? line, cells };
      count += 1;
    }
  } catch (error) {
    throw error instanceof CsvError ? new QuoteError(line) : error;
  }
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

const headerLine = (bytes: Uint8Array): string =>
  /[^\r\n]*\S[^\r\n]*/.exec(new TextDecoder().decode(bytes.subarray(0, HEAD)))?.[0] ?? '';
const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** The delimiter of the header, or null if it isn't supported. */
function delimiterOf(header: string): ',' | ';' | null {
  const [commas, semicolons] = [occurrences(header, ','), occurrences(header, ';')];
  if (commas + semicolons === 0) return foreignDelimiter(header) === null ? ',' : null;
  return semicolons > commas ? ';' : ',';
}

const foreignDelimiter = (header: string): string | null =>
  ['\t', '|', ':', '~', '^'].find((candidate) => occurrences(header, candidate) >= 2) ?? null;

/** Line and column of the first cell that is not UTF-8. */
async function firstForeignCell(
  sheet: Sheet,
  bytes: Uint8Array,
  delimiter: string | null,
  reading: Reading,
): Promise<[number | null, string | null]> {
  let header: Row | null = null;
  try {
    for await (const row of rowsOf(bytes, delimiter ?? ',', 'latin1', reading)) {
      header ??= row;
      const at = row.cells.findIndex((cell) => typeof cell === 'string' && !isUtf8(Buffer.from(cell, 'latin1')));
      if (at < 0) continue;
      const column = COLUMNS[sheet].find(({ name }) => name === header?.cells[at]);
      return [row.line, (row !== header && column?.name) || null];
    }
  } catch (error) {
    if (!(error instanceof QuoteError || error instanceof LimitPassed)) throw error;
  }
  return [null, null];
}
