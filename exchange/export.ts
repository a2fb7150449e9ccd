import { stringify } from 'csv-stringify/sync';
import { type Benefit, shelfOf } from '../benefits/benefit';
import { entryText, type HistoryEntry } from '../benefits/history';
import type { Membership } from '../benefits/membership';
import type { Person } from '../benefits/person';
import type { Store } from '../benefits/ports';
import { type Seat, seatHolder } from '../benefits/seat';
import { escapeFormula } from './cells';
import { COLUMNS, HISTORY_COLUMNS, SEAT_COLUMNS } from './columns';
import { allOf, loadExisting } from './existing';
import { writeWorkbook } from './workbook-write';
import { writeZip } from './zip-write';

type Row = readonly (string | number)[];

interface ExportSheet {
  name: string;
  columns: readonly string[];
  rows: readonly Row[];
}

/** A workbook has 1,048,576 rows; older entries stay in the store. */
const MOST_HISTORY = 1_000_000;

/** Everything that an export tells, sheet by sheet; there is no sheet of keys, and no key anywhere. */
async function exportSheets(store: Store): Promise<ExportSheet[]> {
  const { membership, benefits, people } = await loadExisting(store);
  const shelf = [...benefits.values()].sort((a, b) => compare(shelfOf(a), shelfOf(b)));
  const seats: Row[] = [];
  for (const { id } of shelf)
    for await (const seat of allOf((page) => store.seats.ofBenefit(id, page))) seats.push(seatRow(seat));
  const history: Row[] = [];
  for await (const entry of allOf((page) => store.history.page({}, page))) {
    history.push(historyRow(entry));
    if (history.length === MOST_HISTORY) break;
  }
  const names = (sheet: keyof typeof COLUMNS): string[] => COLUMNS[sheet].map(({ name }) => name);
  return [
    { name: 'membership', columns: names('membership'), rows: membership ? [membershipRow(membership)] : [] },
    { name: 'benefits', columns: names('benefits'), rows: shelf.map(benefitRow) },
    { name: 'downloads', columns: names('downloads'), rows: shelf.flatMap(downloadRows) },
    {
      name: 'users',
      columns: names('users'),
      rows: [...people.values()].sort((a, b) => compare(a.id, b.id)).map(userRow),
    },
    { name: 'seats', columns: SEAT_COLUMNS, rows: seats },
    { name: 'history', columns: HISTORY_COLUMNS, rows: history },
  ];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const membershipRow = (membership: Membership): Row => [
  membership.company,
  membership.partnerId,
  membership.program,
  membership.status,
  membership.startsOn,
  membership.expiresOn,
  membership.accountEmail,
  membership.joinUrl,
  membership.renewUrl,
];

const benefitRow = (benefit: Benefit): Row => [
  benefit.id,
  benefit.category,
  benefit.nameEn,
  benefit.nameFr,
  benefit.package,
  benefit.quantity,
  benefit.activation,
  benefit.startsOn,
  benefit.expiresOn,
  benefit.portalUrl ?? '',
  benefit.descriptionEn,
  benefit.descriptionFr,
  benefit.instructionsEn,
  benefit.instructionsFr,
];

const downloadRows = ({ id, downloads }: Benefit): Row[] =>
  downloads.map(({ language, os, label, url }) => [id, language ?? '', os ?? '', label, url]);

const userRow = (person: Person): Row => [
  person.id,
  person.name,
  person.role,
  person.locale ?? '',
  person.aadObjectId ?? '',
];

const seatRow = (seat: Seat): Row => [
  seat.benefitId,
  seat.number,
  seat.state,
  seatHolder(seat) ?? '',
  seat.alternateEmail ?? '',
  seat.since ?? '',
  seat.assignedBy ?? '',
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

const escaped = (row: Row): Row => row.map((value) => (typeof value === 'string' ? escapeFormula(value) : value));

/** One .xlsx workbook; with its first four sheets unedited, an import of it changes nothing. */
export async function exportWorkbook(store: Store): Promise<Buffer> {
  const sheets = await exportSheets(store);
  return writeWorkbook(
    sheets.map(({ name, columns, rows }) => ({
      name,
      columns: columns.map((column) => ({ name: column })),
      rows: rows.map(escaped),
    })),
  );
}

/** One CSV file a sheet, with the mark by which Excel knows UTF-8. */
export async function exportCsv(store: Store): Promise<{ sheet: string; bytes: Buffer }[]> {
  const sheets = await exportSheets(store);
  return sheets.map(({ name, columns, rows }) => ({
    sheet: name,
    bytes: Buffer.from(stringify([columns, ...rows.map(escaped)], { bom: true, record_delimiter: 'windows' }), 'utf8'),
  }));
}

/** The CSV files in one zip, which an import takes as it is. */
export async function exportZip(store: Store): Promise<Buffer> {
  return writeZip((await exportCsv(store)).map(({ sheet, bytes }) => ({ name: `${sheet}.csv`, bytes })));
}
