import { markDone } from '../benefits/actions/mark-done';
import { adminsGuard } from '../benefits/actions/people';
import type { Actor } from '../benefits/actions/record';
import { settleByAssignment } from '../benefits/actions/requests';
import { actorOf } from '../benefits/actions/seats';
import { IMPORT_UNDO_LIMIT } from '../benefits/actions/undo';
import type { HistoryEntry } from '../benefits/history';
import type { ImportDifference } from '../benefits/import-difference';
import type { Membership } from '../benefits/membership';
import type { Stored } from '../benefits/outbox';
import type { Person } from '../benefits/person';
import type { Ports, Write } from '../benefits/ports';
import { companyDay } from '../benefits/time';
import { checkRows } from './check';
import { NEEDED_SHEETS, SHEETS, type Sheet } from './columns';
import type { Company } from './company';
import { EMPTY, type Existing, isUntouchedSample, loadExisting, removals, replacing } from './current-data';
import { listedSteps } from './listed-steps';
import { completeList, listDifferences } from './microsoft-lists';
import { createPacer } from './pacer';
import { withAlarms } from './people-alarms';
import { planBenefits } from './plan-benefits';
import { planKeys } from './plan-keys';
import { planMembership } from './plan-membership';
import { planPeople } from './plan-people';
import { planSeats, type Shortage } from './plan-seats';
import { type RowError, sheetError } from './row-error';
import type { Counts } from './sheet-changes';
import { columnTexts } from './table';

export interface ImportPlan {
  /** Without the sheets that the file does not have. */
  sheets: Partial<Record<Sheet, Counts>>;
  /** Changes that the preview names. */
  differences: readonly ImportDifference[];
  /** Sheets or files that were not read. */
  ignored: readonly string[];
  /** Guests and blocked accounts of a list of Microsoft's. */
  leftOut: number;
  /** Not empty: the plan can't be applied. */
  shortages: readonly Shortage[];
  /** The sample company is replaced. */
  replacesSample: boolean;
  /** Documents to write; 0: nothing changes. */
  size: number;
  /** Undoes the changes of seats and roles; null: there are none, or too many. */
  undo: string | null;
  /** To be written first; then the import is planned again. */
  releases: readonly Write[];
  /** Settles requests of people who got a seat, and portal steps that the file shows as done. Call after writing. */
  settle(): Promise<void>;
  /** All writes, created lazily; can be called again. */
  writes(): Iterable<Write>;
}

export interface PlanOptions {
  /** Seats to take back; see `SeatContext`. With it, a quantity below the seats in use is a shortage to be settled first. */
  giveUp?: readonly string[];
  /** Of the import's history entry. */
  id?: string;
}

/**
 * Checks every row and compares it with the store; writes nothing. `by`: address of an admin, `cli` or `sample`. An
 * untouched sample company is replaced by a file about another company.
 */
