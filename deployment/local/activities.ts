import { randomUUID } from 'node:crypto';
import type { Chat, Chats } from './chats';
import { isObject } from './http';
import { LOCAL_TENANT, type Someone } from './people';
import type { Activity, BotAnswer, Message } from './types';

export interface Activities {
  /** Sends the activity to the bot as the person. `messageId`: the message in the chat that it belongs to. */
  send(person: Someone, chat: Chat, activity: Record<string, unknown>, messageId?: string): Promise<BotAnswer>;
  /** Installs the app for the person, once, as Teams does on the first look at the chat. */
  install(person: Someone): Promise<void>;
  /** Shows `show` in the chat, then sends the activity, if Teams would send it to the bot. */
  act(person: Someone, chat: Chat, activity: Record<string, unknown>, show: unknown): Promise<BotAnswer>;
}

const NOTHING: BotAnswer = { status: 200, body: null };

/** Sends what people do to the bot, in the form in which Teams sends it. */
export function createActivities(
  chats: Chats,
  origin: () => string,
  post: (activity: Activity) => Promise<BotAnswer>,
): Activities {
  const { bot } = chats;
  const installed = new Set<string>();
  chats.watch(({ chat }) => {
    if (chat.kind === 'personal') installed.add(chat.id);
  });

  function complete(person: Someone, chat: Chat, activity: Record<string, unknown>, id: string): Activity {
    const asked = String(activity.locale ?? '');
    const locale = asked.startsWith(person.language) ? asked : person.language === 'fr' ? 'fr-FR' : 'en-US';
    const entities: readonly unknown[] = Array.isArray(activity.entities) ? activity.entities : [];
    return {
      type: 'message',
      ...activity,
      id,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: `${origin()}/local/connector`,
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

  const send: Activities['send'] = (person, chat, activity, messageId = randomUUID()) =>
    post(complete(person, chat, activity, messageId));

  function shown(person: Someone, chat: Chat, show: unknown): Message | null {
    if (typeof show === 'string') return chats.say(chat, person.id, { type: 'message', text: show });
    return isObject(show) ? chats.say(chat, person.id, { type: 'message', ...show }) : null;
  }

  function reachesBot(chat: Chat, { type, value, entities }: Record<string, unknown>): boolean {
    const mentions: readonly unknown[] = Array.isArray(entities) ? entities : [];
    return (
      chat.kind === 'personal' ||
      type === 'invoke' ||
      value !== undefined ||
      mentions.some((one) => isObject(one) && isObject(one.mentioned) && one.mentioned.id === bot.id)
    );
  }

  return {
    send,
    async install(person) {
      const chat = chats.personal(person);
      if (installed.has(chat.id)) return;
      installed.add(chat.id);
      await send(person, chat, { type: 'installationUpdate', action: 'add' });
      const membersAdded = [bot, { id: person.id, aadObjectId: person.objectId }];
      await send(person, chat, { type: 'conversationUpdate', membersAdded });
    },
    async act(person, chat, activity, show) {
      const message = shown(person, chat, show);
      if (Object.keys(activity).length === 0 || !reachesBot(chat, activity)) return NOTHING;
      return send(person, chat, activity, message?.id);
    },
  };
}
