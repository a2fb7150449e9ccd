import type { Person } from './api';
import { avatar, el, icon } from './dom';
import type { Texts } from './texts';

export interface News {
  /** Notifications that pass, in a corner. */
  readonly toasts: HTMLElement;
  /** The list behind the bell. */
  readonly panel: HTMLElement;
  count(): number;
  isOpen(): boolean;
  toggle(): void;
  /** A line of the client's own, such as that the bot does not answer. */
  note(words: string): void;
  /** Somebody else was told something: seen at once, and one click from being them. */
  announce(person: Person, words: string): void;
  /** Now one is this person: what they were told is no news any more. */
  became(person: Person): void;
}

export interface NewsOf {
  texts(): Texts;
  be(person: Person): void;
  changed(): void;
}

/** What other people were told while one was somebody else. */
export function createNews(of: NewsOf): News {
  let news: { person: Person; words: string }[] = [];
  const toasts = el('div', { class: 'toasts', role: 'region', 'aria-live': 'polite' });
  const panel = el('aside', { class: 'activity', hidden: true });
  const told = (person: Person, words: string): HTMLElement =>
    el(
      'span',
      { class: 'chat-words' },
      el('strong', {}, of.texts().got(person.name)),
      el('span', { class: 'chat-last', 'data-words': words }),
    );
  const closeButton = (close: () => void): HTMLElement =>
    el('button', { type: 'button', class: 'quiet', 'aria-label': of.texts().close, onclick: close }, icon('close'));
  const show = (line: HTMLElement, milliseconds: number): void => {
    toasts.append(line);
    while (toasts.children.length > 3) toasts.firstElementChild?.remove();
    window.setTimeout(() => line.remove(), milliseconds);
  };

  function draw(): void {
    const texts = of.texts();
    const row = ({ person, words }: { person: Person; words: string }): HTMLElement =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            class: 'activity-row',
            onclick: () => {
              panel.hidden = true;
              of.be(person);
            },
          },
          avatar(person.name),
          told(person, words),
        ),
      );
    panel.setAttribute('aria-label', texts.activity);
    panel.replaceChildren(
      el('header', {}, el('h2', {}, texts.activity), closeButton(toggle)),
      news.length > 0 ? el('ul', {}, ...news.map(row)) : el('p', { class: 'nothing' }, texts.noActivity),
    );
  }
  function toggle(): void {
    panel.hidden = !panel.hidden;
    draw();
    of.changed();
  }

  return {
    toasts,
    panel,
    toggle,
    count: () => news.length,
    isOpen: () => !panel.hidden,
    note: (words) => show(el('div', { class: 'toast', role: 'status' }, words), 8000),
    announce(person, words) {
      news = [{ person, words }, ...news].slice(0, 50);
      if (!panel.hidden) draw();
      const be = el(
        'button',
        { type: 'button', class: 'chip', onclick: () => of.be(person) },
        of.texts().be(person.name),
      );
      const line = el('div', { class: 'toast' }, avatar(person.name), told(person, words), be);
      line.append(closeButton(() => line.remove()));
      show(line, 15_000);
    },
    became(person) {
      news = news.filter((one) => one.person.objectId !== person.objectId);
      toasts.replaceChildren();
      toasts.setAttribute('aria-label', of.texts().activity);
      if (!panel.hidden) draw();
    },
  };
}
