import { type Algorithm, type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { APP_ID, production, type Running, startServer, TENANT } from '../support/server';

const BOT_FRAMEWORK = 'https://api.botframework.com';
const SERVICE_URL = 'http://127.0.0.1:9/teams/';

const key = newKey('k1');
const second = newKey('k2');
const impostor = newKey('k1');
const webchat = newKey('webchat', ['webchat']);
const unendorsed = newKey('unendorsed', null);
const weak = newKey('weak', ['msteams'], 1024);

let issuer: Issuer;
let bot: Running;
const turns: string[] = [];

beforeAll(async () => {
  issuer = await startIssuer(key, webchat, unendorsed, weak);
  bot = await startServer(production(issuer.metadataUrl), {
    turn: async ({ activity }) => void turns.push(activity.type),
  });
});
afterAll(async () => {
  await bot.server.stop();
  await issuer.stop();
});
beforeEach(() => {
  turns.length = 0;
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (more: Record<string, unknown> = {}) => ({
  iss: BOT_FRAMEWORK,
  aud: APP_ID,
  serviceurl: SERVICE_URL,
  iat: now(),
  nbf: now(),
  exp: now() + 3600,
  ...more,
});
const activity = (more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'in-1',
  text: 'hello',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: '29:ana', aadObjectId: 'ana' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  ...more,
});
const post = async (authorization: string | null, body: unknown = activity(), to = bot) => {
  const response = await fetch(`${to.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const bearer = (more: Record<string, unknown> = {}, options: Parameters<typeof token>[2] = {}, by = key) =>
  `Bearer ${token(by, claims(more), options)}`;

test('a token of the channel for this bot, again and again', async () => {
  const authorization = bearer();
  for (let turn = 0; turn < 3; turn += 1) expect((await post(authorization)).status).toBe(200);
  expect(turns).toHaveLength(3);
});

const entraIssuer = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const withAlgorithm = (alg: Algorithm) => () => bearer({}, { alg });

test.each<[string, () => string | null]>([
  ['no token', () => null],
  ['an empty header', () => ''],
  ['another scheme', () => bearer().replace('Bearer', 'Basic')],
  ['no scheme', () => bearer().slice(7)],
  ['two tokens', () => `${bearer()} x`],
  ['not a token', () => 'Bearer abc'],
  ['not JSON inside', () => 'Bearer YWJj.YWJj.YWJj'],
  ['alg none', withAlgorithm('none')],
  ['alg none, with a signature', () => `${bearer({}, { alg: 'none' })}AAAA`],
  ['HS256 with the public key as secret', withAlgorithm('HS256')],
  ['PS256', withAlgorithm('PS256')],
  ['RS384', withAlgorithm('RS384')],
  ['another key under a known id', () => bearer({}, {}, impostor)],
  ['an unknown key', () => bearer({}, {}, newKey('k9'))],
  ['no key id', () => bearer({}, { header: { kid: undefined } })],
  ['a key id that is no text', () => bearer({}, { header: { kid: 1 } })],
  [
    'a key of its own in the header',
    () => bearer({}, { header: { jwk: impostor.publicKey.export({ format: 'jwk' }) } }, impostor),
  ],
  [
    'a key address of its own',
    () => bearer({}, { header: { jku: 'http://127.0.0.1:9/keys', kid: 'other' } }, impostor),
  ],
  ['critical extensions', () => bearer({}, { header: { crit: ['exp'] } })],
  [
    'a changed payload',
    () =>
      bearer().replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify(claims({ aud: APP_ID, x: 1 }))).toString('base64url')}.`,
      ),
  ],
  ['a cut signature', () => bearer().slice(0, -4)],
  ['a weak key', () => bearer({}, {}, weak)],
  ['expired', () => bearer({ exp: now() - 120 })],
  ['no end', () => bearer({ exp: undefined })],
  ['an end that is text', () => bearer({ exp: '9999999999' })],
  ['not before later', () => bearer({ nbf: now() + 900 })],
  ['issued later', () => bearer({ iat: now() + 900 })],
  ['another audience', () => bearer({ aud: '22222222-2222-3333-4444-555555555555' })],
  ['no audience', () => bearer({ aud: undefined })],
  ['several audiences', () => bearer({ aud: [APP_ID, 'other'] })],
  ['another issuer', () => bearer({ iss: 'https://evil.example' })],
  ['no issuer', () => bearer({ iss: undefined })],
  ['the issuer in a list', () => bearer({ iss: [BOT_FRAMEWORK] })],
  ['the emulator’s path: Entra v2', () => bearer({ iss: entraIssuer, ver: '2.0', azp: APP_ID, tid: TENANT })],
  [
    'the emulator’s path: Entra v1',
    () => bearer({ iss: `https://sts.windows.net/${TENANT}/`, ver: '1.0', appid: APP_ID }),
  ],
  [
    'the emulator’s path: old issuer',
    () => bearer({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }),
  ],
  ['a skill’s parent, Entra', () => bearer({ iss: entraIssuer, ver: '2.0', azp: 'other-bot', tid: TENANT })],
  ['a skill’s parent, under the channel’s issuer', () => bearer({ ver: '1.0', appid: 'other-bot' })],
  ['a key for another channel', () => bearer({}, {}, webchat)],
  ['a key without endorsements', () => bearer({}, {}, unendorsed)],
  ['no service URL claim', () => bearer({ serviceurl: undefined })],
  ['another service URL in the claim', () => bearer({ serviceurl: 'http://127.0.0.1:10/' })],
  ['the claim under its other spelling', () => bearer({ serviceurl: undefined, serviceUrl: SERVICE_URL })],
  ['a token that is far too long', () => bearer({ filler: 'x'.repeat(20_000) })],
])('%s: refused, no handler, no stack', async (_name, authorization) => {
  const { status, text } = await post(authorization());
  // Node itself refuses headers beyond 16 KB.
  expect([401, 431]).toContain(status);
  expect(turns).toEqual([]);
  expect(text).not.toMatch(/at .*\(|\.js|jwt|signature/i);
});

test.each<[string, Record<string, unknown>, number]>([
  ['no service URL', { serviceUrl: undefined }, 400],
  ['an empty service URL', { serviceUrl: '' }, 400],
  ['another service URL', { serviceUrl: 'http://127.0.0.1:10/' }, 401],
  ['another path', { serviceUrl: `${SERVICE_URL}x` }, 401],
  ['another channel', { channelId: 'webchat' }, 401],
  ['the emulator', { channelId: 'emulator' }, 401],
  ['an App Service channel', { channelId: 'AseChannel' }, 401],
  ['no channel', { channelId: undefined }, 400],
  ['no type', { type: undefined }, 400],
  ['no conversation', { conversation: undefined }, 400],
  ['nobody', { from: undefined }, 400],
])('a right token with %s: %i', async (_name, more, status) => {
  expect((await post(bearer(), activity(more))).status).toBe(status);
  expect(turns).toEqual([]);
});

test('a right token does not open another service URL, not even once it is remembered', async () => {
  const authorization = bearer();
  expect((await post(authorization)).status).toBe(200);
  expect((await post(authorization, activity({ serviceUrl: 'http://127.0.0.1:10/' }))).status).toBe(401);
});

test('a service URL that is not one of Teams is refused though it is signed', async () => {
  const serviceUrl = 'https://evil.trafficmanager.net/';
  const { status } = await post(bearer({ serviceurl: serviceUrl }), activity({ serviceUrl }));
  expect(status).toBe(400);
  expect(turns).toEqual([]);
});

test('rotation: a new key is fetched when it is first seen, a withdrawn one is refused though its token was remembered', async () => {
  const remembered = bearer();
  expect((await post(remembered)).status).toBe(200);
  issuer.publish(second);
  expect((await post(bearer({}, {}, second))).status).toBe(200);
  expect((await post(remembered)).status).toBe(401);
  issuer.publish(key, second, webchat, unendorsed, weak);
});

test('invented key ids do not flood the issuer', async () => {
  const own = await startIssuer(key);
  const another = await startServer(production(own.metadataUrl));
  for (let attempt = 0; attempt < 40; attempt += 1) {
    expect((await post(bearer({}, { header: { kid: `invented-${attempt}` } }), activity(), another)).status).toBe(401);
  }
  expect(own.fetched()).toBeLessThanOrEqual(20);
  expect((await post(bearer(), activity(), another)).status).toBe(200);
  await another.server.stop();
  await own.stop();
});

test('while the issuer can’t be reached: 503 without known keys, and the known ones stay', async () => {
  const own = await startIssuer(key);
  own.answerWith(500);
  const another = await startServer(production(own.metadataUrl));
  expect((await post(bearer(), activity(), another)).status).toBe(503);
  own.answerWith(200);
  expect((await post(bearer(), activity(), another)).status).toBe(200);
  own.answerWith(500);
  expect((await post(bearer({}, {}, second), activity(), another)).status).toBe(401);
  expect((await post(bearer({ jti: 'new' }), activity(), another)).status).toBe(200);
  await another.server.stop();
  await own.stop();
});

test('the log names the reason and holds no token', async () => {
  const before = bot.log.length;
  const authorization = bearer({ aud: 'other' }, {}, second);
  await post(authorization);
  const lines = JSON.stringify(bot.log.slice(before));
  expect(lines).toContain('audience');
  expect(lines).not.toContain(authorization.slice(7, 60));
});
