import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seat } from '../../benefits/seat';
import { exportCsv, exportWorkbook, exportZip, planImport, readCompany, writeTemplate } from '../../exchange';
import { type Bench, bench, CONTOSO, imported, NOW, type Place, planOf } from './company';

jest.setTimeout(30_000);

let benchOf: Bench;
beforeEach(() => {
  benchOf = bench();
});
afterEach(() => benchOf.close());

const nothing = { added: 0, updated: 0, unchanged: 0, left: 0 };
const users = (...lines: string[]): string => `email,name,role,locale,aad_object_id\n${lines.join('\n')}\n`;
const seatsOf = ({ store }: Place, benefit: string): Promise<readonly Seat[]> =>
  store.seats.ofBenefit(benefit, { skip: 0, limit: 500 });

/** Every sheet of an export and its text. */
const csvOf = async ({ store }: Place): Promise<[string, string][]> =>
  Promise.all(
    (await exportCsv(store)).map(async ({ sheet, text }): Promise<[string, string]> => {
      let whole = '';
      for await (const part of text) whole += part;
      return [sheet, whole];
    }),
  );

/** A seat in use, as an assignment leaves it. */
async function seat(place: Place, benefit: string, holder: string): Promise<Seat> {
  const [free] = await place.store.seats.free(benefit, 1);
  if (!free) throw new Error(`no seat of ${benefit} is free`);
  const taken: Seat = { ...free, state: 'active', holderKey: holder, since: NOW.toISOString(), assignedBy: 'cli' };
  expect(await place.store.seats.replace(free, taken)).toBe('done');
  return taken;
}

describe('a company of CSV files', () => {
  test('contoso goes in without a complaint, with a seat for each quantity', async () => {
    const place = await benchOf.store();
    const plan = await imported(CONTOSO, place);
    expect(plan.sheets).toEqual({
      membership: { ...nothing, added: 1 },
      benefits: { ...nothing, added: 15 },
      keys: { ...nothing, added: 20 },
      downloads: { ...nothing, added: 44 },
      users: { ...nothing, added: 13 },
    });
    expect(await seatsOf(place, 'visual-studio-enterprise')).toHaveLength(5);
    const person = await place.store.people.byEmail('siobhan.oconnor@contoso.example');
    expect(person).toMatchObject({ name: "Siobhán O'Connor", role: 'employee', locale: 'en' });
    expect(await place.store.history.page({}, { skip: 0, limit: 9 })).toMatchObject([
      { actor: 'cli', command: 'import', outcome: 'done', detail: { 'users-added': 13 } },
    ]);
  });

  test('twice is the same as once', async () => {
    const place = await benchOf.store();
    await imported(CONTOSO, place);
    const again = await imported(CONTOSO, place);
    expect(again.size).toBe(0);
    expect(again.sheets.keys).toEqual({ ...nothing, unchanged: 20 });
    expect(await place.store.history.page({}, { skip: 0, limit: 9 })).toHaveLength(1);
  });

  test('a plan writes nothing', async () => {
    const place = await benchOf.store();
    const plan = await planOf(CONTOSO, place);
    expect(plan).toMatchObject({ sheets: { users: { added: 13 } } });
    expect(await place.store.people.count()).toBe(0);
  });

  test('keys are stored encrypted, and open again to what the file said', async () => {
    const place = await benchOf.store();
    await imported(CONTOSO, place);
    const [key] = await place.store.keys.ofBenefit('windows-11-enterprise', { skip: 0, limit: 9 });
    expect(JSON.stringify(key)).not.toContain('QGT6C-D2FR3');
    if (!key) throw new Error('no key');
    expect(place.keyring.decrypt(key.encrypted, `keys|${key.id}|key`)).toBe('QGT6C-D2FR3-CYJCD-VVDKD-2VC3F');
  });

  test('a quoted cell may have separators, quotes and line breaks', async () => {
    const place = await benchOf.store();
    const text = readFileSync(join(CONTOSO, 'benefits.csv'), 'utf8').replace(
      'Diagrams.,',
      '"Diagrams; plans, and\nmore ""boxes"".",',
    );
    await imported(benchOf.folder({ 'benefits.csv': text }), place);
    const visio = await place.store.benefits.get('visio-pro-2024');
    expect(visio?.descriptionEn).toBe('Diagrams; plans, and\nmore "boxes".');
  });
});

