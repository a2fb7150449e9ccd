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
  people: Person[];
}

export interface Attachment {
  contentType: string;
  content?: unknown;
  contentUrl?: string;
  name?: string;
}

export interface Activity {
  type: string;
  id?: string;
  text?: string;
  textFormat?: string;
  attachments?: Attachment[];
  suggestedActions?: { actions?: { type: string; title: string; value?: unknown }[] };
  [field: string]: unknown;
}

/** `from` null: the bot said it. */
export interface Message {
  id: string;
  from: string | null;
  at: string;
  edits: number;
  activity: Activity;
}

export interface ChatView {
  id: string;
  kind: 'personal' | 'groupChat';
  name: string;
  members: string[];
  unread: number;
  last: Message | null;
}

export type LiveEvent =
  | { kind: 'message' | 'edit' | 'delete'; chat: Pick<ChatView, 'id' | 'kind' | 'name' | 'members'>; message: Message }
  | { kind: 'typing'; chat: Pick<ChatView, 'id' | 'kind' | 'name' | 'members'>; from: string | null };

/** How the bot answered one activity over HTTP. */
export interface BotAnswer {
  status: number;
  body: unknown;
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) {
    const { error } = (await response.json().catch(() => ({ error: '' }))) as { error?: string };
    throw new Error(error || `${response.status}`);
  }
  return (await response.json()) as Answer;
}

const read = async <Answer>(name: string, query: Record<string, string> = {}): Promise<Answer> =>
  answerOf<Answer>(await fetch(`/local/api/${name}?${new URLSearchParams(query)}`));

const write = async <Answer>(name: string, body: unknown): Promise<Answer> =>
  answerOf<Answer>(
    await fetch(`/local/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

export const getCompany = () => read<Company>('people');
export const getChats = (as: string) => read<ChatView[]>('chats', { as });
export const getMessages = (as: string, chat: string) => read<Message[]>('messages', { as, chat });
export const openPersonal = (as: string) => write('open', { as });
export const markRead = (as: string, chat: string) => write('read', { as, chat });
export const getToken = async (as: string) => (await write<{ token: string }>('token', { as })).token;

/** Posts an activity to the bot as a person; `show` is what appears in the chat for it. */
export const act = (as: string, chat: string, activity: Partial<Activity>, show?: string | Activity) =>
  write<BotAnswer>('act', { as, chat, activity, ...(show === undefined ? {} : { show }) });

export const invoke = (as: string, chat: string, name: string, value: unknown, replyToId: string | null = null) =>
  act(as, chat, { type: 'invoke', name, value, ...(replyToId === null ? {} : { replyToId }) });

export const upload = async (file: File): Promise<Attachment> =>
  answerOf<Attachment>(
    await fetch(`/local/api/upload?${new URLSearchParams({ name: file.name })}`, { method: 'POST', body: file }),
  );

/** Live updates; the browser reconnects by itself. `begun` is called each time, since something may have been missed. */
export function listen(heard: (event: LiveEvent) => void, begun: () => void): void {
  const source = new EventSource('/local/api/events');
  source.onopen = begun;
  source.onmessage = (message) => heard(JSON.parse(message.data as string) as LiveEvent);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
