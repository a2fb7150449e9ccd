import { type Benefit, benefitName, benefitRef } from '../benefits/benefit';
import { isGuestSignIn } from '../benefits/email';
import type { ImportDifference } from '../benefits/import-difference';
import { hideKeys } from '../benefits/key-text';
import type { Person } from '../benefits/person';
import type { Store } from '../benefits/ports';
import { seatHolder } from '../benefits/seat';
import { type Sheet, sheetWith } from './columns';
import type { Company, MicrosoftList } from './company';
import { allOf } from './current-data';
import { type ListColumns, type Reading, type Row, readTable, type Table, textOf } from './table';

/** Lists that Microsoft exports, told by their English headers in any order. */
interface Shape {
  is: MicrosoftList['is'];
  /** Recognised by these. */
  needs: readonly string[];
  columns: Partial<Record<Field, readonly string[]>>;
}
type Field = 'email' | 'name' | 'objectId' | 'locale' | 'licences' | 'level' | 'since' | 'blocked' | 'guest';

const SHAPES: readonly Shape[] = [
  {
    is: 'visual-studio',
    needs: ['subscriber name', 'subscription level'],
    columns: {
      email: ['sign-in email', 'sign in email', 'signin email', 'email', 'notification email address'],
      name: ['subscriber name'],
      level: ['subscription level'],
      since: ['assigned date', 'date assigned'],
    },
  },
  {
    is: 'admin-center',
    needs: ['user principal name', 'display name'],
    columns: {
      email: ['user principal name'],
      name: ['display name'],
      objectId: ['object id'],
      licences: ['licenses'],
      blocked: ['block credential'],
    },
  },
  {
    is: 'entra',
    needs: ['userprincipalname', 'displayname'],
    columns: {
      email: ['mail', 'userprincipalname'],
      name: ['displayname'],
      objectId: ['id', 'objectid'],
      blocked: ['accountenabled'],
      guest: ['usertype'],
    },
  },
];

const USER_HEADER = ['email', 'name', 'aad_object_id'];
const SEAT_HEADER = ['benefit_id', 'seat', 'holder_email', 'since'];

export interface ReadList {
  users: Table;
  seats: Table | null;
  list: MicrosoftList;
}
/** None of Microsoft's lists. */
export interface UnknownList {
  /** A sheet by its headings, whatever its name. */
  sheet: Sheet | null;
  /** The headings, if it looks like a list of people. */
  columns: readonly string[];
}

