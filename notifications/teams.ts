import type { Activity } from 'botbuilder';
import type { Chat, Person } from '../benefits/person';
import type { Clock, Store } from '../benefits/ports';
import type { Limiter } from './limits';
import type { Log, Outcome } from './outcome';
import { type Schedule, within } from './schedule';

/**
 * Teams' connector, as notices need it. Failures are thrown with `status` (null: not reached), `code` and `retryAfterMs`.
 * `user` is an Entra object id or a channel id.
 */
export interface TeamsConnector {
  createPersonalChat(
    serviceUrl: string,
    tenantId: string | null,
    user: string,
    bot: { id: string; name: string },
  ): Promise<string>;
  send(serviceUrl: string, conversationId: string, activity: Partial<Activity>): Promise<string>;
  update(serviceUrl: string, conversationId: string, activityId: string, activity: Partial<Activity>): Promise<void>;
}

/** Where the bot is reached from: kept from the last authenticated activity, as the fact `teams:service`. */
export interface TeamsService {
  serviceUrl: string;
  tenantId: string | null;
  botId: string;
  botName: string;
}

export const SERVICE_FACT = 'teams:service';

/** A card with the line that Teams shows in the activity feed and reads aloud. */
export interface Message {
  card: Record<string, unknown>;
  summary: string;
}

/** A message as it stands in a conversation. */
export interface Posted {
  serviceUrl: string;
  conversationId: string;
  activityId: string;
}

export type Go = () => boolean;

/** This process may not send any more: it is stopping, or another one has taken over. */
export class Stopped extends Error {}

export interface TeamsChannel {
  /**
   * Sends to the person's own chat with the bot, which is made where there is none yet. `go` is asked when it is this
   * request's turn; if it says no, nothing leaves and Stopped is thrown.
   */
  send(person: Person, message: Message, go: Go): Promise<{ outcome: Outcome; posted: Posted | null }>;
  /** Replaces a card where it stands. */
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

  /** The chat is the same one when Teams has made it before. Null: there is no way to name the person or the service. */
  async function makeChat(person: Person, go: Go): Promise<Chat | Outcome> {
    if (person.aadObjectId === null) return { state: 'failed', why: 'no-object-id' };
    const known = await service();
    if (!known) return { state: 'failed', why: 'no-service' };
    const { serviceUrl, tenantId, botId, botName } = known;
    const user = person.aadObjectId;
    const conversationId = await ask(go, null, () =>
      connector.createPersonalChat(serviceUrl, tenantId, user, { id: botId, name: botName }),
    );
    const chat: Chat = { conversationId, serviceUrl, tenantId, userId: user, botId, botName };
    await keepChat(person, chat);
    return chat;
  }

  /** A person who writes meanwhile brings a better chat along: that one stays. */
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
            // The app was taken off and installed again: the chat has a new id.
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
 * How long an answer is waited for: eight times what answers took lately, at least 3 s. After that it counts as none, and
 * whether the message arrived is not known; a Teams that has become slow is given more time.
 */
export function createPatience(): { took(ms: number): void; ms(): number } {
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

/** Codes with which Teams says 403, as codes of ours. */
const REFUSED: Readonly<Record<string, string>> = {
  BotNotInConversationRoster: 'not-installed',
  BotDisabledByAdmin: 'disabled',
  MessageWritesBlocked: 'blocked',
  ConversationBlockedByUser: 'blocked',
};

/**
 * What an answer of the connector means (Microsoft, "Send proactive messages", "Rate limiting": 412, 429, 502 and 504 are
 * to be tried again; so are other server errors, a refused token and silence). What is not a connector's failure throws.
 */
export function outcomeOf(error: unknown, log: Log): Outcome {
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
