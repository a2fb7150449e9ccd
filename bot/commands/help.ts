import type { HelpView } from '../../cards/views';
import { de } from '../../cards/words';
import type { CommandContext, Handler, Reply } from './context';

/** Who you are to the bot, what you can do, three things to try. */
export const help: Handler = (context) => helpReply(context, 'help');

export async function helpReply(context: CommandContext, occasion: HelpView['occasion']): Promise<Reply> {
  const { ports, person, settings, place } = context;
  const [company, some] = await Promise.all([
    ports.store.membership.get('membership'),
    ports.store.benefits.page({ today: context.today }, { skip: 0, limit: 40 }),
  ]);
  return {
    view: {
      kind: 'help',
      occasion,
      name: place === 'group' ? '' : person.name,
      role: person.role,
      company: company?.company ?? null,
      empty: company === null && some.length === 0,
      tries: triesOf(context, some),
      local: settings.local,
      version: 'help',
    },
  };
}

/** Things that work here and now: named after benefits that the company has. */
function triesOf(
  { person, locale }: CommandContext,
  benefits: readonly { id: string; nameEn: string; nameFr: string; activation: string }[],
): HelpView['tries'] {
  const french = locale === 'fr';
  const name = (id: string | undefined) => {
    const benefit = benefits.find((each) => each.id === id);
    return benefit ? (french ? benefit.nameFr : benefit.nameEn) : '';
  };
  const first = benefits[0]?.id;
  const keyed = benefits.find((each) => each.activation === 'keys')?.id;
  const seated = benefits.find((each) => each.activation === 'assign')?.id ?? first;
  const tries: HelpView['tries'][number][] = [
    { text: french ? 'montre tous les avantages' : 'show all benefits', command: 'list', slots: {} },
  ];
  if (person.role === 'admin') {
    if (keyed)
      tries.push({
        text: french ? `clé ${de(name(keyed))}` : `key for ${name(keyed)}`,
        command: 'keys',
        slots: { benefit: keyed },
      });
    if (seated)
      tries.push({
        text: french ? `attribue ${name(seated)}` : `assign ${name(seated)}`,
        command: 'assign',
        slots: { benefit: seated },
      });
  } else if (person.role === 'viewer') {
    tries.push({ text: french ? 'liste des attributions' : 'who has what', command: 'assignments', slots: {} });
    tries.push({ text: french ? 'historique' : 'history', command: 'history', slots: {} });
  } else {
    tries.push({ text: french ? 'mes licences' : 'my licences', command: 'assignments', slots: { user: 'me' } });
    if (first)
      tries.push({
        text: french ? `j’ai besoin ${de(name(first))}` : `I need ${name(first)}`,
        command: 'assign',
        slots: { benefit: first, user: 'me' },
      });
  }
  return tries;
}
