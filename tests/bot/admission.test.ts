import { connect } from 'node:net';
import { type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { APP_ID, production, type Running, startServer } from '../support/server';

const SERVICE_URL = 'http://127.0.0.1:9/teams/';
const key = newKey('k1');
const rates = { address: { burst: 3, perSecond: 0.001 }, person: { burst: 1000, perSecond: 1000 } };

let issuer: Issuer;
let running: Running | null = null;
beforeAll(async () => {
  issuer = await startIssuer(key);
});
afterAll(() => issuer.stop());
afterEach(async () => {
  await running?.server.stop();
  running = null;
});

type More = Parameters<typeof startServer>[2];
async function start(
  env: Record<string, string> = {},
  ports: Parameters<typeof startServer>[1] = {},
  more: More = {},
): Promise<Running> {
  running = await startServer(production(issuer.metadataUrl, env), ports, { rates, ...more });
  return running;
}

let serial = 0;
/** A token that nobody has shown before. */
const freshToken = () => {
  serial += 1;
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: SERVICE_URL, exp: seconds + 600 };
  return `Bearer ${token(key, { ...claims, jti: serial })}`;
};
const activity = (more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'in-1',
  text: 'hello',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: '29:ana' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  ...more,
});
const post = async (url: string, headers: Record<string, string>, body: unknown = activity()) =>
  (
    await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  ).status;

/** The status line of a request whose body never comes. */
const statusWithoutBody = (url: string, headers: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const lines = ['POST /api/messages HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 5000'];
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${[...lines, ...headers].join('\r\n')}\r\n\r\n`),
    );
    socket.once('data', (part) => {
      socket.destroy();
      resolve(part.toString().split('\r\n')[0] ?? '');
    });
    socket.once('error', reject);
  });

test('a request without a good token is refused before its body is read', async () => {
  const { url } = await start();
  expect(await statusWithoutBody(url, [])).toMatch(/ 401 /);
  expect(await statusWithoutBody(url, ['authorization: Bearer abc.def.ghi'])).toMatch(/ 401 /);
});

test('junk is limited by its address and does not take the share of a known token', async () => {
  const { url } = await start();
  const known = freshToken();
  expect(await post(url, { authorization: known })).toBe(200);
  const junk = [];
  for (let request = 0; request < 6; request += 1) junk.push(await post(url, { authorization: 'Bearer a.b.c' }));
  expect(junk).toEqual([401, 401, 401, 429, 429, 429]);
  expect(await post(url, { authorization: freshToken() })).toBe(429);
  for (let request = 0; request < 20; request += 1) expect(await post(url, { authorization: known })).toBe(200);
});

test('good tokens do not use up the share of their address', async () => {
  const { url } = await start();
  for (let request = 0; request < 10; request += 1) expect(await post(url, { authorization: freshToken() })).toBe(200);
});

test.each([
  ['0', ['9.9.9.1', '9.9.9.2', '9.9.9.3', '9.9.9.4'], 429],
  ['1', ['9.9.9.1', '9.9.9.2', '9.9.9.3', '9.9.9.4'], 401],
  ['1', ['9.9.9.1, 7.7.7.7', '9.9.9.2, 7.7.7.7', '9.9.9.3, 7.7.7.7:1234', '9.9.9.4, 7.7.7.7'], 429],
  ['2', ['9.9.9.1, 7.7.7.7', '9.9.9.2, 7.7.7.7', '9.9.9.3, 7.7.7.7', '9.9.9.4, 7.7.7.7'], 401],
  ['2', ['8.8.8.8, 9.9.9.9, 7.7.7.1', '1.2.3.4, 9.9.9.9, 7.7.7.2', '9.9.9.9, 7.7.7.3', '9.9.9.9, 7.7.7.4'], 429],
])('TRUST_PROXY=%s: X-Forwarded-For %j ends in %s', async (hops, forwarded, last) => {
  const { url } = await start({ TRUST_PROXY: hops });
  const statuses = [];
  for (const header of forwarded) statuses.push(await post(url, { 'x-forwarded-for': header }));
  expect(statuses).toEqual([401, 401, 401, last]);
});

test('under overload what is not authenticated is turned away, health checks and known tokens are not', async () => {
  let busy = false;
  const { url } = await start({}, {}, { busy: () => busy });
  const known = freshToken();
  expect(await post(url, { authorization: known })).toBe(200);
  busy = true;
  expect(await post(url, { authorization: freshToken() })).toBe(503);
  expect(await post(url, {})).toBe(503);
  expect((await fetch(`${url}/tabs/overview/`)).status).toBe(503);
  expect((await fetch(`${url}/api/download/x`)).status).toBe(503);
  expect(await post(url, { authorization: known })).toBe(200);
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await fetch(url + path)).status).toBe(200);
});

test('a turn that hangs is answered all the same, and stopping waits for it', async () => {
  let finish = () => {};
  const hanging = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let ended = 0;
  const turn = async () => {
    await hanging;
    ended += 1;
  };
  const { url, server } = await start({}, { turn }, { overrides: { patienceMs: 5 } });
  const authorization = freshToken();
  expect(await post(url, { authorization })).toBe(202);
  expect(await post(url, { authorization }, activity({ type: 'invoke', name: 'x' }))).toBe(504);
  expect(await post(url, { authorization }, activity({ deliveryMode: 'expectReplies' }))).toBe(504);
  const stopped = server.stop();
  finish();
  await stopped;
  running = null;
  expect(ended).toBe(3);
});
