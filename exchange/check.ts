import { MOST_SEATS } from '../benefits/actions/set-quantity';
import { ACTIVATIONS } from '../benefits/benefit';
import { CATEGORIES, ROLES, SYSTEMS } from '../benefits/command';
import { KEY_KINDS } from '../benefits/key';
import { normalForm, writtenForm } from '../benefits/key-text';
import { MEMBERSHIP_STATUSES } from '../benefits/membership';
import { type Cells, cellsOf, type KnownBenefits } from './cells';
import { columnOf, type Sheet } from './columns';
import type { Company } from './company';
import { dateOrder } from './dates';
import { ERRORS_SHOWN } from './error-text';
import { MOST_ERRORS } from './limits';
import { type Pacer, paced } from './pacer';
import { nearest, type RowError, sheetError } from './row-error';
import {
  type BenefitRow,
  type DownloadRow,
  downloadName,
  type KeyRow,
  type MembershipRow,
  type Place,
  type Placed,
  type Rows,
  type SeatRow,
  type UserRow,
} from './rows';
import { cellAddress, columnTexts, type Row, type Table } from './table';

/**
 * Checks every cell, and rows against each other. `knownBenefits`: ids in the store. Errors, also later ones by
 * `Place.say`, are added to `errors`.
 */
export async function checkRows(
  company: Company,
  knownBenefits: Iterable<string>,
  errors: RowError[],
  pacer: Pacer,
): Promise<Rows> {
  const known = knownIds(company, knownBenefits);
  const order = dateOrder(dateTexts(company));
  const reporter = createReporter(errors);
  const check = async <T>(
    sheet: Sheet,
    read: (cells: Cells) => T,
    compare: (rows: Placed<T>[]) => void,
  ): Promise<Placed<T>[] | null> => {
    const table = company.tables[sheet];
    if (!table) return null;
    errors.push(...table.errors);
    const rows: Placed<T>[] = [];
    for await (const row of paced(table.rows, pacer)) {
      if (errors.length >= MOST_ERRORS) break;
      const at = reporter(table, row);
      const value = read(cellsOf(table, row, at, order));
      if (!at.failed) rows.push({ row: value, at });
    }
    compare(rows);
    return rows;
  };
  return {
    membership: await check('membership', membershipRow, oneRow),
    benefits: await check('benefits', benefitRow, uniqueBenefits),
    keys: await check('keys', (cells) => keyRow(cells, known), uniqueKeys),
    downloads: await check('downloads', (cells) => downloadRow(cells, known), uniqueDownloads),
    users: await check('users', userRow, uniqueEmails),
    seats: await check('seats', (cells) => seatRow(cells, known), uniqueSeats),
  };
}

const DATES = ['starts_on', 'expires_on', 'activate_by', 'since'];

function* dateTexts(company: Company): Generator<string> {
  for (const table of Object.values(company.tables)) for (const column of DATES) yield* columnTexts(table, column);
}

function knownIds(company: Company, inStore: Iterable<string>): KnownBenefits {
  const ids = new Set(inStore);
  for (const id of columnTexts(company.tables.benefits, 'id')) ids.add(id);
  let suggested = 0;
  return {
    has: (id) => ids.has(id),
    nearest(id) {
      suggested += 1;
      return suggested > ERRORS_SHOWN ? null : nearest(id, ids);
    },
  };
}

/** Errors with one cause, which are reported once: dates of one order, columns that the header lacks. */
function createReporter(errors: RowError[]) {
  const reported = new Set<string>();
  const once = (cause: string, error: () => RowError): void => {
    if (!reported.has(cause)) errors.push(error());
    reported.add(cause);
  };
  return (table: Table, { line }: Row): Place & { failed: boolean } => {
    const at = {
      line,
      failed: false,
      say(column: string | null, value: string | null, problem: RowError['problem']) {
        at.failed = true;
        if (column !== null && !table.columns.has(column)) return;
        const cell = column === null ? null : cellAddress(table, column, line);
        const error = () =>
          sheetError(table, problem, { line, column: table.headings.get(column ?? '') ?? column, value, cell });
        if (problem.is === 'ambiguous-date') once(problem.is, error);
        else errors.push(error());
      },
      need(column: string) {
        at.failed = true;
        once(`${table.sheet} ${column}`, () => sheetError(table, { is: 'column-needed', line }, { line: 1, column }));
      },
    };
    return at;
  };
}

function oneRow(rows: Placed<MembershipRow>[]): void {
  for (const { at } of rows.slice(1)) at.say(null, null, { is: 'one-row-only' });
}

