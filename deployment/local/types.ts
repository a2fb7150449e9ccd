// Shapes that the server of the local client and its page share.

/** A Bot Framework activity; only the fields that are read here are named. */
export interface Activity {
  type: string;
  id?: string;
  text?: string;
  textFormat?: string;
  name?: string;
  value?: unknown;
  attachments?: readonly Attachment[];
  entities?: readonly unknown[];
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

/** A person or bot, as it appears in an activity. */
export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
}

export type ChatKind = 'personal' | 'groupChat' | 'channel';

export interface Message {
  id: string;
  /** The sender's channel id; null: the bot. */
  from: string | null;
  at: string;
  activity: Activity;
  /** How often it was edited. */
  edits: number;
}

/** A chat in the page's list, as one person sees it. */
export interface ChatView {
  id: string;
  kind: ChatKind;
  name: string;
  /** Channel ids. */
  members: readonly string[];
  unread: number;
  last: Message | null;
}

export interface Person {
  id: string;
  objectId: string;
  email: string;
  name: string;
  role: string;
  language: 'en' | 'fr';
  unread: number;
}

export interface Company {
  company: string;
  bot: { id: string; name: string };
  tenantId: string;
  people: readonly Person[];
}

/** What is new in a chat. */
export interface LiveEvent {
  kind: 'message' | 'edit';
  chat: Omit<ChatView, 'unread' | 'last'>;
  message: Message;
}

/** How the bot answered one activity over HTTP. */
export interface BotAnswer {
  status: number;
  body: unknown;
}
