import type {
  Account,
  Activity,
  Attachment,
  Chat,
  ChatEvent,
  Chats,
  Member,
  Message,
} from '../../deployment/local/chats';
import { actionsOf, type CardAction, inputsOf, isObject, type Json, wordsOf } from './cards';

/** A person of the simulated Teams. */
export interface TeamsPerson extends Member {
  locale: string;
}

export interface NewPerson {
  name: string;
  email: string;
  objectId?: string;
  /** Channel id `29:…`. */
  id?: string;
  /** `user` unless said otherwise; `guest`. */
  userRole?: string;
  tenantId?: string;
  locale?: string;
}

/** What came of one activity posted to the bot. */
export interface Turn {
  /** HTTP status of the bot's answer. */
  status: number;
  /** Its body: for an invoke what the bot returned, else mostly empty. */
  body: unknown;
  /** What the bot sent into this conversation meanwhile, new messages and edits. */
  sent: Activity[];
  /** The card that the person now looks at: the one returned, else the last one sent; null: none. */
  card: Json | null;
  /** All words that the person reads in it: messages and cards. */
  words: string;
}

/** One person speaking with the bot in one conversation. */
export interface Talk {
  readonly chat: Chat;
  readonly person: TeamsPerson;
  /** Types a message; in groups and channels the bot is mentioned unless the text has an `<at>` already. */
  say(text: string, more?: Partial<Activity>): Promise<Turn>;
  /**
   * Presses a button of the card last shown (or of the one given), by its title or a test of the action, with what the
   * person entered. Does what Teams does for Action.Execute, Action.Submit, messageBack, imBack and task/fetch.
   */
  press(button: string | ((action: CardAction) => boolean), entered?: Json, on?: Json): Promise<Turn>;
  execute(verb: string, data?: Json, trigger?: 'manual' | 'automatic'): Promise<Turn>;
  /** What an older client sends in place of Action.Execute. */
  submit(value: Json): Promise<Turn>;
  /** Opens a dialog with the data of its button. */
  fetchDialog(data: Json): Promise<Turn>;
  submitDialog(data: Json): Promise<Turn>;
  /** Typeahead: titles and values. */
  search(dataset: string, queryText: string): Promise<{ title: string; value: string }[]>;
  invoke(name: string, value: unknown, more?: Partial<Activity>): Promise<Turn>;
  /** Drops a file into the chat. */
  drop(name: string, bytes: Uint8Array, text?: string): Promise<Turn>;
  /** The app is installed for this conversation. */
  install(): Promise<Turn>;
  /** Any activity, completed with what every activity has. */
  post(activity: Partial<Activity> & { type: string }): Promise<Turn>;
  /** Messages of the bot in this conversation, as they stand now. */
  messages(): Activity[];
  /** Waits for a message of the bot (also one that is there already) that fits. */
  heard(fits: (activity: Activity) => boolean): Promise<Activity>;
}

const CARD = 'application/vnd.microsoft.card.adaptive';

export const cardOf = (activity: Activity | undefined): Json | null => {
  const found = activity?.attachments?.find((one) => one.contentType === CARD)?.content;
  return isObject(found) ? found : null;
};

/** The card in an invoke's answer: of Action.Execute or of a dialog. */
function returnedCard(body: unknown): Json | null {
  if (!isObject(body)) return null;
  if (body.type === CARD && isObject(body.value)) return body.value;
  const task = isObject(body.task) ? body.task : null;
  const value = task && isObject(task.value) ? task.value : null;
  const card = value && isObject(value.card) ? value.card.content : null;
  return isObject(card) ? card : null;
}

/** All words of what the bot sent: text and cards. */
export const wordsOfActivity = (activity: Activity): string =>
  [
    activity.text ?? '',
    ...(activity.attachments ?? []).map((one: Attachment) => wordsOf(one.content)),
    wordsOf(activity.suggestedActions),
  ]
    .filter((text) => text !== '')
    .join('\n');

/** What a conversation needs of its Teams. */
export interface TalkOf {
  bot: Account;
  chats: Chats;
  /** An activity with what every activity has. */
  complete(chat: Chat, person: TeamsPerson, more: Partial<Activity>): Activity;
  /** Posts it to the bot. */
  send(activity: Activity): Promise<{ status: number; body: unknown }>;
  /** Where the bot can fetch a file. */
  host(name: string, bytes: Uint8Array): Attachment;
}