export async function readList(
  file: string,
  raw: AsyncIterable<Row>,
  reading: Reading,
  columns: ListColumns | null,
): Promise<ReadList | UnknownList> {
  const rows = raw[Symbol.asyncIterator]();
  const header = await firstRow(rows);
  const names = header?.cells.map((cell) => plainText(cell).toLowerCase()) ?? [];
  const shapes = columns ? [shapeOf(columns)] : SHAPES;
  const shape = shapes.find(({ needs }) => needs.every((name) => names.includes(name)));
  if (!header || !shape)
    return { sheet: sheetWith(names.filter(Boolean)), columns: header ? await peopleColumns(header, rows) : [] };
  const indexes = (field: Field): number[] =>
    (shape.columns[field] ?? []).map((name) => names.indexOf(name)).filter((at) => at >= 0);
  const places = new Map((Object.keys(shape.columns) as Field[]).map((field) => [field, indexes(field)]));
  const headingOf = (field: Field): string => plainText(header.cells[places.get(field)?.[0] ?? -1] ?? '');
  const headings = new Map([
    ['email', headingOf('email')],
    ['holder_email', headingOf('email')],
    ['name', headingOf('name')],
    ['aad_object_id', headingOf('objectId')],
    ['since', headingOf('since')],
  ]);
  const licences = new Map<string, string[]>();
  const users: Row[] = [{ line: header.line, cells: USER_HEADER }];
  const seats: Row[] = [{ line: header.line, cells: SEAT_HEADER }];
  const known = new Set<string>();
  let leftOut = 0;
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    const { line, cells } = next.value;
    if (reading.pacer.due()) await reading.pacer.pause();
    const value = (field: Field): string =>
      (places.get(field) ?? []).map((at) => plainText(cells[at] ?? '')).find((text) => text !== '') ?? '';
    const email = value('email');
    const blocked = shape.is === 'entra' ? /^false$/i.test(value('blocked')) : /^true$/i.test(value('blocked'));
    if (email === '' && value('name') === '') continue;
    if (blocked || /^guest$/i.test(value('guest')) || isGuestSignIn(email)) {
      leftOut += 1;
      continue;
    }
    const key = email.toLowerCase();
    const named = shape.is === 'visual-studio' ? value('level') : value('licences');
    const list = named.split('+').map((one) => one.trim());
    licences.set(key, [...(licences.get(key) ?? []), ...list.filter((one) => one !== '')]);
    if (!known.has(key)) users.push({ line, cells: [email, value('name'), value('objectId')] });
    known.add(key);
    if (shape.is === 'visual-studio') seats.push({ line, cells: [value('level'), '', email, value('since')] });
  }
  const table = async (sheet: Sheet, rows: Row[]): Promise<Table> => ({
    ...(await readTable(sheet, file, asynchronous(rows), false, reading)),
    headings,
  });
  return {
    users: await table('users', users),
    seats: shape.is === 'visual-studio' ? await table('seats', seats) : null,
    list: {
      is: shape.is,
      licences: places.get('licences')?.length || shape.is === 'visual-studio' ? licences : null,
      leftOut,
    },
  };
}

const shapeOf = ({ email, name }: ListColumns): Shape => {
  const columns = { email: [email.toLowerCase()], name: [name.toLowerCase()] };
  return { is: 'other', needs: [...columns.email, ...columns.name], columns };
};

/** The headings of a list whose first row has an address, that one first. */
async function peopleColumns({ cells }: Row, rows: AsyncIterator<Row>): Promise<string[]> {
  const headings = cells.map(plainText);
  const address = (await firstRow(rows))?.cells.findIndex((cell) => plainText(cell).includes('@')) ?? -1;
  const first = headings[address];
  const others = headings.filter((heading, at) => at !== address && heading !== '');
  return first && others.length > 0 ? [first, ...others] : [];
}

const plainText = (cell: Row['cells'][number]): string => {
  const text = textOf(cell);
  return typeof text === 'string' ? text.trim() : '';
};

async function firstRow(rows: AsyncIterator<Row>): Promise<Row | null> {
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (next.value.cells.some((cell) => plainText(cell) !== '')) return next.value;
  return null;
}

async function* asynchronous<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

const letters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\b(with|msdn|subscription|standard|monthly|annual|cloud|mpn|nfr)\b/g, '')
    .replace(/[^a-z0-9]/g, '');

/** The one benefit with this name at Microsoft; null if none or several fit. */
function benefitNamed(name: string, benefits: Iterable<Benefit>): Benefit | null {
  const wanted = letters(name);
  if (wanted.length < 4) return null;
  const all = [...benefits].map((benefit) => ({ benefit, name: letters(benefitName(benefit, 'en')) }));
  const exact = all.filter((one) => one.name === wanted);
  const fitting = exact.length > 0 ? exact : all.filter((one) => one.name !== '' && one.name.includes(wanted));
  return fitting.length === 1 ? (fitting[0]?.benefit ?? null) : null;
}

/**
 * What a list lacks for the import: known people keep their names, subscription levels become benefits (others are left out), and
 * seats without a date are taken over as of today. People whom Microsoft lists until a step there is done are left out: see `ListedSteps`.
 */
