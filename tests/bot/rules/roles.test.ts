import type { Command } from '../../../benefits/command';
import type { Talk, Turn } from '../../support/teams';
import { refusalSaid } from '../../support/wording';
import { type Company, contoso, EMAIL, openCompany, type Row } from './company';

/** Rule 9: roles and permissions, cell by cell: typed, by button, by an older client's button, through the tab. */

jest.setTimeout(60_000);

const VS = 'visual-studio-enterprise';

interface Cell {
  command: Command;
  en: string;
  fr: string;
  data: Record<string, unknown>;
  /** What the reader of a granted request sees. */
  shows: RegExp;
}

const CELLS: Cell[] = [
  { command: 'list', en: 'list the benefits', fr: 'montre tous les avantages', data: {}, shows: /Benefits|Avantages/ },
  {
    command: 'show',
    en: 'show Visual Studio Enterprise',
    fr: 'montre Visual Studio Enterprise',
    data: { benefit: VS },
    shows: /Partner|Action Pack/,
  },
  {
    command: 'membership',
    en: 'when does our membership end?',
    fr: 'quand se termine notre adhésion ?',
    data: {},
    shows: /6543210/,
  },
  { command: 'help', en: 'help', fr: 'aide', data: {}, shows: /Contoso France/ },
  {
    command: 'language',
    en: 'change the language',
    fr: 'changer de langue',
    data: {},
    shows: /language|langue/,
  },
  { command: 'assignments', en: 'who has what?', fr: 'qui a quoi ?', data: {}, shows: /has|benefits|Qui|avantages/ },
  { command: 'history', en: 'show the history', fr: 'historique', data: {}, shows: /istor/ },
  { command: 'users', en: 'list of users', fr: 'liste des utilisateurs', data: {}, shows: /Ana Souza/ },
  { command: 'export', en: 'export everything', fr: 'exporte tout', data: {}, shows: /Excel/ },
  {
    command: 'keys',
    en: 'key for Exchange in English',
    fr: 'clé d’Exchange en français',
    data: { benefit: 'exchange-server-2019', language: 'en' },
    shows: /Exchange/,
  },
  {
    command: 'assign',
    en: 'assign Visual Studio Enterprise to Ana Souza',
    fr: 'attribue Visual Studio Enterprise à Ana Souza',
    data: { benefit: VS, user: EMAIL('ana.souza') },
    shows: /Ana Souza/,
  },
  {
    command: 'unassign',
    en: 'take Visual Studio Professional back from José García',
    fr: 'retire Visual Studio Professional à José García',
    data: { benefit: 'visual-studio-professional', user: EMAIL('jose.garcia') },
    shows: /José/,
  },
  {
    command: 'reassign',
    en: 'reassign Visual Studio Professional from José García to Ana Souza',
    fr: 'réattribue Visual Studio Professional de José García à Ana Souza',
    data: { benefit: 'visual-studio-professional', from: EMAIL('jose.garcia'), to: EMAIL('ana.souza') },
    shows: /José/,
  },
  {
    command: 'add-user',
    en: 'add user Zoe Zimmer zoe.zimmer@contoso.example as employee',
    fr: 'ajoute l’utilisateur Zoe Zimmer zoe.zimmer@contoso.example comme employé',
    data: { name: 'Zoe Zimmer', email: EMAIL('zoe.zimmer'), role: 'employee' },
    shows: /Zoe Zimmer/,
  },
  {
    command: 'set-role',
    en: 'make Ana Souza a viewer',
    fr: 'donne à Ana Souza le rôle de lecteur',
    data: { user: EMAIL('ana.souza'), role: 'viewer' },
    shows: /Ana Souza/,
  },
  {
    command: 'remove-user',
    en: 'remove the user Li Ming',
    fr: 'supprime l’utilisateur François Petit',
    data: { user: EMAIL('francois.petit') },
    shows: /李明|François/,
  },
  { command: 'import', en: 'import a file', fr: 'importer un fichier', data: {}, shows: /xlsx/ },
  { command: 'undo', en: 'undo', fr: 'annule ma dernière modification', data: {}, shows: /undo|annul/i },
  {
    command: 'requests',
    en: 'open requests',
    fr: 'demandes en attente',
    data: {},
    shows: /requests|demandes/i,
  },
];

