import { h } from '../../../web/parts/dom';
import { icon } from '../../../web/parts/icons';
import type { Person } from './api';
import { avatar, countBadge } from './dom';
import { roleOf } from './session';
import type { Texts } from './texts';

export interface PeopleMenuOf {
  me: Person;
  others: readonly Person[];
  texts: Texts;
  become(person: Person): void;
}

/** "You are: …": a button with the menu of all people, and how much each has unread. */
export function peopleMenu({ me, others, texts, become }: PeopleMenuOf): HTMLElement {
  const row = (person: Person): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        role: 'menuitemradio',
        tabindex: -1,
        'aria-checked': String(person === me),
        onclick: () => (person === me ? close() : become(person)),
      },
      avatar(person.name),
      h(
        'span',
        { class: 'chat-words' },
        h('strong', {}, person.name),
        h('span', { class: 'chat-role' }, roleOf(person, texts)),
      ),
      person === me ? null : countBadge(person.unread, texts),
    );
  const rows = [me, ...others].map(row);
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': texts.people, hidden: true }, ...rows);
  const unread = others.reduce((sum, person) => sum + person.unread, 0);
  const button = h(
    'button',
    {
      type: 'button',
      class: 'who',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      title: texts.youAre(me.name, roleOf(me, texts)),
      onclick: () => (menu.hidden ? show() : close()),
    },
    avatar(me.name),
    h('span', { class: 'who-words' }, me.name, h('span', { class: 'kind' }, ` · ${roleOf(me, texts)}`)),
    countBadge(unread, texts),
    icon('down'),
  );
  const outside = (event: Event): void => {
    if (!holder.contains(event.target as Node)) close();
  };
  function show(): void {
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', outside);
    rows[0]?.focus();
  }
  function close(): void {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside);
  }
  menu.addEventListener('keydown', (event) => {
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    const step: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + rows.length,
      Home: 0,
      End: rows.length - 1,
    };
    const next = step[event.key];
    if (next !== undefined) {
      event.preventDefault();
      rows[next % rows.length]?.focus();
    } else if (event.key === 'Escape') {
      close();
      button.focus();
    }
  });
  const holder = h('div', { class: 'who-holder' }, button, menu);
  return holder;
}
