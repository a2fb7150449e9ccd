import { benefitName } from '../../benefits/benefit';
import { render, summary } from '../../cards';
import { showView } from '../commands/show';
import type { Bot } from './bot';
import type { PersonTurn } from './person-turn';
import { contextOf } from './pipeline';
import { choicesBody } from './present-line';
import { ADAPTIVE_CARD, renderOptions } from './present-message';

/** Typeahead in cards, and the message extension. Both find what the person may see. */

const MOST = 15;

export interface Choice {
  title: string;
  value: string;
}

/** People: for those who may see the list. Benefits: for everyone of the company. */
export async function choicesFor(
  bot: Pick<Bot, 'ports' | 'names'>,
  turn: Pick<PersonTurn, 'person' | 'locale'>,
  dataset: string,
  text: string,
): Promise<Choice[]> {
  const { store } = bot.ports;
  const language = await bot.names();
  const typed = text.slice(0, 100);
  if (dataset === 'people') {
    if (turn.person.role === 'employee') return [];
    const people = await Promise.all(
      language.search('person', typed, MOST).map((email) => store.people.byEmail(email)),
    );
    return people.flatMap((person) =>
      person ? [{ title: `${person.name} (${person.email})`, value: person.email }] : [],
    );
  }
  if (dataset !== 'benefits') return [];
  const benefits = await Promise.all(language.search('benefit', typed, MOST).map((id) => store.benefits.get(id)));
  return benefits.flatMap((benefit) =>
    benefit ? [{ title: benefitName(benefit, turn.locale), value: benefit.id }] : [],
  );
}

export async function presentChoices(
  bot: Bot,
  turn: PersonTurn,
  { dataset, typed }: { dataset: string; typed: string },
): Promise<void> {
  turn.respond(choicesBody(await choicesFor(bot, turn, dataset, typed)));
}

/** Cards to share in any chat: names and descriptions alone, for whoever reads them. */
export async function presentSearch(bot: Bot, turn: PersonTurn, text: string): Promise<void> {
  const { person, locale } = turn;
  const context = contextOf(bot, { verb: 'show', input: {}, person, place: 'group', surface: 'message', locale });
  const { store } = bot.ports;
  const found = text
    ? (await Promise.all((await bot.names()).search('benefit', text, MOST).map((id) => store.benefits.get(id)))).filter(
        (each) => each !== null,
      )
    : await store.benefits.page({ today: context.today }, { skip: 0, limit: MOST });
  const options = renderOptions(bot.ports, locale);
  const attachments = await Promise.all(
    found.map(async (benefit) => {
      const card = render(await showView(context, benefit), options);
      const preview = { title: benefitName(benefit, locale), text: benefit.package, subtitle: summary(card) };
      return {
        contentType: ADAPTIVE_CARD,
        content: card,
        preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: preview },
      };
    }),
  );
  turn.respond({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments } });
}
