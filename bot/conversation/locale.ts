import type { Locale } from '../../benefits/command';
import { type Person, personLocale } from '../../benefits/person';
import type { Activity } from '../channel/activity';

/** The client's language, where the bot speaks it. */
export function activityLocale({ locale }: Activity): Locale | null {
  const [, language] = /^(fr|en)\b/i.exec(locale ?? '') ?? [];
  return language ? (language.toLowerCase() as Locale) : null;
}

/** The person's choice, else what the message or card says, else the person's locale, the activity's, the default. */
export function answerLocale(person: Person, said: Locale | null, activity: Activity, fallback: Locale): Locale {
  return person.language ?? said ?? personLocale(person, activityLocale(activity) ?? fallback);
}
