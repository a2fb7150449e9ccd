import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Account, type Activity, type Chat, createChats, type Message } from './chats';
import { createConnector } from './connector';
import { HttpFault, readBytes, readJson, sameOrigin, sendFile, sendJson } from './http';
import { createTokens, everyone, LOCAL_TENANT, type LocalCaller, type LocalPerson, type Someone } from './people';

export type { LocalCaller, LocalPerson } from './people';
export { LOCAL_TENANT } from './people';

export interface LocalTeamsOptions {
  /** Where the server listens, `http://127.0.0.1:3978`; asked when needed, since the port may be chosen at start. */
  origin(): string;
  people(): Promise<readonly LocalPerson[]>;
  company(): Promise<string>;
  botName: string;
  /** Hands an activity to the bot; default: POST to `/api/messages` of the same server. */
  post?(activity: Activity): Promise<{ status: number; body: unknown }>;
  /** Folder of the built page; default `dist/local`. */
  page?: string;
}

export interface LocalTeams {
  /** Serves `/local/…`; false: the address is not one of its own. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Who a token of the client stands for; null: it is none. */
  callerOf(token: string): LocalCaller | null;
  /** Ends the live updates, so that the server can stop. */
  close(): void;
}

const BOT_ID = '28:local-benefits-bot';
const GROUP_ID = '19:partner-team@thread.v2';
const UPLOAD_LIMIT = 64 * 1024 * 1024;
const JSON_TYPE = /^application\/json/i;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function builtPage(): string {
  const compiled = join(__dirname, '..', '..', 'local');
  return existsSync(join(compiled, 'main.js')) ? compiled : join(__dirname, '..', '..', 'dist', 'local');
}

/**
 * A small Teams in the browser for trying the bot on one's own machine: any person of the company, a personal chat with
 * the bot and a group, and the connector that the bot answers to. It trusts whoever reaches it and keeps everything in
 * memory: loopback only.
 */
