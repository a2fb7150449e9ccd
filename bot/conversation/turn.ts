import { withoutKeys } from '../../benefits/actions/hide-keys';
import { nameStranger } from '../../benefits/actions/roster';
import type { Locale } from '../../benefits/command';
import { mayHoldKey } from '../../benefits/key-text';
import type { OpenQuestion } from '../../benefits/short-lived';
import { refusalText, replyText } from '../../cards';
import type { TextReply } from '../../cards/views';
import { isDiskFull, StoreUnavailable } from '../../storage';
import type { Activity, Turn } from '../channel/activity';
import type { CommandInput, Surface } from '../commands/context';
import { proposePlan } from '../commands/plan';
import { ASKS_VERSION } from '../commands/views';
import { withAnswer } from './acts';
import type { Begun, Bot } from './bot';
import type { CardAction } from './card-action';
import { claimActivity, loadConversation, type Next, saveConversation } from './conversation-state';
import { chatOf, followRoster, identify, placeOf, rememberChat, rememberService, type Stranger } from './identity';
import { inTime } from './in-time';
import { commandIn, type Incoming, localeOfCard, readActivity, unreadOf } from './incoming';
import { activityLocale, answerLocale, type MessageTurn, type PersonTurn } from './person-turn';
import { type Outcome, perform, type Request, recordRefused } from './pipeline';
import { presentCard } from './present-card';
import { presentDialog } from './present-dialog';
import { presentLine } from './present-line';
import { activityOf, presentMessage, renderOptions } from './present-message';
import { promiseOutcome } from './promised-outcome';
import { presentChoices, presentSearch } from './search';
import { hello, understand } from './understand';

/** Identity, locale, input, pipeline, presenter: one turn, with one boundary for faults. */
export function createTurns(bot: Bot): (turn: Turn) => Promise<'done' | 'failed'> {
  const service = rememberService(bot.ports);
  return async (turn) => {
    const { type } = turn.activity;
    const id = bot.ports.random.id().slice(0, 12);
    const started = performance.now();
    const incoming = readActivity(turn.activity);
    if (!incoming) return 'done';
    let begun: Begun | null = null;
    const changeBegins = (change: Begun) => {
      begun ??= change;
    };
    const timed = inTime(turn, bot.schedule);
    const say = (reply: TextReply['reply']) => sayReply(bot, timed.turn, incoming, reply);
    const work = async (): Promise<'done' | 'failed'> => {
      try {
        if (bot.busy()) await say({ says: 'busy' });
        else await take({ ...withNames(bot), changeBegins }, timed.turn, incoming, id, service);
        return 'done';
      } catch (error) {
        bot.log.error({ turn: id, type, kind: incoming.kind, err: error }, 'turn failed');
        const change = begun?.change ?? null;
        const reply: TextReply['reply'] =
          error instanceof StoreUnavailable && !isDiskFull(error) && change !== null
            ? { says: 'not-known-yet' }
            : { says: isDiskFull(error) ? 'disk-full' : 'fault', turn: id, changed: begun ? null : false };
        await say(reply).catch((unsaid: unknown) => {
          bot.log.error({ turn: id, err: unsaid }, 'the fault could not be told');
        });
        if (begun && reply.says === 'not-known-yet') promiseOutcome(bot, begun, id, PROMISED_MS.failed);
        return 'failed';
      } finally {
        bot.log.info({ turn: id, type, kind: incoming.kind, ms: Math.round(performance.now() - started) }, 'turn');
      }
    };
    const working = work();
    return timed.within(working, async () => {
      if (begun?.change) {
        const settle = promiseOutcome(bot, begun, id, PROMISED_MS.slow);
        void working.then((outcome) => (outcome === 'done' ? settle() : undefined));
      }
      await say({ says: 'not-known-yet' });
    });
  };
}

/** A failed change is looked up when the store has had time to recover; a slow one, when its turn has surely ended. */
const PROMISED_MS = { failed: 5_000, slow: 30_000 } as const;

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

async function answer(bot: Bot, turn: PersonTurn, sent: Incoming): Promise<void> {
  const { keyLengths } = await bot.names();
  const incoming = await withoutKeys(bot.ports, keyLengths, sent);
  const ask = (action: CardAction, surface: Surface) => perform(bot, requestOf(turn, action, surface));
  switch (incoming.kind) {
    case 'text':
    case 'file':
    case 'submit':
      return answerMessage(bot, turn, incoming, incoming !== sent || mayHoldKey(unreadOf(turn.activity)));
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
      // Teams sends two events; the first one is answered.
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
  heldKey: boolean,
): Promise<void> {
  const { person, activity } = turn;
  const state = await claimActivity(bot.ports, person, activity.conversation.id, activity.id);
  if (!state) return;
  if (heldKey && incoming.kind !== 'submit') await warnOfKey(bot, turn);
  const next = await messageAnswer(bot, { ...turn, state }, incoming);
  await saveConversation(bot.ports, state, next, activity.id);
}

async function messageAnswer(
  bot: Bot,
  turn: MessageTurn,
  incoming: Extract<Incoming, { kind: 'text' | 'file' | 'submit' }>,
): Promise<Next> {
  if (incoming.kind === 'text') return understand(bot, turn, incoming);
  if (incoming.kind === 'file' && turn.place === 'group') return understand(bot, turn, { text: '', mentions: [] });
  const action: CardAction =
    incoming.kind === 'submit' ? incoming.action : { verb: 'import', input: { file: incoming.file } };
  return presentMessage(bot, turn, await perform(bot, requestOf(turn, action, 'message')), turn.locale, turn.state);
}

/** Asks the sender to delete a message with a product key. */
function warnOfKey({ ports }: Bot, turn: PersonTurn): Promise<void> {
  const view = { kind: 'text', reply: { says: 'key-in-message', group: turn.place === 'group' } } as const;
  return turn.send(activityOf(view, renderOptions(ports, turn.locale)));
}

/** A pressed button. An answer about one of several acts continues with all of them. */
async function resume(bot: Bot, turn: PersonTurn, action: CardAction): Promise<Outcome> {
  const request = requestOf(turn, action, 'card');
  if (action.input.version !== ASKS_VERSION) return perform(bot, request);
  const { asked } = await loadConversation(bot.ports, turn.person, turn.activity.conversation.id);
  if (!asked?.asks || asked.command !== action.verb || !isAnswerTo(asked, action.input)) return perform(bot, request);
  return perform(bot, request, (context) => proposePlan(context, withAnswer(asked, context.input)));
}

/** The pressed card asks what is open, and not an older question: all that was known is the same. */
const isAnswerTo = ({ asking, slots }: OpenQuestion, input: CommandInput): boolean =>
  asking !== 'confirm' &&
  Object.entries(slots).every(
    ([slot, value]) =>
      slot.replace(/s$/, '') === asking || JSON.stringify(input[slot as keyof CommandInput]) === JSON.stringify(value),
  );

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
    refusalText(refusal, (each) => each, { locale }),
  );
}

/** For somebody who is not known yet in this turn. */
async function sayReply(bot: Bot, turn: Turn, incoming: Incoming, reply: TextReply['reply']): Promise<void> {
  const locale = activityLocale(turn.activity) ?? bot.settings.defaultLocale;
  await presentLine(turn, incoming, replyText({ kind: 'text', reply }, renderOptions(bot.ports, locale)));
}
