import type { NewPerson, Talk, Teams } from '../support/teams';
import { type Company, contoso, openCompany, type Row } from './rules/company';

/** Who becomes whom: only sure accounts are linked to people of the list, and admins hear of each that matters. */
jest.setTimeout(120_000);

const at = (name: string) => `${name}@contoso.example`;
const objectId = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const STRANGER = /don’t know you yet/;
const ASKED = /An admin of your company has been asked/;
const has = (text: string) => (activity: unknown) => JSON.stringify(activity).includes(text);

let company: Company;
let teams: Teams;

type User = [name: string, role: string, objectId?: string];
const rowOf = ([name, role, id = '']: User): Row => ({
  email: at(name),
  name: `${name[0]?.toUpperCase()}${name.slice(1)} Contoso`,
  role,
  locale: 'en',
  aad_object_id: id,
});
const USERS: User[] = [
  ['claire', 'admin'],
  ['david', 'admin'],
  ['nadia', 'viewer'],
  ['ana', 'employee'],
  ['tom', 'employee'],
];
async function open(settings: Record<string, string> = {}, users = USERS): Promise<void> {
  company = await openCompany({ DEFAULT_LOCALE: 'en', ...settings }, { ...contoso(), users: users.map(rowOf) });
  teams = company.teams;
}
afterEach(() => company?.close());

const talkAs = (who: NewPerson): Talk => teams.personal(teams.person(who));

/** Answers what the bot asks about a member. */
const roster = (member: Record<string, unknown>): (() => void) =>
  teams.fault(({ method, path }) =>
    method === 'GET' && path.includes('/members/')
      ? { status: 200, body: { tenantId: teams.tenantId, userRole: 'user', ...member } }
      : null,
  );

test('while no admin is linked, the first is by the sign-in name; the next by the press of the first', async () => {
  await open();
  const claire = company.chat('claire');
  expect((await claire.say('users')).words).toContain('David Contoso');

  const david = company.chat('david');
  expect((await david.say('users')).words).toMatch(ASKED);
  expect((await david.execute('users')).words).toMatch(ASKED);
  const asked = await claire.heard(has('"verb":"link"'));
  expect(JSON.stringify(asked)).toContain(at('david'));
  expect(claire.messages().filter(has('"verb":"link"'))).toHaveLength(1);
  await claire.press((action) => action.verb === 'link', {}, asked.attachments?.[0]?.content as never);
  expect((await david.say('users')).words).toContain('Nadia Contoso');
  await david.heard(has('confirmed'));
  expect((await company.history()).filter((line) => line.command === 'link').map((line) => line.actor_email)).toEqual([
    at('claire'),
    at('claire'),
  ]);
});

test('a press for another account, by somebody else or once more links nobody', async () => {
  await open();
  const [claire, david, ana] = [company.chat('claire'), company.chat('david'), company.chat('ana')];
  await claire.say('help');
  await david.say('help');
  const asked = await claire.heard(has('"verb":"link"'));
  const version = /"version":"([^"]+)"/.exec(JSON.stringify(asked))?.[1] ?? '';
  await ana.say('help');
  await ana.execute('link', { user: at('david'), version });
  await david.execute('link', { user: at('david'), version });
  await claire.execute('link', { user: at('david'), version: 'x' });
  await claire.execute('link', { user: at('nadia'), version });
  await claire.execute('link', { user: at('ana'), version });
  expect((await david.say('users')).words).toMatch(ASKED);
  expect((await company.chat('nadia').say('users')).words).toMatch(ASKED);
  expect((await claire.execute('link', { user: at('david'), version })).words).toMatch(/confirmed/);
  expect((await claire.execute('link', { user: at('david'), version })).words).toMatch(/no longer open/);
});

test('an employee is linked by the sign-in name, else the mail address; an admin never by the mail address', async () => {
  await open();
  const tom = { name: 'Tom', email: 'tbaker@contoso.onmicrosoft.example', objectId: objectId(5), id: '29:tom5' };
  const heal = roster({ ...tom, aadObjectId: tom.objectId, userPrincipalName: tom.email, email: at('tom') });
  expect((await talkAs(tom).say('my licences')).words).not.toMatch(STRANGER);
  heal();
  const eve = { name: 'Eve', email: 'eve@contoso.onmicrosoft.example', objectId: objectId(6), id: '29:eve6' };
  roster({ ...eve, aadObjectId: eve.objectId, userPrincipalName: eve.email, email: at('claire') });
  expect((await talkAs(eve).say('users')).words).toMatch(STRANGER);
});

test.each([
  ['a foreign tenant', { tenantId: '99999999-0000-4000-8000-000000000009' }],
  ['somebody anonymous', { userRole: 'anonymous' }],
  ['another account', { aadObjectId: objectId(9), objectId: objectId(9) }],
])('a roster answer of %s links nobody', async (_what, change) => {
  await open();
  const eve = { name: 'Claire Contoso', email: at('claire'), objectId: objectId(6), id: '29:eve6' };
  roster({ ...eve, aadObjectId: eve.objectId, userPrincipalName: eve.email, ...change });
  expect((await talkAs(eve).say('users')).words).toMatch(STRANGER);
  expect((await company.books()).users.filter((row) => row.aad_object_id !== '')).toEqual([]);
});

