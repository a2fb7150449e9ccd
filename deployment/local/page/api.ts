import type { Activity, Attachment, BotAnswer, ChatView, Company, LiveEvent, Message } from '../types';

export type { Activity, Attachment, BotAnswer, ChatView, Company, LiveEvent, Message, Person } from '../types';

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
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
export const getSuggestions = (as: string) => read<string[]>('suggestions', { as });
export const openPersonal = (as: string) => write('open', { as });
export const markRead = (as: string, chat: string) => write('read', { as, chat });
export const getToken = async (as: string) => (await write<{ token: string }>('token', { as })).token;

/** Sends an activity to the bot as a person; `show` is the message that the chat shows for it. */
export const act = (as: string, chat: string, activity: Partial<Activity>, show?: string | Activity) => {
  const client = { locale: navigator.language, localTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return write<BotAnswer>('act', { as, chat, activity: { ...client, ...activity }, show });
};

export const invoke = (as: string, chat: string, name: string, value: unknown, replyToId: string | null = null) =>
  act(as, chat, { type: 'invoke', name, value, ...(replyToId === null ? {} : { replyToId }) });

export const upload = async (file: File): Promise<Attachment> =>
  answerOf<Attachment>(
    await fetch(`/local/api/upload?${new URLSearchParams({ name: file.name })}`, { method: 'POST', body: file }),
  );

/** Live updates. The browser reconnects by itself; `connected` is called each time, as events may have been missed. */
export function listen(received: (event: LiveEvent) => void, connected: () => void): void {
  const source = new EventSource('/local/api/events');
  source.onopen = connected;
  source.onmessage = (message) => received(JSON.parse(message.data as string) as LiveEvent);
}
