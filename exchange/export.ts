import { stringify } from 'csv-stringify/sync';
import { type Benefit, sortKeyOf } from '../benefits/benefit';
import { entryText, type HistoryEntry } from '../benefits/history';
import type { Store } from '../benefits/ports';
import { type Seat, seatHolder } from '../benefits/seat';
import { escapeFormula } from './characters';
import { COLUMNS, fieldOf, HISTORY_COLUMNS, type Sheet } from './columns';
import { allOf, loadExisting } from './current-data';
import { writeWorkbook } from './workbook-write';
import { writeZip } from './zip-write';

type Row = readonly (string | number)[];

interface ExportSheet {
  name: string;
  columns: readonly string[];
  /** Loaded lazily. */
  rows: AsyncIterable<Row>;
}

/** A workbook has 1,048,576 rows; older entries stay in the store. */
const MOST_HISTORY = 1_000_000;

/** All sheets of an export. Product keys are not exported. */
async function exportSheets(store: Store): Promise<ExportSheet[]> {
  const { membership, benefits, people } = await loadExisting(store);
  const sorted = [...benefits.values()].sort((a, b) => compare(sortKeyOf(a), sortKeyOf(b)));
  const persons = [...people.values()].sort((a, b) => compare(a.email, b.email));
  const emails = new Map(persons.map(({ id, email }) => [id, email]));
  const known = (name: Sheet, records: readonly object[]): ExportSheet => {
    const columns = COLUMNS[name].map((column) => column.name);
    return { name, columns, rows: escaped(records.map((record) => recordRow(columns, record))) };
  };
  return [
    known('membership', membership ? [membership] : []),
    known('benefits', sorted),
    known(
      'downloads',
      sorted.flatMap(({ id, downloads }) => downloads.map((download) => ({ benefitId: id, ...download }))),
    ),
    known('users', persons),
    { name: 'seats', columns: COLUMNS.seats.map(({ name }) => name), rows: escaped(seatRows(store, sorted, emails)) },
    { name: 'history', columns: HISTORY_COLUMNS, rows: escaped(historyRows(store)) },
  ];
}

async function* seatRows(
  store: Store,
  sorted: readonly Benefit[],
  emails: ReadonlyMap<string, string>,
): AsyncGenerator<Row> {
  const emailOf = (id: string | null): string => (id === null ? '' : (emails.get(id) ?? id));
  for (const { id } of sorted)
    for await (const seat of allOf((page) => store.seats.ofBenefit(id, page))) yield seatRow(seat, emailOf);
}

async function* historyRows(store: Store): AsyncGenerator<Row> {
  let count = 0;
  for await (const entry of allOf((page) => store.history.page({}, page))) {
    yield historyRow(entry);
    count += 1;
    if (count === MOST_HISTORY) return;
  }
}

async function* escaped(rows: Iterable<Row> | AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) yield row.map((value) => (typeof value === 'string' ? escapeFormula(value) : value));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Every column from the field of its name. */
const recordRow = (columns: readonly string[], record: object): Row =>
  columns.map((column): string | number => {
    const value: unknown = Reflect.get(record, fieldOf(column));
    if (Array.isArray(value)) return value.join('; ');
    return typeof value === 'string' || typeof value === 'number' ? value : '';
  });

const seatRow = (seat: Seat, emailOf: (id: string | null) => string): Row => [
  seat.benefitId,
  seat.number,
  seat.state,
  emailOf(seatHolder(seat)),
  seat.alternateEmail ?? '',
  seat.state === 'free' ? '' : (seat.since ?? ''),
  emailOf(seat.assignedBy),
];

const historyRow = (entry: HistoryEntry): Row => [
  entry.at,
  entry.actor,
  entry.command,
  entry.benefitId ?? '',
  entry.person ?? '',
  entry.outcome,
  entryText(entry),
];

/** An .xlsx workbook. Imported unedited, it changes nothing. */
export async function exportWorkbook(store: Store): Promise<Buffer> {
  const sheets = await exportSheets(store);
  return writeWorkbook(sheets.map((sheet) => ({ ...sheet, columns: sheet.columns.map((name) => ({ name })) })));
}

/** Cells with a lone line feed are quoted too: other programs read it as a record delimiter. */
const CSV = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

/** A CSV file in pieces, with a byte order mark, by which Excel recognises UTF-8. */
async function* csvLines({ columns, rows }: ExportSheet): AsyncGenerator<string> {
  yield stringify([columns], { ...CSV, bom: true });
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < 500) continue;
    yield stringify(batch, CSV);
    batch = [];
  }
  yield stringify(batch, CSV);
}

/** One CSV file per sheet. */
export async function exportCsv(store: Store): Promise<{ sheet: string; text: AsyncIterable<string> }[]> {
  return (await exportSheets(store)).map((sheet) => ({ sheet: sheet.name, text: csvLines(sheet) }));
}

/** The CSV files in one zip, which can be imported. */
export async function exportZip(store: Store): Promise<Buffer> {
  return writeZip((await exportCsv(store)).map(({ sheet, text }) => ({ name: `${sheet}.csv`, content: text })));
}
