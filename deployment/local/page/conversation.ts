import { h } from '../../../web/parts/dom';
import { isJson } from '../../../web/parts/json';
import { markdown } from '../../../web/parts/markdown';
import { type Activity, act, type Company, invoke, type Message, type Person } from './api';
import { type CardClient, showCard } from './cards';
import { fetchDialog, type Opener } from './dialog';
import { avatar } from './dom';
import { executedOf } from './invokes';
import { createFollower } from './scroll';
import { localeOf, type Texts } from './texts';

const CARD = 'application/vnd.microsoft.card.adaptive';

export interface ConversationOf {
  me: Person;
  company: Company;
  chat: string;
  texts: Texts;
  theme: CardClient['theme'];
  /** What stands above the first message. */
  intro: HTMLElement;
  /** Open at the beginning rather than at the newest message, unless the person has written something. */
  fromStart: boolean;
  opener(messageId: string): Opener;
  search(messageId: string): CardClient['search'];
  follow: NonNullable<CardClient['follow']>;
  /** Shows a line of the client's own, such as that the bot doesn't answer. */
  note(text: string): void;
}

export interface Conversation {
  element: HTMLElement;
  show(messages: readonly Message[]): void;
}

/** A message in one line, for lists and notifications. */
export function summary(message: Message, texts: Texts): string {
  const { text, attachments } = message.activity;
  if (text !== undefined && text !== '') return text.replace(/<[^<>]*>|[*_`]/g, '').slice(0, 120);
  const card = attachments?.find((one) => one.contentType === CARD)?.content;
  const first = isJson(card) ? firstText(card) : '';
  return first === '' ? (attachments?.[0]?.name ?? texts.card) : first.slice(0, 120);
}

function firstText(part: unknown): string {
  if (Array.isArray(part)) {
    for (const one of part) {
      const text = firstText(one);
      if (text !== '') return text;
    }
    return '';
  }
  if (!isJson(part)) return '';
  if (part.type === 'TextBlock' && typeof part.text === 'string') return part.text.replace(/[*_`]/g, '');
  return firstText(part.body) || firstText(part.items) || firstText(part.columns);
}

/** The messages of one chat, as one person sees them. */
export function conversation(of: ConversationOf): Conversation {
  const { me, company, texts } = of;
  const list = h('div', {
    class: 'messages',
    role: 'log',
    'aria-label': texts.messages,
    'aria-busy': 'true',
    tabindex: 0,
  });
  const shown = new Map<string, { edits: number; element: HTMLElement }>();
  const follower = createFollower(list);
  list.append(of.intro);
  follower.watch(of.intro);
  let opened = false;
  /** As in Teams, a card runs its `refresh` when it comes into sight. */
  const refreshes = new WeakMap<Element, () => void>();
  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      refreshes.get(target)?.();
    }
  });

  async function submitted(message: Message, data: unknown): Promise<void> {
    const teams = isJson(data) && isJson(data.msteams) ? data.msteams : {};
    const replyToId = message.id;
    let status = 200;
    if (teams.type === 'task/fetch') {
      const failed = await fetchDialog(of.opener(message.id), data);
      if (failed !== null) of.note(failed);
    } else status = (await act(me.objectId, of.chat, { type: 'message', value: data, replyToId })).status;
    if (status >= 300) of.note(texts.failed(status));
  }

  function cardOf(message: Message, content: unknown): HTMLElement {
    const card = showCard(content, {
      theme: of.theme,
      texts,
      search: of.search(message.id),
      follow: of.follow,
      submit: (data) => void submitted(message, data).catch(() => of.note(texts.noAnswer)),
      async execute(action, trigger) {
        const value = { action: { type: 'Action.Execute', ...action }, trigger };
        return executedOf(await invoke(me.objectId, of.chat, 'adaptiveCard/action', value, message.id), texts);
      },
    });
    refreshes.set(card.element, () => card.refresh(me.id));
    sight.observe(card.element);
    return card.element;
  }

  function parts(activity: Activity, message: Message): HTMLElement[] {
    const found: HTMLElement[] = [];
    if (activity.text !== undefined && activity.text !== '') {
      const bubble = h('div', { class: 'bubble' });
      if (activity.textFormat === 'plain') bubble.textContent = activity.text;
      else bubble.innerHTML = markdown(activity.text);
      found.push(bubble);
    }
    for (const attachment of activity.attachments ?? []) {
      if (attachment.contentType === CARD) found.push(cardOf(message, attachment.content));
      else if (attachment.name) found.push(h('div', { class: 'file' }, attachment.name));
    }
    return found;
  }

  function render(message: Message): HTMLElement {
    const person = company.people.find((one) => one.id === message.from);
    const mine = message.from === me.id;
    const name = message.from === null ? company.bot.name : (person?.name ?? '?');
    const head = h(
      'div',
      { class: 'message-head' },
      h('span', { class: 'message-from' }, mine ? texts.you : name),
      ' ',
      h(
        'time',
        { datetime: message.at },
        new Date(message.at).toLocaleTimeString(localeOf(me.language), { timeStyle: 'short' }),
      ),
      message.edits > 0 && h('span', { class: 'edited' }, ` ${texts.edited}`),
    );
    const body = h('div', { class: 'message-body' }, head, ...parts(message.activity, message));
    return h(
      'div',
      {
        class: mine ? 'message mine' : 'message',
        'data-id': message.id,
        'data-reply-to': message.activity.replyToId,
      },
      mine ? null : avatar(name, message.from === null),
      body,
    );
  }

  return {
    element: h('div', { class: 'conversation' }, list),
    show(messages) {
      const ids = new Set(messages.map((message) => message.id));
      for (const [id, { element }] of shown) {
        if (ids.has(id)) continue;
        follower.unwatch(element);
        element.remove();
        shown.delete(id);
      }
      const added: Message[] = [];
      for (const message of messages) {
        const before = shown.get(message.id);
        if (before?.edits === message.edits) continue;
        const element = render(message);
        if (before) before.element.replaceWith(element);
        else {
          list.append(element);
          added.push(message);
        }
        follower.watch(element);
        shown.set(message.id, { edits: message.edits, element });
      }
      const own = added.findLastIndex((message) => message.from === me.id);
      const answer = added[own + 1] ?? added[own];
      const fromStart = of.fromStart && !messages.some((message) => message.from === me.id);
      if (!opened && !fromStart) follower.follow(messages.at(-1)?.id ?? '');
      else if (answer && (own >= 0 || follower.following())) follower.follow(answer.id);
      opened = true;
      list.removeAttribute('aria-busy');
    },
  };
}
