import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { errorLines } from '../../exchange';
import { dateOrder, parseDay } from '../../exchange/dates';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, type Place, planOf } from './company';

/** Files as spreadsheets really write them. */

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
});

const contoso = (file: string): string => readFileSync(join(CONTOSO, file), 'utf8');

test.each<[string, (text: string) => string | Buffer]>([
  ['semicolons', (text) => text.replaceAll(',', ';')],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['CR', (text) => text.replaceAll('\n', '\r')],
  ['blank lines', (text) => text.replaceAll('\n', '\n\n')],
  ['capital column names', (text) => text.replace('email,name', 'Email, NAME')],
  ['columns in another order', (text) => text.replace(/^([^,]*),([^,]*)/gm, '$2,$1')],
  ['the line sep=;', (text) => `sep=;\r\n${text.replaceAll(',', ';')}`],
  ['the line sep=,', (text) => `\ufeffsep=,\n${text}`],
  ['tabs, as in Excel’s Unicode text', (text) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
  ['the line sep=tab', (text) => `sep=\t\n${text.replaceAll(',', '\t')}`],
  ['UTF-16 little-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
])('%s make no difference', async (_name, change) => {
  const plan = await imported(benchOf.folder({ 'users.csv': change(contoso('users.csv')) }), place);
  expect(plan.sheets.users).toEqual({ added: 13, updated: 0, unchanged: 0, left: 0 });
  expect(await place.store.people.byEmail('elodie.lefevre@contoso.example')).toMatchObject({ name: 'Élodie Lefèvre' });
});

describe('dates', () => {
  test.each([
    ['2026-02-01', '2026-02-01'],
    ['2026/02/01', '2026-02-01'],
    ['2026-2-1', '2026-02-01'],
    ['2026-02-01T00:00:00Z', '2026-02-01'],
    ['2026-02-01 12:30:00.000', '2026-02-01'],
    ['2026-02-01T23:00:00+02:00', '2026-02-01'],
    ['01.02.2026', '2026-02-01'],
    ['2/28/2026 12:00:00 AM', '2026-02-28'],
    ['03/03/2026', '2026-03-03'],
    ['01/02/2026', 'ambiguous'],
    ['30/02/2026', null],
    ['2026-02-30', null],
    ['01/02/26', null],
    ['46054', null],
    ['soon', null],
  ])('%s alone is %s', (text, day) => {
    expect(parseDay(text, dateOrder([text]))).toBe(day);
  });

  const dated = (change: (day: string) => string) =>
    benchOf.folder({ 'benefits.csv': contoso('benefits.csv').replace(/2026-03-01|2027-02-28/g, change) });
  const turned = (order: readonly number[]) => (day: string) => order.map((at) => day.split('-')[at]).join('/');

  test.each([
    ['day first', [2, 1, 0]],
    ['month first', [1, 2, 0]],
  ])('%s, where the file has a date that can only be that', async (_name, order) => {
    await imported(dated(turned(order)), place);
    expect(await place.store.benefits.get('visio-pro-2024')).toMatchObject({
      startsOn: '2026-03-01',
      expiresOn: '2027-02-28',
    });
  });

  test('where both readings are possible, or both are needed, one line says so', async () => {
    const either = dated((day) => (day === '2026-03-01' ? '01/03/2026' : '03/01/2027'));
    expect(await errorsOf(either, place)).toEqual(['benefits.csv:2:starts_on ambiguous-date "01/03/2026"']);
    const both = dated((day) => (day === '2026-03-01' ? '03/28/2026' : '28/02/2027'));
    expect(await errorsOf(both, place)).toEqual(['benefits.csv:2:starts_on ambiguous-date "03/28/2026"']);
  });
});

describe('only the id columns are needed', () => {
  test('of a known benefit the rest stays as it is', async () => {
    await imported(CONTOSO, place);
    const before = await place.store.benefits.get('visio-pro-2024');
    const file = benchOf.folder({ 'benefits.csv': 'id,expires_on\nvisio-pro-2024,2028-02-28\n' });
    expect((await imported(file, place)).sheets.benefits).toMatchObject({ updated: 1, left: 14 });
    const after = await place.store.benefits.get('visio-pro-2024');
    expect(after).toEqual({ ...before, expiresOn: '2028-02-28', version: expect.any(Number) });
    const early = benchOf.folder({ 'benefits.csv': 'id,expires_on\nvisio-pro-2024,2020-02-28\n' });
    expect(await errorsOf(early, place)).toEqual([
      'benefits.csv:2:expires_on ends-before-it-starts "2020-02-28" starts=2026-03-01',
    ]);
  });

  test('a new one needs the columns without a default, which is said once', async () => {
    await imported(CONTOSO, place);
    const file = benchOf.folder({
      'benefits.csv':
        'id,name_fr,quantity,starts_on,expires_on\na-1,A,1,2026-01-01,2027-01-01\na-2,B,1,2026-01-01,2027-01-01\n',
    });
    expect(await errorsOf(file, place)).toEqual([
      'benefits.csv:1:category column-needed line=2',
      'benefits.csv:1:activation column-needed line=2',
    ]);
  });

  test('of a membership', async () => {
    await imported(CONTOSO, place);
    await imported(benchOf.folder({ 'membership.csv': 'expires_on\n2030-01-01\n' }), place);
    expect(await place.store.membership.get('membership')).toMatchObject({
      company: 'Contoso France SAS',
      expiresOn: '2030-01-01',
    });
  });
});

test('the columns of a benefit that came later', async () => {
  await imported(CONTOSO, place);
  const file = benchOf.folder({
    'benefits.csv':
      'id,activation,activate_by,reassign_min_days,admin_url\nvisio-pro-2024,redeem,2026-12-31,90,https://admin.example/\n',
  });
  await imported(file, place);
  expect(await place.store.benefits.get('visio-pro-2024')).toMatchObject({
    activation: 'redeem',
    activateBy: '2026-12-31',
    reassignMinDays: 90,
    adminUrl: 'https://admin.example/',
  });
});

describe('keys', () => {
  const KEY = 'QGT6C-D2FR3-CYJCD-VVDKD-2VC3F';
  const keys = (...lines: string[]) =>
    benchOf.folder({ 'keys.csv': ['benefit_id,key,kind,language,os', ...lines].join('\n') });

  test('spellings of one key are one key, stored in its usual form', async () => {
    await imported(CONTOSO, place);
    const spelled = contoso('keys.csv')
      .replaceAll(/(\w{5})-(\w{5})-(\w{5})-(\w{5})-(\w{5})/g, '$1 $2\u2013$3$4\u2011$5')
      .replaceAll(/[A-Z0-9]{5}/g, (group) => group.toLowerCase());
    expect((await imported(benchOf.folder({ 'keys.csv': spelled }), place)).sheets.keys).toMatchObject({
      unchanged: 20,
    });
    const twice = keys(`visio-pro-2024,${KEY},single-use,,`, `visio-pro-2024,${KEY.toLowerCase()},single-use,,`);
    expect(await errorsOf(twice, await benchOf.store())).toEqual(['keys.csv:3:key twice line=2']);
    const fresh = await benchOf.store();
    await imported(keys(`visio-pro-2024,${KEY.toLowerCase().replaceAll('-', '')},single-use,,`), fresh);
    const [key] = await fresh.store.keys.ofBenefit('visio-pro-2024', { skip: 0, limit: 1 });
    if (!key) throw new Error('no key');
    expect(fresh.keyring.decrypt(key.encrypted, `keys|${key.id}|key`)).toBe(KEY);
  });

  test('a number is an error: a spreadsheet changes its digits', async () => {
    const csv = keys('visio-pro-2024,1.23456789012346E+18,multiple,,', 'visio-pro-2024,12345,multiple,,');
    expect(await errorsOf(csv, place)).toEqual(['keys.csv:2:key number-key']);
    const book = new ExcelJS.Workbook();
    book.addWorksheet('keys').addRows([
      ['benefit_id', 'key', 'kind'],
      ['visio-pro-2024', 1.2345678901234567e19, 'multiple'],
      ['visio-pro-2024', '12345678901234567890', 'multiple'],
    ]);
    await imported(CONTOSO, place);
    const path = benchOf.file('keys.xlsm', Buffer.from(await book.xlsx.writeBuffer()));
    expect(await errorsOf(path, place)).toEqual(['keys.xlsm/keys:2:key number-key']);
  });

  test.each([
    ['a full stop', `${KEY}.`],
    ['a label', `Key: ${KEY}`],
    ['another key', `${KEY}, ${KEY.replace('2VC3F', '2VC3G')}`],
    ['another key below', `"${KEY}\n${KEY.replace('2VC3F', '2VC3G')}"`],
  ])('a 5×5 key with %s is an error, not another key', async (_what, cell) => {
    const quotedCell = cell.includes(',') ? `"${cell}"` : cell;
    const errors = await errorsOf(keys(`visio-pro-2024,${quotedCell},multiple,,`), place);
    expect(errors).toEqual(['keys.csv:2:key more-than-key']);
  });

  test('longer codes with groups of five are keys as typed', async () => {
    await imported(keys(`visio-pro-2024,${KEY}-ABCDE,multiple,,`), place);
  });

  test('languages with a region', async () => {
    await imported(
      keys(
        'visio-pro-2024,A-1,multiple,fr-FR,',
        'visio-pro-2024,A-2,multiple,pt-br,',
        'visio-pro-2024,A-3,multiple,zh_TW,',
      ),
      place,
    );
    const stored = await place.store.keys.ofBenefit('visio-pro-2024', { skip: 0, limit: 9 });
    expect(stored.map(({ language }) => language)).toEqual(['fr', 'pt-BR', 'zh-TW']);
    expect(await errorsOf(keys('visio-pro-2024,A-1,multiple,french,'), place)).toEqual([
      'keys.csv:2:language bad-language',
    ]);
  });
});

test('3.0, as programs write a whole number in a column with empty cells', async () => {
  await imported(CONTOSO, place);
  await imported(benchOf.file('benefits.csv', 'id,quantity\nvisio-pro-2024,3.0\n'), place);
  expect(await place.store.benefits.get('visio-pro-2024')).toMatchObject({ quantity: 3 });
});

test('one form of dates in 500 rows is one cause', async () => {
  const rows = Array.from(
    { length: 500 },
    (_one, at) => `b${at},A,2,assign,software,${(at % 28) + 1}/02/27,2027-02-28`,
  );
  const header = 'id,name_en,quantity,activation,category,starts_on,expires_on';
  const result = await planOf(benchOf.file('benefits.csv', [header, ...rows].join('\n')), place);
  if (!Array.isArray(result)) throw new Error('a plan');
  expect(errorLines(result, 'en', 'people').length).toBeLessThan(10);
});

test('one message about just what is odd: an unnamed column, a stray cell, an invisible character', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('users').addRows([
    ['email', '', 'name', 'ro\u200ble'],
    ['ana@contoso.example', '', 'Ana'],
    ['tom@contoso.example', 'x', 'T\u200bom', 'admin', undefined, undefined, 'Hello'],
    ['uma@contoso.example', 'y', 'Uma'],
  ]);
  const path = benchOf.file('odd.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  expect((await errorsOf(path, place)).slice(2)).toEqual([
    'odd.xlsx/users:1:4 invisible-character code=U+200B',
    'odd.xlsx/users:3:2 unnamed-column',
    'odd.xlsx/users:3:7 unnamed-column',
    'odd.xlsx/users:3:name invisible-character code=U+200B',
  ]);
});
