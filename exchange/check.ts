import { ACTIVATIONS } from '../benefits/benefit';
import { CATEGORIES, LOCALES, ROLES, SYSTEMS } from '../benefits/command';
import { KEY_KINDS } from '../benefits/key';
import { MEMBERSHIP_STATUSES } from '../benefits/membership';
import { type Cells, cellsOf, type KnownBenefits } from './cells';
import type { Sheet } from './columns';
import { ERRORS_SHOWN } from './error-text';
import { MOST_ERRORS } from './limits';
import { type Pacer, paced } from './pacer';
import { nearest, type RowError, sheetError } from './row-error';
import type { BenefitRow, DownloadRow, KeyRow, MembershipRow, Place, Placed, Rows, UserRow } from './rows';
import type { Company } from './source';
import { columnTexts, type Row, type Table } from './table';

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
  const check = <T>(sheet: Sheet, read: (cells: Cells) => T, compare: (rows: Placed<T>[]) => void) =>
    checkTable(company, sheet, errors, read, compare, pacer);
  return {
    membership: await check('membership', membershipRow, oneRow),
    benefits: await check('benefits', benefitRow, uniqueBenefits),
    keys: await check('keys', (cells) => keyRow(cells, known), uniqueKeys),
    downloads: await check('downloads', (cells) => downloadRow(cells, known), uniqueDownloads),
    users: await check('users', userRow, uniqueEmails),
  };
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

/** Identifies a download. */
export const downloadName = (row: DownloadRow): string => [row.benefitId, row.language, row.os, row.label].join('\n');

async function checkTable<T>(
  company: Company,
  sheet: Sheet,
  errors: RowError[],
  read: (cells: Cells) => T,
  compare: (rows: Placed<T>[]) => void,
  pacer: Pacer,
): Promise<Placed<T>[] | null> {
  const table = company.tables[sheet];
  if (!table) return null;
  for (const error of table.errors) errors.push(error);
  const rows: Placed<T>[] = [];
  for await (const row of paced(table.rows, pacer)) {
    if (errors.length >= MOST_ERRORS) break;
    const at = placeOf(table, row, errors);
    const before = errors.length;
    const value = read(cellsOf(table, row, at));
    if (errors.length === before) rows.push({ row: value, at });
  }
  compare(rows);
  return rows;
}

const placeOf = (table: Table, { line }: Row, errors: RowError[]): Place => ({
  line,
  say(column, value, problem) {
    if (!table.columns.has(column)) return;
    errors.push(sheetError(table, problem, { line, column, value }));
  },
});

function oneRow(rows: Placed<MembershipRow>[]): void {
  for (const { at } of rows.slice(1)) at.say('company', null, { is: 'one-row-only' });
}

/** Reports rows with the same name. `shown`: the name as quoted in the message. */
const once =
  <T>(column: string, nameOf: (row: T) => string, shown: (row: T) => string | null) =>
  (rows: Placed<T>[]): void => {
    const seen = new Map<string, number>();
    for (const { row, at } of rows) {
      const name = nameOf(row);
      const line = seen.get(name);
      if (line === undefined) seen.set(name, at.line);
      else at.say(column, shown(row), { is: 'twice', line });
    }
  };

function membershipRow(cells: Cells): MembershipRow {
  return {
    company: cells.text('company', 120, true),
    partnerId: cells.text('partner_id', 40, true),
    program: cells.text('program', 120, true),
    status: cells.oneOf('status', MEMBERSHIP_STATUSES),
    ...cells.period(),
    accountEmail: cells.email('account_email'),
    joinUrl: cells.https('join_url') ?? '',
    renewUrl: cells.https('renew_url') ?? '',
  };
}

function benefitRow(cells: Cells): BenefitRow {
  const nameFr = cells.text('name_fr', 120);
  return {
    id: cells.benefitId('id'),
    category: cells.oneOf('category', CATEGORIES),
    nameEn: cells.text('name_en', 120, nameFr === ''),
    nameFr,
    package: cells.text('package', 120),
    quantity: cells.quantity('quantity'),
    activation: cells.oneOf('activation', ACTIVATIONS),
    ...cells.period(),
    portalUrl: cells.https('portal_url'),
    descriptionEn: cells.lines('description_en', 1_500),
    descriptionFr: cells.lines('description_fr', 1_500),
    instructionsEn: cells.lines('instructions_en', 3_000),
    instructionsFr: cells.lines('instructions_fr', 3_000),
  };
}

function keyRow(cells: Cells, known: KnownBenefits): KeyRow {
  return {
    benefitId: cells.knownBenefit('benefit_id', known),
    key: cells.text('key', 1_000, true),
    kind: cells.oneOf('kind', KEY_KINDS),
    language: cells.language('language'),
    os: cells.oneOfOrNone('os', SYSTEMS),
  };
}

function downloadRow(cells: Cells, known: KnownBenefits): DownloadRow {
  return {
    benefitId: cells.knownBenefit('benefit_id', known),
    language: cells.language('language'),
    os: cells.oneOfOrNone('os', SYSTEMS),
    label: cells.text('label', 120, true),
    url: cells.https('url', true) ?? '',
  };
}

function userRow(cells: Cells): UserRow {
  return {
    email: cells.email('email'),
    name: cells.text('name', 200, true),
    role: cells.oneOf('role', ROLES),
    locale: cells.oneOfOrNone('locale', LOCALES),
    aadObjectId: cells.objectId('aad_object_id'),
  };
}

const uniqueBenefits = once<BenefitRow>(
  'id',
  (row) => row.id,
  (row) => row.id,
);
const uniqueKeys = once<KeyRow>(
  'key',
  (row) => `${row.benefitId}\n${row.key}`,
  () => null,
);
const uniqueDownloads = once<DownloadRow>('label', downloadName, (row) => row.label);
const uniqueEmails = once<UserRow>(
  'email',
  (row) => row.email,
  (row) => row.email,
);
