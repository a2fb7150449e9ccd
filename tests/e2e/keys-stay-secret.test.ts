import { join } from 'node:path';
import { type RunningBot, startBot } from '../support/bot';
import { type MailServer, startMail } from '../support/mail';
import { keysFoundIn, SAMPLE_KEYS, sampleKey, sampleStaff } from '../support/sample';
import { startTeams, type Talk, type Teams, type Turn } from '../support/teams';
import { unzip } from '../support/unzip';

jest.setTimeout(60_000);

const SQL = 'sql-server-2022';
const VISIO = 'visio-2024';

let bot: RunningBot;
let teams: Teams;
let mail: MailServer;
let staff: ReturnType<typeof sampleStaff>;

async function start(settings: Record<string, string>): Promise<void> {
  mail = await startMail();
  teams = await startTeams();
  bot = await startBot({
    SMTP_URL: mail.url,
    MAIL_FROM: 'benefits@nordlicht.example',
    LOG_LEVEL: 'debug',
    ...settings,
  });
  teams.talkTo(bot.url);
  staff = sampleStaff(teams);
}
async function stop(): Promise<void> {
  await bot?.discard();
  await teams?.close();
  await mail?.close();
}

/** Everything that left the bot or lies on its disk, but for the answers of the reveals themselves. */
async function everywhere(): Promise<{ name: string; text: string }[]> {
  const said: string[] = [];
  for (const name of ['all.csv', 'all.xlsx']) {
    const { code, stdout, stderr } = await bot.cli(['export', join(bot.dataDir, name)]);
    expect(code).toBe(0);
    said.push(stdout, stderr);
  }
  const files = await bot.files();
  const book = files.find(({ name }) => name.endsWith('all.xlsx'));
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  return [
    ...teams.traffic.map((one) => ({ name: `${one.method} ${one.path}`, text: JSON.stringify(one.body) })),
    ...mail.mails.map((one) => ({ name: `mail to ${one.to}`, text: `${one.raw}\n${one.mail.text}\n${one.mail.html}` })),
    { name: 'output', text: bot.output() + said.join('\n') },
    { name: 'metrics', text: metrics },
    ...(await unzip(book?.bytes ?? Buffer.alloc(0))),
    ...files.map(({ name, bytes }) => ({ name, text: bytes.toString('latin1') })),
  ];
}

/** Presses on from a first question to the card or dialog that shows the key: the first button each time. */
async function untilKey(talk: Talk, first: Turn, shows: (turn: Turn) => boolean): Promise<Turn> {
  let turn = first;
  for (let step = 0; step < 4 && !shows(turn); step++)
    turn = await talk.press((action) => action.type === 'Action.Execute' || action.type === 'Action.Submit');
  expect(shows(turn)).toBe(true);
  return turn;
}

const hasKey = (turn: Turn): boolean => SAMPLE_KEYS.some(({ key }) => JSON.stringify(turn.body).includes(key));
const ticketOf = (turn: Turn): string | null => /#ticket=([^"&]+)/.exec(JSON.stringify(turn.body) ?? '')?.[1] ?? null;

