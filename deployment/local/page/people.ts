import type { Person } from './api';
import { avatar, el, icon } from './dom';
import type { Texts } from './texts';

export interface PeopleMenuOf {
  me: Person;
  others: readonly Person[];
  texts: Texts;
  roleOf(person: Person): string;
  badge(count: number): HTMLElement | null;
  be(person: Person): void;
}

/** "You are: …": a button that opens the menu of everyone whom one can be, with how much is unread for each. */
export function peopleMenu({ me, others, texts, roleOf, badge, be }: PeopleMenuOf): HTMLElement {
  const row = (person: Person): HTMLElement =>
    el(
      'button',
      {
        type: 'button',
        role: 'menuitemradio',
        tabindex: -1,
        'aria-checked': String(person === me),
        onclick: () => (person === me ? close() : be(person)),
      },
      avatar(person.name),
      el(
        'span',
        { class: 'chat-words' },
        el('strong', {}, person.name),
        el('span', { class: 'chat-role' }, roleOf(person)),
      ),
      person === me ? null : badge(person.unread),
    );
  const rows = [me, ...others].map(row);
  const menu = el('div', { class: 'menu', role: 'menu', 'aria-label': texts.people, hidden: true }, ...rows);
  const unread = others.reduce((sum, person) => sum + person.unread, 0);
  const button = el(
    'button',
    {
      type: 'button',
      class: 'who',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: () => (menu.hidden ? show() : close()),
    },
    avatar(me.name),
    el('span', { class: 'who-words' }, texts.youAre(me.name, roleOf(me))),
    badge(unread),
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
  const holder = el('div', { class: 'who-holder' }, button, menu);
  return holder;
}
