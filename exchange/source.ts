import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { COLUMNS, OTHER_SHEETS, SHEETS, type Sheet } from './columns';
import type { Company } from './company';
import { csvProblem, openCsv, readCsv } from './csv-read';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { type ReadList, readList } from './microsoft-lists';
import { createPacer, paced } from './pacer';
import { fileError, type Problem, type RowError } from './row-error';
import { brokenTable, type ListColumns, type Reading, readTable, type Table } from './table';
import { isWorkbook, openWorkbook, type Worksheet } from './workbook-read';
import { openZip, readProblem } from './zip-read';

export type Source =
  | { kind: 'path'; path: string }
  | { kind: 'folder'; path: string }
  | { kind: 'csv'; name: string; bytes: Buffer }
  | { kind: 'xlsx'; name: string; bytes: Buffer }
  | { kind: 'zip'; name: string; bytes: Buffer };

/**
 * Reads a company's sheets. A `path` is a folder, a workbook, a zip of CSV files, or the `x.csv` given to an export, which
 * wrote `x-benefits.csv` … Returns errors only if nothing can be read; errors in a sheet are in its table. `columns`: of a
 * list of people that is not known.
 */
export async function readCompany(
  source: Source,
  limits: Limits = DEFAULT_LIMITS,
  columns: ListColumns | null = null,
): Promise<Company | RowError[]> {
  const reading = { limits, pacer: createPacer(limits), columns };
  switch (source.kind) {
    case 'path':
      return readPath(source.path, reading);
    case 'folder':
      return readFolder(source.path, null, reading);
    case 'csv':
      return readSingle(source.name, source.bytes, reading);
    case 'xlsx':
      return readBook(source.name, source.bytes, reading);
    case 'zip':
      return readZip(source.name, source.bytes, reading);
  }
}

const refusal = (name: string, problem: Problem): RowError[] => [fileError(name, problem)];

async function readPath(path: string, reading: Reading): Promise<Company | RowError[]> {
  const name = basename(path);
  const kind = extname(path).toLowerCase();
  const found = await sizeOf(path);
  if (found === 'folder') return readFolder(path, null, reading);
  if (kind === '.csv' && found === 'not-there') {
    const company = await readFolder(dirname(path), name.slice(0, -kind.length), reading);
    return Array.isArray(company) ? refusal(path, { is: 'not-there' }) : company;
  }
  if (typeof found === 'string') return refusal(path, { is: found });
  if (!['.csv', '.xlsx', '.xlsm', '.zip'].includes(kind)) return refusal(name, { is: 'unknown-kind' });
  if (found > reading.limits.file) return refusal(name, { is: 'too-large', limit: reading.limits.file });
  const bytes = await bytesOf(path);
  if (bytes === null) return refusal(name, { is: 'not-readable' });
  if (kind === '.csv') return readSingle(name, bytes, reading);
  return kind === '.zip' ? readZip(name, bytes, reading) : readBook(name, bytes, reading);
}

/** One CSV file: a sheet by its name, or one of Microsoft's lists. */
async function readSingle(name: string, bytes: Buffer, reading: Reading): Promise<Company | RowError[]> {
  if (bytes.length > reading.limits.file) return refusal(name, { is: 'too-large', limit: reading.limits.file });
  if (isWorkbook(bytes)) return readBook(name, bytes, reading);
  const { found, line } = await openCsv(null, bytes, reading);
  if (!('is' in found)) {
    try {
      const read = await readList(name, found, reading, reading.columns);
      if ('list' in read) return listCompany(name, read);
      const sheet = sheetOf(name)?.sheet ?? null;
      if (sheet === null && read.sheet) return companyOf(name, [await readCsv(read.sheet, name, bytes, reading)]);
      if (sheet === null || (sheet === 'users' && isForeign(read.columns)))
        return refusal(name, { is: 'unknown-list', columns: read.columns });
    } catch (error) {
      const broken = csvProblem(error);
      return [{ ...fileError(name, broken.problem), line: broken.line }];
    }
  } else if (sheetOf(name) === null) return [{ ...fileError(name, found), line }];
  return collect(name, [name], null, reading, async () => bytes);
}

/** A list of people without any of our headings. */
const isForeign = (headings: readonly string[]): boolean =>
  headings.length > 0 && !COLUMNS.users.some(({ name }) => headings.some((heading) => heading.toLowerCase() === name));

const listCompany = (name: string, { users, seats, list }: ReadList): Company => ({
  ...companyOf(name, seats ? [users, seats] : [users]),
  list,
});

const companyOf = (name: string, tables: readonly Table[], ignored: readonly string[] = []): Company => ({
  tables: Object.fromEntries(tables.map((table) => [table.sheet, table])),
  ignored,
  list: null,
  missingAs: (sheet) => `${name}/${sheet}`,
});

async function sizeOf(path: string): Promise<number | 'folder' | 'not-there' | 'not-readable'> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) return 'folder';
    return facts.isFile() ? facts.size : 'not-readable';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'not-there' : 'not-readable';
  }
}

const bytesOf = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

/** `benefits.csv` and, as exports name them, `company-benefits.csv`. */
function sheetOf(file: string): { sheet: Sheet; prefix: string } | null {
  const match = /^(?:(.*)-)?([a-z]+)\.csv$/i.exec(file);
  const sheet = SHEETS.find((known) => known === match?.[2]?.toLowerCase());
  return sheet ? { sheet, prefix: match?.[1] ?? '' } : null;
}

