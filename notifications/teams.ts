import type { Activity } from 'botbuilder';
import type { Chat, Person } from '../benefits/person';
import type { Clock, Store } from '../benefits/ports';
import type { Limiter } from './limits';
import type { Log, Outcome } from './outcome';
import { type Schedule, within } from './schedule';

/** Teams' connector. Errors have `status` (null: unreachable), `code` and `retryAfterMs`. */
export interface TeamsConnector {
  /** The personal chat with one person, created if needed. `user`: an Entra object id or a channel id. */
  createPersonalChat(
    serviceUrl: string,
    tenantId: string | null,
    user: string,
    bot: { id: string; name: string },
  ): Promise<string>;
  /** Resolves to the activity's id; empty if the channel gives none. */
  send(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<string>;
  update(serviceUrl: string, conversationId: string, activityId: string, activity: Partial<Activity>): Promise<void>;
}

/** The Teams service of the last authenticated activity, stored as the fact `teams:service`. */
export interface TeamsService {
  serviceUrl: string;
  tenantId: string | null;
  botId: string;
  botName: string;
}

export const SERVICE_FACT = 'teams:service';

/** A card with its line for the activity feed and screen readers. */
export interface Message {
  card: Record<string, unknown>;
  summary: string;
}

/** A message in a conversation. */
export interface Posted {
  serviceUrl: string;
  conversationId: string;
  activityId: string;
}

export type Go = () => boolean;

/** This process must not send: it is stopping, or another one has taken over. */
export class Stopped extends Error {}

export interface TeamsChannel {
  /**
   * Sends to the person's chat with the bot, creating it if needed. Before sending, checks `go`; if false, throws
   * Stopped.
   */
  send(person: Person, message: Message, go: Go): Promise<{ outcome: Outcome; posted: Posted | null }>;
  /** Replaces a card in its conversation. */
  update(posted: Posted, message: Message, go: Go): Promise<Outcome>;
  limiter: Limiter;
}

export interface TeamsOptions {
  connector: TeamsConnector;
  store: Pick<Store, 'people' | 'facts'>;
  clock: Clock;
  schedule: Schedule;
  limiter: Limiter;
  log: Log;
}

const ROUNDS = 3;

export function createTeamsChannel(options: TeamsOptions): TeamsChannel {
  const { connector, store, clock, limiter, schedule, log } = options;
  const patience = createPatience();

  async function ask<T>(go: Go, conversation: string | null, call: () => Promise<T>): Promise<T> {
    await limiter.take(conversation, go);
    if (!go()) throw new Stopped();
    const asked = clock.now().getTime();
    const answered = () => patience.took(clock.now().getTime() - asked);
    return within(schedule, patience.ms(), call().finally(answered), () => {
      answered();
      throw new Late();
    });
  }

  async function service(): Promise<TeamsService | null> {
    const text = await store.facts.get(SERVICE_FACT);
    return text === null ? null : (JSON.parse(text) as TeamsService);
  }

  /** Teams returns the existing chat if there is one. Null: the person or the service is unknown. */
  async function makeChat(person: Person, go: Go): Promise<Chat | Outcome> {
    if (person.aadObjectId === null) return { state: 'failed', why: 'no-object-id' };
    const known = await service();
    if (!known) return { state: 'failed', why: 'no-service' };
    const { serviceUrl, tenantId, botId, botName } = known;
    const user = person.aadObjectId;
    const conversationId = await ask(go, null, () =>
      connector.createPersonalChat(serviceUrl, tenantId, user, { id: botId, name: botName }),
    );
    const { locale = null, timeZone = null } = person.chat ?? {};
    const chat: Chat = { conversationId, serviceUrl, tenantId, userId: user, botId, botName, locale, timeZone };
    await keepChat(person, chat);
    return chat;
  }

  /** If the person writes meanwhile, that chat is kept. */
  async function keepChat(person: Person, chat: Chat): Promise<void> {
    let before: Person | null = person;
    for (let round = 0; before && round < ROUNDS; round += 1) {
      if (before.chat !== null && before.chat.conversationId !== person.chat?.conversationId) return;
      if ((await store.people.replace(before, { ...before, chat })) === 'done') return;
      before = await store.people.get(person.id);
    }
  }

  const post = async (chat: Chat, person: Person, { card, summary }: Message, go: Go): Promise<Posted> => {
    const activityId = await ask(go, chat.conversationId, () =>
      connector.send(chat.serviceUrl, chat.conversationId, {
        type: 'message',
        from: { id: chat.botId, name: chat.botName },
        recipient: { id: chat.userId, name: person.name },
        conversation: { id: chat.conversationId, conversationType: 'personal', isGroup: false, name: '' },
        summary,
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
        channelData: { notification: { alert: true } },
      }),
    );
    return { serviceUrl: chat.serviceUrl, conversationId: chat.conversationId, activityId };
  };

  return {
    limiter,
    async send(person, message, go) {
      try {
        if (person.chat) {
          try {
            return { outcome: { state: 'sent' }, posted: await post(person.chat, person, message, go) };
          } catch (error) {
            // The app was reinstalled: the chat has a new id.
            if (statusOf(error) !== 404 || person.aadObjectId === null) throw error;
          }
        }
        const chat = await makeChat(person, go);
        if ('state' in chat) return { outcome: chat, posted: null };
        if (chat.conversationId === person.chat?.conversationId) throw new Gone();
        return { outcome: { state: 'sent' }, posted: await post(chat, person, message, go) };
      } catch (error) {
        return { outcome: outcomeOf(error, log), posted: null };
      }
    },
    async update(posted, { card, summary }, go) {
      try {
        await ask(go, posted.conversationId, () =>
          connector.update(posted.serviceUrl, posted.conversationId, posted.activityId, {
            type: 'message',
            summary,
            attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
          }),
        );
        return { state: 'sent' };
      } catch (error) {
        return outcomeOf(error, log);
      }
    },
  };
}

const SHORTEST_MS = 3_000;
const LONGEST_MS = 15_000;

/**
 * The timeout: eight times the recent response time, at least 3 s. After it, nobody knows whether the message arrived.
 */
function createPatience(): { took(ms: number): void; ms(): number } {
  let usual = 0;
  return {
    took(ms) {
      usual += 0.2 * (Math.min(ms, LONGEST_MS) - usual);
    },
    ms: () => Math.min(LONGEST_MS, Math.max(SHORTEST_MS, 8 * usual)),
  };
}

class Late extends Error {
  readonly status = null;
  readonly code = 'Timeout';
}

class Gone extends Error {
  readonly status = 404;
}

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;

const statusOf = (error: unknown): number | null => {
  const status = field(error, 'status');
  return typeof status === 'number' ? status : null;
};

/** Teams' 403 codes as our codes. */
const REFUSED: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'not-installed',
  BotDisabledByAdmin: 'disabled',
  MessageWritesBlocked: 'blocked',
  ConversationBlockedByUser: 'blocked',
};

