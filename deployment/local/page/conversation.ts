import { type Activity, act, type Company, invoke, isObject, type Message, type Person } from './api';
import { type CardHost, showCard } from './cards';
import { fetchDialog, type Opener } from './dialog';
import { avatar, el } from './dom';
import { executedOf } from './invokes';
import { markdown } from './markdown';
import type { Texts } from './texts';

const CARD = 'application/vnd.microsoft.card.adaptive';
/** Only the newest cards ask for their person's view when a chat is opened, so that a long chat opens quietly. */
const REFRESHED = 8;

export interface ConversationOf {
  me: Person;
  company: Company;
  chat: string;
  texts: Texts;
  theme: CardHost['theme'];
  /** A newcomer's first chat opens at its beginning, any other at the newest message. */
  fromStart: boolean;
  opener(messageId: string): Opener;
  ask(messageId: string): CardHost['ask'];
  say(text: string): void;
  /** A line of the client's own, such as that the bot does not answer. */
  note(words: string): void;
}

export interface Conversation {
  element: HTMLElement;
  show(messages: readonly Message[]): void;
  typing(on: boolean): void;
}

const time = (at: string, language: string): string =>
  new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });

/** Words of a message in one line, for lists and notifications. */
export function summary(message: Message, texts: Texts): string {
  const { text, attachments } = message.activity;
  if (text !== undefined && text !== '') return text.replace(/<[^>]*>|[*_`]/g, '').slice(0, 120);
  const card = attachments?.find((one) => one.contentType === CARD)?.content;
  const first = isObject(card) ? firstWords(card) : '';
  return first === '' ? (attachments?.[0]?.name ?? texts.card) : first.slice(0, 120);
}

function firstWords(part: unknown): string {
  if (Array.isArray(part)) {
    for (const one of part) {
      const words = firstWords(one);
      if (words !== '') return words;
    }
    return '';
  }
  if (!isObject(part)) return '';
  if (part.type === 'TextBlock' && typeof part.text === 'string') return part.text.replace(/[*_`]/g, '');
  return firstWords(part.body) || firstWords(part.items) || firstWords(part.columns);
}

