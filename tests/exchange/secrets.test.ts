import ExcelJS from 'exceljs';
import { errorLines, planImport, type RowError, readCompany, type Source } from '../../exchange';
import { COLUMNS, SHEETS, type Sheet } from '../../exchange/columns';
import { errorRecord } from '../../exchange/error-text';
import { writeZip } from '../../exchange/zip-write';
import { type Bench, bench, CONTOSO, imported, type Place } from './company';

/** No product key in any complaint, wherever in a file it stands. */

jest.setTimeout(60_000);

const KEY = 'QGT6C-D2FR3-CYJCD-VVDKD-2VC3F';
/** Not of five groups: known as a key only by the sheet that it stands in. */
const OTHER_KEY = 'Sesame42-Open7';
const SPELLINGS = [KEY, KEY.replaceAll('-', ' '), KEY.replaceAll('-', ''), KEY.replaceAll('-', '\u2011').toLowerCase()];
const TRACES = [...KEY.split('-'), 'Sesame42', 'Open7'].map((part) => part.toLowerCase());

let benchOf: Bench;
let place: Place;
beforeAll(async () => {
  benchOf = bench();
  place = await benchOf.store();
  await imported(CONTOSO, place);
});
afterAll(() => benchOf.close());

async function errorsOf(source: Source): Promise<RowError[]> {
  const company = await readCompany(source);
  const result = Array.isArray(company) ? company : await planImport(company, place, 'cli');
  if (!Array.isArray(result)) throw new Error('a plan');
  return result;
}

/** Everything that anybody is shown of these errors. */
function expectNoTrace(errors: readonly RowError[]): void {
  expect(errors.length).toBeGreaterThan(0);
  const shown = JSON.stringify([errors.map(errorRecord), errorLines(errors), errorLines(errors, 'fr')]);
  for (const trace of TRACES) expect(shown.toLowerCase()).not.toContain(trace);
}

const names = (sheet: Sheet): string[] => COLUMNS[sheet].map(({ name }) => name);
/** A row whose cells are all wrong, but for the ones that a test puts there. */
const row = (sheet: Sheet): string[] => names(sheet).map(() => '?!');
const zipOf = async (sheet: Sheet, text: string): Promise<Source> => ({
  kind: 'zip',
  name: 'x.zip',
  bytes: await writeZip([{ name: `${sheet}.csv`, content: text }]),
});

async function bookOf(sheet: Sheet, rows: readonly (readonly string[])[]): Promise<Source> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet(sheet).addRows(rows.map((cells) => [...cells]));
  return { kind: 'xlsx', name: 'x.xlsx', bytes: Buffer.from(await book.xlsx.writeBuffer()) };
}

const places = SHEETS.flatMap((sheet) => names(sheet).map((column, at) => ({ sheet, column, at })));

test.each(places)('a key in $sheet, column $column', async ({ sheet, at }) => {
  for (const key of [...SPELLINGS, ...(sheet === 'keys' ? [OTHER_KEY] : [])]) {
    const cells = row(sheet).with(at, key);
    const header = names(sheet).with(at, key);
    expectNoTrace(await errorsOf(await zipOf(sheet, [names(sheet), cells].join('\n'))));
    expectNoTrace(await errorsOf(await zipOf(sheet, [header, row(sheet)].join('\n'))));
    // No header line; a quote that stays open; other separators than the header's; a cell too many.
    expectNoTrace(await errorsOf(await zipOf(sheet, [cells, cells].join('\n'))));
    expectNoTrace(await errorsOf(await zipOf(sheet, `${names(sheet)}\n${cells.with(at, `"${key}`)}\n`)));
    expectNoTrace(await errorsOf(await zipOf(sheet, `${names(sheet)}\n${cells.join(';')}\n${cells.join('\t')}`)));
    expectNoTrace(await errorsOf(await zipOf(sheet, `${names(sheet).join('\t')}\n${cells.join('\t')}`)));
    expectNoTrace(await errorsOf(await zipOf(sheet, `${names(sheet)}\n${[...cells, key]}\n`)));
    expectNoTrace(await errorsOf(await bookOf(sheet, [names(sheet), cells, [...cells, key]])));
    expectNoTrace(await errorsOf(await bookOf(sheet, [cells, cells])));
  }
});

test('a key deep in a long cell, and one that a cut would leave in part', async () => {
  for (const before of [0, 10, 30, 40, 50, 59]) {
    const cells = row('users').with(0, `${'x '.repeat(before / 2)}${KEY} and more`);
    expectNoTrace(await errorsOf(await zipOf('users', [names('users'), cells].join('\n'))));
  }
});

test('a key in bytes that are not UTF-8', async () => {
  for (const sheet of ['keys', 'users'] as const) {
    const text = [row(sheet).with(1, KEY), row(sheet).with(1, `é${KEY}`)].join('\n');
    const bytes = await writeZip([{ name: `${sheet}.csv`, content: Buffer.from(text, 'latin1') }]);
    expectNoTrace(await errorsOf({ kind: 'zip', name: 'x.zip', bytes }));
  }
});

test('a key as the name of a file or sheet', async () => {
  expectNoTrace(await errorsOf({ kind: 'path', path: benchOf.file(`${KEY}.xlsx`, 'nothing') }));
  expectNoTrace(
    await errorsOf({ kind: 'path', path: benchOf.folder({ [`${KEY}-users.csv`]: 'e-mail\n', 'users.csv': null }) }),
  );
});

test('a benefit whose id is a key', async () => {
  const files = { 'benefits.csv': `${names('benefits')}\n${KEY.toLowerCase()},,,,,,,,,,,,,\n` };
  const keys = `${names('keys')}\n${KEY.toLowerCase().slice(0, -1)},${OTHER_KEY},multiple,,\n`;
  expectNoTrace(await errorsOf({ kind: 'path', path: benchOf.folder({ ...files, 'keys.csv': keys }) }));
});
