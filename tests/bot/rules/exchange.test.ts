import { stringify } from 'csv-stringify/sync';
import { Workbook } from 'exceljs';
import { writeZip } from '../../../exchange/zip-write';
import { actionsOf, type Turn } from '../../support/teams';
import { unzip } from '../../support/unzip';
import { en, fr } from '../../support/wording';
import { type Company, contoso, type Data, EMAIL, KEYS, openCompany, type Row, SHEETS } from './company';

/** `import` and `export` in chat. */

jest.setTimeout(60_000);

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

async function workbook(data: Partial<Data>): Promise<Buffer> {
  const book = new Workbook();
  for (const name of SHEETS) {
    const rows = data[name];
    if (!rows) continue;
    const sheet = book.addWorksheet(name);
    sheet.addRow(Object.keys(rows[0] ?? {}));
    for (const row of rows) sheet.addRow(Object.values(row));
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

const zipped = (data: Readonly<Record<string, Row[]>>): Promise<Buffer> =>
  writeZip(
    Object.entries(data).map(([name, rows]) => ({ name: `${name}.csv`, content: stringify(rows, { header: true }) })),
  );

const withRole = (email: string, role: string): Data['users'] =>
  contoso().users.map((row) => (row.email === email ? { ...row, role } : row));

const links = (turn: Turn): string[] => actionsOf(turn.card).flatMap((action) => (action.url ? [action.url] : []));

describe('import', () => {
  test('a workbook dropped into the chat is previewed, and imported after the confirmation', async () => {
    const david = company.chat('david.miller');
    const users = [
      ...withRole(EMAIL('tom.baker'), 'viewer'),
      { email: EMAIL('uma.urban'), name: 'Uma Urban', role: 'employee', locale: 'en', aad_object_id: '' },
    ];
    const preview = await david.drop('people.xlsx', await workbook({ users }));
    expect(preview.words).toContain('1 added');
    expect(preview.words).toContain('Tom Baker: Employee → Viewer');
    expect((await company.books()).users).toHaveLength(13);
    const card = preview.card ?? {};
    expect((await david.press('Import')).words).toContain(en.done.import);
    const after = (await company.books()).users;
    expect(after.find((row) => row.email === EMAIL('tom.baker'))?.role).toBe('viewer');
    expect(after.some((row) => row.email === EMAIL('uma.urban'))).toBe(true);
    expect((await david.press('Import', {}, card)).words).not.toContain(en.done.import);
  });

  test('what is not read is named', async () => {
    const david = company.chat('david.miller');
    const users = [{ email: EMAIL('uma.unread'), name: 'Uma', role: 'employee' }];
    const notes = [{ text: 'Ask Uma' }];
    const preview = await david.drop('people.zip', await zipped({ users, notes }));
    expect(preview.words).toContain(en.import.ignored('notes.csv'));
    await david.say('cancel');
  });

  test('each cause in 500 rows is said a few times, with how many more rows have it', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => `p${n}@contoso.example,P,boss`);
    const file = Buffer.from(['email,name,role', ...rows].join('\n'));
    const { words } = await company.chat('david.miller').drop('users.csv', file);
    expect(words.match(/\b500\b/g)).toHaveLength(1);
    expect(words.match(/"boss"/g)).toHaveLength(3);
  });

  test('a list in another language: which column is the sign-in name is asked once, no heading is guessed', async () => {
    const claire = company.chat('claire.moreau');
    const list = 'Bureau;Nom complet;Nom d’utilisateur principal\nParis;Zoé Blanc;zoe.blanc@contoso.example\n';
    const asked = await claire.drop('utilisateurs.csv', Buffer.from(list));
    expect(asked.words).toContain(fr.import.columnsTitle);
    const preview = await claire.press(fr.ask.next, { nameColumn: 'Nom complet' });
    expect(preview.words).toContain(fr.confirm.import);
    await claire.press((action) => action.data?.confirm === true);
    expect((await company.books()).users).toContainEqual(
      expect.objectContaining({ email: EMAIL('zoe.blanc'), name: 'Zoé Blanc', role: 'employee' }),
    );
    const book = new Workbook();
    book.addWorksheet('Benutzer').addRows([
      ['Anzeigename', 'Benutzerprinzipalname'],
      ['Yann Blanc', EMAIL('yann.blanc')],
    ]);
    expect((await claire.drop('benutzer.xlsx', Buffer.from(await book.xlsx.writeBuffer()))).words).toContain(
      fr.import.columnsTitle,
    );
  });

  test('the history of a person says their earlier address', async () => {
    const david = company.chat('david.miller');
    const users = contoso().users.filter(({ email }) => email === EMAIL('jose.garcia'));
    const moved = users.map((row) => ({ ...row, email: EMAIL('jose.ruiz') }));
    await david.drop('people.xlsx', await workbook({ users: moved }));
    await david.press('Import');
    expect((await david.say('history of José García')).words).toContain(EMAIL('jose.garcia'));
    await company.feed({ users });
  });

  test('a zip of CSV files, in French; twice is the same as once', async () => {
    const claire = company.chat('claire.moreau');
    const preview = await claire.drop('contoso.zip', await zipped(contoso()));
    expect(preview.words).toMatch(/Importer ce fichier/);
    expect((await claire.say('oui')).words).toContain(fr.done.import);
    const again = await claire.drop('contoso.zip', await zipped(contoso()));
    expect(again.words).toContain(fr.done.importNothing);
    expect(actionsOf(again.card).some(({ verb }) => verb === 'import')).toBe(false);
  });

  test('every mistake is named by sheet, row and column; nothing is written', async () => {
    const david = company.chat('david.miller');
    const data = contoso();
    const benefits = data.benefits.map((row, at) =>
      at === 1 ? { ...row, quantity: 'many', portal_url: 'http://x.y' } : row,
    );
    const turn = await david.drop('wrong.xlsx', await workbook({ benefits }));
    expect(turn.words).toContain(en.import.errorsTitle);
    expect(turn.words).toContain('benefits, row 3, quantity (F3)');
    expect(turn.words).toContain('benefits, row 3, portal_url (J3)');
    for (const [name, bytes] of [
      ['notes.docx', Buffer.from('x')],
      ['broken.xlsx', Buffer.from('PK no zip')],
      ['empty.zip', Buffer.alloc(0)],
    ] as const) {
      const refused = await david.drop(name, bytes);
      expect(refused.status).toBe(200);
      expect(refused.words).not.toMatch(/something went wrong|Import this file/);
    }
  });

  test('a key in a wrong column is in no message and no log', async () => {
    const data = contoso();
    const [key = ''] = KEYS;
    const misplaced = (row: Record<string, string>) => ({ ...row, benefit_id: key, key: row.benefit_id ?? '' });
    const turn = await company.chat('david.miller').drop(
      `${key}.xlsx`,
      await workbook({
        keys: data.keys.map(misplaced),
        users: data.users.map((row) => ({ ...row, email: key, [key]: '' })),
      }),
    );
    expect(turn.words).toContain('keys, row 2, benefit_id (A2)');
    expect(turn.words).toContain('users, row 2, email (A2)');
    expect(await company.keysSeen()).toEqual([]);
  });

  test('a preview that the facts have left behind is asked again', async () => {
    const david = company.chat('david.miller');
    const preview = await david.drop('people.xlsx', await workbook({ users: withRole(EMAIL('ana.souza'), 'viewer') }));
    await company.feed({ users: withRole(EMAIL('jose.garcia'), 'viewer') });
    const turn = await david.press('Import', {}, preview.card ?? {});
    expect(turn.words).toContain(en.changed);
    await company.feed({ users: contoso().users });
  });

  test('a quantity below the seats in use: the card asks who gives one up, in the same confirmation', async () => {
    const david = company.chat('david.miller');
    const seats = ['ana.souza', 'tom.baker'].map((name) => ({
      benefit_id: 'power-bi-pro',
      seat: '',
      holder_email: EMAIL(name),
      since: '2026-04-01',
    }));
    await company.feed({ seats } as Partial<Data>);
    const benefits = contoso().benefits.map((row) => (row.id === 'power-bi-pro' ? { ...row, quantity: '1' } : row));
    const file = await workbook({ benefits });
    const preview = await david.drop('fewer.xlsx', file);
    expect(preview.words).toContain(en.import.shortage('Power BI Pro', 1, 2));
    const again = (await david.press('Import')).words;
    expect(again).toContain(en.import.shortage('Power BI Pro', 1, 2));
    expect(again).not.toContain(en.changed);
    expect(await company.seats('power-bi-pro')).toHaveLength(2);
    const seat = /power-bi-pro\/\d+/.exec(JSON.stringify(preview.card))?.[0] ?? '';
    const imported = await david.press('Import', { giveUp: seat });
    expect(imported.words).toContain(en.done.import);
    expect(actionsOf(imported.card).map(({ verb }) => verb)).not.toContain('undo');
    expect(await company.seats('power-bi-pro')).toHaveLength(1);
    await company.feed(contoso());
  });

  test('somebody else’s parcel, and a viewer’s or an employee’s file: refused and logged', async () => {
    const david = company.chat('david.miller');
    const file = await workbook({ users: withRole(EMAIL('nadia.benali'), 'admin') });
    const preview = await david.drop('people.xlsx', file);
    const confirm = actionsOf(preview.card).find((action) => action.verb === 'import')?.data ?? {};
    for (const name of ['claire.moreau', 'nadia.benali', 'marie.dupont'])
      expect((await company.chat(name).execute('import', confirm)).words).not.toContain(fr.done.import);
    for (const name of ['nadia.benali', 'marie.dupont'])
      expect((await company.chat(name).drop('people.xlsx', file)).words).toMatch(/Adressez-vous à/);
    const { users, history } = await company.books();
    expect(users.find((row) => row.email === EMAIL('nadia.benali'))?.role).toBe('viewer');
    const refused = history.filter((line) => line.command === 'import' && line.outcome === 'refused');
    for (const name of ['nadia.benali', 'marie.dupont'])
      expect(refused.filter((line) => line.actor_email === EMAIL(name))).toMatchObject([
        { detail: expect.stringContaining('count=2') },
      ]);
  });

  test('without a file it says how', async () => {
    expect((await company.chat('david.miller').say('import')).words).toMatch(/\.xlsx/);
  });
});

