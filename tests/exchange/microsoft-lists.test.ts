import ExcelJS from 'exceljs';
import { assign } from '../../benefits/actions/assign';
import { markDone } from '../../benefits/actions/mark-done';
import { actorOf } from '../../benefits/actions/seats';
import { unassign } from '../../benefits/actions/unassign';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, mail, type Place } from './company';

/** Lists as Microsoft exports them. */

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
  return imported(CONTOSO, place);
});

const VS = 'visual-studio-enterprise';

async function give(name: string, id = VS): Promise<void> {
  const [admin, person] = await Promise.all(
    ['claire.moreau', name].map((one) => place.store.people.byEmail(mail(one))),
  );
  const benefit = await place.store.benefits.get(id);
  if (!admin || !person || !benefit) throw new Error(`${name} or ${id} is missing`);
  const outcome = await assign(place, actorOf(admin), { benefit, person, email: null });
  if ('reason' in outcome) throw new Error(outcome.reason);
}

async function admin() {
  const person = await place.store.people.byEmail(mail('claire.moreau'));
  if (!person) throw new Error('no admin');
  return actorOf(person);
}

async function takeBack(name: string): Promise<void> {
  const person = await place.store.people.byEmail(mail(name));
  const seat = person && (await place.store.seats.held(VS, person.id));
  if (!person || !seat) throw new Error(`${name} has no seat`);
  await unassign(place, await admin(), seat, person);
}

test('the users of the Microsoft 365 admin centre; licences are a difference, not seats', async () => {
  await give('tom.baker');
  await give('ana.souza');
  const file = benchOf.file(
    'users_11_26_2026.csv',
    [
      'Block credential,City,Display name,Licenses,Object Id,User principal name',
      `False,Paris,Ana de Souza,Visual Studio Enterprise+Microsoft 365 E3,,${mail('ana.souza')}`,
      `False,Lyon,Uma Urban,Visual Studio Enterprise,11111111-2222-4333-8444-555555555555,${mail('uma.urban')}`,
      `False,,Tom Baker,Unlicensed,,${mail('tom.baker')}`,
      `True,,Old Account,,,${mail('old')}`,
      'False,,Gil,,,gil_partner.example#EXT#@contoso.onmicrosoft.com',
    ].join('\r\n'),
  );
  const plan = await imported(file, place);
  expect(plan.sheets).toEqual({ users: { added: 1, updated: 0, unchanged: 2, left: 11 } });
  expect(plan.leftOut).toBe(2);
  const about = (name: string, listed: boolean, id = VS) =>
    expect.objectContaining({ is: 'at-microsoft', benefit: expect.objectContaining({ id }), name, listed });
  expect(plan.differences).toEqual([
    about('Tom Baker', false),
    about('Uma Urban', true),
    about('Ana Souza', true, 'microsoft-365-e3'),
  ]);
  expect(await place.store.people.byEmail(mail('uma.urban'))).toMatchObject({
    name: 'Uma Urban',
    role: 'employee',
    aadObjectId: '11111111-2222-4333-8444-555555555555',
  });
  expect(await place.store.seats.used(VS)).toBe(2);
});

test('the users of Entra: the mail address rather than the sign-in name, no guests, changed addresses', async () => {
  const ana = await place.store.people.byEmail(mail('ana.souza'));
  const file = benchOf.file(
    'exportUsers.csv',
    [
      'userPrincipalName,displayName,mail,userType,accountEnabled,id',
      `ana@contoso.onmicrosoft.com,Ana Lima,${mail('ana.lima')},Member,True,${ana?.aadObjectId}`,
      'bo@contoso.onmicrosoft.com,Bo,,Member,True,22222222-2222-4333-8444-555555555555',
      'gil_x#EXT#@contoso.onmicrosoft.com,Gil,gil@partner.example,Guest,True,33333333-2222-4333-8444-555555555555',
    ].join('\n'),
  );
  const plan = await imported(file, place);
  expect(plan).toMatchObject({ sheets: { users: { added: 1, updated: 1 } }, leftOut: 1 });
  expect(await place.store.people.byEmail(mail('ana.lima'))).toMatchObject({ id: ana?.id });
  expect(await place.store.people.byEmail('bo@contoso.onmicrosoft.com')).toMatchObject({ name: 'Bo' });
});

test('the Visual Studio portal: people and seats are added, none is taken back, differences are listed', async () => {
  await give('tom.baker');
  const file = benchOf.file(
    'Subscribers.csv',
    [
      'Subscription Level,Subscriber Name,Sign-in Email,Notification Email Address,Assigned Date,Reference',
      `Visual Studio Enterprise,Ana Souza,${mail('ana.souza')},${mail('ana.souza')},2026-04-01,`,
      `Visual Studio Enterprise,Uma Urban,,${mail('uma.urban')},,team 7`,
    ].join('\n'),
  );
  const plan = await imported(file, place);
  expect(plan.sheets).toMatchObject({ users: { added: 1 }, seats: { added: 2, left: 1 } });
  expect(plan.differences).toContainEqual({
    is: 'at-microsoft',
    benefit: expect.objectContaining({ id: VS }),
    name: 'Tom Baker',
    listed: false,
  });
  expect(await place.store.seats.used(VS)).toBe(3);
  const ana = await place.store.people.byEmail(mail('ana.souza'));
  expect(await place.store.seats.held(VS, ana?.id ?? '')).toMatchObject({
    state: 'active',
    since: '2026-04-01T00:00:00.000Z',
  });
  const again = await imported(file, place);
  expect(again.size).toBe(0);
  expect(again.differences).toHaveLength(1);
});

