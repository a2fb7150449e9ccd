import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpError } from '../../bot/http-error';
import { activity, code, eachStopped, rawStatus, send } from '../support/server';

/** What the server answers beside the bot's messages: the pages, their API, health and metrics. */

const start = eachStopped();

test('/api: a thrown problem keeps its status, a file its name', async () => {
  const { url } = await start(
    {},
    {
      api: {
        gone: async () => {
          throw new HttpError(410, 'used', 'This ticket was used.');
        },
      },
      download: async (secret) => ({
        status: 200,
        bytes: Buffer.from(secret),
        type: 'text/csv',
        filename: 'état "1".csv',
      }),
    },
  );
  const gone = await fetch(`${url}/api/gone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect([gone.status, await code(gone)]).toEqual([410, 'used']);
  const file = await fetch(`${url}/api/download/abc`);
  expect(await file.text()).toBe('abc');
  expect(file.headers.get('content-disposition')).toBe(
    `attachment; filename="_tat__1_.csv"; filename*=UTF-8''%C3%A9tat%20%221%22.csv`,
  );
});

test('pages: strict headers, folders by their index, nothing outside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  mkdirSync(join(folder, 'web', 'keys'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'web', 'keys', 'index.html'), '<p>keys</p>');
  writeFileSync(join(folder, 'web', 'keys', 'main.js'), '1');
  const { url } = await start({}, {}, { pages: join(folder, 'web') });
  const page = await fetch(`${url}/dialogs/keys?theme=dark`);
  expect([page.status, page.url, await page.text()]).toEqual([200, `${url}/dialogs/keys/?theme=dark`, '<p>keys</p>']);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self';.*frame-ancestors 'self' https:\/\/teams.microsoft.com/,
  );
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  expect([page.headers.get('cache-control'), page.headers.get('x-content-type-options')]).toEqual([
    'no-store',
    'nosniff',
  ]);
  expect((await fetch(`${url}/tabs/keys/main.js`)).headers.get('content-type')).toContain('javascript');
  for (const path of ['/tabs/../secret.html', '/tabs/%2e%2e/secret.html', '/dialogs/keys/..%2f..%2fsecret.html']) {
    expect(await rawStatus(url, path, {})).toBe(404);
  }
  expect((await fetch(`${url}/dialogs/keys/`, { method: 'POST' })).status).toBe(404);
  rmSync(folder, { recursive: true });
});

test('/readyz follows the store', async () => {
  let up = true;
  const ports = {
    ready: async () => {
      if (!up) throw new Error('mongodb://user:secret@db is away');
      return { mail: 'queued' };
    },
  } satisfies Parameters<typeof start>[1];
  const { url } = await start({}, ports);
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', mail: 'queued' }]);
  up = false;
  const { url: other } = await start({}, ports);
  const away = await fetch(`${other}/readyz`);
  expect(away.status).toBe(503);
  expect(await away.text()).not.toContain('secret');
  expect((await fetch(`${other}/healthz`)).status).toBe(200);
});

test('/metrics tells turns by kind and outcome', async () => {
  const { url } = await start({}, { turn: async () => 'failed' });
  await send(url, activity());
  await send(url, activity({ type: 'invoke', name: 'x' }));
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('benefits_turn_seconds_count{kind="message",outcome="failed"} 1');
  expect(text).toContain('benefits_turn_seconds_count{kind="invoke",outcome="failed"} 1');
  expect(text).toMatch(/benefits_http_request_seconds_count\{route="messages",status="200"\} 1/);
});

test('/metrics: loopback, or the token behind a proxy', async () => {
  const { url } = await start({ METRICS_TOKEN: 'a-token-of-24-characters' });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('benefits_http_request_seconds');
  const proxied = { 'x-forwarded-for': '203.0.113.7' };
  expect((await fetch(`${url}/metrics`, { headers: proxied })).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { headers: { ...proxied, authorization: 'Bearer wrong' } })).status).toBe(404);
  const right = { ...proxied, authorization: 'Bearer a-token-of-24-characters' };
  expect((await fetch(`${url}/metrics`, { headers: right })).status).toBe(200);
});