export function completeList(
  company: Company,
  benefits: ReadonlyMap<string, Benefit>,
  people: ReadonlyMap<string, Person>,
  today: string,
  waiting: ReadonlyMap<string, ReadonlySet<string>>,
): Company {
  const { list, tables } = company;
  if (!list) return company;
  const gone = new Set([...waiting.values()].flatMap((emails) => [...emails]).filter((email) => !people.has(email)));
  const addressIn = (cell: Row['cells'][number] = ''): string => plainText(cell).toLowerCase();
  const users = tables.users && {
    ...tables.users,
    rows: tables.users.rows
      .filter(({ cells }) => !gone.has(addressIn(cells[0])))
      .map((row) => {
        const [email = '', name = '', objectId = ''] = row.cells;
        const known = people.get(addressIn(email));
        return { ...row, cells: [email, known?.name ?? (plainText(name) || email), objectId] };
      }),
  };
  const levels = levelsOf(benefits);
  const seats = tables.seats && {
    ...tables.seats,
    rows: tables.seats.rows.flatMap((row) => {
      const [level = '', seat = '', holder = '', since = ''] = row.cells;
      const benefit = benefitNamed(plainText(level), levels)?.id;
      if (benefit === undefined || waiting.get(benefit)?.has(addressIn(holder))) return [];
      return [{ ...row, cells: [benefit, seat, holder, plainText(since) || today] }];
    }),
  };
  return { ...company, tables: { ...tables, ...(users ? { users } : {}), ...(seats ? { seats } : {}) } };
}

const levelsOf = (benefits: ReadonlyMap<string, Benefit>): Benefit[] =>
  [...benefits.values()].filter(({ category }) => category === 'visual-studio');

/** The addresses that a list names for each benefit. */
export function listedPeople(
  licences: ReadonlyMap<string, readonly string[]>,
  benefits: ReadonlyMap<string, Benefit>,
): Map<string, Set<string>> {
  const listed = new Map<string, Set<string>>();
  for (const [email, names] of licences)
    for (const name of names) {
      const benefit = benefitNamed(name, benefits.values());
      if (benefit) listed.set(benefit.id, (listed.get(benefit.id) ?? new Set()).add(email));
    }
  return listed;
}

/** Subscription levels whose seats are not taken over. */
function unknownLevels(
  licences: ReadonlyMap<string, readonly string[]>,
  benefits: ReadonlyMap<string, Benefit>,
): ImportDifference[] {
  const levels = levelsOf(benefits);
  const counts = new Map<string, number>();
  for (const name of [...licences.values()].flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([level]) => !benefitNamed(level, levels))
    .map(([level, seats]) => ({ is: 'unknown-level', level: hideKeys(level), seats }));
}

/** Seats that the list has and the store has not, or the other way round. Nothing is changed for these. */
export async function listDifferences(
  list: MicrosoftList | null,
  store: Store,
  benefits: ReadonlyMap<string, Benefit>,
  people: ReadonlyMap<string, Person>,
): Promise<ImportDifference[]> {
  const { licences } = list ?? {};
  if (!list || !licences) return [];
  const found: ImportDifference[] = list.is === 'visual-studio' ? unknownLevels(licences, benefits) : [];
  const byId = new Map([...people.values()].map((person) => [person.id, person]));
  for (const [id, emails] of listedPeople(licences, benefits)) {
    const benefit = benefits.get(id);
    if (!benefit) continue;
    const about = (name: string, there: boolean): ImportDifference => ({
      is: 'at-microsoft',
      benefit: benefitRef(benefit),
      name,
      listed: there,
    });
    const holders = new Set<string>();
    for await (const seat of allOf((page) => store.seats.takenOf(id, page))) {
      const person = byId.get(seatHolder(seat) ?? '');
      if (!person) continue;
      holders.add(person.email);
      if (!emails.has(person.email) && (list.is === 'visual-studio' || licences.has(person.email)))
        found.push(about(person.name, false));
    }
    // Those of the Visual Studio list are seats that this import adds.
    if (list.is !== 'visual-studio')
      for (const email of emails) if (!holders.has(email)) found.push(about(people.get(email)?.name ?? email, true));
  }
  return found;
}