/** One person's side of one conversation: what Teams does for them when they type, press or search. */
export function talkIn(chat: Chat, person: TeamsPerson, teams: TalkOf): Talk {
  const { bot, chats, complete } = teams;
  /** The card before the person's eyes and the message that it belongs to. */
  let view: { card: Json; messageId: string | undefined; dialog: boolean } | null = null;
  const sentByBot = (): Message[] => chat.messages.filter((message) => message.from === null);

  async function post(more: Partial<Activity>): Promise<Turn> {
    const activity = complete(chat, person, more);
    const sent: Activity[] = [];
    const stop = chats.watch((event: ChatEvent) => {
      if (event.chat === chat && (event.kind === 'message' || event.kind === 'edit') && event.message.from === null)
        sent.push(event.message.activity);
    });
    try {
      const { status, body } = await teams.send(activity);
      const returned = returnedCard(body);
      // A notice may come in between: what answers this activity goes before it.
      const answers = sent.filter((one) => one.replyToId === activity.id);
      const shown = answers.findLast((one) => cardOf(one)) ?? sent.findLast((one) => cardOf(one));
      const card = cardOf(shown);
      if (card) view = { card, messageId: shown?.id, dialog: false };
      if (returned) view = { card: returned, messageId: activity.replyToId, dialog: isObject(body) && 'task' in body };
      const message = isObject(body) && typeof body.value === 'string' ? body.value : '';
      const words = [...sent.map(wordsOfActivity), returned ? wordsOf(returned) : message].filter((one) => one !== '');
      return {
        status,
        body,
        sent,
        card: returned ?? card,
        words: words.join('\n'),
      };
    } finally {
      stop();
    }
  }
  const invoke = (name: string, value: unknown, more: Partial<Activity> = {}): Promise<Turn> => {
    const replyToId = view?.messageId;
    return post({ type: 'invoke', name, value, ...(replyToId === undefined ? {} : { replyToId }), ...more });
  };
  const withReply = (more: Partial<Activity>): Partial<Activity> =>
    view?.messageId === undefined ? more : { replyToId: view.messageId, ...more };
  const fetchDialog = (data: Json) => invoke('task/fetch', { data, context: { theme: 'default' } });

  const self: Talk = {
    chat,
    person,
    post,
    invoke,
    fetchDialog,
    say(text, more = {}) {
      chats.say(chat, person.id, { type: 'message', text });
      if (chat.kind === 'personal' || text.includes('<at>')) return post({ text, ...more });
      const at = `<at>${bot.name}</at>`;
      const entities = [{ type: 'mention', mentioned: bot, text: at }];
      return post({ text: `${at} ${text}`, entities, ...more });
    },
    async press(button, entered = {}, on) {
      const card = on ?? view?.card;
      if (!card) throw new Error('There is no card to press a button of');
      const fits = typeof button === 'string' ? (one: CardAction) => one.title === button : button;
      const action = actionsOf(card).find(fits);
      if (!action)
        throw new Error(
          `No button ${String(button)} among: ${actionsOf(card)
            .map((one) => one.title ?? one.verb)
            .join(' | ')}`,
        );
      const data: Json = { ...action.data, ...inputsOf(card), ...entered };
      if (action.type === 'Action.Execute')
        return invoke('adaptiveCard/action', {
          action: { type: 'Action.Execute', id: action.id, verb: action.verb, data },
          trigger: 'manual',
        });
      if (action.type !== 'Action.Submit') throw new Error(`${action.type} sends nothing to the bot`);
      const teams = isObject(action.data?.msteams) ? action.data.msteams : {};
      if (teams.type === 'task/fetch') return fetchDialog(data);
      if (view?.dialog && on === undefined) return self.submitDialog(data);
      if (teams.type === 'imBack') return self.say(String(teams.value));
      if (teams.type === 'messageBack')
        return post(withReply({ text: String(teams.text ?? ''), value: { ...(teams.value as Json) } }));
      return post(withReply({ value: data }));
    },
    execute: (verb, data = {}, trigger = 'manual') =>
      invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb, data }, trigger }),
    submit: (value) => post(withReply({ value })),
    submitDialog: (data) => invoke('task/submit', { data, context: { theme: 'default' } }),
    async search(dataset, queryText) {
      const value = { kind: 'search', queryText, queryOptions: { skip: 0, top: 15 }, dataset };
      const { body } = await invoke('application/search', value);
      const found = isObject(body) && isObject(body.value) ? body.value.results : null;
      if (!Array.isArray(found)) throw new Error(`application/search answered ${JSON.stringify(body)}`);
      return found as { title: string; value: string }[];
    },
    drop(name, bytes, text = '') {
      return post({ text, attachments: [teams.host(name, bytes)] });
    },
    async install() {
      await post({ type: 'installationUpdate', action: 'add' });
      const personal = chat.kind === 'personal' ? [{ id: person.id, aadObjectId: person.objectId }] : [];
      return post({ type: 'conversationUpdate', membersAdded: [bot, ...personal] });
    },
    messages: () => sentByBot().map((message) => message.activity),
    heard(fits) {
      return new Promise((found) => {
        const there = sentByBot().find((message) => fits(message.activity));
        if (there) return found(there.activity);
        const stop = chats.watch((event) => {
          if (event.chat !== chat || (event.kind !== 'message' && event.kind !== 'edit')) return;
          if (event.message.from !== null || !fits(event.message.activity)) return;
          stop();
          found(event.message.activity);
        });
      });
    },
  };
  return self;
}
