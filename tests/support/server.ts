import { request as httpRequest } from 'node:http';
import { Writable } from 'node:stream';
import { type AdapterOverrides, createAdapter } from '../../bot/channel/adapter';
import { createServer, type Server } from '../../bot/http/server';
import type { ServerPorts } from '../../bot/http/server-ports';
import { createLog } from '../../bot/log';
import { createMetrics } from '../../bot/metrics';
import { readSettings } from '../../settings';
import { listen } from './listener';

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT = '99999999-8888-7777-6666-555555555555';

/** Settings of a production bot on loopback, with an issuer of its own. */
export const production = (metadataUrl: string, more: Record<string, string> = {}): Record<string, string> => ({
  MicrosoftAppId: APP_ID,
  MicrosoftAppPassword: 'not-a-real-secret',
  MicrosoftAppTenantId: TENANT,
  PUBLIC_URL: 'https://benefits.contoso.com',
  KEY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  ALLOW_EMBEDDED_STORE: '1',
  HOST: '127.0.0.1',
  ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ...more,
});

/** A managed identity on this machine, with the settings of a bot that signs in with it. */
export async function startIdentity(metadataUrl: string) {
  const expires = String(Math.floor(Date.now() / 1000) + 7200);
  const { url, stop } = await listen(() => ({
    body: { access_token: 'token-of-the-identity', expires_on: expires, token_type: 'Bearer' },
  }));
  const { MicrosoftAppPassword: _, ...secretless } = production(metadataUrl);
  const settings = {
    ...secretless,
    MicrosoftAppType: 'UserAssignedMSI',
    IDENTITY_ENDPOINT: `${url}/token`,
    IDENTITY_HEADER: 'x',
  };
  return { settings, stop };
}

export interface Running {
  url: string;
  server: Server;
  /** Lines of the log so far. */
  log: Record<string, unknown>[];
}

interface Given extends Partial<Omit<ServerPorts, 'turn'>> {
  turn?: (turn: Parameters<ServerPorts['turn']>[0]) => Promise<unknown>;
}

/** The server with the test's own ports; whatever isn't given does nothing. */
export async function startServer(
  env: Record<string, string>,
  { turn, ...ports }: Given = {},
  { overrides, ...more }: Partial<Parameters<typeof createServer>[0]> & { overrides?: AdapterOverrides } = {},
): Promise<Running> {
  const settings = readSettings({ PORT: '0', LOG_LEVEL: 'info', ...env }, { cwd: '/nonexistent' });
  const lines: Record<string, unknown>[] = [];
  const log = createLog(
    settings,
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
        done();
      },
    }),
  );
  const server = createServer({
    settings,
    adapter: createAdapter(settings, { wait: async () => {}, ...overrides }),
    ports: {
      turn: async (incoming) => ((await turn?.(incoming)) === 'failed' ? 'failed' : 'done'),
      api: {},
      download: async () => ({ status: 404, body: {} }),
      ready: async () => ({}),
      local: null,
      localCaller: null,
      ...ports,
    },
    log,
    metrics: createMetrics(),
    ...more,
  });
  const { port } = await server.listen();
  return { url: `http://127.0.0.1:${port}`, server, log: lines };
}

/** Starts servers that stop after the test. */
export function eachStopped(): typeof startServer {
  const running: Running[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ server }) => server.stop()));
  });
  return async (...args) => {
    const one = await startServer(...args);
    running.push(one);
    return one;
  };
}

/** A message as the channel posts it. */
export const activity = (more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'in-1',
  text: 'hello',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:9',
  from: { id: '29:ana' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  ...more,
});

export const send = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

export const code = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code;

/** Status of a request whose Host or Origin fetch would not let one choose. */
export const rawStatus = (url: string, path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
