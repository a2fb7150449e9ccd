import type { Locale, Role } from './command';
import type { HasOutbox } from './outbox';
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

export interface LinkClaim {
  id: string;
  aadObjectId: string;
  at: Moment;
}

/** A person of the company; `id` is opaque and never changes. */
export interface Person extends HasOutbox {
  /** Canonical, unique. */
  email: string;
  name: string;
  role: Role;
  locale: Locale | null;
  /** Entra object id; null until the person first writes. Unique. */
  aadObjectId: string | null;
  /** An account that says it is this person, until an admin confirms it. */
  claim: LinkClaim | null;
  /** Language chosen with `language`; null: none was. */
  language: Locale | null;
  chat: Chat | null;
  /** Free words of the company's own, such as `sales`. */
  groups: readonly string[];
  since: Moment;
}

/** As much of a person as a seat, a notice or the history needs. */
export type PersonSummary = Pick<Person, 'id' | 'email' | 'name'>;

export const personLocale = (person: Person, fallback: Locale): Locale => person.language ?? person.locale ?? fallback;
