import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMANDS, type Command, type Role } from '../../benefits/command';
import { extent, isLogged } from '../../benefits/policy';
import { type RunningBot, startBot } from '../support/bot';
import { startTeams, type Talk, type Teams, type TeamsPerson } from '../support/teams';

/**
 * The policy table over the wire: every command that a role may not use, tried by that role in every way there is (typed,
 * button, its fallback, dialog, the tab's API), with right data and with an admin's own confirm buttons, while the membership
 * is active and after it has ended. Nothing may change, nobody else's data may be shown, each try is in the history.
 */
jest.setTimeout(180_000);

const ADMIN = 'camille.bernard@nordlicht.example';
const HOLDER = 'julien.lambert@nordlicht.example';
const FREE = 'theo.etienne@nordlicht.example';
const BENEFIT = 'visual-studio-enterprise';
const PEOPLE: readonly { email: string; name: string; objectId: string; role: Role }[] = [
  { email: ADMIN, name: 'Camille Bernard', objectId: '5a3b1c00-7f10-4c1e-9d00-000000000001', role: 'admin' },
  {
    email: 'maeve.obrien@nordlicht.example',
    name: 'Maeve O’Brien',
    objectId: '5a3b1c00-7f10-4c1e-9d00-000000000006',
    role: 'employee',
  },
  {
    email: 'priya.raman@nordlicht.example',
    name: 'Priya Raman',
    objectId: '5a3b1c00-7f10-4c1e-9d00-000000000011',
    role: 'viewer',
  },
];

const TYPED: Record<Command, string> = {
  list: 'show all benefits',
  show: 'show Visual Studio Enterprise',
  keys: 'key for SQL Server 2022 Standard',
  assign: `assign Visual Studio Enterprise to ${FREE}`,
  unassign: `unassign Visual Studio Enterprise from ${HOLDER}`,
  reassign: `reassign Visual Studio Enterprise from ${HOLDER} to ${FREE}`,
  assignments: 'who has Visual Studio Enterprise',
  users: 'users',
  'add-user': 'add new.person@nordlicht.example New Person as admin',
  'set-role': `make ${FREE} admin`,
  'remove-user': `remove user ${FREE}`,
  membership: 'membership',
  history: 'history of Visual Studio Enterprise',
  export: 'export',
  import: 'import',
  language: 'language fr',
  help: 'help',
  cancel: 'cancel',
  undo: 'undo',
  requests: 'requests',
  'update-user': `rename ${FREE} to Ada`,
  'set-quantity': 'we now have 20 Visual Studio Enterprise',
  portal: 'steps at Microsoft',
  withdraw: 'withdraw my request',
  resend: `send ${HOLDER} the notice again`,
  review: 'review Visual Studio Enterprise',
};
const SLOTS: Partial<Record<Command, Record<string, unknown>>> = {
  show: { benefit: BENEFIT },
  keys: { benefit: 'sql-server-2022-standard', reveal: true },
  assign: { benefit: BENEFIT, user: FREE },
  unassign: { benefit: BENEFIT, user: HOLDER },
  reassign: { benefit: BENEFIT, from: HOLDER, to: FREE },
  assignments: { benefit: BENEFIT },
  'add-user': {
    newEmail: 'new.person@nordlicht.example',
    newName: 'New Person',
    newRole: 'admin',
    email: 'new.person@nordlicht.example',
    name: 'New Person',
    role: 'admin',
  },
  'set-role': { user: FREE, role: 'admin' },
  'remove-user': { user: FREE },
};

const SECRETS =
  readFileSync(join(__dirname, '../../sample/keys.csv'), 'utf8').match(/\b(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}\b/g) ?? [];

let bot: RunningBot;
let teams: Teams;
const talks = new Map<string, Talk>();
const tokens = new Map<string, string>();

