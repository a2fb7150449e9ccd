import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Account,
  type Activity,
  type Attachment,
  type Chat,
  type ChatEvent,
  type ChatKind,
  channelId,
  createChats,
  inventedObjectId,
  type Member,
  type Message,
} from '../../deployment/local/chats';
import { type ConnectorAnswer, type ConnectorCall, createConnector } from '../../deployment/local/connector';
import { actionsOf, type CardAction, inputsOf, isObject, type Json, wordsOf } from './cards';

export { actionsOf, inputsOf, titlesOf, wordsOf } from './cards';
export type { Activity, CardAction, Json };

/** A person of the simulated Teams. */
export interface TeamsPerson extends Member {
  locale: string;
}

export interface NewPerson {
  name: string;
  email: string;
  objectId?: string;
  /** Channel id `29:…`. */
  id?: string;
  /** `user` unless said otherwise; `guest`. */
  userRole?: string;
  tenantId?: string;
  locale?: string;
}

/** One request that the bot sent to the connector, and the answer. */
export interface Traffic extends ConnectorCall {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  status: number | 'hang' | 'cut' | 'lost';
}

/**
 * How to answer a request of the bot instead of doing it: with an answer (429, 502, 403 …), never (`hang`), by cutting
 * the connection before (`cut`) or after it was done (`lost`); null: as Teams does.
 */
export type Fault = (call: ConnectorCall) => ConnectorAnswer | 'hang' | 'cut' | 'lost' | null;

/** What came of one activity posted to the bot. */
export interface Turn {
  /** HTTP status of the bot's answer. */
  status: number;
  /** Its body: for an invoke what the bot returned, else mostly empty. */
  body: unknown;
  /** What the bot sent into this conversation meanwhile, new messages and edits. */
  sent: Activity[];
  /** The card that the person now looks at: the one returned, else the last one sent; null: none. */
  card: Json | null;
  /** All words that the person reads in it: messages and cards. */
  words: string;
}

/** One person speaking with the bot in one conversation. */
export interface Talk {
  readonly chat: Chat;
  readonly person: TeamsPerson;
  /** Types a message; in groups and channels the bot is mentioned unless the text has an `<at>` already. */
  say(text: string, more?: Partial<Activity>): Promise<Turn>;
  /**
   * Presses a button of the card last shown (or of the one given), by its title or a test of the action, with what the
   * person entered. Does what Teams does for Action.Execute, Action.Submit, messageBack, imBack and task/fetch.
   */
  press(button: string | ((action: CardAction) => boolean), entered?: Json, on?: Json): Promise<Turn>;
  execute(verb: string, data?: Json, trigger?: 'manual' | 'automatic'): Promise<Turn>;
  /** What an older client sends in place of Action.Execute. */
  submit(value: Json): Promise<Turn>;
  /** Opens a dialog with the data of its button. */
  fetchDialog(data: Json): Promise<Turn>;
  submitDialog(data: Json): Promise<Turn>;
  /** Typeahead: titles and values. */
  search(dataset: string, queryText: string): Promise<{ title: string; value: string }[]>;
  invoke(name: string, value: unknown, more?: Partial<Activity>): Promise<Turn>;
  /** Drops a file into the chat. */
  drop(name: string, bytes: Uint8Array, text?: string): Promise<Turn>;
  /** The app is installed for this conversation. */
  install(): Promise<Turn>;
  /** Any activity, completed with what every activity has. */
  post(activity: Partial<Activity> & { type: string }): Promise<Turn>;
  /** Messages of the bot in this conversation, as they stand now. */
  messages(): Activity[];
  /** Waits for a message of the bot (also one that is there already) that fits. */
  heard(fits: (activity: Activity) => boolean): Promise<Activity>;
}

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

const CARD = 'application/vnd.microsoft.card.adaptive';

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

export const cardOf = (activity: Activity | undefined): Json | null => {
  const found = activity?.attachments?.find((one) => one.contentType === CARD)?.content;
  return isObject(found) ? found : null;
};

/** The card in an invoke's answer: of Action.Execute or of a dialog. */
function returnedCard(body: unknown): Json | null {
  if (!isObject(body)) return null;
  if (body.type === CARD && isObject(body.value)) return body.value;
  const task = isObject(body.task) ? body.task : null;
  const value = task && isObject(task.value) ? task.value : null;
  const card = value && isObject(value.card) ? value.card.content : null;
  return isObject(card) ? card : null;
}

