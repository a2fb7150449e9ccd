import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forget } from '../../benefits/actions/forget';
import { removePerson, setRole } from '../../benefits/actions/people';
import { actorOf } from '../../benefits/actions/seats';
import { importCompany, planImport, readCompany } from '../../exchange';
import { type Bench, CONTOSO, eachWithStore, errorsOf, imported, NOW, type Place, planOf } from './company';

/** Who is who: addresses, object ids, roles, groups. */

jest.setTimeout(30_000);

let benchOf: Bench;
let place: Place;
eachWithStore((own, store) => {
  benchOf = own;
  place = store;
  return imported(CONTOSO, place);
});

const OBJECT_ID = '00000000-0000-4000-8000-000000000011';
const users = (header: string, ...lines: string[]): string =>
  benchOf.folder({ ...NOTHING_ELSE, 'users.csv': `${[header, ...lines].join('\n')}\n` });
const NOTHING_ELSE = { 'membership.csv': null, 'benefits.csv': null, 'keys.csv': null, 'downloads.csv': null };
const person = (email: string) => place.store.people.byEmail(`${email}@contoso.example`);

test('only the address is needed: the rest is unchanged, or the default for new people', async () => {
  const before = await person('ana.souza');
  const plan = await imported(users('email', 'ana.souza@contoso.example', 'uma-lena.urban@contoso.example'), place);
  expect(plan.sheets.users).toEqual({ added: 1, updated: 0, unchanged: 1, left: 12 });
  expect(await person('ana.souza')).toEqual(before);
  expect(await person('uma-lena.urban')).toMatchObject({ name: 'Uma Lena Urban', role: 'employee', groups: [] });
});

test('a known object id with a new address is the same person', async () => {
  const before = await person('ana.souza');
  const file = users('email,name,aad_object_id', `ana.lima@contoso.example,Ana Lima,${OBJECT_ID}`);
  const plan = await imported(file, place);
  expect(plan.sheets.users).toMatchObject({ added: 0, updated: 1 });
  expect(plan.differences).toEqual([
    { is: 'address', name: 'Ana Lima', from: 'ana.souza@contoso.example', to: 'ana.lima@contoso.example' },
  ]);
  expect(await person('ana.souza')).toBeNull();
  expect(await person('ana.lima')).toMatchObject({ id: before?.id, name: 'Ana Lima', role: before?.role });
  expect((await imported(file, place)).size).toBe(0);
  // Two imports may fall into one millisecond.
  const latest = await place.store.history.page({}, { skip: 0, limit: 2 });
  const change = expect.objectContaining({
    command: 'import',
    detail: expect.objectContaining({ 'addresses-changed': 1 }),
  });
  expect(latest).toContainEqual(change);
});

test('the history follows a person to another address, and forgets both', async () => {
  const [ana, admin] = [await person('ana.souza'), await person('claire.moreau')];
  if (!ana || !admin) throw new Error('nobody');
  await setRole(place, actorOf(admin), ana, 'viewer');
  await imported(
    users('email,name,role,aad_object_id', `ana.lima@contoso.example,Ana Lima,viewer,${OBJECT_ID}`),
    place,
  );
  const now = await person('ana.lima');
  if (!now) throw new Error('nobody');
  const { email, formerEmails } = now;
  while ((await place.store.outbox.drain(100)) > 0);
  expect(formerEmails).toEqual([{ email: 'ana.souza@contoso.example', until: NOW.toISOString() }]);
  const who = { as: 'about' as const, email, formerEmails: formerEmails.map((former) => former.email) };
  const followed = await place.store.history.page({ who }, { skip: 0, limit: 9 });
  expect(followed).toMatchObject([{ command: 'set-role', person: 'ana.souza@contoso.example' }]);
  await removePerson(place, actorOf(admin), now.id);
  expect(await forget(place, email)).toHaveProperty('pseudonym');
  expect(JSON.stringify(await place.store.history.page({}, { skip: 0, limit: 99 }))).not.toMatch(
    /ana\.(souza|lima)|Ana Lima/,
  );
});

test('spellings of a group that differ in case are one group', async () => {
  const both = ['ana.souza@contoso.example,Sales; Paris', 'tom.baker@contoso.example,sales'];
  await imported(users('email,groups', ...both), place);
  await imported(users('email,groups', 'marie.dupont@contoso.example,SALES'), place);
  const found = ['ana.souza', 'tom.baker', 'marie.dupont'].map(async (name) => (await person(name))?.groups);
  expect(await Promise.all(found)).toEqual([['Sales', 'Paris'], ['Sales'], ['Sales']]);
});

test('the old address of somebody may go to somebody else in the same file', async () => {
  const before = await person('ana.souza');
  const other = '00000000-0000-4000-8000-00000000aaaa';
  const header = 'email,name,aad_object_id';
  const lines = [`ana.souza@contoso.example,Ana Souza,${other}`, `ana.lima@contoso.example,Ana Lima,${OBJECT_ID}`];
  await imported(users(header, ...lines), place);
  expect(await person('ana.lima')).toMatchObject({ id: before?.id });
  expect(await person('ana.souza')).toMatchObject({ aadObjectId: other, role: 'employee' });
});

test('a chain of addresses', async () => {
  const ids = [await person('ana.souza'), await person('tom.baker')];
  const file = users(
    'email,aad_object_id',
    `tom.baker@contoso.example,${ids[0]?.aadObjectId}`,
    `tom.becker@contoso.example,${ids[1]?.aadObjectId}`,
  );
  const { differences } = await imported(file, place);
  expect(differences.map((one) => one.is === 'address' && [one.from, one.to])).toEqual([
    ['ana.souza@contoso.example', 'tom.baker@contoso.example'],
    ['tom.baker@contoso.example', 'tom.becker@contoso.example'],
  ]);
  expect(await person('tom.baker')).toMatchObject({ id: ids[0]?.id });
  expect(await person('tom.becker')).toMatchObject({
    id: ids[1]?.id,
    formerEmails: [{ email: 'tom.baker@contoso.example' }],
  });
});

