import type { Activity, TurnContext } from 'botbuilder';
import { refused } from '../benefits/actions/record';
import type { Command, Locale } from '../benefits/command';
import { lineText, refusalText } from '../cards';
import { SERVICE_FACT } from '../notifications';
import { isVerb, VERBS } from './commands';
import { helpReply } from './commands/help';
import { answerInvoke } from './invoke';
import { onMessage, pressedIn } from './message';
import { activityOf, dressFor, sendable } from './post';
import { pressedBy, saidLocale } from './press';
import type { Turn, TurnPorts } from './room';
import { answerLocale, askOf } from './run';
import { chatOf, placeOf, rememberChat, speakerOf, tenantOf } from './speaker';

/** One turn: who speaks, what kind of activity it is, and one boundary for faults. */

export function createTurns(room: TurnPorts): (context: TurnContext) => Promise<void> {
  const service = rememberService(room);
  return async (context) => {
    const { activity } = context;
    const id = room.ports.random.id().slice(0, 12);
    const started = performance.now();
    try {
      await takeTurn(room, context, id, service);
    } catch (error) {
      room.log.error({ turn: id, type: activity.type, name: activity.name, error }, 'turn failed');
      await sayFault(room, context, id);
      context.turnState.set('fault', true);
    }
    room.log.info(
      { turn: id, type: activity.type, name: activity.name, ms: Math.round(performance.now() - started) },
      'turn',
    );
  };
}

async function takeTurn(
  room: TurnPorts,
  context: TurnContext,
  id: string,
  service: (context: TurnContext) => Promise<void>,
): Promise<void> {
  const { activity } = context;
  const { ports, settings } = room;
  if (!['message', 'invoke', 'installationUpdate', 'conversationUpdate'].includes(activity.type)) return;
  if (activity.type === 'conversationUpdate' && !botWasAdded(context)) return;
  if (activity.type === 'installationUpdate' && activity.action === 'remove') return;

  const speaker = await speakerOf({ ports, connector: room.connector, allowedTenants: room.allowedTenants }, activity);
  if (speaker === null) return;
  if ('refusal' in speaker) return turnAway(room, context, speaker);
  const place = placeOf(activity);
  let firstContact = false;
  if (place === 'personal' && activity.type !== 'invoke') {
    firstContact = await rememberChat(ports, speaker, chatOf(activity));
    await service(context);
  }
  const localeOf = (said: Locale | null) => answerLocale(speaker, said, activity.locale, settings.defaultLocale);
  const [locale, usualLocale] = [localeOf(saidLocale(activity.value)), localeOf(null)];
  const turn: Turn = { context, person: speaker, locale, usualLocale, place, firstContact, id };
  if (activity.type === 'message') return onMessage(room, turn);
  if (activity.type === 'invoke') return answerInvoke(room, turn);
  // Added to a chat, or installed: said once, whichever of the two events comes first.
  if (place === 'personal' && firstContact) {
    const ask = askOf(room, { name: 'help', wish: {}, person: speaker, place, privateAnswer: false, locale });
    const { view } = await helpReply(ask, 'hello');
    if (sendable(view)) await context.sendActivity(activityOf(view, dressFor(ports, locale)));
  }
}

function botWasAdded({ activity }: TurnContext): boolean {
  return (activity.membersAdded ?? []).some((member) => member.id === activity.recipient?.id);
}

/** Strangers, guests and other tenants get one polite line without any name, and the log has it. */
async function turnAway(
  room: TurnPorts,
  context: TurnContext,
  { refusal, id }: { refusal: Parameters<typeof refusalText>[0]; id: string },
): Promise<void> {
  const { activity } = context;
  if (activity.type !== 'message' && activity.type !== 'invoke') return;
  await refused(room.ports, id, await askedFor(room, activity), refusal);
  const locale: Locale = /^fr\b/i.test(activity.locale ?? '')
    ? 'fr'
    : /^en\b/i.test(activity.locale ?? '')
      ? 'en'
      : room.settings.defaultLocale;
  const said = refusalText(refusal, (each) => each, locale);
  if (activity.type === 'invoke') return answerInvoke.line(context, said);
  await context.sendActivity({ type: 'message', text: said, textFormat: 'plain' });
}

/** The command that somebody asked for who gets none, for the log. */
async function askedFor(room: TurnPorts, activity: Activity): Promise<Command> {
  const press = activity.type === 'message' ? pressedIn(activity) : pressedBy(activity.value);
  if (press) return isVerb(press.name) ? VERBS[press.name].needs : press.name;
  if (activity.type !== 'message') return 'help';
  const { command } = (await room.names()).parse(activity.text ?? '');
  return command === 'none' ? 'help' : command;
}

/** One honest line with the turn's id; if that can't be sent either, the log has both. */
async function sayFault(room: TurnPorts, context: TurnContext, turn: string): Promise<void> {
  const { activity } = context;
  const locale: Locale = /^fr\b/i.test(activity.locale ?? '') ? 'fr' : room.settings.defaultLocale;
  const said = lineText({ kind: 'line', line: { says: 'fault', turn } }, dressFor(room.ports, locale));
  try {
    if (activity.type === 'invoke') await answerInvoke.line(context, said);
    else if (activity.type === 'message')
      await context.sendActivity({ type: 'message', text: said, textFormat: 'plain' });
  } catch (error) {
    room.log.error({ turn, error }, 'the fault could not be told');
  }
}

/** Where the bot is reached from, for people who have not written yet. Written when it is another than before. */
function rememberService({ ports }: TurnPorts): (context: TurnContext) => Promise<void> {
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