const PEOPLE = { admin: 'david.miller', viewer: 'nadia.benali', employee: 'tom.baker' } as const;
const OPEN: Record<keyof typeof PEOPLE, readonly Command[]> = {
  admin: CELLS.map((cell) => cell.command),
  viewer: ['list', 'show', 'membership', 'help', 'language', 'assignments', 'history', 'users', 'export', 'requests'],
  employee: ['list', 'show', 'membership', 'help', 'language', 'history', 'requests'],
};
/** Whom to ask instead is named to people of the company. */
const REFUSED = new RegExp(
  (['en', 'fr'] as const)
    .map((locale) =>
      refusalSaid({ reason: 'role', command: 'list', ask: ['Claire Moreau', 'David Miller'] }, {}, locale),
    )
    .map((said) => said.slice(said.indexOf('. ') + 2))
    .join('|'),
);

let company: Company;

beforeAll(async () => {
  company = await openCompany({ KEYS_IN: 'card' });
  const claire = company.chat('claire.moreau');
  await claire.say('attribue Visual Studio Professional à José García');
  await claire.press((action) => action.verb === 'assign');
}, 60_000);
afterAll(() => company?.close());

const ways = (talk: Talk, cell: Cell): [string, () => Promise<Turn>][] => [
  ['typed in English', () => talk.say(cell.en)],
  ['typed in French', () => talk.say(cell.fr)],
  ['by button', () => talk.execute(cell.command, cell.data)],
  ['by an older client', () => talk.submit({ verb: cell.command, ...cell.data })],
];

describe.each(Object.entries(PEOPLE) as [keyof typeof PEOPLE, string][])('rule 9: %s', (role, name) => {
  test.each(CELLS.map((cell) => [cell.command, cell] as const))('%s', async (command, cell) => {
    const talk = company.chat(name);
    const granted = OPEN[role].includes(command);
    for (const [way, ask] of ways(talk, cell)) {
      const turn = await ask();
      expect({ way, status: turn.status }).toEqual({ way, status: 200 });
      if (granted) {
        expect(`${way}: ${turn.words}`).toMatch(cell.shows);
        expect(`${way}: ${turn.words}`).not.toMatch(REFUSED);
      } else if (command === 'assignments') {
        // An employee's own seats are shown; those of others are not.
        expect(`${way}: ${turn.words}`).not.toContain('José García');
      } else expect(`${way}: ${turn.words}`).toMatch(REFUSED);
    }
    await talk.say('cancel');

    const answer = await company.api('command', name, { verb: command, data: cell.data });
    expect(answer.status).toBe(200);
    if (granted) expect(answer.text).not.toMatch(REFUSED);
    else if (command !== 'assignments') expect(answer.text).toMatch(REFUSED);
  });

  test('the refused ones are in the history, under their own names', async () => {
    const refused = (await company.history()).filter(
      (line: Row) => line.actor_email === EMAIL(name) && line.outcome === 'refused',
    );
    for (const { command } of CELLS) {
      const granted = OPEN[role].includes(command) || command === 'assignments';
      const lines = refused.filter((line) => line.command === command && line.detail?.includes('reason=role'));
      const tries = lines.reduce((sum, { detail }) => sum + Number(/ count=(\d+)/.exec(detail ?? '')?.[1] ?? 1), 0);
      expect({ command, tries }).toEqual({ command, tries: granted ? 0 : 5 });
    }
  });
});

