import type { Locale, Role } from './command';
import type { HasOutbox } from './outbox';
import type { Moment } from './time';

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

/** `id` is opaque and never changes. */
export interface Person extends HasOutbox {
  /** Canonical, unique. */
  email: string;
  name: string;
  role: Role;
  locale: Locale | null;
  /** Entra object id; null until the person first writes. Unique. */
  aadObjectId: string | null;
  /** A Teams account that claims to be this person, waiting for an admin's confirmation. */
  claim: LinkClaim | null;
  /** Chosen with the command `language`. */
  language: Locale | null;
  chat: Chat | null;
  /** Free words such as `sales`. */
  groups: readonly string[];
  since: Moment;
}

export type PersonSummary = Pick<Person, 'id' | 'email' | 'name'>;

export const personLocale = (person: Person, fallback: Locale): Locale => person.language ?? person.locale ?? fallback;
