import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../storage';
import { noticeOf } from '../storage/documents';
import { ensureBuilt, type RunningBot, startBot } from '../support/bot';
import { type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { APP_ID, startIdentity, TENANT } from '../support/server';
import { startTeams, type Teams } from '../support/teams';

jest.setTimeout(120_000);
beforeAll(() => ensureBuilt());

const MAIN = join(__dirname, '..', '..', 'dist', 'bot', 'main.js');
const ALERTS = join(__dirname, '..', '..', 'deployment', 'azure', 'alerts.bicep');

test('the program refuses bad settings before it listens: one message, exit code 2', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'program-'));
  const env = { PATH: process.env.PATH ?? '', MicrosoftAppId: APP_ID, PORT: 'many', KEY_ENCRYPTION_KEYS: 'k:c2VjcmV0' };
  const run = spawnSync(process.execPath, [MAIN], { cwd, env, encoding: 'utf8', timeout: 60_000 });
  expect([run.status, run.stdout]).toEqual([2, '']);
  for (const name of [
    'PORT',
    'PUBLIC_URL',
    'MONGODB_URI',
    'MicrosoftAppPassword',
    'MicrosoftAppTenantId',
    'KEY_ENCRYPTION_KEYS',
  ]) {
    expect(run.stderr).toMatch(new RegExp(`^ *${name}: .*Example: `, 'm'));
  }
  expect(run.stderr).not.toContain('c2VjcmV0');
  expect(run.stderr).not.toMatch(/^\s+at /m);
  rmSync(cwd, { recursive: true });
});

/** The status, once the bot has the time to look: on a busy machine it sheds load first. */
async function unlessBusy(ask: () => Promise<{ status: number }>): Promise<number> {
  for (;;) {
    const { status } = await ask();
    if (status !== 503) return status;
  }
}

describe('in production, with a managed identity, an issuer and a connector on this machine', () => {
  const key = newKey('k1');
  let issuer: Issuer;
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  let teams: Teams;
  let bot: RunningBot;

  const signed = (serviceUrl: string, more: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'https://api.botframework.com',
      aud: APP_ID,
      serviceurl: serviceUrl,
      nbf: now,
      exp: now + 600,
      ...more,
    };
    return { authorization: `Bearer ${token(key, claims)}` };
  };

  beforeAll(async () => {
    issuer = await startIssuer(key);
    identity = await startIdentity(issuer.metadataUrl);
    teams = await startTeams({ tenantId: TENANT, headers: (activity) => signed(String(activity.serviceUrl)) });
    bot = await startBot({ ...identity.settings, ADMINS: 'ana@contoso.com' });
    teams.talkTo(bot.url);
  });
  afterAll(async () => {
    await bot?.discard();
    await teams?.close();
    await identity?.stop();
    await issuer?.stop();
  });

  test('an admin by the settings is answered, with the identity’s token', async () => {
    const ana = teams.personal(teams.person({ name: 'Ana Costa', email: 'ana@contoso.com' }));
    const turn = await ana.say('help');
    expect(turn.status).toBe(200);
    expect(turn.words).not.toBe('');
    const tokens = teams.traffic.map(({ headers }) => headers.authorization);
    expect(new Set(tokens)).toEqual(new Set(['Bearer token-of-the-identity']));
  });

  test('a person of another tenant, a guest and an unknown one change nothing and see no data', async () => {
    for (const person of [
      teams.person({ name: 'Gus Guest', email: 'gus@contoso.com', userRole: 'guest' } as Parameters<
        Teams['person']
      >[0]),
      teams.person({ name: 'Eve', email: 'eve@contoso.com' }),
    ]) {
      const turn = await teams.personal(person).say('users');
      expect(turn.words).not.toContain('ana@contoso.com');
    }
    const ana = teams.personal(teams.person({ name: 'Ana Costa', email: 'ana2@contoso.com' }));
    const activity = teams.activity(ana, { text: 'users' });
    const foreign = {
      ...activity,
      channelData: { tenant: { id: 'other' } },
      conversation: { ...activity.conversation, tenantId: 'other' },
    };
    const before = teams.traffic.length;
    await teams.raw(foreign, signed(String(activity.serviceUrl)));
    expect(JSON.stringify(teams.traffic.slice(before))).not.toContain('ana@contoso.com');
  });

  test('no local client, no sample company, nothing without a token', async () => {
    expect((await fetch(`${bot.url}/local/`)).status).toBe(404);
    const ana = teams.personal(teams.person({ name: 'Bea Costa', email: 'bea@contoso.com' }));
    const activity = teams.activity(ana, { text: 'help' });
    const before = teams.traffic.length;
    const foreign = signed(String(activity.serviceUrl), { iss: `https://sts.windows.net/${TENANT}/` });
    for (const headers of [undefined, signed('http://127.0.0.1:1/'), foreign])
      expect(await unlessBusy(() => teams.raw(activity, headers))).toBe(401);
    const here = ({ path }: { path: string }) => decodeURIComponent(path).includes(activity.conversation?.id ?? '');
    expect(teams.traffic.slice(before).filter(here)).toEqual([]);
    for (const name of ['keys', 'overview', 'seats', 'history', 'command', 'choices']) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ticket: 'x',
          verb: 'users',
          data: {},
          search: '',
          skip: 0,
          limit: 10,
          dataset: 'people',
          text: '',
        }),
      };
      expect([name, await unlessBusy(() => fetch(`${bot.url}/api/${name}`, init))]).toEqual([name, 401]);
    }
  });

  test('a notice that waits too long is a line in the log, which the alert rule looks for', async () => {
    const store = await openStore({ dataDir: bot.dataDir, mongodbUri: null, mongodbDb: 'benefits' });
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const notice = noticeOf('old', { at: at(-3600) });
    await store.dispatches.insert({ id: 'old', version: 1, notice, channels: [], attempts: 1, dueAt: at(600) });
    await store.close();
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
    const [, line = '?'] = /has "([^"]+)"/.exec(readFileSync(ALERTS, 'utf8')) ?? [];
    expect(bot.output()).toContain(`"msg":"${line}"`);
  });

  test('SIGTERM ends it within ten seconds, with code 0', async () => {
    const began = performance.now();
    expect(await bot.stop()).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    const log = bot.output();
    expect(log).not.toContain('token-of-the-identity');
  });
});
