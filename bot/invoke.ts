import type { InvokeResponse, TurnContext } from 'botbuilder';
import { lineText, render } from '../cards';
import type { View } from '../cards/views';
import type { Reply } from './commands/ask';
import { fetchDialog, submitDialog } from './dialog';
import { answerPersonally, tellGroup } from './message';
import { ADAPTIVE_CARD, activityOf, dressForOne, dressHere, sendable } from './post';
import { type Press, readPress } from './press';
import type { Turn, TurnPorts } from './room';
import { needsPrivacy, run } from './run';
import { searchCards, searchChoices } from './search';
import { openTalk, questionIn, remember } from './talk';

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

export async function answerInvoke(room: TurnPorts, turn: Turn): Promise<void> {
  const { context } = turn;
  const { name, value } = context.activity;
  switch (name) {
    case 'adaptiveCard/action':
      await respond(context, await pressed(room, turn, value));
      return;
    case 'task/fetch':
      await respond(context, await fetchDialog(room, turn, value));
      return;
    case 'task/submit':
      await respond(context, await submitDialog(room, turn, value));
      return;
    case 'application/search':
      await respond(context, await searchChoices(room, turn, value));
      return;
    case 'composeExtension/query':
      await respond(context, await searchCards(room, turn, value));
      return;
    default:
      await respond(context, null, 501);
  }
}

/** A refusal or a fault, in the form of the invoke. */
answerInvoke.line = async (context: TurnContext, said: string): Promise<void> => {
  await respond(context, lineBody(context.activity.name, said));
};

async function pressed(room: TurnPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { action } = (value ?? {}) as { action?: { verb?: unknown; data?: unknown } };
  const press = readPress(action?.verb, action?.data);
  if (!press) {
    return {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'BadRequest', message: 'This button is not known here.' },
    };
  }
  const { person, locale } = turn;
  const moved = turn.place === 'group' && needsPrivacy(press.name);
  const place = moved ? 'personal' : turn.place;
  const reply = await run(room, { ...press, person, place, privateAnswer: !moved, locale });
  if (reply.changed) room.kick();
  const spoken = reply.view.kind === 'line' && reply.view.line.says === 'language-is' ? reply.view.line.locale : locale;
  const dress = dressHere(room.ports, turn, spoken);
  if (moved) return messageBody(lineText(await answerPersonally(room, turn, reply, locale), dress));
  await afterPress(room, turn, reply);
  if (reply.view.kind === 'key-shown') hideLater(room, turn, press, reply.view.seconds);
  return reply.view.kind === 'line' ? messageBody(lineText(reply.view, dress)) : cardBody(render(reply.view, dress));
}

/** What a pressed card asks can be answered by typing; what it did is told to the group in which it began. */
async function afterPress(room: TurnPorts, turn: Turn, reply: Reply): Promise<void> {
  const { person, context, locale } = turn;
  const { conversation, serviceUrl, replyToId } = context.activity;
  const asked = questionIn(reply.view);
  const over = reply.changed === true || (reply.view.kind === 'line' && reply.view.line.says === 'cancelled');
  if (asked === null && !over) return;
  const talk = await openTalk(room.ports, person, conversation.id);
  await remember(room.ports, person, conversation.id, asked, talk?.group ?? null, talk);
  if (reply.groupLine && talk?.group) await tellGroup(room, reply, locale, talk.group);
  // The answer replaces the card for the one who pressed until the chat is opened anew; the edit makes it last.
  if (replyToId && lasts(reply.view)) {
    const activity = activityOf(reply.view, dressForOne(room.ports, turn, locale));
    room.connector.update(serviceUrl, conversation.id, replyToId, activity).catch((error: unknown) => {
      room.log.warn({ turn: turn.id, error }, 'a card could not be edited');
    });
  }
}

/** A key that a card shows gives way to the card that offers it: an edit of the message replaces what the client shows. */
function hideLater(room: TurnPorts, turn: Turn, { wish }: Press, seconds: number): void {
  const { person, locale, context } = turn;
  const { conversation, serviceUrl, replyToId } = context.activity;
  if (!replyToId) return;
  const { reveal: _r, another: _a, confirm: _c, version: _v, ...again } = wish;
  const hide = async () => {
    const { view } = await run(room, {
      name: 'keys',
      wish: again,
      person,
      place: 'personal',
      privateAnswer: false,
      locale,
    });
    if (!sendable(view)) return;
    const activity = activityOf(view, dressForOne(room.ports, turn, locale));
    await room.connector.update(serviceUrl, conversation.id, replyToId, activity);
  };
  room.later(seconds * 1000, () => {
    hide().catch((error: unknown) => room.log.warn({ turn: turn.id, error }, 'a shown key could not be hidden'));
  });
}

const lasts = (view: View): view is Extract<View, { kind: 'done' }> => view.kind === 'done' && sendable(view);