/**
 * Maps a connector error to an outcome. Retried: 412, 429, 502, 504 (Microsoft, "Send proactive messages", "Rate
 * limiting"), other server errors, refused tokens and timeouts. Rethrows other errors.
 */
function outcomeOf(error: unknown, log: Log): Outcome {
  const status = field(error, 'status');
  if (status !== null && typeof status !== 'number') throw error;
  const code = field(error, 'code');
  const name = typeof code === 'string' ? code : null;
  log.debug({ status, code: name }, 'Teams did not take a message');
  const after = field(error, 'retryAfterMs');
  const afterMs = typeof after === 'number' ? after : null;
  if (status === null) {
    if (name === 'ServiceUrlNotAllowed') return { state: 'failed', why: 'no-service' };
    return { state: 'retry', why: name === 'Timeout' ? 'timeout' : 'unreachable', afterMs };
  }
  if (status === 403) return { state: 'failed', why: (name && REFUSED[name]) || 'forbidden' };
  if (status === 404 || status === 410) return { state: 'failed', why: 'not-found' };
  if (status === 429) return { state: 'retry', why: 'busy', afterMs };
  if (status === 401) return { state: 'retry', why: 'unauthorised', afterMs };
  if (status === 408 || status === 412 || status === 425 || status >= 500)
    return { state: 'retry', why: 'unreachable', afterMs };
  return { state: 'failed', why: 'rejected' };
}
