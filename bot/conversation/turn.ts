import type { Activity, TurnContext } from 'botbuilder';
import { refused } from '../../benefits/actions/record';
import type { Command, Locale } from '../../benefits/command';
import { lineText, refusalText } from '../../cards/index';
import { SERVICE_FACT } from '../../notifications/index';
import { helpReply } from '../commands/help';
import { isVerb, VERBS } from '../commands/index';
import type { BotPorts, Turn } from './bot-ports';
import { actionIn, saidLocale } from './card-action';
import { chatOf, identify, placeOf, rememberChat, tenantOf } from './identity';
import { answerInvoke } from './invoke';
import { onMessage, submittedActionIn } from './message';
import { answerLocale, askOf } from './pipeline';
import { activityOf, renderOptions, sendable } from './reply';

/** One turn: who speaks, what kind of activity it is, and one boundary for faults. */

export function createTurns(bot: BotPorts): (context: TurnContext) => Promise<void> {
  const service = rememberService(bot);
  return async (context) => {
    const { activity } = context;
    const id = bot.ports.random.id().slice(0, 12);
    const started = performance.now();
    try {
      await takeTurn(bot, context, id, service);
    } catch (error) {
      bot.log.error({ turn: id, type: activity.type, name: activity.name, error }, 'turn failed');
      await sayFault(bot, context, id);
      context.turnState.set('fault', true);
    }
    bot.log.info(
      { turn: id, type: activity.type, name: activity.name, ms: Math.round(performance.now() - started) },
      'turn',
    );
  };
}

async function takeTurn(
  bot: BotPorts,
  context: TurnContext,
  id: string,
  service: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const { activity } = context;
  const { ports, settings } = bot;
  if (!['message', 'invoke', 'installationUpdate', 'conversationUpdate'].includes(activity.type)) return;
  if (activity.type === 'conversationUpdate' && !botWasAdded(context)) return;
  if (activity.type === 'installationUpdate' && activity.action === 'remove') return;

  const speaker = await identify({ ports, connector: bot.connector, allowedTenants: bot.allowedTenants }, activity);
  if (speaker === null) return;
  if ('refusal' in speaker) return turnAway(bot, context, speaker);
  const place = placeOf(activity);
  let firstContact = false;
  if (place === 'personal' && activity.type !== 'invoke') {
    firstContact = await rememberChat(ports, speaker, chatOf(activity));
    await service(context);
  }
  const localeOf = (said: Locale | null) => answerLocale(speaker, said, activity.locale, settings.defaultLocale);
  const [locale, usualLocale] = [localeOf(saidLocale(activity.value)), localeOf(null)];
  const turn: Turn = { context, person: speaker, locale, usualLocale, place, firstContact, id };
  if (activity.type === 'message') return onMessage(bot, turn);
  if (activity.type === 'invoke') return answerInvoke(bot, turn);
  // Added to a chat, or installed: said once, whichever of the two events comes first.
  if (place === 'personal' && firstContact) {
    const command = askOf(bot, { name: 'help', input: {}, person: speaker, place, privateAnswer: false, locale });
    const { view } = await helpReply(command, 'hello');
    if (sendable(view)) await context.sendActivity(activityOf(view, renderOptions(ports, locale)));
  }
}

function botWasAdded({ activity }: TurnContext): boolean {
  return (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
}

/** Strangers, guests and other tenants get one polite line without any name, and the log has it. */
async function turnAway(
  bot: BotPorts,
  context: TurnContext,
  { refusal, id }: { refusal: Parameters<typeof refusalText>[0]; id: string },
): Promise<void> {
  const { activity } = context;
  if (activity.type !== 'message' && activity.type !== 'invoke') return;
  await refused(bot.ports, id, await askedFor(bot, activity), refusal);
  const locale: Locale = /^fr\b/i.test(activity.locale ?? '')
    ? 'fr'
    : /^en\b/i.test(activity.locale ?? '')
      ? 'en'
      : bot.settings.defaultLocale;
  const said = refusalText(refusal, (each) => each, locale);
  if (activity.type === 'invoke') return answerInvoke.line(context, said);
  await context.sendActivity({ type: 'message', text: said, textFormat: 'plain' });
}

/** The command that somebody asked for who gets none, for the log. */
async function askedFor(bot: BotPorts, activity: Activity): Promise<Command> {
  const action = activity.type === 'message' ? submittedActionIn(activity) : actionIn(activity.value);
  if (action) return isVerb(action.name) ? VERBS[action.name].needs : action.name;
  if (activity.type !== 'message') return 'help';
  const { command } = (await bot.names()).parse(activity.text ?? '');
  return command === 'none' ? 'help' : command;
}

/** One honest line with the turn's id; if that can't be sent either, the log has both. */
async function sayFault(bot: BotPorts, context: TurnContext, turn: string): Promise<void> {
  const { activity } = context;
  const locale: Locale = /^fr\b/i.test(activity.locale ?? '') ? 'fr' : bot.settings.defaultLocale;
  const said = lineText({ kind: 'line', line: { says: 'fault', turn } }, renderOptions(bot.ports, locale));
  try {
    if (activity.type === 'invoke') await answerInvoke.line(context, said);
    else if (activity.type === 'message')
      await context.sendActivity({ type: 'message', text: said, textFormat: 'plain' });
  } catch (error) {
    bot.log.error({ turn, error }, 'the fault could not be told');
  }
}

/** Where the bot is reached from, for people who have not written yet. Written when it is another than before. */
function rememberService({ ports }: BotPorts): (context: TurnContext) => Promise<void> {
  let last = '';
  return async ({ activity }) => {
    const { serviceUrl, recipient } = activity;
    if (!recipient?.id) return;
    const now = JSON.stringify({
      serviceUrl,
      tenantId: tenantOf(activity),
      botId: recipient.id,
      botName: recipient.name ?? '',
    });
    if (now === last) return;
    await ports.store.facts.set(SERVICE_FACT, now);
    last = now;
  };
}
