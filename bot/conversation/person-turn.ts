import type { Locale } from '../../benefits/command';
import { type Person, personLocale } from '../../benefits/person';
import type { ConversationState } from '../../benefits/short-lived';
import type { Activity, Turn } from '../channel/activity';
import type { Place } from '../commands/context';

/** A turn of a person of the company. */
export interface PersonTurn extends Turn {
  id: string;
  person: Person;
  /** Of the card whose button was pressed; else the usual one. */
  locale: Locale;
  /** For an answer to a message whose language isn't clear. */
  usualLocale: Locale;
  place: Place;
  /** The person's own chat with the bot is seen for the first time. */
  firstContact: boolean;
}

/** A message's turn, which has claimed the activity and loaded the conversation's state. */
export interface MessageTurn extends PersonTurn {
  state: ConversationState;
}

/** The client's language, where the bot speaks it. */
export function activityLocale({ locale }: Activity): Locale | null {
  const [, language] = /^(fr|en)\b/i.exec(locale ?? '') ?? [];
  return language ? (language.toLowerCase() as Locale) : null;
}

/** The person's choice, else what the message or card says, else the person's locale, the activity's, the default. */
export function answerLocale(person: Person, said: Locale | null, activity: Activity, fallback: Locale): Locale {
  return person.language ?? said ?? personLocale(person, activityLocale(activity) ?? fallback);
}
