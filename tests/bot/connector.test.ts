import { ConnectorError, createConnector, serviceUrlAllowed } from '../../bot/channel/connector';
import { type Heard, type Listener, listen, type Reply } from '../support/listener';

let teams: Listener;
let reply: (heard: Heard) => Reply;
beforeEach(async () => {
  reply = () => ({ status: 201, body: { id: 'out-1' } });
  teams = await listen((heard) => reply(heard));
});
afterEach(() => teams.stop());

const connect = (more: Partial<Parameters<typeof createConnector>[0]> = {}) =>
  createConnector({ loopback: true, token: async () => 'bot-token', ...more });

test('sends, replies and edits where the connector expects it, with the bot’s token', async () => {
  const connector = connect();
  expect(await connector.send(teams.url, '19:a@thread/x', { type: 'message', text: 'hi' })).toBe('out-1');
  await connector.reply(`${teams.url}/`, 'a:1', 'in/1', { type: 'message' });
  await connector.update(teams.url, 'a:1', 'out-1', { type: 'message', text: 'now' });
  expect(teams.heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v3/conversations/19%3Aa%40thread%2Fx/activities',
    'POST /v3/conversations/a%3A1/activities/in%2F1',
    'PUT /v3/conversations/a%3A1/activities/out-1',
  ]);
  expect(teams.heard[2]?.body).toEqual({ type: 'message', text: 'now', id: 'out-1' });
  expect(new Set(teams.heard.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer bot-token']));
  connector.close();
});

test('a personal chat is made in the person’s tenant', async () => {
  reply = () => ({ status: 201, body: { id: 'a:new' } });
  const connector = connect();
  const bot = { id: '28:bot', name: 'Benefits' };
  expect(await connector.createPersonalChat(teams.url, 't1', '29:ana', bot)).toBe('a:new');
  expect(teams.heard[0]).toMatchObject({
    method: 'POST',
    url: '/v3/conversations',
    body: { isGroup: false, bot, members: [{ id: '29:ana' }], tenantId: 't1', channelData: { tenant: { id: 't1' } } },
  });
  connector.close();
});

test('a member, by either name of the object id; who is not one is null', async () => {
  const connector = connect();
  reply = () => ({
    body: { id: '29:ana', name: 'Ana', email: 'Ana@contoso.com', objectId: 'o1', userRole: 'guest', tenantId: 't1' },
  });
  expect(await connector.member(teams.url, 'a:1', '29:ana')).toEqual({
    id: '29:ana',
    name: 'Ana',
    email: 'Ana@contoso.com',
    userPrincipalName: null,
    aadObjectId: 'o1',
    userRole: 'guest',
    tenantId: 't1',
  });
  reply = () => ({ status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } });
  expect(await connector.member(teams.url, 'a:1', '29:eve')).toBeNull();
  expect(await connector.member(teams.url, 'a:1', '29:\ud800')).toBeNull();
  connector.close();
});

test.each<[string, Reply, object]>([
  [
    '403 with a code',
    { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'x' } } },
    { status: 403, code: 'BotNotInConversationRoster', retryAfterMs: null },
  ],
  [
    '429 with seconds',
    { status: 429, headers: { 'retry-after': '7' } },
    { status: 429, code: null, retryAfterMs: 7000 },
  ],
  [
    '503 with a date long past',
    { status: 503, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } },
    { status: 503, retryAfterMs: 0 },
  ],
  ['502 with nonsense', { status: 502, headers: { 'retry-after': 'soon' } }, { status: 502, retryAfterMs: null }],
  ['a redirect, not followed', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, { status: 302 }],
  ['a cut connection', { cut: true }, { status: null }],
])('%s is a ConnectorError that says so', async (_name, answer, expected) => {
  reply = () => answer;
  const connector = connect();
  const error = await connector.send(teams.url, 'a:1', { type: 'message' }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConnectorError);
  expect(error).toMatchObject(expected);
  connector.close();
});

test('an answer that never comes ends in time', async () => {
  const silent = await listen(() => new Promise(() => {}));
  const connector = connect({ timeoutMs: 50 });
  await expect(connector.send(silent.url, 'a:1', { type: 'message' })).rejects.toMatchObject({ status: null });
  connector.close();
  await silent.stop();
});

test('401: a new token once, then it stands', async () => {
  const asked: boolean[] = [];
  const connector = connect({
    token: async (renew) => {
      asked.push(renew);
      return renew ? 'new' : 'old';
    },
  });
  reply = ({ headers }) => (headers.authorization === 'Bearer new' ? { body: { id: 'x' } } : { status: 401 });
  expect(await connector.send(teams.url, 'a:1', { type: 'message' })).toBe('x');
  reply = () => ({ status: 401 });
  await expect(connector.send(teams.url, 'a:1', { type: 'message' })).rejects.toMatchObject({ status: 401 });
  expect(asked).toEqual([false, true, false, true]);
  connector.close();
});

test('no token, no call', async () => {
  const connector = connect({
    token: async () => {
      throw new Error('AADSTS7000215');
    },
  });
  await expect(connector.send(teams.url, 'a:1', { type: 'message' })).rejects.toMatchObject({
    status: null,
    code: 'TokenNotObtained',
  });
  expect(teams.heard).toEqual([]);
  connector.close();
});

test('an idle connection that the other side closed is no error', async () => {
  const connector = connect();
  let count = 0;
  reply = () => {
    count += 1;
    return count === 2 ? { cut: true } : { body: { id: String(count) } };
  };
  expect(await connector.send(teams.url, 'a:1', { type: 'message' })).toBe('1');
  // Only then is the connection idle.
  await new Promise(setImmediate);
  expect(await connector.send(teams.url, 'a:1', { type: 'message' })).toBe('3');
  connector.close();
});

test.each([
  ['https://smba.trafficmanager.net/emea/', true],
  ['https://smba.infra.gov.teams.microsoft.us/gcc', true],
  ['https://europe.directline.botframework.com/', true],
  ['https://api.botframework.azure.us/', true],
  ['http://smba.trafficmanager.net/emea/', false],
  ['https://evil.trafficmanager.net/', false],
  ['https://smba.trafficmanager.net.evil.example/', false],
  ['https://smba.trafficmanager.net@evil.example/', false],
  ['https://evil.example/?smba.trafficmanager.net', false],
  ['https://botframework.com.evil.example/', false],
  ['https://notbotframework.com/', false],
  ['http://127.0.0.1:3978/', false],
  ['http://169.254.169.254/latest/meta-data/', false],
  ['file:///etc/passwd', false],
  ['', false],
])('service URL %s: %s', async (url, allowed) => {
  expect(serviceUrlAllowed(url, false)).toBe(allowed);
  if (!allowed) {
    const connector = connect({ loopback: false });
    await expect(connector.send(url, 'a:1', { type: 'message' })).rejects.toMatchObject({
      code: 'ServiceUrlNotAllowed',
    });
  }
});