const isOther = (title: string): boolean =>
  OTHER_SHEETS.some((other) => new RegExp(`(^|-)${other}(\\.csv)?$`, 'i').test(title.trim()));

async function readFolder(path: string, prefix: string | null, reading: Reading): Promise<Company | RowError[]> {
  let files: string[];
  try {
    files = (await readdir(path)).sort();
  } catch (error) {
    return refusal(path, { is: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'not-there' : 'not-readable' });
  }
  const wanted = prefix === null ? files : files.filter((file) => sheetOf(file)?.prefix === prefix);
  return collect(basename(path), wanted, prefix, reading, async (file) => {
    const size = await sizeOf(join(path, file));
    if (size === 'folder') return null;
    if (typeof size === 'number' && size > reading.limits.file) return { is: 'too-large', limit: reading.limits.file };
    return (typeof size === 'number' ? await bytesOf(join(path, file)) : null) ?? { is: 'not-readable' };
  });
}

async function readZip(name: string, bytes: Buffer, reading: Reading): Promise<Company | RowError[]> {
  if (bytes.length > reading.limits.file) return refusal(name, { is: 'too-large', limit: reading.limits.file });
  const archive = await openZip(bytes, reading.limits, 'not-a-zip');
  if ('is' in archive) return refusal(name, archive);
  const files = archive.names.filter((file) => !file.startsWith('__MACOSX/'));
  return collect(
    name,
    files.map((file) => basename(file)),
    null,
    reading,
    async (file, at) => {
      const content = await archive.bytes(files[at] ?? file).catch((error: unknown) => readProblem(error, 'not-a-zip'));
      if (!Buffer.isBuffer(content)) return content;
      return content.length > reading.limits.file ? { is: 'too-large', limit: reading.limits.file } : content;
    },
    `${name}/`,
  );
}

/** Reads the files that are sheets; `users.csv` is preferred to `old-users.csv`. */
async function collect(
  name: string,
  files: readonly string[],
  prefix: string | null,
  reading: Reading,
  load: (file: string, at: number) => Promise<Buffer | Problem | null>,
  label = '',
): Promise<Company | RowError[]> {
  const tables: Partial<Record<Sheet, Table>> = {};
  const ignored: string[] = [];
  const plain = new Set(files.map(sheetOf).flatMap((found) => (found?.prefix === '' ? [found.sheet] : [])));
  for (const [at, file] of files.entries()) {
    const found = sheetOf(file);
    if (!found || (prefix === null && found.prefix !== '' && plain.has(found.sheet))) {
      if (/\.csv$/i.test(file) && !isOther(file)) ignored.push(file);
      continue;
    }
    const content = await load(file, at);
    if (content === null) continue;
    const full = `${label}${file}`;
    const earlier = tables[found.sheet];
    if (earlier)
      tables[found.sheet] = brokenTable(found.sheet, full, {
        is: 'two-files',
        sheet: found.sheet,
        other: earlier.file,
      });
    else
      tables[found.sheet] = Buffer.isBuffer(content)
        ? await readCsv(found.sheet, full, content, reading)
        : brokenTable(found.sheet, full, content);
  }
  if (Object.keys(tables).length === 0) return refusal(name, { is: 'no-sheets' });
  const stem = prefix === null ? '' : `${prefix}-`;
  return { tables, ignored, list: null, missingAs: (sheet) => `${label}${stem}${sheet}.csv` };
}

async function readBook(name: string, bytes: Buffer, reading: Reading): Promise<Company | RowError[]> {
  if (bytes.length > reading.limits.file) return refusal(name, { is: 'too-large', limit: reading.limits.file });
  try {
    const sheets = bytes.length === 0 ? ({ is: 'not-a-workbook' } as const) : await openWorkbook(bytes, reading);
    return Array.isArray(sheets) ? await readSheets(name, sheets, reading) : refusal(name, sheets);
  } catch (error) {
    return refusal(name, readProblem(error, 'not-a-workbook'));
  }
}

/** Sheets are told by their names. If none has a known name, they are told by their columns, as Microsoft's lists are. */
async function readSheets(name: string, sheets: readonly Worksheet[], reading: Reading): Promise<Company | RowError[]> {
  const tables: Table[] = [];
  const ignored: string[] = [];
  let headings: readonly string[] = [];
  const named = (title: string) => SHEETS.find((known) => known === title.trim().toLowerCase()) ?? null;
  const byName = sheets.some(({ title }) => named(title));
  for (const { title, rows: load } of sheets) {
    let sheet = named(title);
    if (byName && !sheet) {
      if (!isOther(title)) ignored.push(title);
      continue;
    }
    const rows = await load();
    const file = `${name}/${sheet ?? title}`;
    if (!sheet) {
      const read = await readList(file, paced(rows, reading.pacer), reading, reading.columns);
      if ('list' in read) return listCompany(name, read);
      sheet = read.sheet;
      if (headings.length === 0) headings = read.columns;
    }
    const twice = tables.findIndex((table) => table.sheet === sheet);
    if (!sheet) ignored.push(title);
    else if (twice >= 0) tables[twice] = brokenTable(sheet, file, { is: 'two-files', sheet, other: file });
    else tables.push(await readTable(sheet, file, paced(rows, reading.pacer), true, reading));
  }
  if (tables.length > 0) return companyOf(name, tables, ignored);
  return refusal(name, headings.length > 0 ? { is: 'unknown-list', columns: headings } : { is: 'no-sheets' });
}
