import { withoutKeys } from '../../benefits/actions/hide-keys';
import type { Locale } from '../../benefits/command';
import { refusalText, replyText } from '../../cards';
import type { Activity, Turn } from '../channel/activity';
import type { Bot } from './bot';
import { chatOf, identify, placeOf, rememberChat, rememberService, type Stranger } from './identity';
import { commandIn, type Incoming, localeOfCard, readActivity } from './incoming';
import { activityLocale, answerLocale } from './locale';
import type { PersonTurn } from './person-turn';
import { perform, type Request } from './pipeline';
import { presentCard } from './present-card';
import { presentDialog } from './present-dialog';
import { presentLine } from './present-line';
import { activityOf, presentMessage, renderOptions } from './present-message';
import { recordRefused } from './refusals';
import { presentChoices, presentSearch } from './search';
import { hello, understand } from './understand';

/** Identity, locale, input, pipeline, presenter: one turn, with one boundary for faults. */
export function createTurns(bot: Bot): (turn: Turn) => Promise<'done' | 'failed'> {
  const service = rememberService(bot.ports);
  return async (turn) => {
    const { type, name } = turn.activity;
    const id = bot.ports.random.id().slice(0, 12);
    const started = performance.now();
    const incoming = readActivity(turn.activity);
    try {
      if (incoming) await take(bot, turn, incoming, id, service);
      return 'done';
    } catch (error) {
      bot.log.error({ turn: id, type, name, error }, 'turn failed');
      if (incoming) await sayFault(bot, turn, incoming, id);
      return 'failed';
    } finally {
      bot.log.info({ turn: id, type, name, ms: Math.round(performance.now() - started) }, 'turn');
    }
  };
}

async function take(
  bot: Bot,
  turn: Turn,
  incoming: Incoming,
  id: string,
  service: (activity: Activity) => Promise<void>,
): Promise<void> {
  const { activity } = turn;
  const person = await identify(bot, activity);
  if (person === null) return;
  if ('refusal' in person) return turnAway(bot, turn, incoming, person);
  const place = placeOf(activity);
  let firstContact = false;
  if (place === 'personal' && activity.type !== 'invoke') {
    firstContact = await rememberChat(bot.ports, person, chatOf(activity));
    await service(activity);
  }
  const localeFor = (said: Locale | null) => answerLocale(person, said, activity, bot.settings.defaultLocale);
  const usualLocale = localeFor(null);
  const locale = localeFor(localeOfCard(activity));
  await answer(bot, { ...turn, id, person, locale, usualLocale, place, firstContact }, incoming);
}

async function answer(bot: Bot, turn: PersonTurn, incoming: Incoming): Promise<void> {
  const { person, place, locale } = turn;
  const ask = (action: Pick<Request, 'verb' | 'input'>, surface: Request['surface']) =>
    perform(bot, { ...action, person, place, surface, locale });
  switch (incoming.kind) {
    case 'text': {
      const text = await withoutKeys(bot.ports, incoming.text);
      if (text !== incoming.text) {
        const view = { kind: 'text', reply: { says: 'key-in-message', group: place === 'group' } } as const;
        await turn.send(activityOf(view, renderOptions(bot.ports, locale)));
      }
      return understand(bot, turn, text);
    }
    case 'file':
      if (place === 'group') return understand(bot, turn, '');
      return presentMessage(bot, turn, await ask({ verb: 'import', input: { file: incoming.file } }, 'message'));
    case 'submit':
      return presentMessage(bot, turn, await ask(incoming.action, 'message'));
    case 'execute':
      return presentCard(bot, turn, incoming.action, incoming.action && (await ask(incoming.action, 'card')));
    case 'dialog':
      return presentDialog(bot, turn, incoming.action && (await ask(incoming.action, 'dialog')));
    case 'dialog-closed':
      return turn.respond({});
    case 'choices':
      return presentChoices(bot, turn, incoming);
    case 'search':
      return presentSearch(bot, turn, incoming.typed);
    case 'added':
      // Two events say so, the first of them is answered.
      return place === 'personal' && turn.firstContact ? hello(bot, turn, locale) : undefined;
    case 'unknown-invoke':
      return turn.respond(null, 501);
  }
}

/** Strangers, guests and other tenants get one polite line without any name. */
async function turnAway(bot: Bot, turn: Turn, incoming: Incoming, { refusal, id }: Stranger): Promise<void> {
  if (incoming.kind === 'added') return;
  const typed = incoming.kind === 'text' ? (await bot.names()).parse(incoming.text).acts[0]?.command : undefined;
  await recordRefused(bot, id, typed ?? commandIn(incoming), refusal);
  const locale = activityLocale(turn.activity) ?? bot.settings.defaultLocale;
  await presentLine(
    turn,
    incoming,
    refusalText(refusal, (each) => each, locale),
  );
}

/** One honest line with the turn's id; if that can't be sent either, the log has both. */
async function sayFault(bot: Bot, turn: Turn, incoming: Incoming, id: string): Promise<void> {
  const locale = activityLocale(turn.activity) ?? bot.settings.defaultLocale;
  const said = replyText({ kind: 'text', reply: { says: 'fault', turn: id } }, renderOptions(bot.ports, locale));
  try {
    await presentLine(turn, incoming, said);
  } catch (error) {
    bot.log.error({ turn: id, error }, 'the fault could not be told');
  }
}
