import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Account,
  type Activity,
  type Chat,
  type ChatKind,
  channelId,
  createChats,
  inventedObjectId,
} from '../../deployment/local/chats';
import { type ConnectorAnswer, type ConnectorCall, createConnector } from '../../deployment/local/connector';
import type { CardAction, Json } from './cards';
import { type NewPerson, type Talk, type TalkOf, type TeamsPerson, talkIn } from './talk';

export { actionsOf, inputsOf, titlesOf, wordsOf } from './cards';
export type { NewPerson, Talk, TeamsPerson, Turn } from './talk';
export { cardOf, wordsOfActivity } from './talk';
export type { Activity, CardAction, Json };

/** One request that the bot sent to the connector, and the answer. */
export interface Traffic extends ConnectorCall {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  status: number | 'hang' | 'cut' | 'lost';
}

/**
 * How to answer a request of the bot instead of doing it: with an answer (429, 502, 403 …), never (`hang`), by cutting
 * the connection before (`cut`) or after it was done (`lost`); null: as Teams does.
 */
type Answer = ConnectorAnswer & { headers?: Readonly<Record<string, string>> };
export type Fault = (call: ConnectorCall) => Answer | 'hang' | 'cut' | 'lost' | null;

export interface TeamsOptions {
  /** The bot's origin, `http://127.0.0.1:3978`; or later by `talkTo`. */
  botOrigin?: string;
  tenantId?: string;
  bot?: Account;
  /** Headers of each activity, such as a token. */
  headers?: (activity: Activity) => Record<string, string> | Promise<Record<string, string>>;
}

export interface Teams {
  /** Base address of the connector. */
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly bot: Account;
  /** Every request of the bot to the connector, in order. */
  readonly traffic: Traffic[];
  /** Every activity sent to the bot and its answer, as text: for a spy. */
  readonly answers: string[];
  talkTo(botOrigin: string): void;
  person(person: NewPerson): TeamsPerson;
  /** The person leaves the company's Teams: the roster no longer has them. */
  forget(person: TeamsPerson): void;
  personal(person: TeamsPerson): Talk;
  /** A group chat or channel; the function gives each member's side of it. */
  group(name: string, people: readonly TeamsPerson[], kind?: Exclude<ChatKind, 'personal'>): (who: TeamsPerson) => Talk;
  /** Answers the bot's requests by this rule until the returned function is called. */
  fault(rule: Fault): () => void;
  /** Posts any body at all to the bot. */
  raw(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown; text: string }>;
  /** A complete message activity, to be changed and posted with `raw`. */
  activity(talk: Talk, more?: Partial<Activity>): Activity;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

const parse = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
};

/** A Teams for tests: a connector that really listens on loopback, people, conversations, and a client's requests. */
export async function startTeams(options: TeamsOptions = {}): Promise<Teams> {
  const tenantId = options.tenantId ?? '11111111-2222-4333-8444-555555555555';
  const bot = options.bot ?? { id: '28:benefits-bot', name: 'Benefits' };
  const people: TeamsPerson[] = [];
  const chats = createChats({ bot, tenantId, people: async () => people });
  const connector = createConnector(chats);
  const traffic: Traffic[] = [];
  const answers: string[] = [];
  const files = new Map<string, Uint8Array>();
  const faults = new Set<Fault>();
  let botOrigin = options.botOrigin ?? '';

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const file = files.get(path);
    if (file) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file);
      return;
    }
    const call: ConnectorCall = {
      method: request.method ?? 'GET',
      path: path.replace(/^\/connector/, ''),
      body: parse(await readBody(request)),
    };
    const record: Traffic = { ...call, headers: request.headers, status: 'hang' };
    traffic.push(record);
    let fault: ReturnType<Fault> = null;
    for (const rule of faults) fault ??= rule(call);
    if (fault === 'hang') return;
    if (fault === 'cut') {
      record.status = 'cut';
      request.socket.destroy();
      return;
    }
    const answer: Answer = fault === null || fault === 'lost' ? await connector(call) : fault;
    if (fault === 'lost') {
      record.status = 'lost';
      request.socket.destroy();
      return;
    }
    record.status = answer.status;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((fault: unknown) => {
      response.writeHead(500).end(String(fault));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${origin}/connector`;

  async function raw(body: unknown, headers: Record<string, string> = {}) {
    const answer = await fetch(`${botOrigin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    answers.push(text);
    return { status: answer.status, body: parse(text), text };
  }

  function complete(chat: Chat, person: TeamsPerson, more: Partial<Activity>): Activity {
    const from = { id: person.id, name: person.name, aadObjectId: person.objectId };
    return {
      type: 'message',
      id: `in-${randomUUID()}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl,
      recipient: bot,
      from,
      locale: person.locale,
      conversation: {
        id: chat.id,
        conversationType: chat.kind,
        tenantId: person.tenantId,
        ...(chat.kind === 'personal' ? {} : { isGroup: true, name: chat.name }),
      },
      channelData: {
        tenant: { id: person.tenantId },
        ...(chat.kind === 'channel' ? { channel: { id: chat.id }, team: { id: chat.id, name: chat.name } } : {}),
      },
      entities: [
        { type: 'clientInfo', locale: person.locale, country: 'FR', platform: 'Web', timezone: 'Europe/Paris' },
      ],
      ...more,
    };
  }

  const talking: TalkOf = {
    bot,
    chats,
    complete,
    send: async (activity) => raw(activity, await options.headers?.(activity)),
    host(name, bytes) {
      const id = randomUUID();
      files.set(`/files/${id}`, bytes);
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name,
        contentUrl: `${origin}/sites/${id}/${encodeURIComponent(name)}`,
        content: { downloadUrl: `${origin}/files/${id}`, uniqueId: id, fileType: name.split('.').at(-1) ?? '' },
      };
    },
  };

  return {
    serviceUrl,
    tenantId,
    bot,
    traffic,
    answers,
    raw,
    talkTo(next) {
      botOrigin = next;
    },
    person(given) {
      const objectId = given.objectId ?? inventedObjectId(given.email);
      const person: TeamsPerson = {
        id: given.id ?? channelId(objectId),
        objectId,
        name: given.name,
        email: given.email,
        userRole: given.userRole ?? 'user',
        tenantId: given.tenantId ?? tenantId,
        locale: given.locale ?? 'en-GB',
      };
      people.push(person);
      return person;
    },
    forget(person) {
      people.splice(people.indexOf(person), 1);
    },
    personal: (person) => talkIn(chats.personal(person), person, talking),
    group(name, members, kind = 'groupChat') {
      const suffix = kind === 'channel' ? 'thread.tacv2' : 'thread.v2';
      const ids = members.map((member) => member.id);
      const chat = chats.group(`19:${randomUUID()}@${suffix}`, name, ids, kind);
      return (who) => talkIn(chat, who, talking);
    },
    fault(rule) {
      faults.add(rule);
      return () => faults.delete(rule);
    },
    activity: (one, more = {}) => complete(one.chat, one.person, more),
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      return closed;
    },
  };
}
