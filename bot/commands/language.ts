import type { Handler } from './context';
import { textReply } from './views';

/** The language in which the bot answers this person, from now on. */
export const language: Handler = async (context) => {
  const chosen = context.input.language;
  if (chosen !== 'en' && chosen !== 'fr') return { view: { kind: 'language-ask', version: 'language' } };
  for (;;) {
    const person = await context.ports.store.people.get(context.person.id);
    if (!person || person.language === chosen) break;
    if ((await context.ports.store.people.replace(person, { ...person, language: chosen })) === 'done') break;
  }
  return textReply({ says: 'language-is', locale: chosen });
};
