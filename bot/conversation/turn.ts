import { withoutKeys as hideKeysIn } from '../../benefits/actions/hide-keys';
import { nameStranger } from '../../benefits/actions/roster';
import type { Locale } from '../../benefits/command';
import { refusalText, replyText } from '../../cards';
import type { TextReply } from '../../cards/views';
import { isDiskFull } from '../../storage';
import type { Activity, Turn } from '../channel/activity';
import type { Surface } from '../commands/context';
import { proposePlan } from '../commands/plan';
import { ASKS_VERSION } from '../commands/views';
import { withAnswer } from './acts';
import type { Bot } from './bot';
import type { CardAction } from './card-action';
import { claimActivity, loadConversation, type Next, saveConversation } from './conversation-state';
import { chatOf, followRoster, identify, placeOf, rememberChat, rememberService, type Stranger } from './identity';
import { commandIn, type Incoming, localeOfCard, readActivity } from './incoming';
import { activityLocale, answerLocale } from './locale';
import type { MessageTurn, PersonTurn } from './person-turn';
import { type Outcome, perform, type Request, turnState } from './pipeline';
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
    let begun = false;
    const state = {
      begin() {
        begun = true;
      },
    };
    try {
      if (incoming && bot.busy()) await sayReply(bot, turn, incoming, { says: 'busy' });
      else if (incoming) await turnState.run(state, () => take(withNames(bot), turn, incoming, id, service));
      return 'done';
    } catch (error) {
      bot.log.error({ turn: id, type, name, error }, 'turn failed');
      const says = isDiskFull(error) ? 'disk-full' : 'fault';
      if (incoming) await sayFault(bot, turn, incoming, { says, turn: id, changed: begun ? null : false });
      return 'failed';
    } finally {
      bot.log.info({ turn: id, type, name, ms: Math.round(performance.now() - started) }, 'turn');
    }
  };
}

/** The names as they are at their first use in the turn. */
function withNames(bot: Bot): Bot {
  let names: ReturnType<Bot['names']> | null = null;
  return {
    ...bot,
    names() {
      names ??= bot.names();
      return names;
    },
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
  if (place === 'personal' && activity.type === 'message') await followRoster(bot, activity, person);
}

async function answer(bot: Bot, turn: PersonTurn, incoming: Incoming): Promise<void> {
  const ask = (action: CardAction, surface: Surface) => perform(bot, requestOf(turn, action, surface));
  switch (incoming.kind) {
    case 'text':
    case 'file':
    case 'submit':
      return answerMessage(bot, turn, incoming);
    case 'execute': {
      const { action } = incoming;
      return presentCard(bot, turn, action, action && (await resume(bot, turn, action)));
    }
    case 'dialog':
      return presentDialog(bot, turn, incoming.action && (await ask(incoming.action, 'dialog')));
    case 'dialog-closed':
      return turn.respond({});
    case 'choices':
      return presentChoices(bot, turn, incoming);
    case 'search':
      return presentSearch(bot, turn, incoming.typed);
    case 'added':
      // Two events say so; the first of them is answered.
      if (turn.place === 'personal' && turn.firstContact) await hello(bot, turn, turn.locale);
      return;
    case 'unknown-invoke':
      return turn.respond(null, 501);
  }
}

const requestOf = ({ person, place, locale }: PersonTurn, { verb, input }: CardAction, surface: Surface): Request => ({
  verb,
  input,
  person,
  place,
  surface,
  locale,
});

/** A message is answered once, however often it is delivered. */
async function answerMessage(
  bot: Bot,
  turn: PersonTurn,
  incoming: Extract<Incoming, { kind: 'text' | 'file' | 'submit' }>,
): Promise<void> {
  const { person, activity } = turn;
  const state = await claimActivity(bot.ports, person, activity.conversation.id, activity.id);
  if (!state) return;
  const next = await messageAnswer(bot, { ...turn, state }, incoming);
  await saveConversation(bot.ports, state, next, activity.id);
}

async function messageAnswer(
  bot: Bot,
  turn: MessageTurn,
  incoming: Extract<Incoming, { kind: 'text' | 'file' | 'submit' }>,
): Promise<Next> {
  if (incoming.kind === 'text') return understand(bot, turn, await withoutKeys(bot, turn, incoming.text));
  if (incoming.kind === 'file' && turn.place === 'group') return understand(bot, turn, '');
  const action: CardAction =
    incoming.kind === 'submit' ? incoming.action : { verb: 'import', input: { file: incoming.file } };
  return presentMessage(bot, turn, await perform(bot, requestOf(turn, action, 'message')), turn.locale);
}

/** The text without the product keys in it; the sender is told to delete such a message. */
async function withoutKeys(bot: Bot, turn: PersonTurn, typed: string): Promise<string> {
  const text = await hideKeysIn(bot.ports, typed);
  if (text === typed) return text;
  const view = { kind: 'text', reply: { says: 'key-in-message', group: turn.place === 'group' } } as const;
  await turn.send(activityOf(view, renderOptions(bot.ports, turn.locale)));
  return text;
}

/** A press. The answer to a question about one of several acts goes on with all of them. */
async function resume(bot: Bot, turn: PersonTurn, action: CardAction): Promise<Outcome> {
  const request = requestOf(turn, action, 'card');
  if (action.input.version !== ASKS_VERSION) return perform(bot, request);
  const { asked } = await loadConversation(bot.ports, turn.person, turn.activity.conversation.id);
  if (!asked?.asks || asked.command !== action.verb) return perform(bot, request);
  const acts = withAnswer(asked, action.input);
  return perform(bot, request, (context) => proposePlan(context, acts));
}

/** Strangers, guests and other tenants get one polite line without any name. */
async function turnAway(bot: Bot, turn: Turn, incoming: Incoming, { refusal, id, claimant }: Stranger): Promise<void> {
  if (incoming.kind === 'added') return;
  if (claimant && refusal.reason === 'stranger') {
    await nameStranger(bot.ports, claimant);
    bot.wake();
  }
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
async function sayFault(
  bot: Bot,
  turn: Turn,
  incoming: Incoming,
  fault: Extract<TextReply['reply'], { says: 'fault' | 'disk-full' }>,
): Promise<void> {
  try {
    await sayReply(bot, turn, incoming, fault);
  } catch (error) {
    bot.log.error({ turn: fault.turn, error }, 'the fault could not be told');
  }
}

/** For somebody who is not known yet in this turn. */
async function sayReply(bot: Bot, turn: Turn, incoming: Incoming, reply: TextReply['reply']): Promise<void> {
  const locale = activityLocale(turn.activity) ?? bot.settings.defaultLocale;
  await presentLine(turn, incoming, replyText({ kind: 'text', reply }, renderOptions(bot.ports, locale)));
}
