// What both bots reach and are reached by: a connector that takes replies, an issuer whose keys sign the channel's tokens,
// an identity endpoint that hands out the bots' own tokens. All on loopback.
import { generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';

const listen = (server) =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));
const json = (response, status, body) => {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

export const APP = '11111111-2222-3333-4444-555555555555';
export const TENANT = '99999999-8888-7777-6666-555555555555';
const ENTRA = `https://login.microsoftonline.com/${TENANT}/v2.0`;

/** Takes every reply and notice. */
export async function startConnector() {
  let count = 0;
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      count += 1;
      json(response, 201, { id: `sent-${count}` });
    });
  });
  server.keepAliveTimeout = 60_000;
  return { url: await listen(server), count: () => count, stop: () => server.close(server.closeAllConnections()) };
}

export async function startIssuer() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', endorsements: ['msteams'] };
  let url = '';
  const server = http.createServer((request, response) => {
    const issuer = request.url === '/entra' ? ENTRA : 'https://api.botframework.com';
    json(response, 200, request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${url}/keys` });
  });
  url = await listen(server);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const signed = (claims) => {
    const head = `${encode({ alg: 'RS256', kid: 'bench', typ: 'JWT' })}.${encode({ aud: APP, iat: now, nbf: now - 60, exp: now + 7200, ...claims })}`;
    return `${head}.${sign('RSA-SHA256', Buffer.from(head), privateKey).toString('base64url')}`;
  };
  return {
    metadata: `${url}/metadata`,
    entra: `${url}/entra`,
    /** What Teams' channel sends with an activity. */
    token: (serviceUrl) => signed({ iss: 'https://api.botframework.com', serviceurl: serviceUrl }),
    /** What a page in Teams sends for its person. */
    personToken: (objectId) => signed({ iss: ENTRA, tid: TENANT, oid: objectId, scp: 'access_as_user' }),
    stop: () => server.close(server.closeAllConnections()),
  };
}

/** Azure App Service's managed-identity endpoint (2019-08-01), for the tokens with which the bots answer. */
export async function startIdentity() {
  const server = http.createServer((_request, response) =>
    json(response, 200, {
      access_token: 'bench-token',
      expires_on: String(Math.floor(Date.now() / 1000) + 86_400),
      resource: 'https://api.botframework.com',
      token_type: 'Bearer',
    }),
  );
  return { url: `${await listen(server)}/msi/token`, stop: () => server.close(server.closeAllConnections()) };
}

/** The same authentication for both bots. */
export const authentication = (issuer, identity) => ({
  MicrosoftAppId: APP,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: TENANT,
  IDENTITY_ENDPOINT: identity.url,
  IDENTITY_HEADER: 'bench',
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: issuer.metadata,
  ToBotFromEmulatorOpenIdMetadataUrl: issuer.metadata,
  ENTRA_METADATA_URL: issuer.entra,
  OAuthUrl: 'https://api.botframework.com',
  CallerId: 'urn:botframework:azure',
});