describe('what a later import changes', () => {
  let place: Place;
  beforeEach(async () => {
    place = await benchOf.store();
    await imported(CONTOSO, place);
  });

  test('what is not in the file is left alone, whole sheets too', async () => {
    const folder = benchOf.folder({
      'keys.csv': null,
      'downloads.csv': null,
      'users.csv': users('tom.baker@contoso.example,Tom Baker,employee,en,', 'zoe@contoso.example,Zoé,viewer,fr,'),
    });
    const plan = await imported(folder, place);
    expect(plan.sheets.users).toEqual({ added: 1, updated: 0, unchanged: 1, left: 12 });
    expect(plan.sheets.keys).toBeUndefined();
    expect(await place.store.keys.countFree('microsoft-365-e3')).toBe(5);
    expect((await place.store.benefits.get('visio-pro-2024'))?.downloads).toHaveLength(8);
    // The object id that is known already stays when the file has none.
    expect((await place.store.people.byEmail('tom.baker@contoso.example'))?.aadObjectId).toMatch(/012$/);
  });

  test('the file wins over what chat changed, and each role that it changes is named', async () => {
    const person = await place.store.people.byEmail('tom.baker@contoso.example');
    if (!person) throw new Error('Tom is missing');
    await place.store.people.replace(person, { ...person, role: 'viewer', language: 'fr' });
    const plan = await imported(CONTOSO, place, 'claire.moreau@contoso.example');
    expect(plan.differences).toEqual([
      { is: 'role', email: 'tom.baker@contoso.example', name: 'Tom Baker', from: 'viewer', to: 'employee' },
    ]);
    expect(await place.store.people.byEmail('tom.baker@contoso.example')).toMatchObject({
      role: 'employee',
      language: 'fr',
    });
    const [entry] = await place.store.history.page(
      { who: { as: 'about', email: 'tom.baker@contoso.example' } },
      { skip: 0, limit: 9 },
    );
    expect(entry).toMatchObject({
      actor: 'claire.moreau@contoso.example',
      command: 'set-role',
      detail: { before: 'viewer', after: 'employee' },
    });
  });

  test('seats follow the quantity, and those in use stay', async () => {
    const held = await seat(place, 'visual-studio-enterprise', 'tom.baker@contoso.example');
    const benefits = readFileSync(join(CONTOSO, 'benefits.csv'), 'utf8');
    const with_ = (quantity: number) =>
      benefits.replace('Microsoft Action Pack,5,assign,', `Microsoft Action Pack,${quantity},assign,`);
    await imported(benchOf.folder({ 'benefits.csv': with_(8) }), place);
    expect((await seatsOf(place, 'visual-studio-enterprise')).map((one) => one.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    await imported(benchOf.folder({ 'benefits.csv': with_(1) }), place);
    expect(await seatsOf(place, 'visual-studio-enterprise')).toMatchObject([
      { id: held.id, holderKey: held.holderKey },
    ]);
  });

  test('a single-use key that is taken stays with its taker', async () => {
    const [key] = await place.store.keys.free('visio-pro-2024', 1);
    if (!key) throw new Error('no key');
    const taken = { takenBy: 'claire.moreau@contoso.example', takenAt: NOW.toISOString(), takenSlot: 'claire||1' };
    await place.store.keys.replace(key, { ...key, ...taken });
    const plan = await imported(CONTOSO, place);
    expect(plan.sheets.keys).toEqual({ ...nothing, unchanged: 20 });
    expect(await place.store.keys.get(key.id)).toMatchObject(taken);
  });

  test('a changed link, language of a key and name are updates', async () => {
    const change = (file: string, from: string, to: string) => ({
      [file]: readFileSync(join(CONTOSO, file), 'utf8').replace(from, to),
    });
    const plan = await imported(
      benchOf.folder({
        ...change('downloads.csv', 'en/windows-x64.iso', 'en/windows-x64-v2.iso'),
        ...change('keys.csv', 'K663C-33TCK-C2GPV-G2F3P-27HF3,multiple,,', 'K663C-33TCK-C2GPV-G2F3P-27HF3,multiple,fr,'),
        ...change('benefits.csv', 'Diagrams.', 'Diagrams and plans.'),
      }),
      place,
    );
    expect(plan.sheets).toMatchObject({
      benefits: { updated: 1, unchanged: 14 },
      keys: { updated: 1, unchanged: 19 },
      downloads: { updated: 1, unchanged: 43 },
    });
    const [key] = await place.store.keys.ofBenefit('windows-server-2022', { skip: 0, limit: 9 });
    expect(key?.language).toBe('fr');
  });

  test('a key that is spelt otherwise is the same key, as the file spells it', async () => {
    const withKey = (key: string) => {
      const file = `${readFileSync(join(CONTOSO, 'keys.csv'), 'utf8').trimEnd()}\nwindows-server-2022,${key},multiple,,\n`;
      return imported(benchOf.folder({ 'keys.csv': file }), place);
    };
    expect((await withKey('aBCD.1234')).sheets.keys).toMatchObject({ added: 1, updated: 0 });
    expect((await withKey('ABCD-1234')).sheets.keys).toMatchObject({ added: 0, updated: 1 });
    expect((await withKey('ABCD-1234')).sheets.keys).toMatchObject({ added: 0, updated: 0 });
    const key = (await place.store.keys.ofBenefit('windows-server-2022', { skip: 0, limit: 9 })).at(-1);
    expect(key && place.keyring.decrypt(key.encrypted, `keys|${key.id}|key`)).toBe('ABCD-1234');
  });

  test('a change between the plan and its writing leads to another plan, not to a half', async () => {
    const company = await readCompany({
      kind: 'path',
      path: benchOf.folder({ 'users.csv': users('tom.baker@contoso.example,Tommy Baker,viewer,en,') }),
    });
    if (Array.isArray(company)) throw new Error('unreadable');
    const plan = await planImport(
      company,
      { ...place, rules: { ...place.rules, admins: ['x@contoso.example'] } },
      'cli',
    );
    const person = await place.store.people.byEmail('tom.baker@contoso.example');
    if (!person || Array.isArray(plan)) throw new Error('no plan');
    await place.store.people.replace(person, { ...person, language: 'fr' });
    expect(await place.store.applyAll(plan.writes())).toBe(false);
    expect(await place.store.people.get(person.id)).toMatchObject({ name: 'Tom Baker', role: 'employee' });
  });
});

describe('out and in again', () => {
  test.each(['xlsx', 'csv', 'zip'] as const)('as %s, unedited, changes nothing', async (kind) => {
    const place = await benchOf.store();
    await imported(CONTOSO, place);
    const plan = await imported(await exported(place, kind), place);
    expect(plan.size).toBe(0);
    expect(plan.sheets).toMatchObject({ benefits: { unchanged: 15 }, users: { unchanged: 13 } });
    expect(plan.ignored).toEqual([]);
  });

  test.each(['xlsx', 'csv'] as const)('as %s into an empty store gives the same four sheets', async (kind) => {
    const [here, there] = [await benchOf.store(), await benchOf.store()];
    await imported(CONTOSO, here);
    await imported(await exported(here, kind), there);
    const four = async (place: Place) => (await csvOf(place)).slice(0, 4);
    expect(await four(there)).toEqual(await four(here));
    expect((await four(there)).map(([sheet]) => sheet)).toEqual(['membership', 'benefits', 'downloads', 'users']);
  });

  test('what a spreadsheet would take for a formula is escaped, and comes back as it was', async () => {
    const place = await benchOf.store();
    const folder = benchOf.folder({
      'users.csv': users(
        'a@contoso.example,"=HYPERLINK(""https://evil.example"")",admin,en,',
        'b@contoso.example,@home,viewer,en,',
        "c@contoso.example,''+plus,viewer,en,",
      ),
    });
    await imported(folder, place);
    const csv = (await csvOf(place)).find(([sheet]) => sheet === 'users')?.[1];
    expect(csv).toContain('"\'=HYPERLINK(""https://evil.example"")"');
    expect(csv).toContain("'@home");
    expect((await imported(await exported(place, 'xlsx'), place)).size).toBe(0);
    expect((await imported(await exported(place, 'csv'), place)).size).toBe(0);
    expect(await place.store.people.byEmail('c@contoso.example')).toMatchObject({ name: "'+plus" });
  });

  test('a cell with a line break survives, quoted in CSV', async () => {
    const place = await benchOf.store();
    await imported(CONTOSO, place);
    const visio = await place.store.benefits.get('visio-pro-2024');
    if (!visio) throw new Error('Visio is missing');
    await place.store.benefits.replace(visio, { ...visio, instructionsEn: 'First.\nThen.' });
    expect((await csvOf(place)).find(([sheet]) => sheet === 'benefits')?.[1]).toContain('"First.\nThen."');
    for (const kind of ['csv', 'xlsx', 'zip'] as const)
      expect((await imported(await exported(place, kind), place)).size).toBe(0);
  });

  test('no key is in an export', async () => {
    const place = await benchOf.store();
    await imported(CONTOSO, place);
    const keys = readFileSync(join(CONTOSO, 'keys.csv'), 'utf8').match(/\w{5}(-\w{5}){4}/g) ?? [];
    const text = (await csvOf(place)).map(([, text]) => text).join('\n');
    expect(keys).toHaveLength(20);
    expect(keys.filter((key) => text.includes(key))).toEqual([]);
  });

  test('the template imports as nothing', async () => {
    const place = await benchOf.store();
    const path = benchOf.file('template.xlsx', await writeTemplate());
    expect((await imported(path, place)).size).toBe(0);
    await imported(CONTOSO, place);
    expect((await imported(path, place)).sheets.users).toEqual({ ...nothing, left: 13 });
  });

  async function exported(place: Place, kind: 'xlsx' | 'csv' | 'zip'): Promise<string> {
    if (kind === 'xlsx') return benchOf.file('out.xlsx', await exportWorkbook(place.store));
    if (kind === 'zip') return benchOf.file('out.zip', await exportZip(place.store));
    for (const [sheet, text] of await csvOf(place)) benchOf.file(`out-${sheet}.csv`, text);
    return join(benchOf.root, 'out.csv');
  }
});
