import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalPerson, type LocalTeams, localTeams } from '../../deployment/local';
import type { Activity } from '../../deployment/local/chats';

/** The server side of the local Teams client, with a bot that only listens. */

const PEOPLE: LocalPerson[] = [
  { email: 'ada@fabrikam.example', name: 'Ada Byron', role: 'admin', locale: 'en', aadObjectId: null },
  {
    email: 'eve@fabrikam.example',
    name: 'Ève Dubois',
    role: 'employee',
    locale: 'fr',
    aadObjectId: 'AAAA1111-0000-4000-8000-000000000001',
  },
];

let server: Server;
let origin: string;
let local: LocalTeams;
const heard: Activity[] = [];
let people: readonly LocalPerson[] = PEOPLE;

beforeAll(async () => {
  local = localTeams({
    origin: () => origin,
    people: async () => people,
    company: async () => 'Fabrikam',
    suggestions: async (email, language) => [`${language} ${email}`],
    botName: 'Benefits',
    page: __dirname,
    post: async (activity) => {
      heard.push(activity);
      return { status: 200, body: { said: activity.text ?? activity.name ?? null } };
    },
  });
  server = createServer((request, response) => {
    void local.handle(request, response).then((handled) => {
      if (!handled) response.writeHead(404).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  local.close();
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
});
beforeEach(() => {
  heard.length = 0;
  people = PEOPLE;
});

const get = async (path: string) => {
  const answer = await fetch(`${origin}/local/${path}`);
  return { status: answer.status, body: (await answer.json()) as never };
};
const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${origin}/local/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as never };
};
interface ChatRow {
  id: string;
  kind: string;
  unread: number;
}
const chats = async (as: string): Promise<[ChatRow, ChatRow]> => (await get(`api/chats?as=${as}`)).body;
const messages = async (as: string, chat: string): Promise<{ id: string; activity: Activity; edits: number }[]> =>
  (await get(`api/messages?as=${as}&chat=${encodeURIComponent(chat)}`)).body;
const v3 = (chat: string, rest = '') => `connector/v3/conversations/${encodeURIComponent(chat)}${rest}`;

describe('people', () => {
  test('everyone of the company and a stranger, the stranger last', async () => {
    const { body } = await get('api/people');
    expect(body).toMatchObject({
      company: 'Fabrikam',
      people: [
        { email: 'ada@fabrikam.example', role: 'admin', language: 'en', unread: 0 },
        { email: 'eve@fabrikam.example', role: 'employee', language: 'fr' },
        { role: 'guest' },
      ],
    });
  });

  test('who has no object id gets one that stays the same', async () => {
    const id = async (): Promise<string> =>
      ((await get('api/people')).body as { people: { objectId: string }[] }).people[0]?.objectId ?? '';
    expect(await id()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await id()).toBe(await id());
  });

  test('what to try is asked for the person, in their language', async () => {
    expect((await get('api/suggestions?as=eve@fabrikam.example')).body).toEqual(['fr eve@fabrikam.example']);
  });

  test('an unreadable company is a 503 without details', async () => {
    people = new Proxy([], {
      get() {
        throw new Error('secret path');
      },
    });
    const { status, body } = await get('api/people');
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('what a person does reaches the bot as Teams would send it', () => {
  test('a message in the personal chat', async () => {
    const [personal] = await chats('eve@fabrikam.example');
    const activity = { type: 'message', text: 'bonjour' };
    const answer = await send('POST', 'api/act', {
      as: 'eve@fabrikam.example',
      chat: personal.id,
      activity,
      show: 'bonjour',
    });
    expect(answer).toEqual({ status: 200, body: { status: 200, body: { said: 'bonjour' } } });
    expect(heard).toMatchObject([
      {
        type: 'message',
        text: 'bonjour',
        channelId: 'msteams',
        locale: 'fr-FR',
        serviceUrl: `${origin}/local/connector`,
        from: { name: 'Ève Dubois', aadObjectId: 'AAAA1111-0000-4000-8000-000000000001' },
        conversation: { id: personal.id, conversationType: 'personal' },
        channelData: { tenant: { id: expect.any(String) } },
      },
    ]);
  });

  test('in the group the bot hears what mentions it, and no other message', async () => {
    const [, group] = await chats('ada@fabrikam.example');
    const say = (activity: Partial<Activity>) =>
      send('POST', 'api/act', {
        as: 'ada@fabrikam.example',
        chat: group.id,
        activity: { type: 'message', ...activity },
        show: 'x',
      });
    await say({ text: 'hello all' });
    expect(heard).toEqual([]);
    const { bot } = (await get('api/people')).body as { bot: { id: string } };
    const at = '<at>Benefits</at>';
    await say({ text: `${at} list`, entities: [{ type: 'mention', text: at, mentioned: bot }] });
    expect(heard).toMatchObject([
      { text: `${at} list`, conversation: { conversationType: 'groupChat', isGroup: true } },
    ]);
  });

  test('the first look installs the app, a second one does not', async () => {
    people = [
      ...PEOPLE,
      { email: 'new@fabrikam.example', name: 'New', role: 'employee', locale: 'en', aadObjectId: null },
    ];
    await send('POST', 'api/open', { as: 'new@fabrikam.example' });
    await send('POST', 'api/open', { as: 'new@fabrikam.example' });
    expect(heard.map((one) => one.type)).toEqual(['installationUpdate', 'conversationUpdate']);
  });

  test('a file gets a download address that serves its bytes', async () => {
    const uploaded = await fetch(`${origin}/local/api/upload?name=company.xlsx`, { method: 'POST', body: 'PK bytes' });
    const attachment = (await uploaded.json()) as { contentType: string; content: { downloadUrl: string } };
    expect(attachment.contentType).toBe('application/vnd.microsoft.teams.file.download.info');
    expect(await (await fetch(attachment.content.downloadUrl)).text()).toBe('PK bytes');
  });
});

describe('the connector', () => {
  test('send, reply, edit; a person sees the chat as it stands', async () => {
    const [{ id: chat }] = await chats('ada@fabrikam.example');
    const sent = await send('POST', v3(chat, '/activities'), { type: 'message', text: 'one' });
    expect(sent).toEqual({ status: 201, body: { id: expect.any(String) } });
    const { id } = sent.body as { id: string };
    await send('POST', v3(chat, `/activities/${id}`), { type: 'message', text: 'two' });
    await send('PUT', v3(chat, `/activities/${id}`), { type: 'message', text: 'one, edited' });
    expect(await messages('ada@fabrikam.example', chat)).toMatchObject([
      { id, activity: { text: 'one, edited' }, edits: 1 },
      { activity: { text: 'two', replyToId: id }, edits: 0 },
    ]);
    expect((await chats('ada@fabrikam.example'))[0].unread).toBe(2);
    await send('POST', 'api/read', { as: 'ada@fabrikam.example', chat });
    expect((await chats('ada@fabrikam.example'))[0].unread).toBe(0);
    expect(await send('PUT', v3(chat, '/activities/none'), { type: 'message' })).toMatchObject({ status: 404 });
  });

  test('a personal chat by object id is the one that the person has', async () => {
    const [{ id }] = await chats('eve@fabrikam.example');
    const members = [{ id: 'AAAA1111-0000-4000-8000-000000000001' }];
    expect(await send('POST', 'connector/v3/conversations', { isGroup: false, members })).toEqual({
      status: 201,
      body: { id },
    });
  });

  test('refuses as Teams does: an unknown person, another tenant, an unknown chat, a message that is too large', async () => {
    const start = (body: unknown) => send('POST', 'connector/v3/conversations', body);
    expect(await start({ members: [{ id: 'nobody' }] })).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
    expect(await start({ members: [{ id: 'AAAA1111-0000-4000-8000-000000000001' }], tenantId: 'other' })).toMatchObject(
      { status: 403 },
    );
    expect(await send('POST', v3('a:1none', '/activities'), { type: 'message' })).toMatchObject({ status: 404 });
    const [{ id }] = await chats('ada@fabrikam.example');
    expect(await send('POST', v3(id, '/activities'), { type: 'message', text: 'x'.repeat(40_000) })).toMatchObject({
      status: 413,
    });
  });

  test('a member of the chat, and nobody else', async () => {
    const [{ id: personal }, { id: group }] = await chats('ada@fabrikam.example');
    const { people } = (await get('api/people')).body as { people: { id: string }[] };
    const member = `/members/${encodeURIComponent(people[1]?.id ?? '')}`;
    expect((await get(v3(group, member))).body).toMatchObject({
      email: 'eve@fabrikam.example',
      userPrincipalName: 'eve@fabrikam.example',
      userRole: 'user',
    });
    expect(await get(v3(personal, member))).toMatchObject({ status: 404 });
  });
});

describe('who is who', () => {
  test('a token stands for its person; a changed one for nobody', async () => {
    const { body } = await send('POST', 'api/token', { as: 'eve@fabrikam.example' });
    const { token } = body as { token: string };
    expect(local.callerOf(token)).toMatchObject({
      objectId: 'AAAA1111-0000-4000-8000-000000000001',
      email: 'eve@fabrikam.example',
    });
    const [, text, proof] = token.split('.');
    const other = Buffer.from(JSON.stringify({ objectId: 'x', tenantId: 'y', email: null, name: null })).toString(
      'base64url',
    );
    for (const forged of [
      '',
      'local',
      `local.${other}.${proof}`,
      `local.${text}.`,
      `local.${text}.AAAA`,
      `jwt.${text}.${proof}`,
    ])
      expect(local.callerOf(forged)).toBeNull();
  });

  test('a page of another site can do nothing', async () => {
    const [{ id: chat }] = await chats('ada@fabrikam.example');
    const body = { as: 'ada@fabrikam.example', chat, activity: { type: 'message', text: 'x' } };
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])
      expect(await send('POST', 'api/act', body, headers as Record<string, string>)).toMatchObject({ status: 403 });
    const plain = await fetch(`${origin}/local/api/act`, { method: 'POST', body: JSON.stringify(body) });
    expect(plain.status).toBe(415);
    expect(heard).toEqual([]);
  });

  test('nobody reads a chat that they are not in', async () => {
    const [{ id }] = await chats('ada@fabrikam.example');
    expect(await get(`api/messages?as=eve@fabrikam.example&chat=${encodeURIComponent(id)}`)).toMatchObject({
      status: 404,
    });
    expect(await get('api/chats?as=nobody@fabrikam.example')).toMatchObject({ status: 404 });
  });

  test('only the page’s own files are served, under a strict policy', async () => {
    const file = await fetch(`${origin}/local/local-teams.test.ts`);
    expect(file.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const path of ['..%2f..%2fpackage.json', '%2e%2e/package.json', '.env', 'api/__proto__', 'none.js'])
      expect((await fetch(`${origin}/local/${path}`)).status).toBe(404);
  });
});
