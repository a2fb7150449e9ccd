import ExcelJS from 'exceljs';
import { startInProcess } from '../support/in-process';
import { actionsOf, cardOf } from '../support/teams';
import { type Company, contoso, EMAIL, openCompany } from './rules/company';

/** A product key typed into the chat goes no further, and the sender is told to delete the message. */
jest.setTimeout(120_000);

const SHAPED = 'QGT6C-D2FR3-CYJCD-VVDKD-2VC3F';
const STORED = [
  'ZQ4KD-81WXV-PM7TQ',
  'HX_92KDM.77wqR/Lz31V',
  'open-77K19x-sesame-Kalte',
  'MAK2019XK4471',
  'plume-Orchard quiet Violin',
];
const KEYS = [SHAPED, ...STORED];
const DELETE = /contains a product key\. Delete/;
const VS = 'visual-studio-enterprise';

let company: Company;
beforeAll(async () => {
  const data = contoso();
  const rest = { benefit_id: 'exchange-server-2019', kind: 'multiple', language: '', os: '' };
  company = await openCompany(
    { LOG_LEVEL: 'debug' },
    { ...data, keys: [...data.keys, ...STORED.map((key) => ({ key, ...rest }))] },
  );
});
afterAll(() => company?.close());

/** What of a key would tell it: its groups, in any case. */
const partsOf = (key: string): string[] =>
  key.split(/[^A-Za-z0-9]/).filter((part) => part.length > 4 && !['open', 'sesame'].includes(part));

/** Every way in which what was typed could come back. */
async function seen(...keys: string[]): Promise<string[]> {
  await company.books();
  const files = await company.bot.files();
  const places = [
    ...company.teams.traffic.map(({ method, path, body }) => ({ name: `${method} ${path}`, text: shown(body) })),
    ...company.teams.answers.map((text) => ({ name: 'answer', text })),
    { name: 'log', text: company.bot.output() },
    ...files.map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') })),
  ];
  const plain = (text: string) => text.replace(/[\u200b\u00ad]/g, '').toLowerCase();
  const parts = keys.flatMap(partsOf).map((part) => part.toLowerCase());
  return places.flatMap(({ name, text }) =>
    parts.filter((part) => plain(text).includes(part)).map((part) => `${part} in ${name}`),
  );
}
/** Without what Teams itself calls the recipient. */
const shown = (body: unknown): string =>
  JSON.stringify(body, (name, value: unknown) => (name === 'recipient' ? undefined : value)) ?? '';

const MESSAGES = (key: string) => [
  `${key} doesn't work, give me another`,
  `assign ${key} to Ana Souza`,
  `assign Visual Studio Enterprise to ${key}`,
  `key for ${key}`,
  `show ${key}`,
  `make ${key} admin`,
  `add user ${key} x@contoso.example as employee`,
  `assign technical support to Ana Souza with ${key}@contoso.example`,
  `help (${key})`,
  `${key}`,
  `la clé ${key} ne marche pas`,
];
const WRITTEN: [string, (key: string) => string][] = [
  ['as it is', (key) => key],
  ['with spaces', (key) => key.replace(/\W|_/g, ' ')],
  ['in one word', (key) => key.replace(/\W|_/g, '')],
  ['in small letters', (key) => key.toLowerCase()],
  ['with what looks like a dash', (key) => key.replace(/\W|_/g, '\u2212')],
  ['with invisible characters', (key) => [...key].join('\u200b')],
  ['in lines', (key) => key.replace(/\W|_/g, '\n')],
  ['in markup', (key) => key.replace(/\W|_/g, '</b>-<b>')],
  ['in an address', (key) => `x@${key}.example`],
  ['after an underscore', (key) => `key_${key}_`],
  ['in code marks', (key) => `\`${key}\``],
  ['in brackets', (key) => `[{${key}}]`],
  ['in quotes', (key) => `'“${key}”'`],
];

