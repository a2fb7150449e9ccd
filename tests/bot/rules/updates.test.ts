import { actionsOf } from '../../support/teams';
import { en, refusalSaid } from '../../support/wording';
import { type Company, EMAIL, mailTo, openCompany, says, until } from './company';

/** A person's name and address, and how many seats a benefit has. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
}, 60_000);
afterAll(() => company?.close());

const david = () => company.chat('david.miller');
const rowOf = async (email: string) => (await company.books()).users.find((row) => row.email === email);
const quantity = async () => (await company.books()).benefits.find((row) => row.id === VS)?.quantity;
const confirmed = (action: { data?: { confirm?: unknown } }) => action.data?.confirm === true;

test('rename and a new address, typed: seats and history follow; undone', async () => {
  await david().say('assign Visual Studio Enterprise to Ana Souza');
  await david().say('yes');
  await david().say('rename Ana Souza to Ana Costa');
  expect((await david().say('yes')).words).toMatch(/Ana Souza.*Ana Costa/);
  expect(await rowOf(EMAIL('ana.souza'))).toMatchObject({ name: 'Ana Costa' });
  await david().execute('update-user', { user: EMAIL('ana.souza'), email: 'ana.costa@contoso.example' });
  expect((await david().press(confirmed)).words).toContain(EMAIL('ana.costa'));
  expect(await rowOf(EMAIL('ana.costa'))).toMatchObject({ name: 'Ana Costa' });
  expect(await company.seats(VS)).toEqual([expect.stringContaining('ana.costa@')]);
  const history = await david().execute('history', { user: EMAIL('ana.costa'), benefit: VS });
  expect(history.words).toContain('Visual Studio Enterprise');
  await david().say('undo');
  expect(await company.seats(VS)).toEqual([expect.stringContaining('ana.souza@')]);
});

test('an address that somebody has, a bad one, and no change are refused', async () => {
  const change = (data: Record<string, string>) =>
    david().execute('update-user', { user: EMAIL('tom.baker'), ...data });
  for (const data of [{ email: EMAIL('ana.souza') }, { email: 'tom@' }, { email: EMAIL('tom.baker') }]) {
    expect(actionsOf((await change(data)).card ?? {}).filter(confirmed)).toEqual([]);
  }
  expect(await rowOf(EMAIL('tom.baker'))).toBeDefined();
});

test('more seats, typed; fewer than in use asks who gives one up, seats first, in one confirmation', async () => {
  await david().say('we now have 7 Visual Studio Enterprise');
  await david().say('yes');
  expect(await quantity()).toBe('7');
  await david().say('undo');
  expect(await quantity()).toBe('5');
  await david().execute('assign', { benefit: VS, user: EMAIL('tom.baker') });
  await david().press(confirmed);
  const ask = await david().execute('set-quantity', { benefit: VS, quantity: 1 });
  expect(actionsOf(ask.card ?? {}).filter(confirmed)).toEqual([]);
  await david().press((action) => action.verb === 'set-quantity', { users: EMAIL('tom.baker') });
  await david().press(confirmed);
  expect(await quantity()).toBe('1');
  expect(await company.seats(VS)).toEqual([expect.stringContaining('ana.souza@')]);
});

test.each([0, 100_001])('a quantity of %i is refused as in a file', async (wanted) => {
  for (const turn of [
    await david().execute('set-quantity', { benefit: VS, quantity: wanted }),
    await david().say(`set Visual Studio Enterprise to ${wanted} seats`),
  ]) {
    expect(actionsOf(turn.card ?? {}).filter(confirmed)).toEqual([]);
    expect(turn.words).toContain(en.ask.quantity);
  }
});

test('a name has nothing that a file could not have', async () => {
  const user = EMAIL('tom.baker');
  await david().execute('update-user', { user, name: ' Tom\u200b\n Baker-\u0007Lee ' });
  await david().press(confirmed);
  expect(await rowOf(user)).toMatchObject({ name: 'Tom Baker-Lee' });
  await david().say('undo');
});

test('an earlier address finds the person, also once they are removed, and never adds a second one', async () => {
  const person = 'jose.garcia';
  const confirm = () => david().press(confirmed);
  await david().execute('assign', { benefit: 'power-bi-pro', user: EMAIL(person) });
  await confirm();
  await david().execute('update-user', { user: EMAIL(person), email: EMAIL('jose.ruiz') });
  await confirm();
  const ofHim = async () => (await david().say(`history of ${EMAIL(person)}`)).words;
  expect(await ofHim()).toContain('Power BI Pro');
  expect((await david().say(`assign Visio to ${EMAIL(person)}`)).words).toContain(EMAIL('jose.ruiz'));
  await david().say('no');
  await david().execute('unassign', { benefit: 'power-bi-pro', user: EMAIL('jose.ruiz') });
  await confirm();
  await david().execute('remove-user', { user: EMAIL('jose.ruiz') });
  await confirm();
  expect(await ofHim()).toContain('Power BI Pro');
});

test.each(['李明', 'Li Ming'])('a removed person is asked for as %s', async (typed) => {
  await david().execute('remove-user', { user: EMAIL('li.ming') });
  await david().press(confirmed);
  const turn = await david().say(`history of ${typed}`);
  expect(turn.words).toContain(en.history.of('李明'));
  await david().say('undo');
});

test('the sign-in name of a guest is no address: added and changed people need their mail address', async () => {
  const email = 'gil_partner.example#EXT#@contoso.onmicrosoft.com';
  for (const [verb, data] of [
    ['add-user', { email, name: 'Gil' }],
    ['update-user', { user: EMAIL('tom.baker'), email }],
  ] as const) {
    const turn = await david().execute(verb, data);
    expect(turn.words).toContain(refusalSaid({ reason: 'bad-email', typed: email }));
    expect(actionsOf(turn.card ?? {}).filter(confirmed)).toEqual([]);
  }
  for (const [locale, typed] of [
    ['en', `add user ${email}`],
    ['en', `remove Tom Baker and add Gil Martin ${email}`],
    ['en', `change Tom Baker's address to ${email}`],
    ['en', `assign Visio to ${email}`],
    ['fr', `ajoute l’utilisateur ${email}`],
    ['fr', `ajoute Gil Martin ${email} et supprime Tom Baker`],
    ['fr', `la nouvelle adresse de Tom Baker est ${email}`],
  ] as const) {
    await david().say('cancel');
    const turn = await david().say(typed);
    expect(turn.words).toContain(refusalSaid({ reason: 'bad-email', typed: email }, {}, locale));
    expect(actionsOf(turn.card ?? {}).filter(confirmed)).toEqual([]);
  }
});

test('a guest of the list holds a seat, is told by mail, and has no chat', async () => {
  const gil = { email: 'gil@partner.example', name: 'Gil', objectId: '00000000-0000-4000-8000-000000000099' };
  await company.feed({
    users: [{ email: gil.email, name: gil.name, role: 'guest', locale: 'en', aad_object_id: gil.objectId }],
  });
  const chat = company.teams.personal(company.teams.person(gil));
  expect((await chat.say('list the benefits')).words).toBe(refusalSaid({ reason: 'guest' }));
  await david().execute('assign', { benefit: 'visual-studio-professional', user: gil.email });
  await david().press(confirmed);
  await until(() => mailTo(company.bot, gil.email, 'Visual Studio Professional'));
  expect(chat.messages().filter(says('Visual Studio Professional'))).toEqual([]);
});

test('a removed person comes back by undo, as they were', async () => {
  const before = await rowOf(EMAIL('li.ming'));
  await david().execute('remove-user', { user: EMAIL('li.ming') });
  await david().press(confirmed);
  expect(await rowOf(EMAIL('li.ming'))).toBeUndefined();
  await david().say('undo');
  expect(await rowOf(EMAIL('li.ming'))).toEqual(before);
});
