import { createHash } from 'node:crypto';

/** A Bot Framework activity as it goes over the wire; the fields that this room reads are named. */
export interface Activity {
  type: string;
  id?: string;
  text?: string;
  name?: string;
  value?: unknown;
  attachments?: readonly Attachment[];
  entities?: readonly unknown[];
  suggestedActions?: unknown;
  replyToId?: string;
  from?: Account;
  conversation?: { id: string; [field: string]: unknown };
  [field: string]: unknown;
}

export interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string;
  name?: string;
}

/** A party of a conversation, as Teams writes it into an activity. */
export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
}

/** A person as the roster of Teams gives them. `id` is the channel's id (`29:…`), `objectId` Entra's. */
export interface Member {
  id: string;
  objectId: string;
  email: string;
  name: string;
  /** `user`, `guest`, or `anonymous`. */
  userRole: string;
  tenantId: string;
}

export type ChatKind = 'personal' | 'groupChat' | 'channel';

export interface Chat {
  id: string;
  kind: ChatKind;
  name: string;
  /** Ids of the people in it. */
  members: readonly string[];
  messages: Message[];
}

export interface Message {
  id: string;
  /** The person's id; null: the bot. */
  from: string | null;
  at: string;
  activity: Activity;
  /** Rises with each edit. */
  edits: number;
}

export type ChatEvent =
  | { kind: 'message' | 'edit' | 'delete'; chat: Chat; message: Message }
  | { kind: 'typing'; chat: Chat; from: string | null };

/** The state of a small Teams: who is in which chat and what was said there. In memory, for trying and for tests. */
export interface Chats {
  readonly bot: Account;
  readonly tenantId: string;
  people(): Promise<readonly Member[]>;
  /** By the channel's id or the Entra object id. */
  person(id: string): Promise<Member | null>;
  /** The personal chat between the person and the bot: always the same one, made at the first call. */
  personal(person: Member): Chat;
  group(id: string, name: string, members: readonly string[], kind?: ChatKind): Chat;
  /** A personal chat's id is enough to find it again after a restart, as long as the person exists. */
  find(id: string): Promise<Chat | null>;
  all(): readonly Chat[];
  say(chat: Chat, from: string | null, activity: Activity): Message;
  edit(chat: Chat, messageId: string, activity: Activity): Message | null;
  remove(chat: Chat, messageId: string): boolean;
  typing(chat: Chat, from: string | null): void;
  watch(listener: (event: ChatEvent) => void): () => void;
}

export interface ChatsOptions {
  bot: Account;
  tenantId: string;
  people(): Promise<readonly Member[]>;
  now?: () => Date;
}

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** A stable invented Entra object id, in the form of a version 5 UUID. */
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

  const tell = (event: ChatEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** As in Teams a message's id is its time in milliseconds; never the same twice. */
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
      tell({ kind: 'message', chat, message });
      return message;
    },
    edit(chat, messageId, activity) {
      const message = chat.messages.find((one) => one.id === messageId);
      if (!message) return null;
      message.activity = { ...activity, id: messageId };
      message.edits += 1;
      tell({ kind: 'edit', chat, message });
      return message;
    },
    remove(chat, messageId) {
      const at = chat.messages.findIndex((one) => one.id === messageId);
      const [message] = at < 0 ? [] : chat.messages.splice(at, 1);
      if (message) tell({ kind: 'delete', chat, message });
      return message !== undefined;
    },
    typing: (chat, from) => tell({ kind: 'typing', chat, from }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
