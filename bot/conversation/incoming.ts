import type { Command, Locale } from '../../benefits/command';
import { RAW_LIMIT } from '../../language';
import type { Activity } from '../channel/activity';
import { type FileLink, fileIn } from '../channel/attachments';
import { type CardAction, cardLocale, readCardAction } from './card-action';

/** What an activity asks of the bot. A null action: an unknown button. */
export type Incoming =
  | { kind: 'text'; text: string; mentions: readonly Mention[] }
  | { kind: 'file'; file: FileLink }
  /** Action.Submit, from a client without Action.Execute. */
  | { kind: 'submit'; action: CardAction }
  /** Action.Execute. */
  | { kind: 'execute'; action: CardAction | null }
  | { kind: 'dialog'; action: CardAction | null }
  | { kind: 'dialog-closed' }
  /** Typeahead in a card's input. */
  | { kind: 'choices'; dataset: string; typed: string }
  /** The message extension. */
  | { kind: 'search'; typed: string }
  /** The bot was added to a chat or installed. */
  | { kind: 'added' }
  | { kind: 'unknown-invoke' };

export interface Mention {
  id: string;
  objectId: string | null;
  /** As the client shows the person. */
  name: string;
  /** As written in the message. */
  text: string;
}

interface Sent {
  verb?: unknown;
  data?: unknown;
}

/** Null: nothing to answer. */
export function readActivity(activity: Activity): Incoming | null {
  switch (activity.type) {
    case 'message':
      return readMessage(activity);
    case 'invoke':
      return readInvoke(activity);
    case 'installationUpdate':
      return activity.action === 'remove' ? null : { kind: 'added' };
    case 'conversationUpdate':
      return activity.membersAdded?.some(({ id }) => id === activity.recipient?.id) ? { kind: 'added' } : null;
    default:
      return null;
  }
}

function readMessage(activity: Activity): Incoming {
  const { value, text } = activity;
  const action = value && !text ? readCardAction((value as Sent).verb, value) : null;
  if (action) return { kind: 'submit', action };
  const file = fileIn(activity);
  if (file) return { kind: 'file', file };
  // One more than is read, so that the answer says that not all of it was.
  return { kind: 'text', text: (text ?? '').slice(0, RAW_LIMIT + 1), mentions: mentionsOf(activity) };
}

/** The unread rest of a long message and the end of what is read, since a key may span both. */
export const unreadOf = ({ text }: Activity): string =>
  text && text.length > RAW_LIMIT ? text.slice(RAW_LIMIT - LONGEST_KEY) : '';

/** As written, with what may stand between its letters. */
const LONGEST_KEY = 300;
const MOST_MENTIONS = 200;

const mentionsOf = ({ entities }: Activity): Mention[] =>
  (entities ?? []).slice(0, MOST_MENTIONS).flatMap((entity) => {
    if (entity.type !== 'mention') return [];
    const { mentioned, text } = entity as { mentioned?: Record<string, unknown> | null; text?: unknown };
    if (typeof text !== 'string' || typeof mentioned?.id !== 'string') return [];
    const { id, name, aadObjectId } = mentioned;
    const objectId = typeof aadObjectId === 'string' ? aadObjectId.toLowerCase() : null;
    return [{ id, objectId, name: textOf(name), text: text.slice(0, 300) }];
  });

function readInvoke({ name, value }: Activity): Incoming {
  const { action, data, dataset, queryText, parameters } = (value ?? {}) as {
    action?: Sent;
    data?: Sent;
    dataset?: unknown;
    queryText?: unknown;
    parameters?: unknown;
  };
  switch (name) {
    case 'adaptiveCard/action':
      return { kind: 'execute', action: readCardAction(action?.verb, action?.data) };
    case 'task/submit':
      // The page has closed itself, or "cancel" was pressed.
      if (data?.verb === undefined || data.verb === 'cancel') return { kind: 'dialog-closed' };
      return { kind: 'dialog', action: readCardAction(data.verb, data) };
    case 'task/fetch':
      return { kind: 'dialog', action: readCardAction(data?.verb, data) };
    case 'application/search':
      return { kind: 'choices', dataset: textOf(dataset), typed: textOf(queryText) };
    case 'composeExtension/query':
      return { kind: 'search', typed: textOf(queryOf(parameters)) };
    default:
      return { kind: 'unknown-invoke' };
  }
}

function queryOf(parameters: unknown): unknown {
  if (!Array.isArray(parameters)) return '';
  const asked = parameters.find((each: { name?: unknown } | null) => each?.name !== 'initialRun');
  return (asked as { value?: unknown } | undefined)?.value;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '');

/** The language of the pressed button's card, if the button carries it. */
export function localeOfCard({ type, value }: Activity): Locale | null {
  if (type === 'message') return cardLocale(value);
  const { action, data } = (value ?? {}) as { action?: Sent; data?: Sent };
  return cardLocale(action?.data ?? data);
}

/** The command, for the history of people who are turned away. A typed text's command is found by `language/`. */
export function commandIn(incoming: Incoming): CardAction['verb'] | Command {
  if ('action' in incoming && incoming.action) return incoming.action.verb;
  return incoming.kind === 'file' ? 'import' : 'help';
}
