import type { HelpView } from '../../cards/views';
import type { CommandContext, Handler, Reply } from './context';
import { suggestions } from './suggestions';

/** Your role, what you can do, three messages to try. */
export const help: Handler = (context) => helpReply(context, 'help');

export async function helpReply(context: CommandContext, occasion: HelpView['occasion']): Promise<Reply> {
  const { ports, person, settings, place, locale, today } = context;
  const { store } = ports;
  const [company, some, tries] = await Promise.all([
    store.membership.get('membership'),
    store.benefits.page({ today }, { skip: 0, limit: 1 }),
    suggestions(store, person, locale, today),
  ]);
  return {
    view: {
      kind: 'help',
      occasion,
      name: place === 'group' ? '' : person.name,
      role: person.role,
      company: company?.company ?? null,
      empty: company === null && some.length === 0,
      tries,
      local: settings.local,
      version: 'help',
    },
  };
}
