import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Activity } from 'botbuilder';
import { activity, code, eachStopped, rawStatus, send, startServer } from '../support/server';

const start = eachStopped();

test('a turn reaches the door, and the reply the connector', async () => {
  const seen: { url: string; body: Record<string, unknown> }[] = [];
  const connector = createHttpServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      seen.push({ url: request.url ?? '', body: JSON.parse(text) as Record<string, unknown> });
      response.statusCode = 201;
      response.end('{"id":"out-1"}');
    });
  });
  await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
  const { url } = await start(
    {},
    {
      turn: ({ activity: { text }, send }) => send({ type: 'message', text: `you said ${text}` }),
    },
  );
  expect((await send(url, activity({ serviceUrl }))).status).toBe(200);
  expect(seen[0]?.url).toBe('/v3/conversations/a%3A1/activities/in-1');
  expect(seen[0]?.body).toMatchObject({
    type: 'message',
    text: 'you said hello',
    replyToId: 'in-1',
    recipient: { id: '29:ana' },
  });
  connector.closeAllConnections();
  connector.close();
});

test('the server leaves Node’s own responses as they were', async () => {
  await start({});
  const other = createHttpServer((_request, response) => response.writeHead(200, { 'x-a': 'b' }).end('chained'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  expect([response.headers.get('x-a'), await response.text()]).toEqual(['b', 'chained']);
  other.closeAllConnections();
  other.close();
});

test('an invoke is answered with what the turn left', async () => {
  const { url } = await start(
    {},
    {
      turn: async ({ respond }) => respond({ task: { type: 'message' } }),
    },
  );
  const response = await send(url, activity({ type: 'invoke', name: 'task/fetch' }));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ task: { type: 'message' } });
});