const redeem = (ticket: string | null, token?: string): Promise<Response> =>
  fetch(`${bot.url}/api/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ ticket }),
  });

describe('KEYS_IN=card: a key is in the answer of the press alone', () => {
  beforeAll(() => start({ KEYS_IN: 'card' }), 120_000);
  afterAll(stop);

  test('revealed to the admin who pressed', async () => {
    const ingrid = staff.chat('ingrid.sorensen');
    const turn = await untilKey(ingrid, await ingrid.say('key for SQL Server'), hasKey);
    expect(turn.words).toContain(sampleKey(SQL));
    expect(turn.sent).toEqual([]);
  });

  test('a fallback Submit, a viewer, an employee, a group and a stranger get none', async () => {
    const data = { benefit: SQL, language: 'en', os: 'windows-x64', confirm: true };
    const ingrid = staff.chat('ingrid.sorensen');
    const stranger = teams.personal(teams.person({ name: 'Sam Stranger', email: 'sam@elsewhere.example' }));
    const both = [staff.person('ingrid.sorensen'), staff.person('maeve.obrien')];
    const group = teams.group('Everyone', both)(staff.person('ingrid.sorensen'));
    await ingrid.submit({ verb: 'keys', ...data });
    for (const talk of [staff.chat('priya.raman'), staff.chat('maeve.obrien'), stranger, group]) {
      const turns = [
        await talk.execute('keys', data),
        await talk.submit({ verb: 'keys', ...data }),
        await talk.say('key for SQL Server in English for Windows'),
        await talk.fetchDialog({ verb: 'keys', ...data }),
      ];
      for (const turn of turns) expect(turn.status).toBeLessThan(300);
      expect(keysFoundIn(turns.map((turn) => ({ name: talk.person.name, text: JSON.stringify(turn) })))).toEqual([]);
    }
  });

  test('a single-use key that was taken for a holder: nobody but the taker saw it, the holder is told without it', async () => {
    const ingrid = staff.chat('ingrid.sorensen');
    await ingrid.say('assign Visio to Maeve');
    await ingrid.press((action) => action.verb === 'assign');
    await staff.chat('maeve.obrien').heard((activity) => JSON.stringify(activity).includes('Visio'));
    const turn = await untilKey(ingrid, await ingrid.say('key for Visio for Maeve'), hasKey);
    expect(turn.words).toContain(SAMPLE_KEYS.find((one) => one.benefit === VISIO)?.key);
  });

  test('in no message, mail, log, export or file', async () => {
    expect(keysFoundIn(await everywhere())).toEqual([]);
    const history = await staff.chat('ingrid.sorensen').say('history of SQL Server');
    expect(keysFoundIn([{ name: 'history', text: JSON.stringify(history) }])).toEqual([]);
    expect(history.words).toContain('Ingrid');
  });
});

describe('KEYS_IN=dialog: a key is in the answer to the ticket alone', () => {
  beforeAll(() => start({ KEYS_IN: 'dialog' }), 120_000);
  afterAll(stop);

  test('the ticket of the dialog shows it once', async () => {
    const ingrid = staff.chat('ingrid.sorensen');
    const turn = await untilKey(ingrid, await ingrid.say('key for SQL Server'), (one) => ticketOf(one) !== null);
    const ticket = ticketOf(turn);
    const shown = await redeem(ticket);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('cache-control')).toContain('no-store');
    expect(await shown.text()).toContain(sampleKey(SQL));
    const again = await redeem(ticket);
    expect(again.status).toBe(410);
    expect(keysFoundIn([{ name: 'the second answer', text: await again.text() }])).toEqual([]);
  });

  test('a ticket of another person is refused, and an invented one', async () => {
    const ingrid = staff.chat('ingrid.sorensen');
    const turn = await untilKey(ingrid, await ingrid.say('key for SQL Server'), (one) => ticketOf(one) !== null);
    const ticket = ticketOf(turn);
    const token = async (email: string): Promise<string> => {
      const answer = await fetch(`${bot.url}/local/api/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: email }),
      });
      return ((await answer.json()) as { token: string }).token;
    };
    const stolen = await redeem(ticket, await token('camille.bernard@nordlicht.example'));
    expect(stolen.status).toBe(403);
    expect((await redeem(`${ticket}x`)).status).toBe(410);
    const own = await redeem(ticket, await token('ingrid.sorensen@nordlicht.example'));
    expect(own.status).toBe(200);
    const history = await ingrid.say('history of SQL Server');
    expect(history.words).toMatch(/refused/i);
  });

  test('a card never carries one in this mode', async () => {
    const data = { benefit: SQL, language: 'en', os: 'windows-x64', confirm: true };
    const turn = await staff.chat('ingrid.sorensen').execute('keys', data);
    expect(keysFoundIn([{ name: 'card', text: JSON.stringify(turn) }])).toEqual([]);
  });

  test('in no message, mail, log, export or file', async () => {
    expect(keysFoundIn(await everywhere())).toEqual([]);
  });
});