/** All words of what the bot sent: text and cards. */
export const wordsOfActivity = (activity: Activity): string =>
  [
    activity.text ?? '',
    ...(activity.attachments ?? []).map((one: Attachment) => wordsOf(one.content)),
    wordsOf(activity.suggestedActions),
  ]
    .filter((text) => text !== '')
    .join('\n');

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
    const answer = fault === null || fault === 'lost' ? await connector(call) : fault;
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

  function talk(chat: Chat, person: TeamsPerson): Talk {
    /** The card before the person's eyes and the message that it belongs to. */
    let view: { card: Json; messageId: string | undefined; dialog: boolean } | null = null;
    const sentByBot = (): Message[] => chat.messages.filter((message) => message.from === null);

    async function post(more: Partial<Activity>): Promise<Turn> {
      const activity = complete(chat, person, more);
      const sent: Activity[] = [];
      const stop = chats.watch((event: ChatEvent) => {
        if (event.chat === chat && (event.kind === 'message' || event.kind === 'edit') && event.message.from === null)
          sent.push(event.message.activity);
      });
      try {
        const headers = (await options.headers?.(activity)) ?? {};
        const { status, body } = await raw(activity, headers);
        const returned = returnedCard(body);
        // A notice may come in between: what answers this activity goes before it.
        const answers = sent.filter((one) => one.replyToId === activity.id);
        const shown = answers.findLast((one) => cardOf(one)) ?? sent.findLast((one) => cardOf(one));
        const card = cardOf(shown);
        if (card) view = { card, messageId: shown?.id, dialog: false };
        if (returned)
          view = { card: returned, messageId: activity.replyToId, dialog: isObject(body) && 'task' in body };
        const message = isObject(body) && typeof body.value === 'string' ? body.value : '';
        const words = [...sent.map(wordsOfActivity), returned ? wordsOf(returned) : message].filter(
          (one) => one !== '',
        );
        return {
          status,
          body,
          sent,
          card: returned ?? card,
          words: words.join('\n'),
        };
      } finally {
        stop();
      }
    }
    const invoke = (name: string, value: unknown, more: Partial<Activity> = {}): Promise<Turn> => {
      const replyToId = view?.messageId;
      return post({ type: 'invoke', name, value, ...(replyToId === undefined ? {} : { replyToId }), ...more });
    };
    const withReply = (more: Partial<Activity>): Partial<Activity> =>
      view?.messageId === undefined ? more : { replyToId: view.messageId, ...more };
    const fetchDialog = (data: Json) => invoke('task/fetch', { data, context: { theme: 'default' } });

    const self: Talk = {
      chat,
      person,
      post,
      invoke,
      fetchDialog,
      say(text, more = {}) {
        chats.say(chat, person.id, { type: 'message', text });
        if (chat.kind === 'personal' || text.includes('<at>')) return post({ text, ...more });
        const at = `<at>${bot.name}</at>`;
        const entities = [{ type: 'mention', mentioned: bot, text: at }];
        return post({ text: `${at} ${text}`, entities, ...more });
      },
      async press(button, entered = {}, on) {
        const card = on ?? view?.card;
        if (!card) throw new Error('There is no card to press a button of');
        const fits = typeof button === 'string' ? (one: CardAction) => one.title === button : button;
        const action = actionsOf(card).find(fits);
        if (!action)
          throw new Error(
            `No button ${String(button)} among: ${actionsOf(card)
              .map((one) => one.title ?? one.verb)
              .join(' | ')}`,
          );
        const data: Json = { ...action.data, ...inputsOf(card), ...entered };
        if (action.type === 'Action.Execute')
          return invoke('adaptiveCard/action', {
            action: { type: 'Action.Execute', id: action.id, verb: action.verb, data },
            trigger: 'manual',
          });
        if (action.type !== 'Action.Submit') throw new Error(`${action.type} sends nothing to the bot`);
        const teams = isObject(action.data?.msteams) ? action.data.msteams : {};
        if (teams.type === 'task/fetch') return fetchDialog(data);
        if (view?.dialog && on === undefined) return self.submitDialog(data);
        if (teams.type === 'imBack') return self.say(String(teams.value));
        if (teams.type === 'messageBack')
          return post(withReply({ text: String(teams.text ?? ''), value: { ...(teams.value as Json) } }));
        return post(withReply({ value: data }));
      },
      execute: (verb, data = {}, trigger = 'manual') =>
        invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb, data }, trigger }),
      submit: (value) => post(withReply({ value })),
      submitDialog: (data) => invoke('task/submit', { data, context: { theme: 'default' } }),
      async search(dataset, queryText) {
        const value = { kind: 'search', queryText, queryOptions: { skip: 0, top: 15 }, dataset };
        const { body } = await invoke('application/search', value);
        const found = isObject(body) && isObject(body.value) ? body.value.results : null;
        if (!Array.isArray(found)) throw new Error(`application/search answered ${JSON.stringify(body)}`);
        return found as { title: string; value: string }[];
      },
      drop(name, bytes, text = '') {
        const id = randomUUID();
        files.set(`/files/${id}`, bytes);
        const attachment: Attachment = {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          name,
          contentUrl: `${origin}/sites/${id}/${encodeURIComponent(name)}`,
          content: { downloadUrl: `${origin}/files/${id}`, uniqueId: id, fileType: name.split('.').at(-1) ?? '' },
        };
        return post({ text, attachments: [attachment] });
      },
      async install() {
        await post({ type: 'installationUpdate', action: 'add' });
        const personal = chat.kind === 'personal' ? [{ id: person.id, aadObjectId: person.objectId }] : [];
        return post({ type: 'conversationUpdate', membersAdded: [bot, ...personal] });
      },
      messages: () => sentByBot().map((message) => message.activity),
      heard(fits) {
        return new Promise((found) => {
          const there = sentByBot().find((message) => fits(message.activity));
          if (there) return found(there.activity);
          const stop = chats.watch((event) => {
            if (event.chat !== chat || (event.kind !== 'message' && event.kind !== 'edit')) return;
            if (event.message.from !== null || !fits(event.message.activity)) return;
            stop();
            found(event.message.activity);
          });
        });
      },
    };
    return self;
  }

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
        locale: given.locale ?? 'en-US',
      };
      people.push(person);
      return person;
    },
    forget(person) {
      people.splice(people.indexOf(person), 1);
    },
    personal: (person) => talk(chats.personal(person), person),
    group(name, members, kind = 'groupChat') {
      const suffix = kind === 'channel' ? 'thread.tacv2' : 'thread.v2';
      const ids = members.map((member) => member.id);
      const chat = chats.group(`19:${randomUUID()}@${suffix}`, name, ids, kind);
      return (who) => talk(chat, who);
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