const post = async (path: string, body: unknown, token?: string) => {
  const response = await fetch(`${bot.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const talkOf = (email: string): Talk => {
  const talk = talks.get(email);
  if (!talk) throw new Error(`nobody is ${email}`);
  return talk;
};

beforeAll(async () => {
  bot = await startBot();
  teams = await startTeams({ botOrigin: bot.url });
  for (const { email, name, objectId } of PEOPLE) {
    talks.set(email, teams.personal(teams.person({ email, name, objectId, id: `29:${objectId}` })));
    tokens.set(email, (JSON.parse((await post('/local/api/token', { as: email })).text) as { token: string }).token);
  }
});
afterAll(async () => {
  await teams?.close();
  await bot?.discard();
});

interface Company {
  facts: Record<string, string>;
  history: string[];
}

async function company(): Promise<Company> {
  const out = mkdtempSync(join(tmpdir(), 'who-may-'));
  const { code, stderr } = await bot.cli(['export', join(out, 'x.csv')]);
  if (code !== 0) throw new Error(stderr);
  const facts: Record<string, string> = {};
  for (const file of readdirSync(out)) facts[file.replace(/^x-|\.csv$/g, '')] = readFileSync(join(out, file), 'utf8');
  const { history = '', ...rest } = facts;
  rmSync(out, { recursive: true });
  return { facts: rest, history: history.split(/\r?\n/).slice(1) };
}

type Data = Record<string, unknown>;

/** What an admin's confirm card would send. */
async function confirmations(): Promise<{ verb: string; data: Data }[]> {
  const found: { verb: string; data: Data }[] = [];
  for (const command of ['assign', 'unassign', 'reassign', 'add-user', 'set-role', 'remove-user'] as const) {
    const { card } = await talkOf(ADMIN).execute(command, SLOTS[command] ?? {});
    const { actions = [] } = (card ?? {}) as { actions?: { verb?: string; data?: Data }[] };
    for (const { verb, data } of actions) if (verb && data?.confirm) found.push({ verb, data });
  }
  return found;
}

/** Every way to ask, and all that was said in answer. */
async function tryAll(
  talk: Talk,
  token: string | undefined,
  command: Command,
  borrowed: readonly { verb: string; data: Data }[],
) {
  const data = { ...SLOTS[command], confirm: true };
  const said: string[] = [];
  said.push(JSON.stringify(await talk.say(TYPED[command])));
  for (const each of [
    { verb: command as string, data: data as Data },
    ...borrowed.filter(({ verb }) => verb === command),
  ]) {
    said.push(JSON.stringify(await talk.execute(each.verb, each.data)));
    said.push(JSON.stringify(await talk.submit({ verb: each.verb, ...each.data })));
    said.push(
      JSON.stringify(await talk.fetchDialog({ msteams: { type: 'task/fetch' }, verb: each.verb, ...each.data })),
    );
    said.push(JSON.stringify(await talk.submitDialog({ verb: each.verb, ...each.data })));
    if (token) said.push((await post('/api/command', { verb: each.verb, data: each.data }, token)).text);
  }
  return said;
}

const forbidden = (role: Role): Command[] => COMMANDS.filter((command) => extent(command, role) === 'no');

async function nothingHappens(email: string, role: Role): Promise<void> {
  const borrowed = await confirmations();
  // After the end of the membership not even an admin is asked to confirm an assignment.
  expect(borrowed.length).toBeGreaterThanOrEqual(3);
  const before = await company();
  for (const command of forbidden(role)) {
    const said = await tryAll(talkOf(email), tokens.get(email), command, borrowed);
    if (role === 'employee') {
      const others = said.filter((text) => text.includes(HOLDER) || text.includes('zofia.wojcik@'));
      // Their own request may be said back to them, nothing that they did not say.
      if (command === 'users' || command === 'export') expect(others).toEqual([]);
    }
    for (const secret of SECRETS) expect(said.join()).not.toContain(secret);
    expect(said.filter((text) => /"task":\{"type":"continue"/.test(text) && text.includes('/dialogs/keys'))).toEqual(
      [],
    );
  }
  const after = await company();
  expect(after.facts).toEqual(before.facts);
  for (const command of forbidden(role).filter(isLogged)) {
    const tries = after.history.filter((line) => line.includes(`,${email},${command},`) && line.includes(',refused,'));
    const counts = tries.map((line) => Number(/ count=(\d+)/.exec(line)?.[1] ?? 1));
    expect([command, counts.reduce((sum, count) => sum + count, 0) >= 3]).toEqual([command, true]);
  }
  const done = after.history.filter((line) => line.includes(`,${email},`) && line.includes(',done,'));
  expect(done.filter((line) => forbidden(role).some((command) => line.includes(`,${command},`)))).toEqual([]);
}

describe.each(['active', 'expired'])('the membership is %s', (status) => {
  beforeAll(async () => {
    if (status === 'active') return;
    const folder = mkdtempSync(join(tmpdir(), 'who-may-'));
    writeFileSync(
      join(folder, 'membership.csv'),
      'company,partner_id,program,status,starts_on,expires_on,account_email,join_url,renew_url\nNordlicht Conseil,7301946,Core,expired,2020-01-01,2021-01-01,p@nordlicht.example,https://a.example,https://b.example\n',
    );
    const { code, stderr, stdout } = await bot.cli(['import', folder]);
    rmSync(folder, { recursive: true });
    expect([code, stderr, stdout]).toEqual([0, '', expect.any(String)]);
  });

  test.each(PEOPLE.filter(({ role }) => role !== 'admin'))(
    '$role: nothing that the table forbids, in any way',
    async ({ email, role }) => {
      await nothingHappens(email, role);
    },
  );
});

test.each<[string, () => TeamsPerson]>([
  ['a stranger', () => teams.person({ name: 'Eve', email: 'eve@elsewhere.example' })],
  [
    'a guest',
    () =>
      teams.person({ name: 'Gus', email: 'gus@elsewhere.example', role: 'guest' } as Parameters<Teams['person']>[0]),
  ],
  ['another bot', () => teams.person({ name: 'Bot', email: 'bot@elsewhere.example', id: '28:another-bot' })],
])('%s: no command at all, no data', async (_name, make) => {
  const before = await company();
  const borrowed = await confirmations();
  const talk = teams.personal(make());
  for (const command of COMMANDS) {
    const said = (await tryAll(talk, undefined, command, borrowed)).join();
    for (const fact of ['Nordlicht', 'Power BI Pro', ADMIN, 'Camille'])
      expect([command, said.includes(fact)]).toEqual([command, false]);
  }
  expect((await company()).facts).toEqual(before.facts);
});

test('a role that is taken away while a card is open: its buttons refuse', async () => {
  const viewer = PEOPLE[2];
  if (!viewer) throw new Error('no viewer');
  const setRole = async (role: string) => {
    const { card } = await talkOf(ADMIN).execute('set-role', { user: viewer.email, role });
    const { actions = [] } = (card ?? {}) as { actions?: { verb?: string; data?: Data }[] };
    const confirm = actions.find(({ data }) => data?.confirm);
    await talkOf(ADMIN).execute('set-role', confirm?.data ?? {});
  };
  await setRole('admin');
  const { card } = await talkOf(viewer.email).execute('set-role', { user: FREE, role: 'viewer' });
  const { actions = [] } = (card ?? {}) as { actions?: { verb?: string; data?: Data }[] };
  const confirm = actions.find(({ data }) => data?.confirm);
  expect(confirm?.verb).toBe('set-role');
  await setRole('viewer');
  const before = await company();
  await talkOf(viewer.email).execute('set-role', confirm?.data ?? {});
  await post('/api/command', { verb: 'set-role', data: confirm?.data ?? {} }, tokens.get(viewer.email));
  expect((await company()).facts).toEqual(before.facts);
});
