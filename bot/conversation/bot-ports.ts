import type { TurnContext } from 'botbuilder';
import type { Locale } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { ConversationState } from '../../benefits/ports';
import type { Connector } from '../channel/connector';
import type { Log } from '../log';
import type { IdentityPorts } from './identity';
import type { Room } from './pipeline';

/** What a turn needs, and what it is. */

export interface BotPorts extends Room {
  connector: Connector;
  allowedTenants: IdentityPorts['allowedTenants'];
  /** Something was written: the dispatcher should look. */
  wake: () => void;
  /** Runs something once, so many milliseconds from now, if the program still runs then. */
  schedule: (ms: number, run: () => void) => void;
  log: Log;
}

export interface Turn {
  context: TurnContext;
  person: Person;
  /** For an answer to what is not a text of its own: where a button says the language of its card, that one. */
  locale: Locale;
  /** For an answer to what says nothing of a language. */
  usualLocale: Locale;
  place: 'personal' | 'group';
  /** The unfinished talk, where it was looked up; null: there is none. */
  talk?: ConversationState | null;
  /** The first time that this person's own chat is seen. */
  firstContact: boolean;
  id: string;
}