describe('export', () => {
  test('one link for each format, each good once, without a key, in the import format', async () => {
    const turn = await company.chat('nadia.benali').say('exporte tout');
    const [xlsx = '', csv = ''] = links(turn);
    const book = await fetch(xlsx);
    expect(book.status).toBe(200);
    const parts = await unzip(Buffer.from(await book.arrayBuffer()));
    const text = parts.map((part) => part.text).join('\n');
    expect(text).toContain('Visual Studio Enterprise');
    expect(text).toContain('Contoso France SAS');
    expect(KEYS.filter((key) => text.includes(key))).toEqual([]);
    expect((await fetch(xlsx)).status).toBe(410);
    const sheets = await unzip(Buffer.from(await (await fetch(csv)).arrayBuffer()));
    expect(sheets.length).toBeGreaterThanOrEqual(6);
    expect((await fetch(csv)).status).toBe(410);
    expect((await fetch(csv.replace(/.$/, 'x'))).status).toBe(410);
  });

  test('a link whose person may not any more is refused', async () => {
    const david = company.chat('david.miller');
    const [xlsx = ''] = links(await company.chat('nadia.benali').say('exporte tout'));
    await david.say('make Nadia Benali an employee');
    await david.press('Change role');
    expect((await fetch(xlsx)).status).toBe(403);
    await david.say('make Nadia Benali a viewer');
    await david.press('Change role');
  });

  test('what is exported in chat and imported again changes nothing', async () => {
    const david = company.chat('david.miller');
    const [xlsx = ''] = links(await david.say('export'));
    const bytes = Buffer.from(await (await fetch(xlsx)).arrayBuffer());
    const preview = await david.drop('again.xlsx', bytes);
    expect(preview.words).not.toMatch(/[1-9]\d* (added|updated)/);
    expect(preview.words).toMatch(/15 unchanged/);
  });
});

test('no product key in any message, mail, log, export or file', async () => {
  expect(await company.keysSeen()).toEqual([]);
});
