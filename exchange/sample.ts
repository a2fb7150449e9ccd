import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { emptyOutbox } from '../benefits/outbox';
import type { Ports, Write } from '../benefits/ports';
import { addDays, companyDay, type Day } from '../benefits/time';
import type { Company } from './company';
import { loadExisting, SAMPLE_FACT, SAMPLE_LOADED } from './current-data';
import { errorLines } from './error-text';
import { planImport } from './plan';
import { readCompany } from './source';
import type { Cell } from './table';

/** Beside the sources, also for the compiled file. */
const FOLDER = [join(__dirname, '../sample'), join(__dirname, '../../sample')].find(existsSync);

/**
 * Fills an empty store with the sample company, with dates relative to today. False if the store is not empty. Writes no
 * history: the sample counts as untouched, and an import may replace it, until somebody changes something.
 */
export async function loadSample(ports: Ports): Promise<boolean> {
  const { store } = ports;
  const today = companyDay(ports);
  if (!(await loadExisting(store)).isEmpty) return false;
  if (!FOLDER) throw new Error('The sample company is not there: the folder "sample" is missing.');
  const company = await readCompany({ kind: 'folder', path: FOLDER });
  if (Array.isArray(company)) throw new Error(errorLines(company).join('\n'));
  // First: if the rest fails, the store is still empty and the next start tries again.
  await store.facts.set(SAMPLE_FACT, SAMPLE_LOADED);
  const plan = await planImport(datedFrom(company, today), ports, 'sample');
  if (Array.isArray(plan)) throw new Error(errorLines(plan).join('\n'));
  return store.applyAll(silent(plan.writes()));
}

/** `today`, `today+210`, `today-30`: only in the sample. */
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

/** Without history and notices, so that the sample counts as untouched. */
function* silent(writes: Iterable<Write>): Generator<Write> {
  for (const write of writes) {
    if (write.of === 'history') continue;
    yield write.of === 'seats' && write.after ? { ...write, after: { ...write.after, ...emptyOutbox } } : write;
  }
}