test('rule 9: nobody but admins changed anything', async () => {
  const { users, seats, history } = await company.books();
  expect(users.map((row) => row.email).sort()).toEqual(
    contoso()
      .users.map((row) => row.email)
      .sort(),
  );
  expect(seats.filter((seat) => seat.state !== 'free').map((seat) => seat.holder_email)).toEqual([
    EMAIL('jose.garcia'),
  ]);
  const done = history.filter((line) => line.outcome === 'done' && line.command !== 'export');
  expect(new Set(done.map((line) => `${line.command} by ${line.actor_email}`))).toEqual(
    new Set([`assign by ${EMAIL('claire.moreau')}`, 'import by cli']),
  );
});

describe('rule 9: an employee', () => {
  const ana = () => company.chat('ana.souza');

  test('sees names and descriptions of benefits, no seat and no holder', async () => {
    for (const turn of [await ana().say('show Visual Studio Professional'), await ana().say('list everything')]) {
      expect(turn.words).not.toMatch(/José|\d+ of \d+ (left|in use)|None of/);
    }
    const membership = await ana().say('membership');
    expect(membership.words).not.toMatch(/seats? in use|in use/);
  });

  test('sees their own seats, not those of others', async () => {
    expect((await company.chat('jose.garcia').say('my licences')).words).toContain('Visual Studio Professional');
    expect((await ana().say('my licences')).words).not.toContain('Visual Studio Professional');
    for (const text of ['what does José García have?', 'who has Visual Studio Professional?'])
      expect((await ana().say(text)).words).toMatch(REFUSED);
    for (const data of [{ user: EMAIL('jose.garcia') }, { benefit: 'visual-studio-professional' }])
      expect((await ana().execute('assignments', data)).words).toMatch(REFUSED);
    expect((await ana().execute('history', { user: EMAIL('jose.garcia') })).words).toMatch(REFUSED);
    expect((await ana().say('history of José García')).words).toMatch(REFUSED);
    expect((await ana().execute('history', { benefit: 'visual-studio-professional' })).words).not.toMatch(/José/);
    expect((await ana().execute('page', { command: 'assignments', skip: 0 })).words).not.toMatch(/José/);
    expect((await ana().execute('refresh', { command: 'users' })).words).toMatch(REFUSED);
  });

  test('finds no people by typing ahead, but benefits', async () => {
    expect(await ana().search('people', 'jos')).toEqual([]);
    expect((await ana().search('benefits', 'visual')).length).toBeGreaterThan(1);
    expect((await company.chat('nadia.benali').search('people', 'jos')).map((one) => one.value)).toEqual([
      EMAIL('jose.garcia'),
    ]);
  });

  test('sees no more through the tab', async () => {
    const overview = await company.api('overview', 'ana.souza');
    expect(overview.body).toMatchObject({ categories: null, ending: null, requests: null, mine: [] });
    expect((await company.api('seats', 'ana.souza', { search: '', skip: 0, limit: 50 })).text).not.toContain('jose');
    expect((await company.api('history', 'ana.souza', { skip: 0, limit: 50 })).text).not.toContain('jose');
    expect((await company.api('choices', 'ana.souza', { dataset: 'people', text: 'jos' })).body).toEqual({
      choices: [],
    });
    expect((await company.api('command', 'ana.souza', { verb: 'approve', data: { request: 'x' } })).text).toMatch(
      REFUSED,
    );
  });

  test.each(['approve', 'decline', 'portal', 'resend'])('can not %s', async (verb) => {
    const seat = 'visual-studio-professional/1';
    const turn = await ana().execute(verb, {
      request: `${VS}/x`,
      benefit: 'visual-studio-professional',
      done: true,
      seat,
    });
    expect(turn.words).not.toMatch(/can now use|being sent again/);
    expect((await company.seats('visual-studio-professional'))[0]).toContain('pending');
  });
});

