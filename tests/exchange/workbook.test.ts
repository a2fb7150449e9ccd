import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { ROLES } from '../../benefits/command';
import { DEFAULT_LIMITS, exportWorkbook, type Limits, readCompany, writeTemplate } from '../../exchange';
import { COLUMNS, SHEETS } from '../../exchange/columns';
import { serialDay } from '../../exchange/excel-dates';
import { writeWorkbook } from '../../exchange/workbook-write';
import { writeZip } from '../../exchange/zip-write';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, type Place } from './company';

/** Workbooks as another program writes and reads them: exceljs stands in for Excel. */

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
});

type Edit = (book: ExcelJS.Workbook) => void;
const cellAt = (book: ExcelJS.Workbook, sheet: string, cell: string): ExcelJS.Cell => {
  const found = book.getWorksheet(sheet)?.getCell(cell);
  if (!found) throw new Error(`${sheet} has no ${cell}`);
  return found;
};

/** The contoso company as a workbook, all cells text, then edited. */
async function bookOf(edit: Edit = () => undefined): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const sheet of SHEETS.filter((one) => one !== 'seats')) {
    const rows: string[][] = parse(readFileSync(join(CONTOSO, `${sheet}.csv`)));
    book.addWorksheet(sheet).addRows(rows);
  }
  edit(book);
  return benchOf.file('book.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
}

test('a workbook says the same as the CSV files', async () => {
  await imported(CONTOSO, place);
  expect((await imported(await bookOf(), place)).size).toBe(0);
});

test('date cells, numbers, formulas, rich texts and links are taken by value', async () => {
  await imported(CONTOSO, place);
  const path = await bookOf((book) => {
    const date = cellAt(book, 'benefits', 'H2');
    date.value = new Date('2026-03-01T00:00:00Z');
    date.numFmt = 'dd/mm/yyyy';
    cellAt(book, 'benefits', 'I2').value = { formula: 'H2+364', result: new Date('2027-02-28T00:00:00Z') };
    cellAt(book, 'benefits', 'I2').numFmt = 'mmm d, yyyy';
    cellAt(book, 'benefits', 'F2').value = { formula: '5+5', result: 10 };
    cellAt(book, 'membership', 'B2').value = 6_543_210;
    cellAt(book, 'users', 'B2').value = { richText: [{ text: 'Claire ' }, { font: { bold: true }, text: 'Moreau' }] };
    cellAt(book, 'users', 'A2').value = {
      text: 'claire.moreau@contoso.example',
      hyperlink: 'mailto:claire.moreau@contoso.example',
    };
  });
  expect(await errorsOf(path, place)).toEqual([]);
  expect((await imported(path, place)).size).toBe(0);
});

test('errors name the workbook, the sheet, the row and the column', async () => {
  const path = await bookOf((book) => {
    cellAt(book, 'benefits', 'F3').value = 0;
    cellAt(book, 'benefits', 'F4').value = { error: '#REF!' };
    cellAt(book, 'benefits', 'F5').value = { formula: 'F4*2' };
    cellAt(book, 'users', 'E1').value = 'object_id';
    cellAt(book, 'downloads', 'E2').value = { text: 'x', hyperlink: 'https://contoso.example' };
  });
  expect(await errorsOf(path, place)).toEqual([
    'book.xlsx/benefits:3:quantity bad-number "0" least=1',
    'book.xlsx/benefits:4:quantity formula-error value=#REF!',
    'book.xlsx/benefits:5:quantity formula-empty',
    'book.xlsx/downloads:2:url not-https "x"',
    'book.xlsx/users:1:object_id unknown-columns names=object_id',
  ]);
});

test('other sheets are named and not read; history is left alone', async () => {
  const path = await bookOf((book) => {
    for (const name of ['history', 'Notes']) book.addWorksheet(name).addRow(['anything']);
  });
  expect((await imported(path, place)).ignored).toEqual(['Notes']);
});

test('Excel reads what an export writes', async () => {
  await imported(CONTOSO, place);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(benchOf.file('out.xlsx', await exportWorkbook(place.store)));
  expect(book.worksheets.map((sheet) => [sheet.name, sheet.rowCount])).toEqual([
    ['membership', 2],
    ['benefits', 16],
    ['downloads', 45],
    ['users', 14],
    ['seats', 101],
    ['history', 2],
  ]);
  expect(cellAt(book, 'users', 'B13').value).toBe("Siobhán O'Connor");
  expect(cellAt(book, 'benefits', 'F2').value).toBe(10);
});

