import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { planImport, readCompany } from '../../exchange';
import { type Bench, bench, CONTOSO, errorsOf, imported, type Place } from './company';

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
beforeEach(async () => {
  benchOf = bench();
  place = await benchOf.store();
});
afterEach(() => benchOf.close());

const contoso = (file: string): string => readFileSync(join(CONTOSO, file), 'utf8');

describe('the source as a whole', () => {
  test.each([
    ['no file', 'nothing-here.xlsx', /nothing-here\.xlsx not-there$/],
    ['no folder', 'nothing-here', /nothing-here not-there$/],
  ])('%s', async (_name, path, expected) => {
    expect((await errorsOf(join(benchOf.root, path), place)).join('|')).toMatch(expected);
  });

  test('a folder without any sheet', async () => {
    const files = ['membership', 'benefits', 'keys', 'downloads', 'users'].map((sheet) => [`${sheet}.csv`, null]);
    const folder = benchOf.folder({ ...Object.fromEntries(files), 'notes.txt': 'x' });
    expect((await errorsOf(folder, place)).join('|')).toMatch(/ no-sheets$/);
  });

  test('a file that is neither', async () => {
    expect(await errorsOf(benchOf.file('company.json', '{}'), place)).toEqual(['company.json unknown-kind']);
  });

  test('50 MB', async () => {
    const large = Buffer.alloc(50_000_000, 'a');
    expect(await errorsOf(benchOf.folder({ 'users.csv': large }), place)).toEqual([
      'users.csv too-large limit=20000000',
    ]);
    expect(await errorsOf(benchOf.file('large.xlsx', large), place)).toEqual(['large.xlsx too-large limit=20000000']);
    const dropped = await readCompany({ kind: 'xlsx', name: 'chat.xlsx', bytes: large });
    expect(dropped).toMatchObject([{ file: 'chat.xlsx', problem: { is: 'too-large' } }]);
  });

  test('other files and the sheet history are left alone', async () => {
    const folder = benchOf.folder({
      'history.csv': 'x',
      'help.csv': '',
      'stock.csv': 'a,b',
      'readme.md': '',
    });
    const plan = await imported(folder, place);
    expect(plan.ignored).toEqual(['stock.csv']);
  });

  test('a file or sheet of another name is told by its columns', async () => {
    await imported(CONTOSO, place);
    const file = benchOf.file('people.csv', 'email,name,role\numa@contoso.example,Uma,viewer\n');
    expect((await imported(file, place)).sheets).toEqual({ users: expect.objectContaining({ added: 1 }) });
    expect(await place.store.people.byEmail('uma@contoso.example')).toMatchObject({ role: 'viewer' });
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Feuil1').addRows([
      ['id', 'quantity'],
      ['visio-pro-2024', 3],
    ]);
    book.addWorksheet('Feuil2').addRows([['Rappel'], ['appeler Paul']]);
    const { sheets, ignored } = await imported(
      benchOf.file('Classeur1.xlsx', Buffer.from(await book.xlsx.writeBuffer())),
      place,
    );
    expect(sheets).toEqual({ benefits: expect.objectContaining({ updated: 1 }) });
    expect(ignored).toEqual(['Feuil2']);
  });

  test('a workbook saved under the name of a CSV file', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('benefits').addRows([
      ['id', 'quantity'],
      ['visio-pro-2024', 3],
    ]);
    await imported(CONTOSO, place);
    const path = benchOf.file('benefits.csv', Buffer.from(await book.xlsx.writeBuffer()));
    expect((await imported(path, place)).sheets.benefits).toMatchObject({ updated: 1 });
  });

  test('a quotation mark in one file is told by its line', async () => {
    const file = benchOf.file('people.csv', 'email,name\numa@contoso.example,Uma "U" Urban\n');
    expect(await errorsOf(file, place)).toEqual(['people.csv:2 bad-quotes']);
  });

  test('the same sheet in two files', async () => {
    const folder = benchOf.folder({
      'users.csv': null,
      'a-users.csv': contoso('users.csv'),
      'b-users.csv': contoso('users.csv'),
    });
    expect(await errorsOf(folder, place)).toEqual(['b-users.csv two-files sheet=users other=a-users.csv']);
  });

  test('settings that name admins make a file without any acceptable', async () => {
    const files = { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') };
    const company = await readCompany({ kind: 'path', path: benchOf.folder(files) });
    if (Array.isArray(company)) throw new Error('unreadable');
    const ports = { ...place, rules: { ...place.rules, admins: ['boss@contoso.example'] } };
    expect(await planImport(company, ports, 'cli')).toHaveProperty('sheets');
  });
});