test.each(WRITTEN)('a key %s never comes back', async (how, write) => {
  const talk = company.chat('david.miller');
  for (const key of KEYS)
    for (const text of MESSAGES(write(key)).slice(0, how === 'as it is' ? undefined : 3)) {
      const turn = await talk.say(text);
      expect([text, turn.status, turn.words]).toEqual([text, 200, expect.stringMatching(DELETE)]);
      await talk.say('cancel');
    }
  expect(await seen(...KEYS)).toEqual([]);
});

test('nor in answer to a question, or as the name of a person or a file', async () => {
  const talk = company.chat('david.miller');
  const at = (text: string, id: string, name: string) => ({
    entities: [{ type: 'mention', text, mentioned: { id, name } }],
  });
  for (const key of KEYS) {
    for (const [question, answer] of [
      ['assign Visual Studio Enterprise', key],
      ['add user', `${key} someone@contoso.example`],
      ['assign technical support to Ana Souza', `${key}@contoso.example`],
    ] as const) {
      await talk.say(question);
      expect((await talk.say(answer)).words).toMatch(DELETE);
      await talk.say('cancel');
    }
    const text = `assign Visual Studio Enterprise to <at>${key}</at>`;
    expect((await talk.say(text, at(`<at>${key}</at>`, '29:nobody', key))).words).toMatch(DELETE);
    await talk.say('assign Visual Studio Enterprise to <at>Joe</at>', at('<at>Joe</at>', '29:nobody', key));
    for (const name of [`${key}.xlsx`, `${key}.exe`, `the ${key}_list.csv`])
      expect((await talk.drop(name, Buffer.from('no workbook'))).words).toMatch(DELETE);
    const group = company.teams.group('Everyone', [company.person('david.miller')])(company.person('david.miller'));
    expect((await group.say(`assign ${key} to Ana Souza`)).words).toMatch(DELETE);
  }
  const named = company.teams.person({ name: `Sam ${SHAPED}`, email: 'sam@contoso.example' });
  await company.teams.personal(named).say(`assign ${STORED[0]} to Ana Souza`);
  expect(await seen(...KEYS)).toEqual([]);
});

test('nor from a field or a name of what a client sends', async () => {
  const talk = company.chat('david.miller');
  const [ana, tom] = [EMAIL('ana.souza'), EMAIL('tom.baker')];
  await talk.execute('assign', { benefits: [VS, 'power-bi-pro'], user: tom });
  await talk.press((action) => action.data?.confirm === true);
  for (const key of KEYS) {
    const fields: [verb: string, data: Record<string, unknown>][] = [
      [key, { [key]: key }],
      ['show', { benefit: key.toLowerCase() }],
      ['assign', { benefit: key, user: ana }],
      ['assign', { benefits: [key, VS], user: key }],
      ['assign', { benefit: VS, user: { unknown: key } }],
      ['assign', { benefit: VS, users: [key, { unknown: key }], except: [key] }],
      ['assign', { benefit: VS, group: key }],
      ['assign', { benefit: VS, user: key, newName: key, newEmail: `${key}@contoso.example`, newRole: 'employee' }],
      ['assign', { benefit: 'technical-support-incidents', user: ana, email: `${key}@contoso.example` }],
      ['assign', { benefit: VS, user: ana, version: key, plan: key, confirm: true }],
      ['add-user', { name: `Joe ${key}`, email: 'joe@contoso.example', role: 'employee' }],
      ['update-user', { user: ana, name: key, newName: key, email: `${key}@contoso.example` }],
      ['decline', { request: key, comment: `no ${key}` }],
      ['undo', { change: key }],
      ['unassign', { seat: key, user: ana }],
      ['import', { upload: key, emailColumn: key, nameColumn: key, giveUp: [key] }],
      ['reassign', { from: tom, leaving: true, to: key }],
      ['reassign', { from: tom, leaving: true, [`give.${VS}`]: `${key}@x`, [`give.${key}`]: 'back', email: key }],
      ['page', { command: 'history', benefit: key, user: key }],
    ];
    for (const [verb, data] of fields) {
      await talk.execute(verb, data);
      await talk.submit({ verb, ...data });
      await talk.submitDialog({ verb, ...data });
      await company.api('command', 'david.miller', { verb, data });
    }
    await company.chat('ana.souza').execute('assign', { benefit: VS, user: 'me', reason: `because ${key}` });
    await company.chat('ana.souza').execute('keys', { benefit: key.toLowerCase() });
    await talk.invoke(key, {});
    await talk.search('people', key);
    await talk.search(key, key);
    await talk.invoke('composeExtension/query', { commandId: key, parameters: [{ name: 'query', value: key }] });
    for (const name of ['seats', 'history', 'benefits', 'benefit', 'choices', 'keys', encodeURIComponent(key)]) {
      const body = {
        search: key,
        benefit: key,
        user: key,
        text: key,
        dataset: key,
        ticket: key,
        state: key,
        skip: key,
      };
      const { text } = await company.api(name, 'david.miller', body);
      expect(partsOf(key).filter((part) => text.toLowerCase().includes(part.toLowerCase()))).toEqual([]);
    }
    for (const path of [key, `tabs/${key}`, `dialogs/${key}`, `api/download/${key}`]) {
      const answer = await fetch(`${company.bot.url}/${path}?${key}`, { redirect: 'manual' });
      expect(await answer.text()).not.toContain(partsOf(key)[0]);
    }
  }
  expect(await seen(...KEYS)).toEqual([]);
});

