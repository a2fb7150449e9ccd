import type { InvokeResponse, TurnContext } from 'botbuilder';
import { lineText, render } from '../../cards/index';
import type { View } from '../../cards/views';
import type { Reply } from '../commands/context';
import type { BotPorts, Turn } from './bot-ports';
import { type CardAction, readCardAction } from './card-action';
import { fetchDialog, submitDialog } from './dialog';
import { answerPersonally, tellGroup } from './message';
import { openConversation, questionIn, remember } from './open-question';
import { needsPrivacy, run } from './pipeline';
import { ADAPTIVE_CARD, activityOf, renderOptionsForOne, renderOptionsHere, sendable } from './reply';
import { searchCards, searchChoices } from './search';

/** Buttons, dialogs, typeahead and the message extension: each is answered in the invoke's own response. */

const respond = (context: TurnContext, body: unknown, status = 200): Promise<unknown> =>
  context.sendActivity({ type: 'invokeResponse', value: { status, body } satisfies InvokeResponse });

const cardBody = (card: unknown) => ({ statusCode: 200, type: ADAPTIVE_CARD, value: card });
const messageBody = (said: string) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: said,
});
const taskMessage = (said: string) => ({ task: { type: 'message', value: said } });

/** The form in which each kind of invoke takes a line of text. */
function lineBody(name: string | undefined, said: string): unknown {
  if (name === 'task/fetch' || name === 'task/submit') return taskMessage(said);
  if (name === 'composeExtension/query') return { composeExtension: { type: 'message', text: said } };
  if (name === 'application/search') {
    return { statusCode: 200, type: 'application/vnd.microsoft.search.searchResponse', value: { results: [] } };
  }
  return messageBody(said);
}

export async function answerInvoke(bot: BotPorts, turn: Turn): Promise<void> {
  const { context } = turn;
  const { name, value } = context.activity;
  switch (name) {
    case 'adaptiveCard/action':
      await respond(context, await answerAction(bot, turn, value));
      return;
    case 'task/fetch':
      await respond(context, await fetchDialog(bot, turn, value));
      return;
    case 'task/submit':
      await respond(context, await submitDialog(bot, turn, value));
      return;
    case 'application/search':
      await respond(context, await searchChoices(bot, turn, value));
      return;
    case 'composeExtension/query':
      await respond(context, await searchCards(bot, turn, value));
      return;
    default:
      await respond(context, null, 501);
  }
}

/** A refusal or a fault, in the form of the invoke. */
answerInvoke.line = async (context: TurnContext, said: string): Promise<void> => {
  await respond(context, lineBody(context.activity.name, said));
};

async function answerAction(bot: BotPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { action } = (value ?? {}) as { action?: { verb?: unknown; data?: unknown } };
  const pressed = readCardAction(action?.verb, action?.data);
  if (!pressed) {
    return {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'BadRequest', message: 'This button is not known here.' },
    };
  }
  const { person, locale } = turn;
  const moved = turn.place === 'group' && needsPrivacy(pressed.name);
  const place = moved ? 'personal' : turn.place;
  const reply = await run(bot, { ...pressed, person, place, privateAnswer: !moved, locale });
  if (reply.changed) bot.wake();
  const spoken = reply.view.kind === 'line' && reply.view.line.says === 'language-is' ? reply.view.line.locale : locale;
  const options = renderOptionsHere(bot.ports, turn, spoken);
  if (moved) return messageBody(lineText(await answerPersonally(bot, turn, reply, locale), options));
  await afterPress(bot, turn, reply);
  if (reply.view.kind === 'key-shown') hideLater(bot, turn, pressed, reply.view.seconds);
  return reply.view.kind === 'line'
    ? messageBody(lineText(reply.view, options))
    : cardBody(render(reply.view, options));
}

/** What a pressed card asks can be answered by typing; what it did is told to the group in which it began. */
async function afterPress(bot: BotPorts, turn: Turn, reply: Reply): Promise<void> {
  const { person, context, locale } = turn;
  const { conversation, serviceUrl, replyToId } = context.activity;
  const asked = questionIn(reply.view);
  const over = reply.changed === true || (reply.view.kind === 'line' && reply.view.line.says === 'cancelled');
  if (asked === null && !over) return;
  const state = await openConversation(bot.ports, person, conversation.id);
  await remember(bot.ports, person, conversation.id, asked, state?.group ?? null, state);
  if (reply.groupLine && state?.group) await tellGroup(bot, reply, locale, state.group);
  // The answer replaces the card for the one who pressed until the chat is opened anew; the edit makes it last.
  if (replyToId && lasts(reply.view)) {
    const activity = activityOf(reply.view, renderOptionsForOne(bot.ports, turn, locale));
    bot.connector.update(serviceUrl, conversation.id, replyToId, activity).catch((error: unknown) => {
      bot.log.warn({ turn: turn.id, error }, 'a card could not be edited');
    });
  }
}

/** A key that a card shows gives way to the card that offers it: an edit of the message replaces what the client shows. */
function hideLater(bot: BotPorts, turn: Turn, { input }: CardAction, seconds: number): void {
  const { person, locale, context } = turn;
  const { conversation, serviceUrl, replyToId } = context.activity;
  if (!replyToId) return;
  const { reveal: _r, another: _a, confirm: _c, version: _v, ...again } = input;
  const hide = async () => {
    const { view } = await run(bot, {
      name: 'keys',
      input: again,
      person,
      place: 'personal',
      privateAnswer: false,
      locale,
    });
    if (!sendable(view)) return;
    const activity = activityOf(view, renderOptionsForOne(bot.ports, turn, locale));
    await bot.connector.update(serviceUrl, conversation.id, replyToId, activity);
  };
  bot.schedule(seconds * 1000, () => {
    hide().catch((error: unknown) => bot.log.warn({ turn: turn.id, error }, 'a shown key could not be hidden'));
  });
}

const lasts = (view: View): view is Extract<View, { kind: 'done' }> => view.kind === 'done' && sendable(view);
