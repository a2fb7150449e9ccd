import type { Activity } from 'botbuilder';
import type { Locale } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import { dayOf } from '../../benefits/time';
import { lineText, render, summary } from '../../cards/index';
import type { RenderOptions, View } from '../../cards/views';
import { type Connector, ConnectorError } from '../channel/connector';
import type { Turn } from './bot-ports';

/** Replies as activities. A key that is shown to one person alone never becomes one: that does not compile. */

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

export type SendableView = Exclude<View, { kind: 'key-shown' }>;

export const sendable = (view: View): view is SendableView => view.kind !== 'key-shown';

export const renderOptions = (ports: Ports, locale: Locale): RenderOptions => ({
  locale,
  today: dayOf(ports.clock.now()),
  refreshFor: [],
});

/** For the eyes of one person, in the language of what they said: the card's own buttons go on in it. */
export const renderOptionsForOne = (ports: Ports, { usualLocale }: Turn, locale: Locale): RenderOptions => ({
  ...renderOptions(ports, locale),
  saysLocale: locale !== usualLocale,
});

/** For an answer in the conversation of the turn: in a person's own chat the card looks again by itself. */
export const renderOptionsHere = (ports: Ports, turn: Turn, locale: Locale): RenderOptions =>
  turn.place === 'personal'
    ? { ...renderOptionsForOne(ports, turn, locale), refreshFor: [turn.context.activity.from.id] }
    : renderOptions(ports, locale);

export function activityOf(view: SendableView, options: RenderOptions): Partial<Activity> {
  if (view.kind === 'line') return { type: 'message', text: lineText(view, options), textFormat: 'plain' };
  return {
    type: 'message',
    summary: summary(view, options),
    attachments: [{ contentType: ADAPTIVE_CARD, content: render(view, options) }],
  };
}

/**
 * Sends to the person's own chat with the bot, which is made where there is none yet. Null: Teams refuses (the app is not
 * installed, the person has blocked the bot); else the conversation's id.
 */
export async function postPersonally(
  connector: Connector,
  person: Person,
  from: Activity,
  activity: Partial<Activity>,
): Promise<string | null> {
  const bot = { id: from.recipient?.id ?? '', name: from.recipient?.name ?? '' };
  try {
    const conversation =
      person.chat?.conversationId ??
      (await connector.createPersonalChat(from.serviceUrl, from.conversation.tenantId ?? null, from.from.id, bot));
    await connector.send(person.chat?.serviceUrl ?? from.serviceUrl, conversation, activity);
    return conversation;
  } catch (error) {
    if (error instanceof ConnectorError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}
