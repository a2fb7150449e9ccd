import { createHash } from 'node:crypto';
import type { Account, Activity, ChatKind, Message } from './types';

export type { Account, Activity, Attachment, ChatKind, Message } from './types';

/** A person in Teams' roster. `id` is the channel's id (`29:…`), `objectId` Entra's. */
export interface Member {
  id: string;
  objectId: string;
  email: string;
  name: string;
  /** `user`, `guest`, or `anonymous`. */
  userRole: string;
  tenantId: string;
}

export interface Chat {
  id: string;
  kind: ChatKind;
  name: string;
  /** Ids of the people in it. */
  members: readonly string[];
  messages: Message[];
}

export interface ChatEvent {
  kind: 'message' | 'edit';
  chat: Chat;
  message: Message;
}

/** The state of a small Teams, in memory: chats, their members and messages. */
export interface Chats {
  readonly bot: Account;
  readonly tenantId: string;
  people(): Promise<readonly Member[]>;
  /** By the channel's id or the Entra object id. */
  person(id: string): Promise<Member | null>;
  /** The one personal chat between the person and the bot; created by the first call. */
  personal(person: Member): Chat;
  group(id: string, name: string, members: readonly string[], kind?: ChatKind): Chat;
  /** Also finds a personal chat from before a restart by its id, as long as the person exists. */
  find(id: string): Promise<Chat | null>;
  all(): readonly Chat[];
  say(chat: Chat, from: string | null, activity: Activity): Message;
  edit(chat: Chat, messageId: string, activity: Activity): Message | null;
  watch(listener: (event: ChatEvent) => void): () => void;
}

export interface ChatsOptions {
  bot: Account;
  tenantId: string;
  people(): Promise<readonly Member[]>;
  now?: () => Date;
}

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** A made-up Entra object id, the same for each call, in the form of a version 5 UUID. */
export function inventedObjectId(email: string): string {
  const hex = createHash('sha256').update(`local person ${email.toLowerCase()}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const channelId = (objectId: string): string => `29:${short(objectId)}`;

export function createChats(options: ChatsOptions): Chats {
  const now = options.now ?? (() => new Date());
  const chats = new Map<string, Chat>();
  const listeners = new Set<(event: ChatEvent) => void>();
  let last = 0;

  const emit = (event: ChatEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** As in Teams, a message's id is its time in milliseconds; unique. */
  const nextId = (): string => {
    last = Math.max(last + 1, now().getTime());
    return String(last);
  };
  const open = (id: string, kind: ChatKind, name: string, members: readonly string[]): Chat => {
    const chat = chats.get(id) ?? { id, kind, name, members, messages: [] };
    chats.set(id, chat);
    return chat;
  };
  const personalId = (person: Member): string => `a:1${short(`${options.bot.id} ${person.objectId}`)}`;
  const personal = (person: Member): Chat =>
    open(personalId(person), 'personal', options.bot.name ?? 'Bot', [person.id]);

  return {
    bot: options.bot,
    tenantId: options.tenantId,
    people: options.people,
    async person(id) {
      return (await options.people()).find((person) => person.id === id || person.objectId === id) ?? null;
    },
    personal,
    group: (id, name, members, kind = 'groupChat') => open(id, kind, name, members),
    async find(id) {
      const known = chats.get(id);
      if (known) return known;
      if (!id.startsWith('a:1')) return null;
      const owner = (await options.people()).find((person) => personalId(person) === id);
      return owner ? personal(owner) : null;
    },
    all: () => [...chats.values()],
    say(chat, from, activity) {
      const id = nextId();
      const message: Message = { id, from, at: now().toISOString(), activity: { ...activity, id }, edits: 0 };
      chat.messages.push(message);
      emit({ kind: 'message', chat, message });
      return message;
    },
    edit(chat, messageId, activity) {
      const message = chat.messages.find((one) => one.id === messageId);
      if (!message) return null;
      message.activity = { ...activity, id: messageId };
      message.edits += 1;
      emit({ kind: 'edit', chat, message });
      return message;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
