import { randomUUID } from 'node:crypto';
import type { Activities } from './activities';
import type { Chat, Chats } from './chats';
import { HttpFault, isObject } from './http';
import { LOCAL_TENANT, type LocalTokens, type Someone } from './people';
import type { Attachment, ChatView, Company, Message } from './types';

export interface LocalApi {
  reads: Readonly<Record<string, (query: URLSearchParams) => Promise<unknown>>>;
  writes: Readonly<Record<string, (body: Record<string, unknown>) => Promise<unknown>>>;
  upload(name: string, bytes: Buffer): Attachment;
  file(id: string): Buffer | null;
}

export interface LocalApiPorts {
  chats: Chats;
  activities: Activities;
  tokens: LocalTokens;
  people(): Promise<readonly Someone[]>;
  company(): Promise<string>;
  suggestions(email: string, language: 'en' | 'fr'): Promise<readonly string[]>;
  botName: string;
  origin(): string;
}

const GROUP_ID = '19:partner-team@thread.v2';

/** What the page reads and does, each for the person it names: `/local/api/<name>`. */
export function createLocalApi(ports: LocalApiPorts): LocalApi {
  const { chats, activities, tokens, people, company, suggestions, botName, origin } = ports;
  const files = new Map<string, Buffer>();
  /** The newest message that a person has seen of a chat, by `objectId chatId`. */
  const seen = new Map<string, string>();

  async function group(): Promise<Chat> {
    const chat = chats.group(GROUP_ID, 'Partner team', []);
    chat.members = (await people()).map((person) => person.id);
    return chat;
  }

  async function personOf(id: unknown): Promise<Someone> {
    const wanted = typeof id === 'string' ? id.toLowerCase() : '';
    const person = (await people()).find(
      (one) => one.objectId.toLowerCase() === wanted || one.email.toLowerCase() === wanted,
    );
    if (!person) throw new HttpFault(404, 'No such person');
    return person;
  }

  async function chatOf(person: Someone, id: unknown): Promise<Chat> {
    await group();
    const chat = typeof id === 'string' ? await chats.find(id) : null;
    if (!chat?.members.includes(person.id)) throw new HttpFault(404, 'No such chat');
    return chat;
  }

  const unread = (person: Someone, chat: Chat): number => {
    const last = Number(seen.get(`${person.objectId} ${chat.id}`) ?? 0);
    return chat.messages.filter((message) => message.from !== person.id && Number(message.id) > last).length;
  };

  return {
    reads: {
      async people(): Promise<Company> {
        const own = (person: Someone) =>
          chats.all().filter((chat) => chat.kind === 'personal' && chat.members.includes(person.id));
        return {
          company: await company(),
          bot: { id: chats.bot.id, name: botName },
          tenantId: LOCAL_TENANT,
          people: (await people()).map((person) => ({
            id: person.id,
            objectId: person.objectId,
            email: person.email,
            name: person.name,
            role: person.role,
            language: person.language,
            unread: own(person).reduce((sum, chat) => sum + unread(person, chat), 0),
          })),
        };
      },
      async chats(query): Promise<ChatView[]> {
        const person = await personOf(query.get('as'));
        return [chats.personal(person), await group()].map((chat) => {
          const { id, kind, name, members, messages } = chat;
          return { id, kind, name, members, unread: unread(person, chat), last: messages.at(-1) ?? null };
        });
      },
      async suggestions(query): Promise<readonly string[]> {
        const { email, language } = await personOf(query.get('as'));
        return suggestions(email, language);
      },
      async messages(query): Promise<readonly Message[]> {
        return (await chatOf(await personOf(query.get('as')), query.get('chat'))).messages;
      },
    },
    writes: {
      async act({ as, chat, activity, show }) {
        const person = await personOf(as);
        return activities.act(person, await chatOf(person, chat), isObject(activity) ? activity : {}, show);
      },
      async open({ as }) {
        await activities.install(await personOf(as));
        return {};
      },
      async read({ as, chat: id }) {
        const person = await personOf(as);
        const chat = await chatOf(person, id);
        seen.set(`${person.objectId} ${chat.id}`, chat.messages.at(-1)?.id ?? '');
        return {};
      },
      token: async ({ as }) => ({ token: tokens.issue(await personOf(as)) }),
    },
    upload(name, bytes) {
      const id = randomUUID();
      files.set(id, bytes);
      const address = `${origin()}/local/files/${id}`;
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name,
        contentUrl: address,
        content: { downloadUrl: address, uniqueId: id, fileType: name.split('.').at(-1) ?? '' },
      };
    },
    file: (id) => files.get(id) ?? null,
  };
}