export function localTeams(options: LocalTeamsOptions): LocalTeams {
  const bot: Account = { id: BOT_ID, name: options.botName };
  const people = () => everyone(options.people);
  const chats = createChats({ bot, tenantId: LOCAL_TENANT, people });
  const connector = createConnector(chats);
  const tokens = createTokens();
  const page = options.page ?? builtPage();
  const files = new Map<string, Buffer>();
  const installed = new Set<string>();
  /** How many messages of a chat a person has seen, by `objectId chatId`. */
  const seen = new Map<string, string>();
  const listeners = new Set<ServerResponse>();

  const post =
    options.post ??
    (async (activity: Activity) => {
      const answer = await fetch(`${options.origin()}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    });

  async function group(): Promise<Chat> {
    const chat = chats.group(GROUP_ID, 'Partner team', []);
    chat.members = (await people()).map((person) => person.id);
    return chat;
  }

  async function who(id: unknown): Promise<Someone> {
    const wanted = typeof id === 'string' ? id.toLowerCase() : '';
    const person = (await people()).find(
      (one) => one.objectId.toLowerCase() === wanted || one.email.toLowerCase() === wanted,
    );
    if (!person) throw new HttpFault(404, 'Nobody of that name');
    return person;
  }

  async function chatOf(person: Someone, id: unknown): Promise<Chat> {
    await group();
    const chat = typeof id === 'string' ? await chats.find(id) : null;
    if (!chat?.members.includes(person.id)) throw new HttpFault(404, 'No such chat');
    return chat;
  }

  const unreadOf = (person: Someone, chat: Chat): number => {
    const last = seen.get(`${person.objectId} ${chat.id}`) ?? '';
    return chat.messages.filter((message) => message.from !== person.id && Number(message.id) > Number(last)).length;
  };

  const messageView = (message: Message) => ({
    id: message.id,
    from: message.from,
    at: message.at,
    edits: message.edits,
    activity: message.activity,
  });

  chats.watch((event) => {
    if (event.chat.kind === 'personal' && event.kind !== 'typing') installed.add(event.chat.id);
    const line = {
      kind: event.kind,
      chat: { id: event.chat.id, kind: event.chat.kind, name: event.chat.name, members: event.chat.members },
      ...(event.kind === 'typing' ? { from: event.from } : { message: messageView(event.message) }),
    };
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(line)}\n\n`);
  });

  /** What every activity from Teams has, round what the person did. */
  function frame(person: Someone, chat: Chat, activity: Record<string, unknown>, id: string = randomUUID()): Activity {
    const locale = person.language === 'fr' ? 'fr-FR' : 'en-US';
    const entities = Array.isArray(activity.entities) ? (activity.entities as unknown[]) : [];
    return {
      type: 'message',
      ...activity,
      id,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: `${options.origin()}/local/connector`,
      from: { id: person.id, name: person.name, aadObjectId: person.objectId },
      recipient: bot,
      locale,
      conversation: {
        id: chat.id,
        conversationType: chat.kind,
        tenantId: LOCAL_TENANT,
        ...(chat.kind === 'personal' ? {} : { isGroup: true, name: chat.name }),
      },
      channelData: { tenant: { id: LOCAL_TENANT }, source: { name: 'message' } },
      entities: [...entities, { type: 'clientInfo', locale, country: 'FR', platform: 'Web' }],
    };
  }

  /** The first look at the chat installs the app, as Teams does: the bot hears of it and may say hello. */
  async function install(person: Someone): Promise<void> {
    const chat = chats.personal(person);
    if (installed.has(chat.id)) return;
    installed.add(chat.id);
    await post(frame(person, chat, { type: 'installationUpdate', action: 'add' }));
    const members = [bot, { id: person.id, aadObjectId: person.objectId }];
    await post(frame(person, chat, { type: 'conversationUpdate', membersAdded: members }));
  }

  /** Does what a person did: says it in the chat where others see it, and hands it to the bot where Teams would. */
  async function act(body: Record<string, unknown>): Promise<unknown> {
    const person = await who(body.as);
    const chat = await chatOf(person, body.chat);
    const activity = isObject(body.activity) ? body.activity : {};
    const shown = isObject(body.show)
      ? chats.say(chat, person.id, body.show as Activity)
      : typeof body.show === 'string'
        ? chats.say(chat, person.id, { type: 'message', text: body.show })
        : null;
    if (Object.keys(activity).length === 0) return { status: 200, body: null };
    const entities = Array.isArray(activity.entities) ? (activity.entities as Record<string, unknown>[]) : [];
    const mentioned = entities.some((one) => isObject(one.mentioned) && one.mentioned.id === bot.id);
    const heard = chat.kind === 'personal' || mentioned || activity.type === 'invoke' || activity.value !== undefined;
    return heard ? post(frame(person, chat, activity, shown?.id)) : { status: 200, body: null };
  }

  function upload(name: string, bytes: Buffer): unknown {
    const id = randomUUID();
    files.set(id, bytes);
    return {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name,
      contentUrl: `${options.origin()}/local/files/${id}`,
      content: {
        downloadUrl: `${options.origin()}/local/files/${id}`,
        uniqueId: id,
        fileType: name.split('.').at(-1) ?? '',
      },
    };
  }

  const reads: Readonly<Record<string, (query: URLSearchParams) => Promise<unknown>>> = {
    async people() {
      await group();
      const all = await people();
      const unread = (person: Someone): number =>
        chats
          .all()
          .filter((chat) => chat.kind === 'personal' && chat.members.includes(person.id))
          .reduce((sum, chat) => sum + unreadOf(person, chat), 0);
      const list = all.map(({ userRole: _, tenantId: __, ...person }) => person);
      return {
        company: await options.company(),
        bot,
        tenantId: LOCAL_TENANT,
        people: list.map((person, at) => ({ ...person, unread: all[at] ? unread(all[at]) : 0 })),
      };
    },
    async chats(query) {
      const person = await who(query.get('as'));
      return [chats.personal(person), await group()].map((chat) => ({
        id: chat.id,
        kind: chat.kind,
        name: chat.name,
        members: chat.members,
        unread: unreadOf(person, chat),
        last: chat.messages.slice(-1).map(messageView)[0] ?? null,
      }));
    },
    async messages(query) {
      const person = await who(query.get('as'));
      const chat = await chatOf(person, query.get('chat'));
      return chat.messages.map(messageView);
    },
  };

  const writes: Readonly<Record<string, (body: Record<string, unknown>) => Promise<unknown>>> = {
    act,
    async open(body) {
      await install(await who(body.as));
      return {};
    },
    async read(body) {
      const person = await who(body.as);
      const chat = await chatOf(person, body.chat);
      seen.set(`${person.objectId} ${chat.id}`, chat.messages.at(-1)?.id ?? '');
      return {};
    },
    token: async (body) => ({ token: tokens.issue(await who(body.as)) }),
  };

  function listen(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': here\n\n');
    listeners.add(response);
    request.on('close', () => listeners.delete(response));
  }

  async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const [room, ...rest] = url.pathname.slice('/local/'.length).split('/');
    const name = rest.join('/');
    const reading = request.method === 'GET';
    if (!reading && !sameOrigin(request)) throw new HttpFault(403, 'A page of another site may not do this');
    if (room === 'connector') {
      const body = reading ? null : await readJson(request);
      const answer = await connector({ method: request.method ?? 'GET', path: `/${name}${url.search}`, body });
      sendJson(response, answer.status, answer.body);
      return true;
    }
    if (room === 'files' && reading) {
      const bytes = files.get(name);
      if (!bytes) throw new HttpFault(404, 'No such file');
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
      response.end(bytes);
      return true;
    }
    if (room === 'api' && reading && name === 'events') {
      listen(request, response);
      return true;
    }
    if (room === 'api' && reading && Object.hasOwn(reads, name)) {
      sendJson(response, 200, await reads[name]?.(url.searchParams));
      return true;
    }
    if (room === 'api' && request.method === 'POST' && name === 'upload') {
      const bytes = await readBytes(request, UPLOAD_LIMIT);
      sendJson(response, 200, upload(url.searchParams.get('name') ?? 'file', bytes));
      return true;
    }
    if (room === 'api' && request.method === 'POST' && Object.hasOwn(writes, name)) {
      if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new HttpFault(415, 'The body must be JSON');
      const body = await readJson(request);
      sendJson(response, 200, await writes[name]?.(isObject(body) ? body : {}));
      return true;
    }
    if (reading && rest.length === 0) return sendFile(response, page, room === '' ? 'index.html' : (room ?? ''));
    return false;
  }

  return {
    callerOf: tokens.callerOf,
    close() {
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      if (url.pathname === '/local') {
        response.writeHead(302, { location: '/local/' }).end();
        return true;
      }
      if (!url.pathname.startsWith('/local/')) return false;
      try {
        return await serve(request, response, url);
      } catch (fault) {
        const status = fault instanceof HttpFault ? fault.status : 503;
        const message = fault instanceof HttpFault ? fault.message : 'The bot or its store does not answer';
        if (response.headersSent) response.destroy();
        else sendJson(response, status, { error: message });
        return true;
      }
    },
  };
}
