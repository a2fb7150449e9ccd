import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type RunningBot, startBot } from '../support/bot';
import { type Issuer, newKey, startIssuer, token } from '../support/issuer';
import { type Listener, listen } from '../support/listener';
import { APP_ID, startIdentity } from '../support/server';

jest.setTimeout(120_000);

const CONNECTIONS = 2_000;
const MOST_BYTES = 250 * 1024 * 1024;
const BODY = 260_000;
const key = newKey('k1');
let issuer: Issuer;
let teams: Listener;
let bot: RunningBot;
let identity: Awaited<ReturnType<typeof startIdentity>>;
const sockets: Socket[] = [];

beforeAll(async () => {
  issuer = await startIssuer(key);
  teams = await listen(({ url }) => (url.includes('/members/') ? { status: 404 } : { status: 201, body: { id: 'o' } }));
  identity = await startIdentity(issuer.metadataUrl);
  bot = await startBot(identity.settings);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await bot?.discard();
  await teams?.stop();
  await identity?.stop();
  await issuer?.stop();
});

const authorization = () => {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://api.botframework.com', aud: APP_ID, serviceurl: teams.url, exp: seconds + 600 };
  return `Bearer ${token(key, claims)}`;
};

/** A message that is answered in the chat. */
async function turn(bearer: string): Promise<void> {
  const before = sent();
  const response = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: bearer },
    body: JSON.stringify({
      type: 'message',
      id: randomUUID(),
      text: 'hello',
      channelId: 'msteams',
      serviceUrl: teams.url,
      from: { id: '29:eve', aadObjectId: '00000000-0000-4000-8000-00000000000e' },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:1', conversationType: 'personal' },
      channelData: { tenant: { id: '99999999-8888-7777-6666-555555555555' } },
    }),
  });
  expect([response.status, sent()]).toEqual([200, before + 1]);
}

const sent = (): number => teams.heard.filter(({ method }) => method === 'POST').length;

const residentBytes = async (): Promise<number> => {
  const text = await (await fetch(`${bot.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
};

/** A connection that has sent this much, and nothing more. */
async function hang(head: readonly string[], body = 0): Promise<Socket> {
  const { hostname, port } = new URL(bot.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await new Promise<void>((sent) => socket.write(`${head.join('\r\n')}${'x'.repeat(body)}`, () => sent()));
  return socket;
}

test('2,000 slow connections: memory is bounded, turns are answered, the slow ones are cut off', async () => {
  const bearer = authorization();
  await turn(bearer);
  const post = ['POST /api/messages HTTP/1.1', 'host: x', 'content-type: application/json'];
  const slowHeads: Socket[] = [];
  for (let each = 0; each < CONNECTIONS / 5; each += 1) {
    slowHeads.push(await hang([...post, 'x-slow: ']));
    await hang([...post, `content-length: ${BODY}`, '', ''], BODY - 1);
    await hang([...post, 'authorization: Bearer a.b.c', 'transfer-encoding: chunked', '', '10000\r\n'], 60_000);
    for (let twice = 0; twice < 2; twice += 1)
      await hang([...post, `authorization: ${bearer}`, `content-length: ${BODY}`, '', ''], BODY - 1);
  }
  await turn(bearer);
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  expect(await residentBytes()).toBeLessThan(MOST_BYTES);
  await Promise.all(slowHeads.map((socket) => (socket.closed ? null : once(socket.resume(), 'close'))));
  await turn(bearer);
});