test('the Visual Studio portal’s list settles the open steps; whoever is removed here first is not taken over again', async () => {
  await give('tom.baker');
  await give('ana.souza');
  await give('li.ming');
  await takeBack('li.ming');
  await give('marie.dupont');
  await place.store.outbox.drain(100);
  const openSteps = async () =>
    (await place.store.steps.open(null, { skip: 0, limit: 10 })).map(({ kind, email }) => `${kind} ${email}`).sort();
  for (const step of await place.store.steps.open(null, { skip: 0, limit: 10 }))
    if (step.email === mail('marie.dupont')) await markDone(place, await admin(), [step.id]);
  await takeBack('marie.dupont');
  await place.store.outbox.drain(100);
  expect(await openSteps()).toEqual([
    `assign ${mail('ana.souza')}`,
    `assign ${mail('tom.baker')}`,
    `remove ${mail('marie.dupont')}`,
  ]);
  const list = (...names: string[]) =>
    benchOf.file(
      'Subscribers.csv',
      [
        'Subscriber Name,Sign-in Email,Subscription Level',
        ...names.map((name) => `${name},${mail(name)},Visual Studio Enterprise`),
      ].join('\n'),
    );
  const first = await imported(list('tom.baker', 'marie.dupont'), place);
  expect(first.differences).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ is: 'step-done', name: 'Tom Baker', step: 'assign' }),
      expect.objectContaining({ is: 'at-microsoft', name: 'Marie Dupont', listed: true }),
      expect.objectContaining({ is: 'at-microsoft', name: 'Ana Souza', listed: false }),
    ]),
  );
  await place.store.outbox.drain(100);
  expect(await openSteps()).toEqual([`assign ${mail('ana.souza')}`, `remove ${mail('marie.dupont')}`]);
  expect(await place.store.seats.used(VS)).toBe(2);
  const second = await imported(list('tom.baker', 'ana.souza'), place);
  expect(second.size).toBe(2);
  expect(await openSteps()).toEqual([]);
  expect((await imported(list('tom.baker', 'ana.souza'), place)).size).toBe(0);
});

test('a level that no benefit has, and a list that nobody knows', async () => {
  const levels = benchOf.file(
    'vs.csv',
    `Subscriber Name,Sign-in Email,Subscription Level\nAna,${mail('ana.souza')},Visual Studio Ultimate\n`,
  );
  const plan = await imported(levels, place);
  expect(plan.sheets.seats).toMatchObject({ added: 0 });
  expect(plan.differences).toEqual([{ is: 'unknown-level', level: 'Visual Studio Ultimate', seats: 1 }]);
  expect(await errorsOf(benchOf.file('liste.csv', 'Nom,Adresse\nAna,a@b.example\n'), place)).toEqual([
    'liste.csv unknown-list',
  ]);
});

test('the sign-in address goes before the one for notifications; a level for partners is the benefit of its name', async () => {
  const header = 'Subscriber Name,Email,Notification Email Address,Subscription Level';
  const row = `Uma Urban,${mail('uma.urban')},uma@home.example,Visual Studio Enterprise (MPN)`;
  await imported(benchOf.file('vs.csv', `${header}\n${row}\n`), place);
  const uma = await place.store.people.byEmail(mail('uma.urban'));
  expect(await place.store.seats.held(VS, uma?.id ?? '')).not.toBeNull();
});

test('an error in a list names its own column', async () => {
  const list = benchOf.file('users.csv', 'Display name,User principal name\nUma,uma at contoso\n');
  expect(await errorsOf(list, place)).toEqual(['users.csv:2:User principal name bad-email "uma at contoso"']);
});

test('a list in another language is asked about, whatever the name of the file', async () => {
  const list = 'Nom complet,Nom d’utilisateur principal\nUma,uma@contoso.example\n';
  for (const name of ['users.csv', 'liste.csv'])
    expect(await errorsOf(benchOf.file(name, list), place)).toEqual([`${name} unknown-list`]);
});

test('a workbook with one of the lists', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Subscribers').addRows([
    ['Subscriber Name', 'Sign-in Email', 'Subscription Level'],
    ['Uma Urban', mail('uma.urban'), 'Visual Studio Enterprise'],
  ]);
  const path = benchOf.file('Subscribers.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  expect((await imported(path, place)).sheets).toMatchObject({ users: { added: 1 }, seats: { added: 1 } });
});

test('a single CSV file with the name of a sheet is that sheet', async () => {
  const plan = await imported(benchOf.file('users.csv', `email,name\n${mail('uma')},Uma\n`), place);
  expect(plan.sheets.users).toMatchObject({ added: 1 });
});