test('what is not a sound activity is turned away before any handler', async () => {
  const turns: number[] = [];
  const { url } = await start({}, { turn: async () => void turns.push(1) });
  const bodies: [unknown, number][] = [
    ['{"type":', 400],
    ['[]', 400],
    ['null', 400],
    ['"text"', 400],
    ['', 400],
    [activity({ type: undefined }), 400],
    [activity({ type: 7 }), 400],
    [activity({ serviceUrl: undefined }), 400],
    [activity({ serviceUrl: 'https://evil.example' }), 400],
    [activity({ serviceUrl: 'http://127.0.0.1@evil.example/' }), 400],
    [activity({ conversation: undefined }), 400],
    [activity({ conversation: { id: 3 } }), 400],
    [activity({ from: {} }), 400],
    [activity({ id: '\ud800' }), 400],
    [activity({ replyToId: 7 }), 400],
    [activity({ conversation: { id: 'a\udc00' } }), 400],
    [activity({ text: { $ne: '' } }), 400],
    [activity({ entities: ['x'] }), 400],
    [activity({ attachments: [null] }), 400],
    ['{"__proto__":{"admin":true},"type":"message"}', 400],
    [`{"value":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
    [activity({ text: 'x'.repeat(29_000) }), 413],
    [activity({ value: 'x'.repeat(300_000) }), 413],
  ];
  for (const [body, status] of bodies) expect([body, (await send(url, body)).status]).toEqual([body, status]);
  expect((await send(url, activity(), { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await send(url, activity(), { 'content-encoding': 'gzip' })).status).toBe(415);
  expect(turns).toEqual([]);
});

test('a body that never says its length is cut at the limit', async () => {
  const { url } = await start({});
  const { hostname, port } = new URL(url);
  const status = await new Promise<number>((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, path: '/api/messages', method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => resolve(response.statusCode ?? 0),
    );
    request.on('error', reject);
    for (let piece = 0; piece < 30; piece += 1) request.write('x'.repeat(16_384));
    request.end();
  });
  expect(status).toBe(413);
});

test('a fault is one line with an id that the log has too, and no stack', async () => {
  const { url, log } = await start(
    {},
    {
      turn: async () => {
        throw new Error('the disk\n{"level":"info"} is gone');
      },
    },
  );
  const response = await send(url, activity());
  expect(response.status).toBe(500);
  const body = (await response.json()) as { error: { id: string } };
  expect(JSON.stringify(body)).not.toContain('disk');
  expect(log.filter((line) => line.request === body.error.id)).toHaveLength(1);
});

test.each([
  '/',
  '/nothing',
  '/api',
  '/api/x/y',
  '/api/unknown',
  '/tabs',
  '/tabs/',
  '/local/',
  '/%',
  '/api/%E0%A4%A',
  '/tabs/..%2f..%2fpackage.json',
  '/api/__proto__',
])('GET and POST %s: a short 404', async (path) => {
  const { url } = await start({});
  for (const method of ['GET', 'POST', 'DELETE']) {
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(404);
    expect(await code(response)).toBe('not-found');
  }
});

test('what does not speak HTTP is turned away', async () => {
  const { url } = await start({});
  const { hostname, port } = new URL(url);
  const text = await new Promise<string>((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
    socket.on('data', (part) => {
      received += part;
    });
    socket.on('close', () => resolve(received));
  });
  expect(text).toMatch(/^HTTP\/1.1 400/);
});

describe('local mode', () => {
  test.each([
    ['/healthz', { host: 'evil.example' }],
    ['/healthz', { host: '127.0.0.1.evil.example:3978' }],
    ['/local/', { host: 'rebound.example:3978' }],
    ['/healthz', { origin: 'https://evil.example' }],
    ['/healthz', { origin: 'null' }],
    ['/healthz', { origin: 'http://127.0.0.1:1' }],
    ['/nothing', { host: 'evil.example' }],
  ])('%s with %j is refused', async (path, headers) => {
    const { url } = await start({});
    const own = `127.0.0.1:${new URL(url).port}`;
    expect(await rawStatus(url, path, { host: own, ...headers })).toBe(403);
  });

  test('its own names and origin are welcome', async () => {
    const { url } = await start({});
    const { port } = new URL(url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect(await rawStatus(url, '/healthz', { host, origin: `http://${host}` })).toBe(200);
    }
  });

  test('the local client gets what is under /local/, and its tokens name the caller', async () => {
    const caller = { objectId: 'o1', tenantId: 't1', email: 'ana@contoso.com', name: 'Ana' };
    const { url } = await start(
      {},
      {
        local: async (request, response) => {
          if (!request.url?.startsWith('/local/hello')) return false;
          response.end(request.method);
          return true;
        },
        localCaller: (token) => (token === 'local.right' ? caller : null),
        api: { who: async (call) => ({ status: 200, body: call.caller }) },
      },
    );
    expect(await (await fetch(`${url}/local/hello?x=1`)).text()).toBe('GET');
    expect(await (await fetch(`${url}/local/hello`, { method: 'PUT' })).text()).toBe('PUT');
    expect((await fetch(`${url}/local/other`)).status).toBe(404);
    const who = (token?: string) =>
      fetch(`${url}/api/who`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: '{}',
      });
    expect(await (await who('local.right')).json()).toEqual(caller);
    expect(await (await who()).json()).toBeNull();
    expect((await who('local.wrong')).status).toBe(401);
  });
});

test('too many of one person: 429 with Retry-After, others go on', async () => {
  const rates = { address: { burst: 100, perSecond: 0.001 }, person: { burst: 3, perSecond: 0.01 } };
  const turns: string[] = [];
  const { url } = await start({}, { turn: async ({ activity: { from } }) => void turns.push(from.id) }, { rates });
  const statuses = [];
  for (let turn = 0; turn < 5; turn += 1) statuses.push((await send(url, activity())).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  const limited = await send(url, activity());
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await send(url, activity({ from: { id: '29:tom' } }))).status).toBe(200);
  expect(turns).toEqual(['29:ana', '29:ana', '29:ana', '29:tom']);
});

test('stopping finishes the running turn, takes no new one and ends', async () => {
  let finish = () => {};
  let began = () => {};
  const hasBegun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const { url, server } = await startServer(
    {},
    {
      turn: async ({ respond }) => {
        began();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        respond({ done: true });
      },
    },
  );
  const turn = send(url, activity({ type: 'invoke', name: 'x' } satisfies Partial<Activity>));
  await hasBegun;
  const stopped = server.stop();
  await expect(send(url, activity())).rejects.toThrow();
  finish();
  expect(await (await turn).json()).toEqual({ done: true });
  await stopped;
});
