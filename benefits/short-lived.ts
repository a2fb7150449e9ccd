import type { Act, Command, Locale } from './command';
import type { Stored } from './outbox';
import type { Moment } from './time';

/** Documents that expire. */

/** What a question is about. `givers`: who gives up a seat. */
export type Asking =
  | 'benefit'
  | 'user'
  | 'from'
  | 'to'
  | 'email'
  | 'language'
  | 'os'
  | 'role'
  | 'quantity'
  | 'givers'
  | 'person-details'
  | 'confirm';

/** What the bot asked last. */
export interface OpenQuestion extends Act {
  asking: Asking;
  candidates: readonly string[];
  /** The confirmation token of the card. */
  facts: string;
  /** Of the card. */
  locale: Locale;
  /** Somebody new can be entered: what was typed of them already. */
  suggested?: { name: string; email: string };
  /** Id of the stored plan that the card shows. */
  plan?: string;
  /** The acts of the message, and which of them the question is about. */
  asks?: { acts: readonly Act[]; at: number };
}

/** What an answer was about: benefit ids and people's addresses. */
export interface Topic {
  command: Command;
  benefits: readonly string[];
  people: readonly string[];
  /** What was asked for, which may be corrected afterwards. */
  acts: readonly Act[];
  /** Of a change: whether it was made. */
  outcome: 'done' | 'not done' | 'told';
}

/** What a person and the bot are in the middle of in one conversation. `id` is `<person id>|<conversation id>`. */
export interface ConversationState extends Stored {
  asked: OpenQuestion | null;
  /** Where the request came from when it was moved out of a group. */
  group: { conversationId: string; serviceUrl: string; botId: string; botName: string } | null;
  /** Of the last answers, newest first; null: one that no follow-up can mean. */
  topics: readonly (Topic | null)[];
  /** The last activities, by a digest of their ids; one that is not answered is being worked on. */
  activities: Readonly<Record<string, ActivityClaim>>;
  expiresAt: Moment;
}

export interface ActivityClaim {
  /** Of the turn. */
  by: string;
  at: Moment;
  answered: boolean;
}

/** A one-time permission for a page. `id` is a hash of the secret. */
export interface OneTimeToken extends Stored {
  purpose: 'keys' | 'export' | 'portal';
  person: string;
  /** keys: benefit, language, os, holder, another. export: format. portal: benefit. */
  claims: Readonly<Record<string, string | boolean | null>>;
  usedAt: Moment | null;
  expiresAt: Moment;
}

/** A file that waits for its import to be confirmed. */
export interface PendingUpload extends Stored {
  data: string;
  expiresAt: Moment;
}