test('a new mail domain for everybody', async () => {
  const text = readFileSync(join(CONTOSO, 'users.csv'), 'utf8');
  const folder = benchOf.folder({ ...NOTHING_ELSE, 'users.csv': text.replaceAll('@contoso.', '@contoso-group.') });
  const plan = await imported(folder, place);
  const linked = text.match(/0000-4000-8000/g)?.length ?? 0;
  expect(plan.differences.filter(({ is }) => is === 'address')).toHaveLength(linked);
  expect(await place.store.people.count()).toBe(13 + (13 - linked));
});

test('object ids that were a line off are put right', async () => {
  const lines = readFileSync(join(CONTOSO, 'users.csv'), 'utf8').trim().split('\n');
  const ids = lines.slice(1).map((line) => line.split(',')[4] ?? '');
  const rotated = [...ids.slice(1), ids[0]];
  const shifted = lines.slice(1).map((line, at) => line.replace(/[^,]*$/, rotated[at] ?? ''));
  const folder = benchOf.folder({ 'users.csv': [lines[0], ...shifted].join('\n') });
  const plan = await planOf(folder, place);
  expect('differences' in plan && plan.differences.filter(({ is }) => is === 'relinked')).toHaveLength(ids.length);
  await imported(folder, place);
  expect(await person('claire.moreau')).toMatchObject({ aadObjectId: ids[1] });
  expect(await person('nadia.benali')).toMatchObject({ aadObjectId: ids[0] });
});

test('an object id of somebody who is not in the file, for another known person', async () => {
  expect(await errorsOf(users('email,aad_object_id', `tom.baker@contoso.example,${OBJECT_ID}`), place)).toEqual([
    `users.csv:2:aad_object_id object-id-taken "${OBJECT_ID}" by=ana.souza@contoso.example`,
  ]);
});

test('one person can’t have two addresses', async () => {
  const rows = ['ana.lima', 'ana.costa'].map((name) => `${name}@contoso.example,${OBJECT_ID}`);
  expect(await errorsOf(users('email,aad_object_id', ...rows), place)).toEqual([
    `users.csv:3:aad_object_id object-id-taken "${OBJECT_ID}" by=ana.lima@contoso.example`,
  ]);
});

test('a hyphen clears the object id, and the preview says so; other words are errors', async () => {
  const plan = await imported(users('email,aad_object_id', 'ana.souza@contoso.example,-'), place);
  expect(plan.differences).toEqual([{ is: 'unlinked', email: 'ana.souza@contoso.example', name: 'Ana Souza' }]);
  expect(await person('ana.souza')).toMatchObject({ aadObjectId: null });
  expect(await errorsOf(users('email,aad_object_id', 'ana.souza@contoso.example,none'), place)).toEqual([
    'users.csv:2:aad_object_id bad-object-id "none"',
  ]);
});

test('new admins and changed roles are named, and whoever has another role is told', async () => {
  const plan = await imported(
    users('email,name,role', 'ana.souza@contoso.example,Ana Souza,admin', 'uma@contoso.example,Uma,admin'),
    place,
  );
  expect(plan.differences).toEqual([
    { is: 'role', email: 'ana.souza@contoso.example', name: 'Ana Souza', from: 'employee', to: 'admin' },
    { is: 'new-admin', email: 'uma@contoso.example', name: 'Uma' },
  ]);
  await place.store.outbox.drain(100);
  const told = (await place.store.dispatches.undone(100)).filter(({ notice }) => notice.kind === 'own-role');
  expect(told.map(({ notice }) => [notice.address, notice.facts.role])).toEqual([
    ['ana.souza@contoso.example', 'admin'],
  ]);
});

test('an admin removed by a file and another removed in chat at the same time: one of them stays', async () => {
  const path = users('email,role', 'claire.moreau@contoso.example,viewer');
  const company = await readCompany({ kind: 'path', path });
  if (Array.isArray(company)) throw new Error('unreadable');
  const plan = await planImport(company, place, 'cli');
  if (Array.isArray(plan)) throw new Error('errors');
  const [claire, david] = [await person('claire.moreau'), await person('david.miller')];
  if (!claire || !david) throw new Error('no admins');
  expect(await setRole(place, actorOf(claire), david, 'viewer')).not.toHaveProperty('reason');
  expect(await place.store.applyAll(plan.writes())).toBe(false);
  expect(await importCompany(company, place, 'cli')).toMatchObject([{ problem: { is: 'no-admin' } }]);
});

test('regions of a locale, groups and guests', async () => {
  await imported(
    users(
      'email,name,role,locale,groups',
      'ana.souza@contoso.example,Ana,employee,fr-FR,"Sales;  south  west ; sales"',
      'guest@partner.example,Gil,guest,EN_us,',
    ),
    place,
  );
  expect(await person('ana.souza')).toMatchObject({ locale: 'fr', groups: ['sales', 'south west'] });
  expect(await place.store.people.byEmail('guest@partner.example')).toMatchObject({ role: 'guest', locale: 'en' });
  expect(await errorsOf(users('email', 'gil_partner.example#EXT#@contoso.onmicrosoft.com'), place)).toEqual([
    'users.csv:2:email guest-sign-in "gil_partner.example#EXT#@contoso.onmicrosoft.com"',
  ]);
});
