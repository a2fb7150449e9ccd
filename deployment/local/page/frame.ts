import { h } from '../../../web/parts/dom';
import { type Icon, icon } from '../../../web/parts/icons';
import type { Theme } from './cards';
import { summary } from './conversation';
import { avatar, countBadge } from './dom';
import type { News } from './news';
import { peopleMenu } from './people';
import type { Navigation, Session } from './session';

export const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];

/** The bar at the top: the bot's name, the theme, who one is. */
export function header(session: Session, to: Navigation): HTMLElement[] {
  const { company, me, texts, theme } = session;
  const themes = h('select', {
    'aria-label': texts.theme,
    onchange: () => to.useTheme(THEMES.find((one) => one === themes.value) ?? 'light'),
  });
  for (const one of THEMES) themes.append(new Option(texts.themes[one], one, false, one === theme));
  return [
    h('div', { class: 'brand' }, h('h1', {}, company.bot.name), h('span', { class: 'kind' }, texts.title)),
    h('p', { class: 'plain' }, texts.local),
    themes,
    peopleMenu({ me, others: company.people.filter((one) => one.objectId !== me.objectId), texts, become: to.become }),
  ];
}

/** The bar at the side: activity and chat, each with what is unread. */
export function rail(session: Session, to: Navigation, news: News): HTMLElement[] {
  const { chats, open, texts } = session;
  const item = (of: Icon, label: string, count: number, attributes: Parameters<typeof h>[1]): HTMLElement =>
    h('button', { type: 'button', ...attributes }, icon(of), h('span', {}, label), countBadge(count, texts));
  const unread = chats.reduce((sum, chat) => sum + chat.unread, 0);
  const toChat = (): void => {
    if (matchMedia('(max-width: 720px)').matches) to.showList(!document.body.classList.contains('listing'));
    else to.go(open, 'chat');
  };
  return [
    item('bell', texts.activity, news.count(), {
      'aria-expanded': String(news.isOpen()),
      onclick: () => news.toggle(),
    }),
    item('chat', texts.chat, unread, { 'aria-current': 'page', onclick: toChat }),
  ];
}

/** The list of chats, each with its newest message. */
export function chatList(session: Session, to: Navigation): HTMLElement[] {
  const { chats, open, texts } = session;
  const row = (chat: Session['open']): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'chat-row',
        'aria-current': chat.id === open.id ? 'true' : null,
        onclick: () => to.go(chat, 'chat'),
      },
      avatar(chat.name, chat.kind === 'personal'),
      h(
        'span',
        { class: 'chat-words' },
        h('strong', {}, chat.name),
        h('span', {
          class: 'chat-last',
          'data-words': chat.last ? summary(chat.last, texts) : '',
          'aria-hidden': 'true',
        }),
      ),
      countBadge(chat.unread, texts),
    );
  return [h('h2', {}, texts.chats), h('ul', {}, ...chats.map((chat) => h('li', {}, row(chat))))];
}