test('ADMINS: an object id links at once, an address as any admin; an import with the object id is the way out', async () => {
  await open({ ADMINS: `${at('boss')},${objectId(7)}` });
  const second = talkAs({ name: 'Second', email: at('second'), objectId: objectId(7) });
  expect((await second.say('users')).words).toContain('Claire Contoso');
  const boss = talkAs({ name: 'Boss', email: at('boss'), objectId: objectId(8) });
  expect((await boss.say('users')).words).toMatch(ASKED);
  await second.heard(has(at('boss')));
  await company.feed({ users: [rowOf(['boss', 'admin', objectId(8)])] });
  expect((await boss.say('users')).words).toContain('Claire Contoso');
});

test('the other admins hear of a changed role, not the one who did it', async () => {
  await open({}, [
    ['claire', 'admin', objectId(1)],
    ['david', 'admin', objectId(2)],
    ['nadia', 'viewer', objectId(3)],
  ]);
  const [claire, david] = [company.chat('claire'), company.chat('david')];
  await david.say('help');
  await claire.say('make Nadia Contoso admin');
  await claire.press((action) => action.data?.confirm === true);
  const told = await david.heard(has('If you did not expect this'));
  for (const name of ['Claire Contoso', 'Nadia Contoso']) expect(JSON.stringify(told)).toContain(name);
  expect(claire.messages().filter(has('If you did not expect this'))).toEqual([]);
});

test('an import that makes admins, changes roles or names accounts is told to all admins on one card each', async () => {
  await open({}, [
    ['claire', 'admin', objectId(1)],
    ['nadia', 'viewer', objectId(3)],
    ['ana', 'employee'],
    ['tom', 'employee'],
  ]);
  const claire = company.chat('claire');
  await claire.say('help');
  await company.feed({
    users: (
      [
        ['nadia', 'admin', objectId(3)],
        ['ana', 'viewer', objectId(4)],
        ['tom', 'employee', objectId(5)],
        ['boss', 'admin', objectId(8)],
      ] as User[]
    ).map(rowOf),
  });
  const roles = await claire.heard(has('New role for'));
  for (const name of ['Nadia', 'Ana', 'Boss']) expect(JSON.stringify(roles)).toContain(name);
  expect(JSON.stringify(roles)).not.toContain('Tom');
  const accounts = await claire.heard(has('have a Teams account'));
  for (const name of ['Ana', 'Boss']) expect(JSON.stringify(accounts)).toContain(name);
  expect(claire.messages().filter(has('If you did not expect this'))).toHaveLength(2);
});

test('another address in Teams is told once, read once a day, and taken over by one press', async () => {
  await open({}, [
    ['claire', 'admin', objectId(1)],
    ['tom', 'employee', objectId(5)],
  ]);
  const [claire, tom] = [company.chat('claire'), company.chat('tom')];
  await claire.say('help');
  const read = () => teams.traffic.filter(({ method, path }) => method === 'GET' && path.includes('/members/')).length;
  const before = read();
  roster({
    ...tom.person,
    aadObjectId: objectId(5),
    email: at('tom.baker'),
    userPrincipalName: at('tom.baker'),
    name: 'T.',
  });
  await tom.say('help');
  await tom.say('my licences');
  expect(read()).toBe(before + 1);
  const told = await claire.heard(has(at('tom.baker')));
  await claire.press((action) => action.verb === 'update-user', {}, told.attachments?.[0]?.content as never);
  const { users } = await company.books();
  expect(users.find(({ email }) => email === at('tom.baker'))).toMatchObject({ name: 'Tom Contoso' });
  expect(users).toHaveLength(2);
});

test('a name that nobody gave follows Teams; a name in the file stays', async () => {
  await open({}, [['claire', 'admin', objectId(1)]]);
  await company.feed({ users: [{ email: at('li.m'), role: 'employee', aad_object_id: objectId(5) }] });
  const li = { name: 'Ming Li', email: at('li.m'), objectId: objectId(5), id: '29:li5' };
  roster({ ...li, aadObjectId: li.objectId, userPrincipalName: li.email });
  await talkAs(li).say('help');
  const nameOf = async () => (await company.books()).users.find(({ email }) => email === li.email)?.name;
  expect(await nameOf()).toBe('Ming Li');
  const renamed = (await company.history()).filter(({ command }) => command === 'update-user');
  expect(renamed).toMatchObject([{ actor_email: 'system', person_email: li.email }]);
});

test('a member of the company who is not in the list is named to the admins, with Add', async () => {
  await open({}, [['claire', 'admin', objectId(1)]]);
  const claire = company.chat('claire');
  await claire.say('help');
  const eve = talkAs({ name: 'Eve Adams', email: at('eve.adams'), objectId: objectId(6) });
  expect((await eve.say('help')).words).toMatch(STRANGER);
  await eve.say('help');
  const told = await claire.heard(has(at('eve.adams')));
  expect(claire.messages().filter(has(at('eve.adams')))).toHaveLength(1);
  await claire.press((action) => action.verb === 'add-user', {}, told.attachments?.[0]?.content as never);
  await claire.press((action) => action.data?.confirm === true);
  expect((await eve.say('help')).words).not.toMatch(STRANGER);
  expect((await company.books()).users.map(({ email }) => email)).toContain(at('eve.adams'));
});
