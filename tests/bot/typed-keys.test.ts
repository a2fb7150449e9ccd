import { startInProcess } from '../support/in-process';
import { actionsOf, cardOf } from '../support/teams';
import { type Company, contoso, EMAIL, openCompany } from './rules/company';

/** A product key typed into the chat goes no further, and the sender is told to delete the message. */
jest.setTimeout(120_000);

const SHAPED = 'ABCDE-FGH23-JKLMN-PQRST-VWX45';
const STORED = 'MAK2019XK4471';
const DELETE = /contains a product key\. Delete/;

let company: Company;
beforeAll(async () => {
  const data = contoso();
  const key = { benefit_id: 'exchange-server-2019', key: STORED, kind: 'multiple', language: '', os: '' };
  company = await openCompany({ LOG_LEVEL: 'debug' }, { ...data, keys: [...data.keys, key] });
});
afterAll(() => company?.close());

/** Every way in which what was typed could come back. */
async function seen(...secrets: string[]): Promise<string[]> {
  await company.books();
  const files = await company.bot.files();
  const places = [
    ...company.teams.traffic.map((one) => ({ name: `${one.method} ${one.path}`, text: JSON.stringify(one.body) })),
    ...company.teams.answers.map((text) => ({ name: 'answer', text })),
    { name: 'log', text: company.bot.output() },
    ...files.map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') })),
  ];
  const plain = (text: string) => text.replaceAll('\u200b', '');
  return places.flatMap(({ name, text }) =>
    secrets.filter((secret) => plain(text).includes(secret)).map((secret) => `${secret} in ${name}`),
  );
}

const MESSAGES = (key: string) => [
  `${key} doesn't work, give me another`,
  `assign ${key} to Ana Souza`,
  `assign Visual Studio Enterprise to ${key}`,
  `key for ${key}`,
  `show ${key}`,
  `make ${key} admin`,
  `add user ${key} x@contoso.example as employee`,
  `help (${key})`,
  `${key}`,
  `la clé ${key} ne marche pas`,
];

test.each([
  ['with dashes', SHAPED, SHAPED],
  ['with spaces', SHAPED.replaceAll('-', ' '), 'FGH23 JKLMN'],
  ['without anything between', SHAPED.replaceAll('-', ''), SHAPED.replaceAll('-', '')],
  ['of another form, which is stored', STORED, STORED],
  ['stored, in two words', 'MAK2019 XK4471', 'XK4471'],
])('a key %s never comes back', async (_form, typed, secret) => {
  for (const text of MESSAGES(typed)) {
    const turn = await company.chat('david.miller').say(text);
    expect([text, turn.status]).toEqual([text, 200]);
    expect([text, turn.words]).toEqual([text, expect.stringMatching(DELETE)]);
    await company.chat('david.miller').say('cancel');
  }
  expect(await seen(secret)).toEqual([]);
});

test('nor as an answer to a question, in a field of a card, or as a file’s name', async () => {
  const talk = company.chat('david.miller');
  await talk.say('assign Visual Studio Enterprise');
  expect((await talk.say(SHAPED)).words).toMatch(DELETE);
  for (const data of [
    { benefit: SHAPED },
    { benefit: 'visual-studio-enterprise', user: SHAPED },
    { benefit: 'visual-studio-enterprise', user: { unknown: STORED } },
    { benefit: 'visual-studio-enterprise', user: STORED },
    { benefit: 'visual-studio-enterprise', users: [STORED, { unknown: STORED }] },
    { benefit: 'visual-studio-enterprise', users: 'everyone', except: [STORED] },
    { benefit: 'visual-studio-enterprise', group: STORED },
    { benefit: STORED },
    { benefits: [STORED, 'visual-studio-enterprise'], user: STORED },
    { benefit: 'visual-studio-enterprise', newName: STORED, newEmail: SHAPED, newRole: 'employee' },
  ])
    await talk.execute('assign', data);
  await talk.execute('add-user', { name: STORED, email: SHAPED, role: 'employee' });
  await talk.execute('show', { benefit: SHAPED.toLowerCase() });
  await company.chat('ana.souza').execute('keys', { benefit: SHAPED.toLowerCase() });
  await talk.drop(`${SHAPED}.xlsx`, Buffer.from('no workbook'));
  await talk.drop(`${STORED}.xlsx`, Buffer.from('no workbook'));
  expect(await seen(SHAPED, SHAPED.toLowerCase(), STORED)).toEqual([]);
});

test('nor from a leaver’s card', async () => {
  const talk = company.chat('david.miller');
  const benefits = ['visual-studio-enterprise', 'power-bi-pro'];
  await talk.execute('assign', { benefits, user: EMAIL('tom.baker') });
  await talk.press((action) => action.data?.confirm === true);
  const from = EMAIL('tom.baker');
  for (const key of [SHAPED, STORED])
    for (const data of [{ to: key }, { [`give.${benefits[0]}`]: key }, { [`give.${key}`]: key }, { email: key }])
      await talk.execute('reassign', { from, leaving: true, ...data });
  expect(await seen(SHAPED, STORED)).toEqual([]);
});

test('nor from a list whose headings are unknown, whatever is said to be its columns', async () => {
  const talk = company.chat('david.miller');
  const list = `Mailbox,Who,${SHAPED},${STORED}\nnew.one@contoso.example,New One,x,${STORED}\n`;
  const { card } = await talk.drop(`${STORED}.csv`, Buffer.from(list));
  const [next] = actionsOf(card).filter(({ verb }) => verb === 'import');
  for (const nameColumn of [SHAPED, STORED, 'Who']) {
    await talk.execute('import', { ...next?.data, emailColumn: 'Mailbox', nameColumn });
    await talk.submit({ verb: 'import', ...next?.data, emailColumn: 'Mailbox', nameColumn });
    await talk.execute('import', { ...next?.data, emailColumn: nameColumn, nameColumn: 'Mailbox' });
  }
  expect(next?.data?.upload).toEqual(expect.any(String));
  expect(await seen(SHAPED, STORED)).toEqual([]);
});

test('a message without a key is taken as it is', async () => {
  const turn = await company.chat('david.miller').say(`assign SQL Server 2022 Standard to ${EMAIL('ana.souza')}`);
  expect(turn.words).not.toMatch(DELETE);
  expect(cardOf(turn.sent.at(-1))).not.toBeNull();
});

test('names by the thousand are one look into the store', async () => {
  const { bot, turn, close } = await startInProcess();
  const { keys } = bot.ports.store;
  const known = jest.spyOn(keys, 'known');
  const users = Array.from({ length: 50 }, (_u, user) =>
    Array.from({ length: 50 }, (_n, name) => `X${user}Y${name}Z99`),
  );
  const action = { type: 'Action.Execute', verb: 'assign', data: { benefits: users, users, except: users } };
  await turn({ type: 'invoke', name: 'adaptiveCard/action', value: { action } });
  expect(known.mock.calls.map(([fingerprints]) => fingerprints.length)).toEqual([500]);
  await close();
});
