import { h } from '../../../web/parts/dom';
import { icon } from '../../../web/parts/icons';
import type { Person } from './api';
import { avatar } from './dom';
import type { Texts } from './texts';

export interface News {
  /** Short-lived notifications in a corner. */
  readonly toasts: HTMLElement;
  /** The list behind the bell. */
  readonly panel: HTMLElement;
  count(): number;
  isOpen(): boolean;
  toggle(): void;
  /** Shows a line of the client's own, such as that the bot doesn't answer. */
  note(text: string): void;
  /** Somebody else got a message: shown at once, with a button to switch to them. */
  announce(person: Person, words: string): void;
  /** One is this person now: drops the news about their messages. */
  switched(person: Person): void;
}

export interface NewsOf {
  texts(): Texts;
  become(person: Person): void;
  changed(): void;
}

/** Messages that other people got meanwhile. */
export function createNews(of: NewsOf): News {
  let news: { person: Person; words: string }[] = [];
  const toasts = h('div', { class: 'toasts', role: 'region', 'aria-live': 'polite' });
  const panel = h('aside', { class: 'activity', hidden: true });
  const told = (person: Person, words: string): HTMLElement =>
    h(
      'span',
      { class: 'chat-words' },
      h('strong', {}, of.texts().got(person.name)),
      h('span', { class: 'chat-last', 'data-words': words }),
    );
  const closeButton = (close: () => void): HTMLElement =>
    h('button', { type: 'button', class: 'quiet', 'aria-label': of.texts().close, onclick: close }, icon('close'));
  const show = (line: HTMLElement, milliseconds: number): void => {
    toasts.append(line);
    while (toasts.children.length > 3) toasts.firstElementChild?.remove();
    window.setTimeout(() => line.remove(), milliseconds);
  };

  function draw(): void {
    const texts = of.texts();
    const row = ({ person, words }: { person: Person; words: string }): HTMLElement =>
      h(
        'li',
        {},
        h(
          'button',
          {
            type: 'button',
            class: 'activity-row',
            onclick: () => {
              panel.hidden = true;
              of.become(person);
            },
          },
          avatar(person.name),
          told(person, words),
        ),
      );
    panel.setAttribute('aria-label', texts.activity);
    panel.replaceChildren(
      h('header', {}, h('h2', {}, texts.activity), closeButton(toggle)),
      news.length > 0 ? h('ul', {}, ...news.map(row)) : h('p', { class: 'nothing' }, texts.noActivity),
    );
  }
  function toggle(): void {
    panel.hidden = !panel.hidden;
    // The panel lists what they say, and they would cover it on a narrow screen.
    toasts.replaceChildren();
    draw();
    of.changed();
  }

  return {
    toasts,
    panel,
    toggle,
    count: () => news.length,
    isOpen: () => !panel.hidden,
    note: (text) => show(h('div', { class: 'toast', role: 'status' }, text), 8000),
    announce(person, words) {
      news = [{ person, words }, ...news].slice(0, 50);
      if (!panel.hidden) draw();
      const be = h(
        'button',
        { type: 'button', class: 'chip', onclick: () => of.become(person) },
        of.texts().be(person.name),
      );
      const line = h('div', { class: 'toast' }, avatar(person.name), told(person, words), be);
      line.append(closeButton(() => line.remove()));
      show(line, 15_000);
    },
    switched(person) {
      news = news.filter((one) => one.person.objectId !== person.objectId);
      toasts.replaceChildren();
      toasts.setAttribute('aria-label', of.texts().activity);
      if (!panel.hidden) draw();
    },
  };
}