describe('rule 9: anyone else', () => {
  const KINDS = [
    [
      'a stranger',
      { name: 'Sam Stranger', email: 'sam@elsewhere.example' },
      new RegExp(refusalSaid({ reason: 'stranger' })),
    ],
    [
      'a guest',
      { name: 'Gina Guest', email: 'gina@partner.example', userRole: 'guest' },
      new RegExp(refusalSaid({ reason: 'guest' })),
    ],
    // Invited under the address of somebody of the company: still a guest.
    [
      'a guest with a known address',
      { name: 'Li', email: EMAIL('li.ming'), userRole: 'guest' },
      new RegExp(refusalSaid({ reason: 'guest' })),
    ],
  ] as const;

  test.each(KINDS)('%s gets one polite line without a name, and no keys', async (_kind, who, line) => {
    const talk = company.teams.personal(company.teams.person({ ...who, objectId: crypto.randomUUID() }));
    for (const cell of CELLS) {
      const typed = await talk.say(cell.en);
      expect(typed.words).toMatch(line);
      expect(typed.words).not.toMatch(/Claire|David|Contoso/);
      expect((await talk.execute(cell.command, cell.data)).words).toMatch(line);
    }
    expect((await talk.fetchDialog({ verb: 'keys', benefit: 'exchange-server-2019', language: 'en' })).words).toBe('');
    expect(await talk.search('benefits', 'visual')).toEqual([]);
    const shared = await talk.invoke('composeExtension/query', { parameters: [{ name: 'q', value: 'visual' }] });
    expect(JSON.stringify(shared.body)).not.toContain('Visual Studio');
  });

  test('is in the history with what was asked for first: five lines of each, whatever they try', async () => {
    const lines = (await company.history()).filter((line) => line.actor_email?.startsWith('unknown:'));
    const [first] = CELLS;
    const strangers = new Set(lines.map((line) => line.actor_email));
    expect(strangers.size).toBeGreaterThan(0);
    for (const actor of strangers) {
      const found = lines.filter((line) => line.actor_email === actor);
      expect({ actor, lines: found.length }).toEqual({ actor, lines: 5 });
      expect(found.every((line) => line.outcome === 'refused')).toBe(true);
      expect(found.some((line) => line.command === first?.command)).toBe(true);
    }
  });

  test('another bot gets no answer at all', async () => {
    const group = company.teams.group('Room', [company.person('tom.baker')])(company.person('tom.baker'));
    const before = company.teams.traffic.length;
    for (const from of [
      { id: '28:another-bot', name: 'Other' },
      { id: '29:x', name: 'Other', role: 'bot' },
    ])
      expect((await group.post({ type: 'message', text: 'list', from } as never)).words).toBe('');
    expect(company.teams.traffic).toHaveLength(before);
  });

  test('without a token the tab’s calls are refused', async () => {
    for (const name of ['overview', 'seats', 'history', 'command', 'choices'])
      expect((await company.api(name, null)).status).toBe(401);
  });
});

describe('rule 9: who is who', () => {
  test('a role taken away while a card is open: the button refuses', async () => {
    const claire = company.chat('claire.moreau');
    const david = company.chat('david.miller');
    const card = (await claire.say('attribue Visual Studio Enterprise à Tom Baker')).card ?? {};
    await david.say('make Claire Moreau a viewer');
    expect((await david.press('Change role')).words).toContain('Viewer');
    const turn = await claire.press((action) => action.verb === 'assign', {}, card);
    expect(turn.words).toMatch(/Adressez-vous à David Miller/);
    expect(await company.seats(VS)).toEqual([]);
  });

  test('the last admin stays, typed and by button', async () => {
    const david = company.chat('david.miller');
    for (const turn of [
      await david.say('make David Miller an employee'),
      await david.execute('set-role', { user: EMAIL('david.miller'), role: 'viewer', confirm: true, version: 'x' }),
      await david.say('remove the user David Miller'),
      await david.execute('remove-user', { user: EMAIL('david.miller'), confirm: true, version: 'x' }),
    ])
      expect(turn.words).toMatch(/last admin|only admin/i);
    expect((await company.books()).users.find((row) => row.email === EMAIL('david.miller'))?.role).toBe('admin');
  });
});