/** The messages of one chat, as one person sees them. */
export function conversation(of: ConversationOf): Conversation {
  const { me, company, texts } = of;
  const list = el('div', {
    class: 'messages',
    role: 'log',
    'aria-label': texts.messages,
    'aria-busy': 'true',
    tabindex: 0,
  });
  const dots = el('p', { class: 'typing', role: 'status' });
  const shown = new Map<string, { edits: number; element: HTMLElement }>();
  let opened = false;
  /** Whether the newest message is in sight: then it stays there, also when a card grows. */
  let following = false;
  list.addEventListener('scroll', () => {
    following = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  const growing = new ResizeObserver(() => {
    if (following) list.scrollTop = list.scrollHeight;
  });

  function toNewest(): void {
    const last = list.lastElementChild;
    // A long card is read from its top.
    const tall = last !== null && last.clientHeight > list.clientHeight;
    following = !tall;
    if (tall) last.scrollIntoView({ block: 'start' });
    else list.scrollTop = list.scrollHeight;
  }

  async function submitted(message: Message, data: unknown): Promise<void> {
    const teams = isObject(data) && isObject(data.msteams) ? data.msteams : {};
    const replyToId = message.id;
    let status = 200;
    if (teams.type === 'task/fetch') {
      const failed = await fetchDialog(of.opener(message.id), data);
      if (failed !== null) of.note(failed);
    } else if (teams.type === 'imBack') of.say(String(teams.value ?? ''));
    else if (teams.type === 'messageBack') {
      const words = typeof teams.displayText === 'string' ? teams.displayText : undefined;
      const activity = { type: 'message', text: String(teams.text ?? ''), value: teams.value, replyToId };
      status = (await act(me.objectId, of.chat, activity, words)).status;
    } else if (teams.type === 'invoke') {
      status = (await invoke(me.objectId, of.chat, 'task/submit', teams.value, replyToId)).status;
    } else status = (await act(me.objectId, of.chat, { type: 'message', value: data, replyToId })).status;
    if (status >= 300) of.note(texts.failed(status));
  }

  function cardOf(message: Message, content: unknown, refresh: boolean): HTMLElement {
    const card = showCard(content, {
      theme: of.theme,
      texts,
      ask: of.ask(message.id),
      submit: (data) => void submitted(message, data).catch(() => of.note(texts.noAnswer)),
      async execute(action, trigger) {
        const value = { action: { type: 'Action.Execute', ...action }, trigger };
        return executedOf(await invoke(me.objectId, of.chat, 'adaptiveCard/action', value, message.id), texts);
      },
    });
    if (refresh) card.refresh(me.id);
    return card.element;
  }

  function parts(activity: Activity, message: Message, refresh: boolean): HTMLElement[] {
    const found: HTMLElement[] = [];
    if (activity.text !== undefined && activity.text !== '') {
      const bubble = el('div', { class: 'bubble' });
      if (activity.textFormat === 'plain') bubble.textContent = activity.text;
      else bubble.innerHTML = markdown(activity.text);
      found.push(bubble);
    }
    for (const attachment of activity.attachments ?? []) {
      if (attachment.contentType === CARD) found.push(cardOf(message, attachment.content, refresh));
      else if (attachment.name) found.push(el('div', { class: 'file' }, attachment.name));
    }
    return found;
  }

  function render(message: Message, refresh: boolean): HTMLElement {
    const person = company.people.find((one) => one.id === message.from);
    const mine = message.from === me.id;
    const name = message.from === null ? company.bot.name : (person?.name ?? '?');
    const head = el(
      'div',
      { class: 'message-head' },
      el('span', { class: 'message-from' }, mine ? texts.you : name),
      ' ',
      el('time', { datetime: message.at }, time(message.at, me.language)),
      message.edits > 0 && el('span', { class: 'edited' }, ` ${texts.edited}`),
    );
    const body = el('div', { class: 'message-body' }, head, ...parts(message.activity, message, refresh));
    return el(
      'div',
      {
        class: mine ? 'message mine' : 'message',
        'data-id': message.id,
        'data-reply-to': message.activity.replyToId as string | undefined,
      },
      mine ? null : avatar(name, message.from === null),
      body,
    );
  }

  function suggestions(last: Message | undefined): HTMLElement | null {
    const actions = last?.from === null ? (last.activity.suggestedActions?.actions ?? []) : [];
    if (actions.length === 0) return null;
    const buttons = actions.map((action) =>
      el(
        'button',
        { type: 'button', class: 'chip', onclick: () => of.say(String(action.value ?? action.title)) },
        action.title,
      ),
    );
    return el('div', { class: 'suggestions' }, ...buttons);
  }

  let offered: HTMLElement | null = null;
  return {
    element: el('div', { class: 'conversation' }, list, dots),
    typing(on) {
      dots.textContent = on ? texts.typing(company.bot.name) : '';
    },
    show(messages) {
      const ids = new Set(messages.map((message) => message.id));
      for (const [id, { element }] of shown) {
        if (ids.has(id)) continue;
        growing.unobserve(element);
        element.remove();
        shown.delete(id);
      }
      offered?.remove();
      let grown = false;
      for (const [at, message] of messages.entries()) {
        const before = shown.get(message.id);
        if (before?.edits === message.edits) continue;
        const element = render(message, message.edits === 0 && at >= messages.length - REFRESHED);
        if (before) before.element.replaceWith(element);
        else list.append(element);
        grown ||= !before;
        growing.observe(element);
        shown.set(message.id, { edits: message.edits, element });
      }
      offered = suggestions(messages.at(-1));
      if (offered) list.append(offered);
      const mine = messages.at(-1)?.from === me.id;
      if (!opened) {
        if (of.fromStart && !messages.some((message) => message.from === me.id)) list.scrollTo(0, 0);
        else toNewest();
      } else if (grown && (following || mine)) toNewest();
      opened = true;
      list.removeAttribute('aria-busy');
    },
  };
}
