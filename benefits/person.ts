import type { Locale, Role } from './command';
import type { Carrier } from './outbox';
import type { Moment } from './time';

/** The personal chat with the bot, as Teams names it. */
export interface Chat {
  conversationId: string;
  serviceUrl: string;
  tenantId: string | null;
  /** The person's id on this channel, `29:…`. */
  userId: string;
  botId: string;
  botName: string;
}

/** A person of the company; `id` is the canonical e-mail address. */
export interface Person extends Carrier {
  name: string;
  role: Role;
  locale: Locale | null;
  /** Entra object id; null until the person first writes. Unique. */
  aadObjectId: string | null;
  /** Language chosen with `language`; null: none was. */
  language: Locale | null;
  chat: Chat | null;
  since: Moment;
}

export const personLocale = (person: Person, fallback: Locale): Locale => person.language ?? person.locale ?? fallback;