/** Reports rows with the same name. `shown`: the name as quoted in the message; null: not quoted. */
const once =
  <T>(column: string, nameOf: (row: T) => string, shown: ((row: T) => string) | null = nameOf) =>
  (rows: Placed<T>[]): void => {
    const seen = new Map<string, number>();
    for (const { row, at } of rows) {
      const name = nameOf(row);
      const line = seen.get(name);
      if (line === undefined) seen.set(name, at.line);
      else at.say(column, shown === null ? null : shown(row), { is: 'twice', line });
    }
  };

/** The fields whose columns the file has. */
function present<T extends object>(cells: Cells, fields: { [K in keyof T]: (column: string) => T[K] }): Partial<T> {
  const found: Partial<T> = {};
  for (const field in fields) {
    const column = columnOf(field);
    if (cells.has(column)) found[field] = fields[field](column);
  }
  return found;
}

const membershipRow = (cells: Cells): MembershipRow =>
  present<Required<MembershipRow>>(cells, {
    company: (column) => cells.text(column, 120, true),
    partnerId: (column) => cells.text(column, 40, true),
    program: (column) => cells.text(column, 120, true),
    status: (column) => cells.oneOf(column, MEMBERSHIP_STATUSES),
    startsOn: cells.day,
    expiresOn: cells.day,
    accountEmail: cells.email,
    joinUrl: (column) => cells.https(column) ?? '',
    renewUrl: (column) => cells.https(column) ?? '',
  });

const benefitRow = (cells: Cells): BenefitRow => ({
  id: cells.benefitId('id'),
  ...present<Omit<Required<BenefitRow>, 'id'>>(cells, {
    category: (column) => cells.oneOf(column, CATEGORIES),
    nameEn: (column) => cells.text(column, 120),
    nameFr: (column) => cells.text(column, 120),
    package: (column) => cells.text(column, 120),
    quantity: (column) => cells.number(column, 1, MOST_SEATS),
    activation: (column) => cells.oneOf(column, ACTIVATIONS),
    startsOn: cells.day,
    expiresOn: cells.day,
    activateBy: cells.dayOrNone,
    reassignMinDays: (column) => cells.numberOrNone(column, 0, 3_650),
    portalUrl: cells.https,
    adminUrl: cells.https,
    descriptionEn: (column) => cells.lines(column, 1_500),
    descriptionFr: (column) => cells.lines(column, 1_500),
    instructionsEn: (column) => cells.lines(column, 3_000),
    instructionsFr: (column) => cells.lines(column, 3_000),
  }),
});

const keyRow = (cells: Cells, known: KnownBenefits): KeyRow => ({
  benefitId: cells.knownBenefit('benefit_id', known),
  key: writtenForm(cells.key('key')),
  ...present<Required<Pick<KeyRow, 'kind' | 'language' | 'os'>>>(cells, {
    kind: (column) => cells.oneOf(column, KEY_KINDS),
    language: cells.language,
    os: (column) => cells.oneOfOrNone(column, SYSTEMS),
  }),
});

const downloadRow = (cells: Cells, known: KnownBenefits): DownloadRow => ({
  benefitId: cells.knownBenefit('benefit_id', known),
  language: cells.language('language'),
  os: cells.oneOfOrNone('os', SYSTEMS),
  label: cells.text('label', 120, true),
  url: cells.https('url', true) ?? '',
});

function userRow(cells: Cells): UserRow {
  const objectId = cells.objectId('aad_object_id');
  return {
    email: cells.email('email'),
    ...present<Required<Pick<UserRow, 'name' | 'role' | 'locale' | 'groups'>>>(cells, {
      name: (column) => cells.text(column, 200, true),
      role: (column) => cells.oneOf(column, ROLES),
      locale: cells.locale,
      groups: cells.words,
    }),
    ...(objectId === undefined ? {} : { aadObjectId: objectId }),
  };
}

function seatRow(cells: Cells, known: KnownBenefits): SeatRow {
  const number = cells.numberOrNone('seat', 1, MOST_SEATS);
  return {
    benefitId: cells.knownBenefit('benefit_id', known),
    number,
    holder: cells.email('holder_email', number === null),
    alternateEmail: cells.email('alternate_email', false),
    since: cells.dayOrNone('since'),
    assignedBy: cells.text('assigned_by', 254).toLowerCase(),
  };
}

const uniqueBenefits = once<BenefitRow>('id', ({ id }) => id);
const uniqueKeys = once<KeyRow>('key', ({ benefitId, key }) => `${benefitId}\n${normalForm(key)}`, null);
const uniqueSeats = (rows: Placed<SeatRow>[]): void =>
  once<SeatRow>(
    'seat',
    ({ benefitId, number }) => `${benefitId}\n${number}`,
    ({ number }) => String(number),
  )(rows.filter(({ row }) => row.number !== null));
const uniqueDownloads = once<DownloadRow>('label', downloadName, ({ label }) => label);
const uniqueEmails = once<UserRow>('email', ({ email }) => email);
