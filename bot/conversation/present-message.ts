import type { Locale } from '../../benefits/command';
import type { Ports } from '../../benefits/ports';
import type { ConversationState, Topic } from '../../benefits/short-lived';
import { companyDay } from '../../benefits/time';
import type { RenderOptions, TextReply, View } from '../../cards';
import { readerOf, render, replyText, summary } from '../../cards';
import type { Activity } from '../channel/activity';
import { ConnectorError } from '../channel/connector';
import type { Reply } from '../commands/context';
import { textReply } from '../commands/views';
import type { Bot } from './bot';
import { askedAfter, loadConversation, type Next, saveConversation } from './conversation-state';
import type { PersonTurn } from './person-turn';
import type { Outcome } from './pipeline';

/** Replies as messages. A key that is shown to one person alone never becomes one: that does not compile. */

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

export type SendableView = Exclude<View, { kind: 'key-shown' }>;

export const sendable = (view: Reply['view']): view is SendableView =>
  view.kind !== 'key-shown' && view.kind !== 'page';

export const renderOptions = (ports: Ports, locale: Locale): RenderOptions => ({
  locale,
  today: companyDay(ports),
  timeZone: ports.rules.timeZone,
  refreshFor: [],
});

/** For one reader, in the language of their message; the card's buttons continue in it. */
export const renderOptionsForOne = (
  ports: Ports,
  { usualLocale, activity }: PersonTurn,
  locale: Locale,
): RenderOptions => ({
  ...renderOptions(ports, locale),
  ...readerOf(locale, { locale: activity.locale, timeZone: activity.localTimezone }, ports.rules.timeZone),
  saysLocale: locale !== usualLocale,
});

/** For an answer in the conversation of the turn: in a person's own chat the card refreshes by itself. */
export const renderOptionsHere = (ports: Ports, turn: PersonTurn, locale: Locale): RenderOptions =>
  turn.place === 'personal'
    ? { ...renderOptionsForOne(ports, turn, locale), refreshFor: [turn.activity.from.id] }
    : renderOptions(ports, locale);

export function activityOf(view: SendableView, options: RenderOptions): Partial<Activity> {
  if (view.kind === 'text') return { type: 'message', text: replyText(view, options), textFormat: 'plain' };
  const card = render(view, options);
  return {
    type: 'message',
    summary: summary(card),
    attachments: [{ contentType: ADAPTIVE_CARD, content: card }],
  };
}

/** The language may just have been chosen. */
export const spokenLocale = ({ view }: Reply, locale: Locale): Locale =>
  view.kind === 'text' && view.reply.says === 'language-is' ? view.reply.locale : locale;

/**
 * Sends the answer where it may be seen; returns what the conversation keeps of it. `keep`: the open question that stays
 * if the answer asks nothing, and where the request came from.
 */
export async function presentMessage(
  bot: Bot,
  turn: PersonTurn,
  outcome: Outcome,
  said: Locale,
  keep: Pick<Next, 'asked' | 'group' | 'topic'> = { asked: null, group: null },
): Promise<Next> {
  const locale = spokenLocale(outcome, said);
  if (outcome.moved) {
    const told = await presentPersonally(bot, turn, outcome, locale, keep.topic);
    await turn.send(activityOf(told, renderOptions(bot.ports, locale)));
    return outcome.reads ? keep : { ...keep, asked: null };
  }
  const { view } = outcome;
  if (!sendable(view)) throw new Error('a shown key can not be sent to a conversation');
  await turn.send(activityOf(view, renderOptionsHere(bot.ports, turn, locale)));
  await tellGroup(bot, outcome, locale, keep.group);
  return { asked: askedAfter(keep.asked, outcome, locale), group: keep.group };
}

type Group = NonNullable<ConversationState['group']>;

/** Name of the fact that says which group was told of a change. All changes of one confirmation share it. */
const toldIn = (change: string): string => `told-in-group:${change.split(/[.,]/)[0]}`;

/** The result of a change that was asked for in a group: one line there, and another one when it is undone. */
export async function tellGroup(
  bot: Bot,
  { view, groupReply, undone }: Reply,
  locale: Locale,
  asked: Group | null,
): Promise<void> {
  if (!groupReply) return;
  const { facts } = bot.ports.store;
  const told = undone ? await facts.get(toldIn(undone)) : null;
  const group = told === null ? asked : (JSON.parse(told) as Group);
  if (group === null) return;
  if ((view.kind === 'done' || view.kind === 'plan-done') && view.undo)
    await facts.set(toldIn(view.undo.change), JSON.stringify(group));
  await bot.connector.send(
    group.serviceUrl,
    group.conversationId,
    activityOf(groupReply, renderOptions(bot.ports, locale)),
  );
}

/** Answers in the personal chat; returns the line that says so in the group. */
export async function presentPersonally(
  bot: Bot,
  turn: PersonTurn,
  reply: Outcome,
  locale: Locale,
  topic: Topic | null = null,
): Promise<TextReply> {
  const { view } = reply;
  if (!sendable(view)) throw new Error('a shown key can not be sent to a conversation');
  const conversation = await sendPersonally(bot, turn, activityOf(view, renderOptionsForOne(bot.ports, turn, locale)));
  if (conversation === null) return textReply({ says: 'cannot-write-to-you' }).view;
  const { conversation: group, serviceUrl, recipient } = turn.activity;
  const from = {
    conversationId: group.id,
    serviceUrl,
    botId: recipient?.id ?? '',
    botName: recipient?.name ?? '',
  };
  const state = await loadConversation(bot.ports, turn.person, conversation);
  const asked = askedAfter(state.asked, reply, locale);
  await saveConversation(bot.ports, state, { asked, group: asked === state.asked ? state.group : from, topic });
  return textReply({ says: 'moved-to-personal' }).view;
}

/**
 * Sends to the person's own chat with the bot, which is created where there is none yet. Null: Teams refuses (the app is
 * not installed, the person has blocked the bot); else the conversation's id.
 */
async function sendPersonally(
  { connector }: Bot,
  { person, activity }: PersonTurn,
  message: Partial<Activity>,
): Promise<string | null> {
  const { serviceUrl, conversation, from, recipient } = activity;
  const self = { id: recipient?.id ?? '', name: recipient?.name ?? '' };
  try {
    const chat =
      person.chat?.conversationId ??
      (await connector.createPersonalChat(serviceUrl, conversation.tenantId ?? null, from.id, self));
    await connector.send(person.chat?.serviceUrl ?? serviceUrl, chat, message);
    return chat;
  } catch (error) {
    if (error instanceof ConnectorError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}
