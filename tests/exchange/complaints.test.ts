import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { errorLines, planImport, readCompany } from '../../exchange';
import { COLUMNS, SHEETS } from '../../exchange/columns';
import { writeZip } from '../../exchange/zip-write';
import { type Bench, bench, CONTOSO, complaints, imported, NOW, type Place, planOf } from './company';

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
beforeEach(async () => {
  benchOf = bench();
  place = await benchOf.store();
});
afterEach(() => benchOf.close());

const contoso = (file: string): string => readFileSync(join(CONTOSO, file), 'utf8');
const changed = (file: string, from: string | RegExp, to: string) => {
  const text = contoso(file);
  const after = text.replace(from, to);
  if (after === text) throw new Error(`${file} has no ${from}`);
  return { [file]: after };
};
const BENEFIT = /^visio-pro-2024,.*$/m;
const VISIO = 'visio-pro-2024,software,Visio,,Pack,1,keys,2026-03-01,2027-02-28,,,,,';
const visio = (from: string, to: string) => changed('benefits.csv', BENEFIT, VISIO.replace(from, to));

/** What is wrong, by name; the files; the one complaint. Line 6 of the benefits is Visio. */
const CASES: [string, Record<string, string | Buffer | null>, string | RegExp][] = [
  [
    'unknown column',
    changed('users.csv', 'locale', 'lokale'),
    'users.csv:1:lokale: unknown column; did you mean locale?|users.csv:1:locale: this column is missing; add it to the header (its cells may be empty where that is allowed)',
  ],
  [
    'a column too many',
    changed('users.csv', /(?=\n)/g, ',1'),
    /^users\.csv:1:1: unknown column; remove it \(the columns are email, name, role, locale, aad_object_id\)$/,
  ],
  [
    'missing column',
    { 'keys.csv': contoso('keys.csv').replace(/,[^,]*$/gm, '') },
    'keys.csv:1:os: this column is missing; add it to the header (its cells may be empty where that is allowed)',
  ],
  [
    'column twice',
    changed('membership.csv', 'join_url', 'program'),
    /^membership\.csv:1:program: this column is there twice; remove one\|membership\.csv:1:join_url: this column is missing/,
  ],
  [
    'bad date',
    visio('2027-02-28', '28/02/2027'),
    'benefits.csv:6:expires_on: "28/02/2027" is not a date; write YYYY-MM-DD, such as 2027-02-28',
  ],
  [
    'a date that no calendar has',
    visio('2027-02-28', '2027-02-29'),
    /^benefits\.csv:6:expires_on: "2027-02-29" is not/,
  ],
  [
    'an end before the start',
    visio('2027-02-28', '2026-02-28'),
    'benefits.csv:6:expires_on: "2026-02-28" is before starts_on (2026-03-01); correct one of the two',
  ],
  [
    'unknown benefit id in keys',
    changed('keys.csv', 'visio-pro-2024', 'visio-pro-2042'),
    'keys.csv:11:benefit_id: there is no benefit with this id; did you mean visio-pro-2024?',
  ],
  [
    'unknown benefit id in downloads',
    changed('downloads.csv', 'exchange-server-2019', 'acrobat'),
    'downloads.csv:42:benefit_id: there is no benefit "acrobat"; add it to the sheet benefits, or correct the id',
  ],
  [
    'duplicate benefit id',
    changed('benefits.csv', 'project-pro-2024', 'visio-pro-2024'),
    /^benefits\.csv:7:id: "visio-pro-2024" is already in line 6; remove one, or correct it\|keys\.csv:12:benefit_id: there is no/,
  ],
  [
    'duplicate person',
    changed('users.csv', 'tom.baker@', 'Ana.Souza@'),
    'users.csv:13:email: "ana.souza@contoso.example" is already in line 12; remove one, or correct it',
  ],
  [
    'duplicate key',
    changed('keys.csv', '9TWT9-D9HHG-BG3W6-G44X7-RG22G', 'KXJQJ-X44BX-6R6D7-FT8JX-HV6QD'),
    'keys.csv:15:key: this key is already in line 14; remove one',
  ],
  [
    'a single-use key of two benefits',
    changed('keys.csv', 'VDJ7P-FG867-RGMGW-K9FTX-H7KH8', 'KXJQJ-X44BX-6R6D7-FT8JX-HV6QD'),
    'keys.csv:20:key: this single-use key is already a key of microsoft-365-e3; remove it here or correct it',
  ],
  [
    'quantity that is no number',
    visio('Pack,1,', 'Pack,one,'),
    'benefits.csv:6:quantity: "one" is not a whole number of 1 or more; write digits only, such as 10',
  ],
  ['quantity 0', visio('Pack,1,', 'Pack,0,'), /^benefits\.csv:6:quantity: "0" is not a whole number/],
  ['quantity with a decimal', visio('Pack,1,', 'Pack,1.5,'), /^benefits\.csv:6:quantity: "1\.5" is not a whole number/],
  ['a quantity beyond belief', visio('Pack,1,', 'Pack,1000000000,'), /quantity: "1000000000" is more than 100,000,/],
  [
    'http link',
    changed('downloads.csv', 'https://downloads', 'http://downloads'),
    'downloads.csv:2:url: "http://downloads.contoso.example/windows-11-enterprise/en/w…" is not an https link; it must begin with https://',
  ],
  [
    'a script link',
    visio('2027-02-28,,', '2027-02-28,javascript:alert(1),'),
    /^benefits\.csv:6:portal_url: .* not an https link/,
  ],
  [
    'bad e-mail',
    changed('users.csv', 'tom.baker@contoso.example', 'tom.baker@'),
    'users.csv:13:email: "tom.baker@" is not an e-mail address; write name@company.example, in plain letters',
  ],
  [
    'an e-mail with a Cyrillic letter',
    changed('users.csv', 'tom.baker@contoso', 'tom.bаker@contoso'),
    /^users\.csv:13:email: .* is not an e-mail address/,
  ],
  [
    'bad account e-mail',
    changed('membership.csv', 'partners@contoso.example', 'partners'),
    /^membership\.csv:2:account_email: "partners" is not an e-mail address/,
  ],
  [
    'two people with one object id',
    changed('users.csv', '000000000012', '000000000011'),
    'users.csv:13:aad_object_id: "00000000-0000-4000-8000-000000000011" belongs to ana.souza@contoso.example; two people cannot have one object id, correct one',
  ],
  [
    'unknown role',
    changed('users.csv', 'Tom Baker,employee', 'Tom Baker,boss'),
    'users.csv:13:role: "boss" is unknown; use admin, viewer, employee, guest',
  ],
  [
    'empty role',
    changed('users.csv', 'Tom Baker,employee', 'Tom Baker,'),
    'users.csv:13:role: must not be empty; use admin, viewer, employee, guest',
  ],
  [
    'unknown locale',
    changed('users.csv', 'Tom Baker,employee,en', 'Tom Baker,employee,de'),
    'users.csv:13:locale: "de" is unknown; use en, fr, or leave it empty',
  ],
  ['empty name', changed('users.csv', 'Tom Baker', ''), 'users.csv:13:name: must not be empty; fill it in'],
  [
    'a name that turns the direction of writing',
    changed('users.csv', 'Tom Baker', 'Tom \u202eBaker'),
    /^users\.csv:13:name: contains a line break, an invisible or a control character/,
  ],
  [
    'unknown category',
    visio('software', 'softwear'),
    /^benefits\.csv:6:category: "softwear" is unknown; use software, cloud/,
  ],
  ['unknown activation', visio(',keys,', ',magic,'), /^benefits\.csv:6:activation: "magic" is unknown/],
  [
    'an id that is none',
    visio('visio-pro-2024', 'Visio Pro'),
    /^benefits\.csv:6:id: "Visio Pro" is not an id; use small letters, digits and hyphens.*\|keys\.csv:11:benefit_id/,
  ],
  [
    'unknown kind of key',
    changed('keys.csv', 'multiple', 'single'),
    /^keys\.csv:2:kind: this is unknown; use multiple, single-use$/,
  ],
  [
    'unknown language of a key',
    changed('keys.csv', ',fr,', ',french,'),
    /^keys\.csv:7:language: this is not a language code/,
  ],
  [
    'unknown system',
    changed('keys.csv', 'en,windows-x64', 'en,win64'),
    /^keys\.csv:5:os: this is unknown; use windows-x64, .*or leave it empty$/,
  ],
  [
    'unknown status',
    changed('membership.csv', 'active', 'gold'),
    /^membership\.csv:2:status: "gold" is unknown; use active, expired, pending$/,
  ],
  [
    'two memberships',
    { 'membership.csv': `${contoso('membership.csv')}Other,1,P,active,2026-01-01,2027-01-01,a@b.example,,\n` },
    'membership.csv:3:company: a company has one membership; keep one row',
  ],
  [
    'wrong delimiter',
    { 'users.csv': contoso('users.csv').replaceAll(',', '\t') },
    'users.csv:1: columns are separated by tabs; separate them by , or ;',
  ],
  [
    'rows with another delimiter than the header',
    { 'users.csv': contoso('users.csv').replace(/^tom.*$/m, (line) => line.replaceAll(',', ';')) },
    'users.csv:13: the row has 1 cell, the header has 5; check the separators and put a text that contains one in quotation marks',
  ],
  [
    'Latin-1 bytes',
    { 'users.csv': Buffer.from(contoso('users.csv').replace(/^li\.ming.*\n/m, ''), 'latin1') },
    'users.csv:6:name: is not in UTF-8 (it looks like Latin-1 or Windows-1252); save it as "CSV UTF-8"',
  ],
  [
    'UTF-16',
    { 'users.csv': Buffer.from(`\ufeff${contoso('users.csv')}`, 'utf16le') },
    'users.csv: is in UTF-16; save it as "CSV UTF-8"',
  ],
  ['empty file', { 'users.csv': '' }, 'users.csv:1: is empty; its first line must name the columns'],
  ['a file of blank lines', { 'users.csv': '\n \n' }, 'users.csv:1: is empty; its first line must name the columns'],
  [
    'a header and nothing else',
    { 'users.csv': 'email,name,role,locale,aad_object_id\n' },
    'users.csv: has no row below its header; there is no company yet, so it needs one',
  ],
  [
    'a quote that is never closed',
    changed('users.csv', 'Tom Baker', '"Tom Baker'),
    /^users\.csv:\d+: a quotation mark is never closed/,
  ],
  [
    'missing sheet in an empty store',
    { 'benefits.csv': null, 'keys.csv': null, 'downloads.csv': null },
    'benefits.csv: is missing; there is no company yet, so membership, benefits, users are all needed',
  ],
  [
    'nobody is an admin',
    { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') },
    'users.csv: nobody would be an admin; give one person the role admin',
  ],
];

test.each(CASES)('%s', async (_name, files, expected) => {
  const said = (await complaints(benchOf.folder(files), place)).join('|');
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
  expect(await place.store.people.count()).toBe(0);
});

describe('against what the store holds', () => {
  beforeEach(() => imported(CONTOSO, place));

  test('quantity below the seats in use', async () => {
    for (const seat of await place.store.seats.free('visual-studio-enterprise', 2))
      await place.store.seats.replace(seat, { ...seat, state: 'active', holderKey: `p${seat.number}@contoso.example` });
    const files = changed('benefits.csv', 'Microsoft Action Pack,5,assign,', 'Microsoft Action Pack,1,assign,');
    expect(await complaints(benchOf.folder(files), place)).toEqual([
      'benefits.csv:13:quantity: "1" is below the 2 seats in use; unassign some first, or write 2 or more',
    ]);
    expect((await place.store.benefits.get('visual-studio-enterprise'))?.quantity).toBe(5);
  });

  test('single-use key already taken', async () => {
    const [key] = await place.store.keys.free('visio-pro-2024', 1);
    if (!key) throw new Error('no key');
    await place.store.keys.replace(key, { ...key, takenBy: 'david.miller@contoso.example', takenSlot: 'david||1' });
    const files = changed('keys.csv', '9Q9MX-8HYBJ,single-use', '9Q9MX-8HYBJ,multiple');
    expect(await complaints(benchOf.folder(files), place)).toEqual([
      'keys.csv:11:kind: this single-use key was taken by david.miller@contoso.example; leave its kind as single-use',
    ]);
  });

  test('an object id of somebody who is not in the file', async () => {
    const files = {
      'users.csv':
        'email,name,role,locale,aad_object_id\nnew@contoso.example,New,viewer,,00000000-0000-4000-8000-000000000001\n',
    };
    expect(await complaints(benchOf.folder(files), place)).toEqual([
      'users.csv:2:aad_object_id: "00000000-0000-4000-8000-000000000001" belongs to claire.moreau@contoso.example; two people cannot have one object id, correct one',
    ]);
  });

  test('the last admin stays', async () => {
    const files = { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') };
    expect(await complaints(benchOf.folder(files), place)).toEqual([
      'users.csv: nobody would be an admin; give one person the role admin',
    ]);
  });
});

test('errors of all sheets are listed together, in the order of the sheets and lines', async () => {
  const files = {
    ...visio('2027-02-28', 'soon'),
    ...changed('users.csv', 'Tom Baker,employee', 'Tom Baker,boss'),
    ...changed('keys.csv', 'multiple', 'single'),
  };
  const said = await complaints(benchOf.folder(files), place);
  expect(said.map((line) => line.split(': ')[0])).toEqual([
    'benefits.csv:6:expires_on',
    'keys.csv:2:kind',
    'users.csv:13:role',
  ]);
});

test('10,000 errors: the first 50 and the count', async () => {
  const rows = Array.from({ length: 10_000 }, (_one, at) => `acrobat-${at},K${at},multiple,,`);
  const result = await planOf(
    benchOf.folder({ 'keys.csv': `benefit_id,key,kind,language,os\n${rows.join('\n')}` }),
    place,
  );
  if (!Array.isArray(result)) throw new Error('a plan');
  const lines = errorLines(result);
  expect(lines).toHaveLength(51);
  expect(lines[49]).toMatch(/^keys\.csv:51:benefit_id: /);
  expect(lines[50]).toBe('10,000 errors in all; these are the first 50.');
  expect(errorLines(result, 'fr')[50]).toBe('10\u202f000 erreurs en tout\u00a0; voici les 50 premières.');
});

test('no key is in a complaint', async () => {
  const files = {
    'keys.csv': contoso('keys.csv')
      .replaceAll('multiple', 'single')
      .replaceAll('-use,,', '-use,xx,')
      .replaceAll('365-e3,', '365-e4,'),
  };
  const said = await complaints(benchOf.folder(files), place);
  const keys = contoso('keys.csv').match(/\w{5}(-\w{5}){4}/g) ?? [];
  expect(said.length).toBeGreaterThan(15);
  expect(keys.filter((key) => said.join('\n').includes(key))).toEqual([]);
});

describe('the source as a whole', () => {
  test.each([
    ['no file', 'nothing-here.xlsx', /nothing-here\.xlsx: there is no such file or folder; check the path$/],
    ['no folder', 'nothing-here', /nothing-here: there is no such file or folder/],
  ])('%s', async (_name, path, expected) => {
    expect((await complaints(join(benchOf.root, path), place)).join('|')).toMatch(expected);
  });

  test('a folder without any sheet', async () => {
    const files = ['membership', 'benefits', 'keys', 'downloads', 'users'].map((sheet) => [`${sheet}.csv`, null]);
    const folder = benchOf.folder({ ...Object.fromEntries(files), 'notes.txt': 'x' });
    expect((await complaints(folder, place)).join('|')).toMatch(/holds none of the sheets membership, benefits/);
  });

  test('a file that is neither', async () => {
    expect(await complaints(benchOf.file('company.json', '{}'), place)).toEqual([
      'company.json: is neither a folder of CSV files nor an .xlsx workbook; give one of these',
    ]);
  });

  test('50 MB', async () => {
    const large = Buffer.alloc(50_000_000, 'a');
    expect(await complaints(benchOf.folder({ 'users.csv': large }), place)).toEqual([
      'users.csv: is larger than 20 MB; split it, or remove what is not needed',
    ]);
    expect(await complaints(benchOf.file('large.xlsx', large), place)).toEqual([
      'large.xlsx: is larger than 20 MB; split it, or remove what is not needed',
    ]);
    const dropped = await readCompany({ kind: 'xlsx', name: 'chat.xlsx', bytes: large });
    expect(dropped).toMatchObject([{ file: 'chat.xlsx', problem: { is: 'too-large' } }]);
  });

  test('other files and the sheets seats and history are left alone', async () => {
    const folder = benchOf.folder({
      'seats.csv': 'nonsense',
      'history.csv': 'x',
      'help.csv': '',
      'stock.csv': 'a,b',
      'readme.md': '',
    });
    const plan = await imported(folder, place);
    expect(plan.ignored).toEqual(['stock.csv']);
  });

  test('the same sheet in two files', async () => {
    const folder = benchOf.folder({
      'users.csv': null,
      'a-users.csv': contoso('users.csv'),
      'b-users.csv': contoso('users.csv'),
    });
    expect(await complaints(folder, place)).toEqual([
      'b-users.csv: holds the sheet users, and so does a-users.csv; keep one of the two',
    ]);
  });

  test('settings that name admins make a file without any acceptable', async () => {
    const files = { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') };
    const company = await readCompany({ kind: 'path', path: benchOf.folder(files) });
    if (Array.isArray(company)) throw new Error('unreadable');
    const options = { admins: ['boss@contoso.example'] };
    expect(await planImport(company, place.store, place.keyring, NOW, 'cli', options)).toHaveProperty('sheets');
  });
});

test('whatever stands in the cells, there is a plan or a list of complaints', async () => {
  await imported(CONTOSO, place);
  const likely = fc.constantFrom(
    ...[
      'visio-pro-2024',
      'ana.souza@contoso.example',
      'admin',
      'single-use',
      '2026-03-01',
      '5',
      'https://a.example',
      '',
    ],
  );
  const cell = fc.oneof(likely, fc.string({ unit: 'binary', maxLength: 12 }));
  const sheets = fc.tuple(...SHEETS.map((sheet) => fc.array(fc.array(cell, { maxLength: COLUMNS[sheet].length }))));
  await fc.assert(
    fc.asyncProperty(sheets, async (contents) => {
      const parts = SHEETS.map((sheet, at) => ({
        name: `${sheet}.csv`,
        content: stringify([COLUMNS[sheet].map(({ name }) => name), ...(contents[at] ?? [])]),
      }));
      const company = await readCompany({ kind: 'zip', name: 'x.zip', bytes: await writeZip(parts) });
      if (Array.isArray(company)) throw new Error('unreadable');
      const result = await planImport(company, place.store, place.keyring, NOW, 'cli');
      if (Array.isArray(result)) expect(errorLines(result, 'fr').length).toBeGreaterThan(0);
      else expect(result.size).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 80 },
  );
});
