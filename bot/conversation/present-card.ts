import { render, replyCard, replyText, takesPlace } from '../../cards';
import type { Bot } from './bot';
import type { CardAction } from './card-action';
import { loadConversation, questionIn, saveConversation } from './conversation-state';
import type { PersonTurn } from './person-turn';
import { type Outcome, perform } from './pipeline';
import { messageBody } from './present-line';
import {
  ADAPTIVE_CARD,
  activityOf,
  presentPersonally,
  renderOptionsForOne,
  renderOptionsHere,
  sendable,
  spokenLocale,
  tellGroup,
} from './present-message';

/** The answer to Action.Execute: a card or a line that replaces the pressed card for that person. */
export async function presentCard(
  bot: Bot,
  turn: PersonTurn,
  action: CardAction | null,
  outcome: Outcome | null,
): Promise<void> {
  if (!action || !outcome) {
    const value = { code: 'BadRequest', message: 'This button is not known here.' };
    return turn.respond({ statusCode: 400, type: 'application/vnd.microsoft.error', value });
  }
  const { view } = outcome;
  const options = renderOptionsHere(bot.ports, turn, spokenLocale(outcome, turn.locale));
  if (outcome.moved) {
    return turn.respond(messageBody(replyText(await presentPersonally(bot, turn, outcome, turn.locale), options)));
  }
  await afterPress(bot, turn, outcome);
  if (view.kind === 'page') throw new Error('the keys page opens in a dialog');
  if (view.kind === 'key-shown') hideLater(bot, turn, action, view.seconds);
  if (view.kind === 'text' && !takesPlace(view)) return turn.respond(messageBody(replyText(view, options)));
  const value = view.kind === 'text' ? replyCard(view, options) : render(view, options);
  turn.respond({ statusCode: 200, type: ADAPTIVE_CARD, value }, 200, view.kind === 'key-shown');
}

/** The question of a pressed card can be answered by typing; its result is told to the group where it began. */
async function afterPress(bot: Bot, turn: PersonTurn, outcome: Outcome): Promise<void> {
  const { person, activity, locale } = turn;
  const { conversation, serviceUrl, replyToId } = activity;
  const { view, changed } = outcome;
  const asked = questionIn(outcome, locale);
  const over = changed === true || (view.kind === 'text' && takesPlace(view));
  if (asked === null && !over) return;
  const state = await loadConversation(bot.ports, person, conversation.id);
  const { group } = state;
  await saveConversation(bot.ports, state, { asked, group });
  await tellGroup(bot, outcome, locale, group);
  // The answer replaces the card for the one who pressed until the chat is opened anew; the edit makes it last.
  if (replyToId && over && (view.kind !== 'text' || takesPlace(view)) && sendable(view)) {
    const message = activityOf(view, renderOptionsHere(bot.ports, turn, locale));
    bot.connector.update(serviceUrl, conversation.id, replyToId, message).catch((error: unknown) => {
      bot.log.warn({ turn: turn.id, err: error }, 'a card could not be edited');
    });
  }
}

/** Hides a shown key after its seconds: an edit puts the card that offers it in its place. */
function hideLater(bot: Bot, turn: PersonTurn, { input }: CardAction, seconds: number): void {
  const { person, locale, activity } = turn;
  const { conversation, serviceUrl, replyToId } = activity;
  if (!replyToId) return;
  const { reveal: _r, another: _a, confirm: _c, version: _v, ...again } = input;
  const hide = async () => {
    const offer = { verb: 'keys', input: again, person, place: 'personal', surface: 'message', locale } as const;
    const { view } = await perform(bot, offer);
    if (!sendable(view)) return;
    const message = activityOf(view, renderOptionsForOne(bot.ports, turn, locale));
    await bot.connector.update(serviceUrl, conversation.id, replyToId, message);
  };
  bot.schedule(seconds * 1000, () => {
    hide().catch((error: unknown) => bot.log.warn({ turn: turn.id, err: error }, 'a shown key could not be hidden'));
  });
}
