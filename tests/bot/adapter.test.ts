import { type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { type Heard, type Listener, listen, type Reply } from '../support/listener';
import { APP_ID, production, startServer } from '../support/server';

const key = newKey('k1');
const ENV = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'] as const;

let issuer: Issuer;
let teams: Listener;
let reply: (heard: Heard) => Reply;

beforeEach(async () => {
  issuer = await startIssuer(key);
  reply = () => ({ status: 201, body: { id: 'out-1' } });
  teams = await listen((heard) => reply(heard));
});
afterEach(async () => {
  for (const name of ENV) delete process.env[name];
  await issuer.stop();
  await teams.stop();
});

const activity = (more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'in-1',
  text: 'hello',
  channelId: 'msteams',
  serviceUrl: teams.url,
  from: { id: '29:ana' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  ...more,
});
const now = () => Math.floor(Date.now() / 1000);
const post = (url: string, body: unknown) =>
  fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token(key, { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: teams.url, exp: now() + 600 })}`,
    },
    body: JSON.stringify(body),
  });

test('a managed identity’s token is on every reply, fetched once', async () => {
  const identity = await listen(() => ({
    body: {
      access_token: 'token-of-the-identity',
      expires_on: String(now() + 7200),
      resource: 'https://api.botframework.com',
      token_type: 'Bearer',
    },
  }));
  process.env.IDENTITY_ENDPOINT = `${identity.url}/msi/token`;
  process.env.IDENTITY_HEADER = 'header-of-the-platform';
  const { MicrosoftAppPassword: _, ...secretless } = production(issuer.metadataUrl);
  const env = { ...secretless, MicrosoftAppType: 'UserAssignedMSI' };
  const { url, server } = await startServer(env, {
    turn: async ({ send }) => {
      await send({ text: 'one' });
      await send({ text: 'two' });
    },
  });
  await Promise.all([post(url, activity()), post(url, activity()), post(url, activity())]);
  expect(teams.heard).toHaveLength(6);
  expect(new Set(teams.heard.map(({ headers }) => headers.authorization))).toEqual(
    new Set(['Bearer token-of-the-identity']),
  );
  expect(identity.heard).toHaveLength(1);
  expect(identity.heard[0]?.url).toContain(`client_id=${APP_ID}`);
  expect(identity.heard[0]?.url).toContain(`resource=${encodeURIComponent('https://api.botframework.com')}`);
  expect(identity.heard[0]?.headers['x-identity-header']).toBe('header-of-the-platform');
  await identity.stop();
  await server.stop();
}, 20_000);

describe('in a turn', () => {
  const local = (turn: Parameters<typeof startServer>[1]) => startServer({}, turn);

  test('a reply is tried again where Teams says so, and gives up where it doesn’t', async () => {
    const { url, server } = await local({ turn: ({ send }) => send({ text: 'hi' }) });
    let count = 0;
    reply = () => {
      count += 1;
      return count < 3 ? { status: count === 1 ? 429 : 502, headers: { 'retry-after': '1' } } : { body: { id: 'out' } };
    };
    expect((await post(url, activity())).status).toBe(200);
    expect(teams.heard).toHaveLength(3);
    reply = () => ({ status: 403, body: { error: { code: 'BotDisabledByAdmin' } } });
    expect((await post(url, activity())).status).toBe(500);
    expect(teams.heard).toHaveLength(4);
    reply = () => ({ status: 429, headers: { 'retry-after': '60' } });
    expect((await post(url, activity())).status).toBe(500);
    expect(teams.heard).toHaveLength(5);
    await server.stop();
  });

  test('several replies arrive in their order, with the conversation’s address', async () => {
    const { url, server } = await local({
      turn: async ({ send }) => {
        await send({ type: 'typing' });
        await send({ type: 'message', text: 'one' });
        await send({ type: 'message', text: 'two' });
      },
    });
    await post(url, activity());
    expect(
      teams.heard.map(({ body }) => (body as { text?: string; type: string }).text ?? (body as { type: string }).type),
    ).toEqual(['typing', 'one', 'two']);
    expect(teams.heard[1]?.body).toMatchObject({
      from: { id: '28:bot' },
      recipient: { id: '29:ana' },
      conversation: { id: 'a:1' },
      replyToId: 'in-1',
    });
    await server.stop();
  });

  test('an invoke that nobody answers is 501', async () => {
    const { url, server } = await local({});
    expect((await post(url, activity({ type: 'invoke', name: 'x' }))).status).toBe(501);
    await server.stop();
  });
});
