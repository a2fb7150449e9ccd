import type { TurnContext } from 'botbuilder';
import type { Locale } from '../benefits/command';
import type { Person } from '../benefits/person';
import type { Talk } from '../benefits/ports';
import type { Connector } from './connector';
import type { Log } from './log';
import type { Room } from './run';
import type { SpeakerPorts } from './speaker';

/** What a turn needs, and what it is. */

export interface TurnPorts extends Room {
  connector: Connector;
  allowedTenants: SpeakerPorts['allowedTenants'];
  /** Something was written: the dispatcher should look. */
  kick: () => void;
  /** Runs something once, so many milliseconds from now, if the program still runs then. */
  later: (ms: number, run: () => void) => void;
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
  talk?: Talk | null;
  /** The first time that this person's own chat is seen. */
  firstContact: boolean;
  id: string;
}
