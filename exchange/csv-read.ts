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

/** Reads a CSV file: UTF-8 with or without BOM, UTF-16 with BOM; `,`, `;` or tabs; any line ending; Excel's line `sep=;`. */
export async function readCsv(sheet: Sheet, file: string, given: Uint8Array, reading: Reading): Promise<Table> {
  const opened = await openCsv(sheet, given, reading);
  if ('is' in opened.found) return brokenTable(sheet, file, opened.found, opened);
  try {
    return await readTable(sheet, file, opened.found, false, reading);
  } catch (error) {
    const broken = csvProblem(error);
    return brokenTable(sheet, file, broken.problem, broken);
  }
}

interface Opened {
  found: AsyncIterable<Row> | Problem;
  line: number | null;
  column: string | null;
}

/** The rows, or what is wrong and where. `sheet` null: of any columns. */
export async function openCsv(sheet: Sheet | null, given: Uint8Array, reading: Reading): Promise<Opened> {
  const bytes = fromUtf16(given) ?? given;
  const refused = (found: Problem, line: number | null = null, column: string | null = null) => ({
    found,
    line,
    column,
  });
  const [first = '', second = ''] = firstLines(bytes);
  const declared = /^ {0,9}"?sep=([,;\t])"?[,;\t ]*$/i.exec(first)?.[1];
  const header = declared ? second : first;
  if (header === '') return refused({ is: 'empty-file' }, 1);
  const delimiter = declared ?? delimiterOf(header);
  if (!isUtf8(bytes) || header.includes('\0'))
    return refused({ is: 'not-utf8' }, ...(await firstForeignCell(sheet, bytes, delimiter, reading)));
  if (delimiter === null) return refused({ is: 'wrong-delimiter', found: foreignDelimiter(header) ?? ' ' }, 1);
  const rows = rowsOf(bytes, delimiter, 'utf8', reading);
  return { found: declared ? withoutFirst(rows) : rows, line: null, column: null };
}

/** The problem behind an error thrown while reading rows. */
export function csvProblem(error: unknown): { problem: Problem; line: number | null } {
  if (error instanceof QuoteError) return { problem: { is: 'bad-quotes' }, line: error.line };
  if (error instanceof LimitPassed) return { problem: error.problem, line: null };
  throw error;
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

const firstLines = (bytes: Uint8Array): string[] =>
  new TextDecoder()
    .decode(bytes.subarray(0, HEAD))
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');

/** As UTF-8; null if there is no byte order mark of UTF-16. */
function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  const [a, b] = bytes;
  if (!((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))) return null;
  return Buffer.from(new TextDecoder(a === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes), 'utf8');
}

async function* withoutFirst(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  let first = true;
  for await (const row of rows) {
    const blank = row.cells.every((cell) => cell === '');
    if (!first) yield row;
    first &&= blank;
  }
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** The delimiter of the header, or null if it isn't supported. */
function delimiterOf(header: string): string | null {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: occurrences(header, delimiter) }));
  const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
  return most.count === 0 && foreignDelimiter(header) !== null ? null : most.delimiter;
}

const foreignDelimiter = (header: string): string | null =>
  ['|', ':', '~', '^'].find((candidate) => occurrences(header, candidate) >= 2) ?? null;

/** Line and column of the first cell that is not UTF-8. */
async function firstForeignCell(
  sheet: Sheet | null,
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
      const column = sheet && COLUMNS[sheet].find(({ name }) => name === header?.cells[at]);
      return [row.line, (row !== header && column?.name) || null];
    }
  } catch (error) {
    if (!(error instanceof QuoteError || error instanceof LimitPassed)) throw error;
  }
  return [null, null];
}