export async function planImport(
  given: Company,
  ports: Ports,
  by: string,
  { giveUp, id: importId = ports.random.id() }: PlanOptions = {},
): Promise<ImportPlan | RowError[]> {
  const { store, keyring, rules } = ports;
  const errors: RowError[] = [];
  const today = companyDay(ports);
  const guard = await adminsGuard(ports);
  const there = await loadExisting(store);
  const replacesSample = isAnother(given, there) && (await isUntouchedSample(store));
  const existing = replacesSample ? EMPTY : there;
  const steps = await listedSteps(given.list, store, existing.benefits, existing.people);
  const company = completeList(given, existing.benefits, existing.people, today, steps.waiting);
  const pacer = createPacer({ ms: Number.POSITIVE_INFINITY });
  const rows = await checkRows(company, existing.benefits.keys(), errors, pacer);
  if (existing.isEmpty && hasRows(company)) errors.push(...missingRows(company));
  const at = ports.clock.now().toISOString();

  const membership = planMembership(rows.membership, existing);
  const benefits = await planBenefits(rows.benefits, rows.downloads, existing, pacer, today);
  const keys = await planKeys(rows.keys, existing, store, keyring, pacer);
  let undoable = 0;
  const changeId = (): string => `${importId}.${undoable++}`;
  const idFor = (email: string): string => (replacesSample ? there.people.get(email)?.id : null) ?? ports.random.id();
  const importer = existing.people.get(by);
  const people = await planPeople(
    rows.users,
    existing,
    at,
    by,
    pacer,
    idFor,
    (changes) => withAlarms(ports, importer ? actorOf(importer) : null, changes),
    changeId,
  );
  const actor = actorFor(by, people.people, membership.after);
  const context = {
    ports,
    actor,
    membership: membership.after,
    benefits: benefits.benefits,
    people: people.people,
    pacer,
    giveUp: giveUp ?? null,
    changeId,
  };
  const seats = await planSeats(rows.seats, context);
  if (people.noAdmin && errors.length === 0 && rules.admins.length === 0)
    errors.push(sheetError(company.tables.users ?? missing(company, 'users'), { is: 'no-admin' }));
  if (errors.length > 0) return inOrder(errors);

  const sheets: ImportPlan['sheets'] = {};
  if (rows.membership) sheets.membership = membership.counts;
  if (rows.benefits) sheets.benefits = benefits.counts;
  if (rows.keys) sheets.keys = keys.counts;
  if (rows.downloads) sheets.downloads = benefits.downloads;
  if (rows.users) sheets.users = people.counts;
  if (rows.seats) sheets.seats = seats.counts;
  const leftOut = company.list?.leftOut ?? 0;
  const obsolete = replacesSample ? await removals(store, there) : null;
  const parts = [membership, benefits, keys, people, seats];
  const changes = parts.reduce((sum, part) => sum + part.size, 0) + steps.done.length + (obsolete?.size ?? 0);
  const atMicrosoft = await listDifferences(company.list, store, existing.benefits, people.people);
  const differences = [
    ...people.differences,
    ...seats.differences,
    ...steps.differences,
    ...atMicrosoft,
    ...benefits.differences,
  ];
  if (changes === 0) return { ...IDLE, sheets, differences, ignored: company.ignored, leftOut };
  const mayUndo = undoable > 0 && undoable <= IMPORT_UNDO_LIMIT;
  const entry = importEntry(importId, at, by, sheets, differences, mayUndo ? undoable : 0);
  function* writes(): Generator<Write> {
    for (const part of parts) yield* part.writes();
    if (people.differences.some(({ is }) => is === 'role')) yield guard;
    yield { of: 'history', before: null, after: entry };
  }
  return {
    sheets,
    differences,
    ignored: company.ignored,
    leftOut,
    shortages: seats.shortages,
    replacesSample,
    size: changes,
    undo: mayUndo ? `${importId}.*` : null,
    releases: [...people.releases, ...seats.releases],
    settle: async () => {
      if (steps.done.length > 0)
        await markDone(
          ports,
          actor,
          steps.done.map(({ id }) => id),
        );
      for (const { benefitId, person } of seats.settled)
        await settleByAssignment(ports, actor, benefitId, person, null);
    },
    writes: () => (obsolete ? replacing(writes, obsolete) : writes()),
  };
}

const IDLE = {
  differences: [],
  shortages: [],
  replacesSample: false,
  size: 0,
  undo: null,
  releases: [],
  settle: async () => {},
  writes: (): Iterable<Write> => [],
};

/** The actor in history and notices. */
function actorFor(by: string, people: ReadonlyMap<string, Person>, membership: Membership | null): Actor {
  const person = people.get(by);
  if (person) return actorOf(person);
  return { id: by, email: by, name: membership?.company ?? by, role: 'admin', aadObjectId: null };
}

const hasRows = (company: Company): boolean =>
  SHEETS.some((sheet) => {
    const table = company.tables[sheet];
    return table !== undefined && table.rows.length + table.errors.length > 0;
  });

/** Whether the file is about another company, by partner id. Without one, it counts as another. */
function isAnother(company: Company, existing: Existing): boolean {
  const [partnerId] = columnTexts(company.tables.membership, 'partner_id');
  return hasRows(company) && partnerId !== existing.membership?.partnerId;
}

/** What is missing for a first import. */
const missingRows = (company: Company): RowError[] =>
  NEEDED_SHEETS.flatMap((sheet) => {
    const table = company.tables[sheet];
    if (!table) return [sheetError(missing(company, sheet), { is: 'sheet-missing', sheet })];
    return table.rows.length + table.errors.length > 0 ? [] : [sheetError(table, { is: 'no-rows' })];
  });

const missing = (company: Company, sheet: Sheet) => ({ sheet, file: company.missingAs(sheet) });

function importEntry(
  id: string,
  at: string,
  actor: string,
  sheets: ImportPlan['sheets'],
  differences: readonly ImportDifference[],
  undoable: number,
): HistoryEntry & Stored {
  const detail: Record<string, number> = {};
  for (const sheet of SHEETS) {
    const counts = sheets[sheet];
    if (counts && counts.added > 0) detail[`${sheet}-added`] = counts.added;
    if (counts && counts.updated > 0) detail[`${sheet}-updated`] = counts.updated;
  }
  for (const [is, name] of [
    ['role', 'roles-changed'],
    ['address', 'addresses-changed'],
  ] as const) {
    const count = differences.filter((difference) => difference.is === is).length;
    if (count > 0) detail[name] = count;
  }
  if (undoable > 0) detail.undoable = undoable;
  return {
    id,
    version: 1,
    at,
    actor,
    command: 'import',
    benefitId: null,
    person: null,
    outcome: 'done',
    detail,
  };
}

const inOrder = (errors: RowError[]): RowError[] =>
  errors.sort((a, b) => orderOf(a.sheet) - orderOf(b.sheet) || (a.line ?? 0) - (b.line ?? 0));
const orderOf = (sheet: Sheet | null): number => (sheet === null ? -1 : SHEETS.indexOf(sheet));
