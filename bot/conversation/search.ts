import { benefitName } from '../../benefits/benefit';
import { render, summary } from '../../cards/index';
import { showView } from '../commands/show';
import type { BotPorts, Turn } from './bot-ports';
import { askOf } from './pipeline';
import { ADAPTIVE_CARD, renderOptions } from './reply';

/** Typeahead in cards, and the message extension. Both find what the person may see. */

const MOST = 15;

export interface Choice {
  title: string;
  value: string;
}

/** People: for those who may see the list. Benefits: for everyone of the company. */
export async function choicesFor(
  bot: Pick<BotPorts, 'ports' | 'names'>,
  turn: Pick<Turn, 'person' | 'locale'>,
  dataset: string,
  text: string,
): Promise<Choice[]> {
  const { store } = bot.ports;
  const language = await bot.names();
  const typed = text.slice(0, 100);
  if (dataset === 'people') {
    if (turn.person.role === 'employee') return [];
    const people = await Promise.all(language.search('person', typed, MOST).map((email) => store.people.get(email)));
    return people.flatMap((person) => (person ? [{ title: `${person.name} (${person.id})`, value: person.id }] : []));
  }
  if (dataset !== 'benefits') return [];
  const benefits = await Promise.all(language.search('benefit', typed, MOST).map((id) => store.benefits.get(id)));
  return benefits.flatMap((benefit) =>
    benefit ? [{ title: benefitName(benefit, turn.locale), value: benefit.id }] : [],
  );
}

export async function searchChoices(bot: BotPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { dataset, queryText } = (value ?? {}) as { dataset?: unknown; queryText?: unknown };
  const results = await choicesFor(bot, turn, String(dataset ?? ''), typeof queryText === 'string' ? queryText : '');
  return { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results } };
}

/** Cards to share in any chat: names and descriptions alone, for whoever reads them. */
export async function searchCards(bot: BotPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { parameters } = (value ?? {}) as { parameters?: readonly { name?: unknown; value?: unknown }[] };
  const asked = Array.isArray(parameters) ? parameters.find((each) => each?.name !== 'initialRun')?.value : '';
  const text = typeof asked === 'string' ? asked.slice(0, 100) : '';
  const { person, locale } = turn;
  const command = askOf(bot, { name: 'show', input: {}, person, place: 'group', privateAnswer: false, locale });
  const { store } = bot.ports;
  const found = text
    ? (await Promise.all((await bot.names()).search('benefit', text, MOST).map((id) => store.benefits.get(id)))).filter(
        (each) => each !== null,
      )
    : await store.benefits.page({ today: command.today }, { skip: 0, limit: MOST });
  const options = renderOptions(bot.ports, locale);
  const attachments = await Promise.all(
    found.map(async (benefit) => {
      const view = await showView(command, benefit);
      const preview = { title: benefitName(benefit, locale), text: benefit.package };
      return {
        contentType: ADAPTIVE_CARD,
        content: render(view, options),
        preview: {
          contentType: 'application/vnd.microsoft.card.thumbnail',
          content: { ...preview, subtitle: summary(view, options) },
        },
      };
    }),
  );
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}
