import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { errorLines, planImport, readCompany } from '../../exchange';
import { COLUMNS, SHEETS } from '../../exchange/columns';
import { writeZip } from '../../exchange/zip-write';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, type Place, planOf } from './company';

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
});

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
const CASES: [string, Record<string, string | Buffer | null>, string][] = [
  ['unknown column', changed('users.csv', 'locale', 'lokale'), 'users.csv:1:lokale unknown-column nearest=locale'],
  [
    'a column with more words, over two lines',
    changed('users.csv', 'email,name', '"email\naddress","full  name"'),
    'users.csv:1:email address unknown-column nearest=email|users.csv:1:full name unknown-column nearest=name',
  ],
  [
    'a last column without a name',
    changed('users.csv', /^(.*)\n(.*)\n/, '$1,\n$2,x\n'),
    'users.csv:2:6 unnamed-column',
  ],
  ['a column too many', changed('users.csv', /(?=\n)/g, ',1'), 'users.csv:1:1 unknown-columns names=1'],
  [
    'several columns that nobody knows: one error',
    changed('users.csv', /^email,name,role,locale/, 'email,nom complet,service,langue'),
    'users.csv:1 unknown-columns names=nom complet,service,langue',
  ],
  [
    'a misspelt id column is not missing, too',
    changed('users.csv', /^email/, 'e-mail'),
    'users.csv:1:e-mail unknown-column nearest=email',
  ],
  [
    'an invisible character in an id column',
    changed('users.csv', /^email/, 'em\u200bail'),
    'users.csv:1:1 invisible-character code=U+200B',
  ],
  [
    'missing column',
    { 'keys.csv': contoso('keys.csv').replace(/^[^,]*,/gm, '') },
    'keys.csv:1:benefit_id missing-column',
  ],
  [
    'a column that new rows need',
    { 'users.csv': contoso('users.csv'), 'keys.csv': 'benefit_id,key\nvisio-pro-2024,A-1\nvisio-pro-2024,A-2\n' },
    'keys.csv:1:kind column-needed line=2',
  ],
  ['no header line', { 'users.csv': contoso('users.csv').replace(/^.*\n/, '') }, 'users.csv:1 no-header'],
  ['column twice', changed('membership.csv', 'join_url', 'program'), 'membership.csv:1:program column-twice'],
  ['bad date', visio('2027-02-28', '31/02/2027'), 'benefits.csv:6:expires_on bad-date "31/02/2027"'],
  ['a date that no calendar has', visio('2027-02-28', '2027-02-29'), 'benefits.csv:6:expires_on bad-date "2027-02-29"'],
  [
    'an end before the start',
    visio('2027-02-28', '2026-02-28'),
    'benefits.csv:6:expires_on ends-before-it-starts "2026-02-28" starts=2026-03-01',
  ],
  [
    'unknown benefit id in keys',
    changed('keys.csv', 'visio-pro-2024', 'visio-pro-2042'),
    'keys.csv:11:benefit_id unknown-benefit nearest=visio-pro-2024',
  ],
  [
    'a benefit id in capitals',
    changed('keys.csv', 'visio-pro-2024', 'VISIO-PRO-2024'),
    'keys.csv:11:benefit_id unknown-benefit nearest=visio-pro-2024',
  ],
  [
    'unknown benefit id in downloads',
    changed('downloads.csv', 'exchange-server-2019', 'acrobat'),
    'downloads.csv:42:benefit_id unknown-benefit "acrobat"',
  ],
  [
    'duplicate benefit id',
    changed('benefits.csv', 'project-pro-2024', 'visio-pro-2024'),
    'benefits.csv:7:id twice "visio-pro-2024" line=6|keys.csv:12:benefit_id unknown-benefit|downloads.csv:38:benefit_id unknown-benefit "project-pro-2024"|downloads.csv:39:benefit_id unknown-benefit "project-pro-2024"|downloads.csv:40:benefit_id unknown-benefit "project-pro-2024"|downloads.csv:41:benefit_id unknown-benefit "project-pro-2024"',
  ],
  [
    'duplicate person',
    changed('users.csv', 'tom.baker@', 'Ana.Souza@'),
    'users.csv:13:email twice "ana.souza@contoso.example" line=12',
  ],
  [
    'duplicate key',
    changed('keys.csv', '9TWT9-D9HHG-BG3W6-G44X7-RG22G', 'KXJQJ-X44BX-6R6D7-FT8JX-HV6QD'),
    'keys.csv:15:key twice line=14',
  ],
  [
    'a single-use key of two benefits',
    changed('keys.csv', 'VDJ7P-FG867-RGMGW-K9FTX-H7KH8', 'KXJQJ-X44BX-6R6D7-FT8JX-HV6QD'),
    'keys.csv:20:key key-elsewhere benefit=microsoft-365-e3',
  ],
  ['quantity that is no number', visio('Pack,1,', 'Pack,one,'), 'benefits.csv:6:quantity bad-number "one" least=1'],
  ['quantity 0', visio('Pack,1,', 'Pack,0,'), 'benefits.csv:6:quantity bad-number "0" least=1'],
  ['quantity with a decimal', visio('Pack,1,', 'Pack,1.5,'), 'benefits.csv:6:quantity bad-number "1.5" least=1'],
  [
    'a quantity beyond belief',
    visio('Pack,1,', 'Pack,1000000000,'),
    'benefits.csv:6:quantity number-too-large "1000000000" limit=100000',
  ],
  [
    'http link',
    changed('downloads.csv', 'https://downloads', 'http://downloads'),
    'downloads.csv:2:url not-https "http://downloads.contoso.example/windows-11-enterprise/en/w…"',
  ],
  [
    'a script link',
    visio('2027-02-28,,', '2027-02-28,javascript:alert(1),'),
    'benefits.csv:6:portal_url not-https "javascript:alert(1)"',
  ],
  [
    'bad e-mail',
    changed('users.csv', 'tom.baker@contoso.example', 'tom.baker@'),
    'users.csv:13:email bad-email "tom.baker@"',
  ],
  [
    'the apostrophe that Excel puts before text',
    changed('users.csv', 'tom.baker@contoso', "'tom.baker@contoso"),
    'users.csv:13:email bad-email "\'tom.baker@contoso.example"',
  ],
  [
    'an e-mail with a Cyrillic letter',
    changed('users.csv', 'tom.baker@contoso', 'tom.bаker@contoso'),
    'users.csv:13:email bad-email "tom.bаker@contoso.example"',
  ],
  [
    'bad account e-mail',
    changed('membership.csv', 'partners@contoso.example', 'partners'),
    'membership.csv:2:account_email bad-email "partners"',
  ],
  [
    'two people with one object id',
    changed('users.csv', '000000000012', '000000000011'),
    'users.csv:13:aad_object_id object-id-taken "00000000-0000-4000-8000-000000000011" by=ana.souza@contoso.example',
  ],
  ['unknown role', changed('users.csv', 'Tom Baker,employee', 'Tom Baker,boss'), 'users.csv:13:role not-one-of "boss"'],
  ['empty role', changed('users.csv', 'Tom Baker,employee', 'Tom Baker,'), 'users.csv:13:role empty-choice'],
  [
    'unknown locale',
    changed('users.csv', 'Tom Baker,employee,en', 'Tom Baker,employee,de'),
    'users.csv:13:locale bad-locale "de"',
  ],
  ['empty name', changed('users.csv', 'Tom Baker', ''), 'users.csv:13:name empty'],
  [
    'a name that turns the direction of writing',
    changed('users.csv', 'Tom Baker', 'Tom \u202eBaker'),
    'users.csv:13:name invisible-character code=U+202E',
  ],
  ['unknown category', visio('software', 'softwear'), 'benefits.csv:6:category not-one-of "softwear"'],
  ['unknown activation', visio(',keys,', ',magic,'), 'benefits.csv:6:activation not-one-of "magic"'],
  [
    'an id that is none',
    visio('visio-pro-2024', 'Visio Pro'),
    'benefits.csv:6:id bad-id "Visio Pro"|keys.csv:11:benefit_id unknown-benefit|downloads.csv:30:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:31:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:32:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:33:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:34:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:35:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:36:benefit_id unknown-benefit "visio-pro-2024"|downloads.csv:37:benefit_id unknown-benefit "visio-pro-2024"',
  ],
  ['unknown kind of key', changed('keys.csv', 'multiple', 'single'), 'keys.csv:2:kind not-one-of'],
  ['unknown language of a key', changed('keys.csv', ',fr,', ',french,'), 'keys.csv:7:language bad-language'],
  ['unknown system', changed('keys.csv', 'en,windows-x64', 'en,win64'), 'keys.csv:5:os not-one-of'],
  ['unknown status', changed('membership.csv', 'active', 'gold'), 'membership.csv:2:status not-one-of "gold"'],
  [
    'two memberships',
    { 'membership.csv': `${contoso('membership.csv')}Other,1,P,active,2026-01-01,2027-01-01,a@b.example,,\n` },
    'membership.csv:3 one-row-only',
  ],
  [
    'wrong delimiter',
    { 'users.csv': contoso('users.csv').replaceAll(',', '|') },
    'users.csv:1 wrong-delimiter found=|',
  ],
  [
    'UTF-16 without a byte order mark',
    { 'users.csv': Buffer.from(contoso('users.csv'), 'utf16le') },
    'users.csv:6 not-utf8',
  ],
  [
    'rows with another delimiter than the header',
    { 'users.csv': contoso('users.csv').replace(/^tom.*$/m, (line) => line.replaceAll(',', ';')) },
    'users.csv:13 cell-count found=1 wanted=5',
  ],
  [
    'Latin-1 bytes',
    { 'users.csv': Buffer.from(contoso('users.csv').replace(/^li\.ming.*\n/m, ''), 'latin1') },
    'users.csv:6:name not-utf8',
  ],
  ['empty file', { 'users.csv': '' }, 'users.csv:1 empty-file'],
  ['a file of blank lines', { 'users.csv': '\n \n' }, 'users.csv:1 empty-file'],
  ['a header and nothing else', { 'users.csv': 'email,name,role,locale,aad_object_id\n' }, 'users.csv no-rows'],
  ['a quote that is never closed', changed('users.csv', 'Tom Baker', '"Tom Baker'), 'users.csv:13 bad-quotes'],
  [
    'missing sheet in an empty store',
    { 'benefits.csv': null, 'keys.csv': null, 'downloads.csv': null },
    'benefits.csv sheet-missing sheet=benefits',
  ],
  ['nobody is an admin', { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') }, 'users.csv no-admin'],
];

test.each(CASES)('%s', async (_name, files, expected) => {
  expect((await errorsOf(benchOf.folder(files), place)).join('|')).toBe(expected);
  expect(await place.store.people.count()).toBe(0);
});

describe('against what the store holds', () => {
  beforeEach(() => imported(CONTOSO, place));

  test('quantity below the seats in use', async () => {
    for (const seat of await place.store.seats.free('visual-studio-enterprise', 2))
      await place.store.seats.replace(seat, { ...seat, state: 'active', holderKey: `p${seat.number}@contoso.example` });
    const files = changed('benefits.csv', 'Microsoft Action Pack,5,assign,', 'Microsoft Action Pack,1,assign,');
    expect(await errorsOf(benchOf.folder(files), place)).toEqual([
      'benefits.csv:13:quantity quantity-below-seats "1" holders=p1@contoso.example,p2@contoso.example',
    ]);
    expect((await place.store.benefits.get('visual-studio-enterprise'))?.quantity).toBe(5);
  });

  test('single-use key already taken', async () => {
    const [key] = await place.store.keys.free('visio-pro-2024', 1);
    if (!key) throw new Error('no key');
    await place.store.keys.replace(key, { ...key, takenBy: 'david.miller@contoso.example', takenSlot: 'david||1' });
    const files = changed('keys.csv', '9Q9MX-8HYBJ,single-use', '9Q9MX-8HYBJ,multiple');
    expect(await errorsOf(benchOf.folder(files), place)).toEqual([
      'keys.csv:11:kind key-taken by=david.miller@contoso.example',
    ]);
  });

  test('the last admin stays', async () => {
    const files = { 'users.csv': contoso('users.csv').replaceAll(',admin,', ',viewer,') };
    expect(await errorsOf(benchOf.folder(files), place)).toEqual(['users.csv no-admin']);
  });
});

test('errors of all sheets are listed together, in the order of the sheets and lines', async () => {
  const files = {
    ...visio('2027-02-28', 'soon'),
    ...changed('users.csv', 'Tom Baker,employee', 'Tom Baker,boss'),
    ...changed('keys.csv', 'multiple', 'single'),
  };
  const said = await errorsOf(benchOf.folder(files), place);
  expect(said.map((line) => line.split(' ')[0])).toEqual([
    'benefits.csv:6:expires_on',
    'keys.csv:2:kind',
    'users.csv:13:role',
  ]);
});

test('10,000 errors: the first 50 and the count', async () => {
  const rows = Array.from({ length: 10_000 }, (_one, at) => `acrobat-${at},,,K${at},https://contoso.example`);
  const result = await planOf(
    benchOf.folder({ 'downloads.csv': `benefit_id,language,os,label,url\n${rows.join('\n')}` }),
    place,
  );
  if (!Array.isArray(result)) throw new Error('a plan');
  const lines = errorLines(result);
  expect(lines).toHaveLength(51);
  expect(lines[49]).toMatch(/^downloads\.csv:51:benefit_id: /);
  expect(lines[50]).toBe('10,000 errors in total.');
  expect(errorLines(result, 'fr')[50]).toBe('10\u202f000 erreurs au total.');
});

test('many rows with the same error: some, and how many more', async () => {
  const rows = Array.from({ length: 500 }, (_one, at) => `p${at}@contoso.example,P,boss,en,`);
  const result = await planOf(
    benchOf.folder({ 'users.csv': `email,name,role,locale,aad_object_id\n${rows.join('\n')}` }),
    place,
  );
  if (!Array.isArray(result)) throw new Error('a plan');
  expect(errorLines(result)).toHaveLength(11);
  expect(errorLines(result)[9]).toContain('490');
  const forPeople = errorLines(result, 'fr', 'people');
  expect(forPeople).toHaveLength(3);
  expect(forPeople[2]).toContain('497');
});

test('whatever stands in the cells, there is a plan or a list of errorsOf', async () => {
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
      const result = await planImport(company, place, 'cli');
      if (Array.isArray(result)) expect(errorLines(result, 'fr').length).toBeGreaterThan(0);
      else expect(result.size).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 80 },
  );
});