test('nor from a cell, heading or sheet of a file that is refused', async () => {
  const talk = company.chat('david.miller');
  for (const key of KEYS) {
    for (const list of [
      `email,name,${key}\nx@contoso.example,Bob,1\n`,
      `email,name,role\nx@contoso.example,Bob,${key}\n`,
      `email,name,role\n${key},Bob,employee\n`,
      `email,name,locale\nx@contoso.example,Bob,${key}\n`,
    ])
      await talk.drop('users.csv', Buffer.from(list));
    const book = new ExcelJS.Workbook();
    book.addWorksheet(key.replace('/', '')).addRows([
      ['a', key],
      [key, 'd'],
    ]);
    await talk.drop('book.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  }
  expect(await seen(...KEYS)).toEqual([]);
});

test('nor from a list whose headings are unknown, whatever is said to be its columns', async () => {
  const talk = company.chat('david.miller');
  const list = `Mailbox,Who,${KEYS}\nnew.one@contoso.example,New One,x,${STORED}\n`;
  const { card } = await talk.drop('list.csv', Buffer.from(list));
  const [next] = actionsOf(card).filter(({ verb }) => verb === 'import');
  for (const nameColumn of [...KEYS, 'Who']) {
    await talk.execute('import', { ...next?.data, emailColumn: 'Mailbox', nameColumn });
    await talk.submit({ verb: 'import', ...next?.data, emailColumn: 'Mailbox', nameColumn });
    await talk.execute('import', { ...next?.data, emailColumn: nameColumn, nameColumn: 'Mailbox' });
  }
  expect(next?.data?.upload).toEqual(expect.any(String));
  expect(await seen(...KEYS)).toEqual([]);
});

test('a text full of possible keys hides what was not looked up', async () => {
  const codes = Array.from({ length: 1_500 }, (_c, code) => `Q${code.toString(36)}Z`).join(' ');
  const { words } = await company.chat('david.miller').say(`show ${codes} ${STORED[0]}`);
  expect(words).toMatch(DELETE);
  expect(await seen(STORED[0] ?? '')).toEqual([]);
});

test.each([9_985, 10_000, 20_000])('a key after %d characters, which are not all read', async (length) => {
  const { words } = await company.chat('david.miller').say(`show benefits ${'.'.repeat(length)} ${SHAPED}`);
  expect(words).toMatch(DELETE);
  expect(await seen(SHAPED)).toEqual([]);
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
  const names = (of: string) =>
    Array.from({ length: 50 }, (_u, user) =>
      Array.from({ length: 50 }, (_n, name) => `${of}${user}Y${name}Z99`.padEnd(25, 'Q')),
    );
  const data = { benefits: names('B'), users: names('U'), except: names('E') };
  const action = { type: 'Action.Execute', verb: 'assign', data };
  await turn({ type: 'invoke', name: 'adaptiveCard/action', value: { action } });
  expect(known.mock.calls.map(([fingerprints]) => fingerprints.length)).toEqual([3_000]);
  await close();
});
