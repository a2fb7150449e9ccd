import type { Handler } from './ask';
import { line } from './views';

/** The language in which the bot answers this person, from now on. */
export const language: Handler = async (ask) => {
  const chosen = ask.wish.language;
  if (chosen !== 'en' && chosen !== 'fr') return { view: { kind: 'language-ask', version: 'language' } };
  for (;;) {
    const person = await ask.ports.store.people.get(ask.person.id);
    if (!person || person.language === chosen) break;
    if ((await ask.ports.store.people.replace(person, { ...person, language: chosen })) === 'done') break;
  }
  return line({ says: 'language-is', locale: chosen });
};
