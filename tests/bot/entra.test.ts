import { createEntraCheck } from '../../bot/http/entra-tokens';
import { type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { APP_ID, production, startServer, TENANT } from '../support/server';

const OTHER = '88888888-7777-6666-5555-444444444444';
const key = newKey('e1', null);
const next = newKey('e2', null);
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer(key);
});
afterAll(() => issuer.stop());

const now = () => Math.floor(Date.now() / 1000);
const claims = (more: Record<string, unknown> = {}) => ({
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  aud: APP_ID,
  tid: TENANT,
  oid: 'AAAAAAAA-0000-0000-0000-000000000001',
  scp: 'access_as_user',
  ver: '2.0',
  preferred_username: 'ana@contoso.com',
  name: 'Ana',
  iat: now(),
  nbf: now(),
  exp: now() + 3600,
  ...more,
});
const check = (more: Partial<Parameters<typeof createEntraCheck>[0]> = {}) =>
  createEntraCheck({
    appId: APP_ID,
    publicUrl: 'https://benefits.contoso.com',
    tenantId: TENANT,
    allowedTenants: [TENANT],
    metadataUrl: issuer.metadataUrl,
    ...more,
  });
const bearer = (more: Record<string, unknown> = {}, options: Parameters<typeof token>[2] = {}, by = key) =>
  `Bearer ${token(by, claims(more), options)}`;

test.each<[string, Record<string, unknown>]>([
  ['v2', {}],
  [
    'v1',
    {
      iss: `https://sts.windows.net/${TENANT}/`,
      ver: '1.0',
      aud: `api://benefits.contoso.com/${APP_ID}`,
      preferred_username: undefined,
      upn: 'ana@contoso.com',
    },
  ],
  ['several scopes', { scp: 'profile access_as_user' }],
])('a person’s token, %s', async (_name, more) => {
  expect(await check().verify(bearer(more))).toEqual({
    objectId: 'aaaaaaaa-0000-0000-0000-000000000001',
    tenantId: TENANT,
    email: 'ana@contoso.com',
    name: 'Ana',
  });
});

test.each<[string, () => string | undefined]>([
  ['nothing', () => undefined],
  ['alg none', () => bearer({}, { alg: 'none' })],
  ['HS256 with the public key', () => bearer({}, { alg: 'HS256' })],
  ['PS256', () => bearer({}, { alg: 'PS256' })],
  ['another key under a known id', () => bearer({}, {}, newKey('e1'))],
  ['expired', () => bearer({ exp: now() - 120 })],
  ['from the future', () => bearer({ nbf: now() + 900 })],
  ['another app', () => bearer({ aud: OTHER })],
  ['Graph', () => bearer({ aud: 'https://graph.microsoft.com' })],
  ['the app id under another host', () => bearer({ aud: `api://evil.example/${APP_ID}` })],
  ['another tenant', () => bearer({ tid: OTHER, iss: `https://login.microsoftonline.com/${OTHER}/v2.0` })],
  ['another tenant under this issuer', () => bearer({ tid: OTHER })],
  ['this tenant under another issuer', () => bearer({ iss: `https://login.microsoftonline.com/${OTHER}/v2.0` })],
  ['the Bot Framework’s issuer', () => bearer({ iss: 'https://api.botframework.com' })],
  ['no scope', () => bearer({ scp: undefined })],
  ['another scope', () => bearer({ scp: 'User.Read' })],
  ['a scope that only begins alike', () => bearer({ scp: 'access_as_user2' })],
  ['an app, not a person', () => bearer({ idtyp: 'app', scp: undefined, roles: ['access_as_user'] })],
  ['a guest', () => bearer({ acct: 1 })],
  ['no object id', () => bearer({ oid: undefined })],
])('%s is refused', async (_name, authorization) => {
  await expect(check().verify(authorization())).rejects.toMatchObject({ status: 401 });
});

test('keys rotate', async () => {
  const own = await startIssuer(key);
  const { verify } = check({ metadataUrl: own.metadataUrl });
  await verify(bearer());
  own.publish(next);
  await verify(bearer({}, {}, next));
  await expect(verify(bearer())).rejects.toMatchObject({ status: 401 });
  await own.stop();
});

test('a remembered token ends when it says so', async () => {
  let clock = Date.now();
  const { known, verify } = check({ now: () => clock });
  const authorization = bearer();
  expect(known(authorization)).toBeNull();
  const caller = await verify(authorization);
  expect(known(authorization)).toEqual(caller);
  clock += 3700_000;
  expect(known(authorization)).toBeNull();
  await expect(verify(authorization)).rejects.toMatchObject({ status: 401 });
});

test('over HTTP: the caller comes from the token, and only from this page’s origin', async () => {
  const { url, server } = await startServer(
    production(issuer.metadataUrl, { ENTRA_METADATA_URL: issuer.metadataUrl }),
    { api: { who: async ({ caller }) => ({ status: 200, body: caller }) } },
  );
  const call = (headers: Record<string, string>) =>
    fetch(`${url}/api/who`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  expect(await (await call({ authorization: bearer(), origin: 'https://benefits.contoso.com' })).json()).toMatchObject({
    email: 'ana@contoso.com',
  });
  expect((await call({ authorization: bearer({ tid: OTHER }) })).status).toBe(401);
  expect((await call({ authorization: 'Bearer local.secret' })).status).toBe(401);
  expect((await call({ authorization: bearer(), origin: 'https://evil.example' })).status).toBe(403);
  expect((await call({})).status).toBe(401);
  expect((await fetch(`${url}/local/`)).status).toBe(404);
  await server.stop();
});