test('the template has every sheet, every column, a line of help for each, and lists to choose from', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(benchOf.file('template.xlsx', await writeTemplate()));
  for (const sheet of SHEETS) {
    const header = book.getWorksheet(sheet)?.getRow(1);
    expect(header?.values).toEqual([undefined, ...COLUMNS[sheet].map(({ name }) => name)]);
    COLUMNS[sheet].forEach(({ help }, at) => {
      expect(JSON.stringify(header?.getCell(at + 1).note)).toContain(JSON.stringify(help.en).slice(1, -1));
    });
  }
  expect(book.getWorksheet('help')?.rowCount).toBe(1 + SHEETS.flatMap((sheet) => COLUMNS[sheet]).length);
  expect(cellAt(book, 'users', 'C2').dataValidation).toMatchObject({ formulae: [`"${ROLES}"`] });
});

describe('files that mean harm, or are broken', () => {
  const company = (bytes: Buffer, kind: 'xlsx' | 'zip' = 'xlsx', limits: Partial<Limits> = {}) =>
    readCompany({ kind, name: `bad.${kind}`, bytes }, { ...DEFAULT_LIMITS, ...limits });
  const refused = (is: string) => [expect.objectContaining({ problem: expect.objectContaining({ is }) })];

  test('a zip bomb named .xlsx', async () => {
    const bomb = await writeZip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(150_000_000) }]);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await errorsOf(benchOf.file('bomb.xlsx', bomb), place)).toEqual([
      'bomb.xlsx inflates-too-much limit=200000000',
    ]);
  });

  test('a bomb that lies about its size breaks off', async () => {
    const book = await writeWorkbook([{ name: 'users', columns: [{ name: 'email' }], rows: [] }]);
    const honest = await writeZip([{ name: 'users.csv', content: Buffer.alloc(30_000_000, 'a') }]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(30_000_000);
    const lie = Buffer.alloc(4);
    lie.writeUInt32LE(1_000);
    const bytes = Buffer.from(honest);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) lie.copy(bytes, at);
    expect(await company(bytes, 'zip')).toMatchObject({ tables: { users: { errors: refused('not-a-zip') } } });
    expect(await company(book.subarray(0, book.length - 30))).toEqual(refused('not-a-workbook'));
  });

  test('thousands of files', async () => {
    const parts = Array.from({ length: 1_001 }, (_one, at) => ({ name: `${at}.csv`, content: Buffer.alloc(0) }));
    expect(await company(await writeZip(parts), 'zip')).toEqual(refused('inflates-too-much'));
  });

  test('elements that nest without end, or are without number', async () => {
    const sheet = (content: string) => withSheet(`<worksheet><sheetData>${content}</sheetData></worksheet>`);
    const nested = await sheet('<a>'.repeat(6_500_000));
    expect(nested.length).toBeLessThan(30_000);
    expect(await company(nested)).toEqual(refused('odd-workbook'));
    expect(await company(await sheet('<a/>'.repeat(1_000)), 'xlsx', { elements: 900 })).toEqual(
      refused('odd-workbook'),
    );
  });

  test('a text or a tag without end', async () => {
    for (const xml of [`<worksheet>${'x'.repeat(3_000_000)}`, `<worksheet ${'x="" '.repeat(600_000)}>`])
      expect(await company(await withSheet(xml))).toEqual(refused('odd-workbook'));
  });

  test('rows and cells without number, also ones that a file only claims', async () => {
    const far = (rows: number) => '<row><c r="GR1"><v>1</v></c></row>'.repeat(rows);
    const book = await withSheet(`<worksheet><sheetData>${far(100)}</sheetData></worksheet>`);
    expect(await company(book, 'xlsx', { rows: 99 })).toEqual(refused('too-many-rows'));
    expect(await company(book, 'xlsx', { cells: 19_999 })).toEqual(refused('too-many-cells'));
    for (const row of ['a\n', '\n', ' , \n']) {
      const csv = await writeZip([{ name: 'users.csv', content: `email,name\n${row.repeat(100)}` }]);
      expect(await company(csv, 'zip', { rows: 99 })).toMatchObject({
        tables: { users: { errors: refused('too-many-rows') } },
      });
    }
    const wide = await writeZip([{ name: 'users.csv', content: `email\n${',x'.repeat(600_000)}` }]);
    expect(await company(wide, 'zip')).toMatchObject({ tables: { users: { errors: refused('bad-quotes') } } });
  });

  test('what takes too long ends, and others have their turn meanwhile', async () => {
    const rows = Array.from({ length: 20_000 }, (_one, at) => `p${at}@contoso.example,P,viewer,en,`);
    const text = ['email,name,role,locale,aad_object_id', ...rows].join('\n');
    const zip = await writeZip([{ name: 'users.csv', content: text }]);
    expect(await company(zip, 'zip', { ms: 0 })).toMatchObject({
      tables: { users: { errors: refused('takes-too-long') } },
    });
    let turns = 0;
    const turn = () => {
      turns += 1;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    const read = await company(zip, 'zip');
    clearImmediate(timer);
    expect(read).toMatchObject({ tables: { users: { errors: [] } } });
    expect(turns).toBeGreaterThan(2);
  });

  test('XML entities are not expanded', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    expect(await company(await withSheet(laughs))).toEqual(refused('not-a-workbook'));
  });

  test('XML that is cut off', async () => {
    expect(await company(await withSheet('<worksheet><sheetData><row r="1"><c r="A1">'))).toEqual(
      refused('not-a-workbook'),
    );
  });

  test('a password, an old .xls, text, nothing', async () => {
    expect(await company(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual(refused('locked-workbook'));
    expect(await company(Buffer.from('email,name\n'))).toEqual(refused('not-a-workbook'));
    expect(await company(Buffer.alloc(0))).toEqual(refused('not-a-workbook'));
    expect(await company(Buffer.from('PK'), 'zip')).toEqual(refused('not-a-zip'));
    expect(await company(await writeZip([{ name: 'readme.txt', content: 'x' }]))).toEqual(refused('not-a-workbook'));
  });

  test('rubbish is refused or read, and never throws', async () => {
    const book = await writeWorkbook([{ name: 'users', columns: [{ name: 'email' }], rows: [['a']] }]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(book.length - 1), fc.nat(255)), { maxLength: 8 }), async (edits) => {
        const bytes = Buffer.from(book);
        for (const [at, value] of edits) bytes[at] = value;
        await company(bytes);
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const csv = await writeZip([{ name: 'users.csv', content: Buffer.from(bytes) }]);
        expect(await company(csv, 'zip')).toHaveProperty('tables');
      }),
      { numRuns: 300 },
    );
  });

  /** A workbook whose only sheet is this XML. */
  function withSheet(xml: string): Promise<Buffer> {
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const relation = (type: string, target: string) =>
      `<Relationships><Relationship Id="r1" Type="${types}/${type}" Target="${target}"/></Relationships>`;
    return writeZip(
      Object.entries({
        '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="users" r:id="r1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
        'xl/worksheets/sheet1.xml': xml,
      }).map(([name, text]) => ({ name, content: text })),
    );
  }
});

test('day numbers of both date systems', () => {
  expect(serialDay(1, false)).toBe('1900-01-01');
  expect(serialDay(59, false)).toBe('1900-02-28');
  expect(serialDay(61, false)).toBe('1900-03-01');
  expect(serialDay(46_082.75, false)).toBe('2026-03-01');
  expect(serialDay(0, true)).toBe('1904-01-01');
  expect(serialDay(-5, false)).toBeNull();
  expect(serialDay(1e12, false)).toBeNull();
});

test('any text survives the way through a workbook and a zip', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((one) => !/\p{Cc}/u.test(one));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (names) => {
      const rows = names.map((name, at) => [`p${at}@contoso.example`, name]);
      const columns = [{ name: 'email' }, { name: 'name' }];
      const bytes = await writeWorkbook([{ name: 'users', columns, rows }]);
      const read = await readCompany({ kind: 'xlsx', name: 'x.xlsx', bytes });
      if (Array.isArray(read)) throw new Error('unreadable');
      expect(read.tables.users?.rows.map((row) => row.cells[1] ?? '')).toEqual(names);
    }),
    { numRuns: 100 },
  );
});
