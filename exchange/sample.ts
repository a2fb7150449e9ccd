import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Keyring, Store, Write } from '../benefits/ports';
import { addDays, type Day, dayOf } from '../benefits/time';
import { loadExisting, SAMPLE_FACT, SAMPLE_LOADED } from './current-data';
import { errorLines } from './error-text';
import { planImport } from './plan';
import { type Company, readCompany } from './source';
import type { Cell } from './table';

/** Beside the sources, also when this file was compiled to a folder below. */
const FOLDER = [join(__dirname, '../sample'), join(__dirname, '../../sample')].find(existsSync);

/**
 * Fills an empty store with the sample company, whose days are told from `now`. False when the store holds a company
 * already. No history is written: it stays untouched until somebody changes something, and then an import replaces it no more.
 */
export async function loadSample(store: Store, keyring: Keyring, now: Date): Promise<boolean> {
  if (!(await loadExisting(store)).isEmpty) return false;
  if (!FOLDER) throw new Error('The sample company is not there: the folder "sample" is missing.');
  const company = await readCompany({ kind: 'folder', path: FOLDER });
  if (Array.isArray(company)) throw new Error(errorLines(company).join('\n'));
  // Said first: should the rest fail, the store is still empty and the next start does it all again.
  await store.facts.set(SAMPLE_FACT, SAMPLE_LOADED);
  const plan = await planImport(datedFrom(company, dayOf(now)), store, keyring, now, 'sample');
  if (Array.isArray(plan)) throw new Error(errorLines(plan).join('\n'));
  const holders = await readHolders(join(FOLDER, 'seats.csv'), dayOf(now));
  return (await store.applyAll(seated(plan.writes, holders))) === null;
}

/** `today`, `today+210`, `today-30`: understood in the sample alone. */
const dated = (cell: string, today: Day): string => {
  const match = /^today([+-]\d{1,4})?$/.exec(cell);
  return match ? addDays(today, Number(match[1] ?? 0)) : cell;
};

function datedFrom(company: Company, today: Day): Company {
  const cell = (one: Cell): Cell => (typeof one === 'string' ? dated(one, today) : one);
  const tables = Object.values(company.tables).map((table) => ({
    ...table,
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(cell) })),
  }));
  return { ...company, tables: Object.fromEntries(tables.map((table) => [table.sheet, table])) };
}

interface Holder {
  holder: string;
  alternateEmail: string | null;
  since: Day;
  by: string;
}

/** Who holds the first seats of a benefit, in their order. */
async function readHolders(path: string, today: Day): Promise<ReadonlyMap<string, Holder[]>> {
  const rows: string[][] = parse(await readFile(path), { from_line: 2 });
  const holders = new Map<string, Holder[]>();
  for (const [benefitId = '', holder = '', alternate = '', since = '', by = ''] of rows) {
    const mine = holders.get(benefitId) ?? [];
    mine.push({ holder, alternateEmail: alternate || null, since: dated(since, today), by });
    holders.set(benefitId, mine);
  }
  return holders;
}

function* seated(writes: () => Iterable<Write>, holders: ReadonlyMap<string, readonly Holder[]>): Generator<Write> {
  const ids = new Map<string, string>();
  for (const { of, after } of writes()) if (of === 'people' && after) ids.set(after.email, after.id);
  const idOf = (email: string): string => ids.get(email) ?? email;
  for (const write of writes()) {
    if (write.of === 'history') continue;
    const seat = write.of === 'seats' ? write.after : null;
    const holder = seat && holders.get(seat.benefitId)?.[seat.number - 1];
    if (!seat || !holder) yield write;
    else
      yield {
        of: 'seats',
        before: null,
        after: {
          ...seat,
          state: 'active',
          holderKey: idOf(holder.holder),
          alternateEmail: holder.alternateEmail,
          since: `${holder.since}T09:00:00.000Z`,
          assignedBy: idOf(holder.by),
        },
      };
  }
}
