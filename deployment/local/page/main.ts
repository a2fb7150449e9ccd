import * as api from './api';
import type { Theme } from './cards';
import { type Compose, compose, dropInto, type Said } from './compose';
import { type Conversation, conversation, summary } from './conversation';
import type { Opener } from './dialog';
import { avatar, countBadge, el, icon, redraw } from './dom';
import { intro } from './intro';
import { searchBot, searchExtension } from './invokes';
import { createNews } from './news';
import { overviewTab } from './overview';
import { peopleMenu } from './people';
import { type PageContext, tellTheme } from './teamshost';
import { type Texts, textsOf } from './texts';
import './picker';

type Tab = 'chat' | 'overview';

const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];
const root = document.getElementById('app') as HTMLElement;

let company: api.Company;
let me: api.Person;
let texts: Texts;
let theme: Theme = THEMES.find((one) => one === localStorage.getItem('theme')) ?? 'light';
let chats: api.ChatView[] = [];
let open: api.ChatView;
let tab: Tab = 'chat';
/** Whether a narrow screen shows the list of chats instead of the chat. */
let listing = false;
let talk: Conversation | null = null;
let box: Compose | null = null;
let quiet = 0;
/** Nobody else has been chosen yet. */
let newcomer = true;

const chatsPane = el('nav', { class: 'chats' });
const stage = el('main', { class: 'stage' });
const bar = el('header', { class: 'bar' });
const rail = el('nav', { class: 'rail' });
const news = createNews({ texts: () => texts, be: (person) => be(person), changed: () => drawBar() });
const note = (words: string): void => news.note(words);
const badge = (count: number): HTMLElement | null => countBadge(count, texts);

const roleOf = (person: api.Person): string => texts.roles[person.role] ?? person.role;

const context = (frame: PageContext['frame']): PageContext => ({
  theme,
  locale: me.language === 'fr' ? 'fr-fr' : 'en-us',
  objectId: me.objectId,
  email: me.email,
  name: me.name,
  tenantId: company.tenantId,
  frame,
  entityId: frame === 'content' ? 'overview' : '',
});

const askFor =
  (as: string, chat: string, messageId: string | null) =>
  async (dataset: string, text: string): Promise<{ title: string; value: string }[]> => {
    if (!/^graph\.microsoft\.com\/users/.test(dataset)) return searchBot(as, chat, messageId, dataset, text);
    const wanted = text.toLocaleLowerCase();
    return company.people
      .filter((one) => one.role !== 'guest' && `${one.name} ${one.email}`.toLocaleLowerCase().includes(wanted))
      .map((one) => ({ title: one.name, value: one.objectId }));
  };

const opener = (messageId: string | null): Opener => ({
  as: me.objectId,
  chat: open.id,
  messageId,
  texts,
  theme,
  ask: askFor(me.objectId, open.id, messageId),
  context,
});

async function send(said: Said): Promise<void> {
  const [as, chat] = [me.objectId, open.id];
  try {
    const answer = await api.act(as, chat, said.activity, said.show);
    if (answer.status >= 300) note(texts.failed(answer.status));
  } catch {
    note(texts.noAnswer);
  }
}

/** What a later event or a reconnection asks for again may fail now: the bot is perhaps being restarted. */
const refresh = (work: Promise<unknown>): void => void work.catch(() => {});

async function loadMessages(): Promise<void> {
  const [as, chat, shown] = [me.objectId, open.id, talk];
  const messages = await api.getMessages(as, chat);
  if (shown !== talk) return;
  shown?.show(messages);
  if (document.visibilityState === 'visible') await api.markRead(as, chat);
}

async function loadChats(): Promise<void> {
  const as = me.objectId;
  const [list, all] = await Promise.all([api.getChats(as), api.getCompany()]);
  if (as !== me.objectId) return;
  chats = list.map((chat) => (chat.id === open?.id && tab === 'chat' ? { ...chat, unread: 0 } : chat));
  company = all;
  me = all.people.find((one) => one.objectId === as) ?? me;
  drawChats();
  drawBar();
}

function drawChats(): void {
  chatsPane.setAttribute('aria-label', texts.chats);
  const rows = chats.map((chat) => {
    const last = chat.last ? summary(chat.last, texts) : '';
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'chat-row',
          'aria-current': chat.id === open.id ? 'true' : null,
          onclick: () => go(chat, 'chat'),
        },
        chat.kind === 'personal' ? avatar(chat.name, true) : avatar(chat.name),
        el(
          'span',
          { class: 'chat-words' },
          el('strong', {}, chat.name),
          el('span', { class: 'chat-last', 'data-words': last, 'aria-hidden': 'true' }),
        ),
        badge(chat.unread),
      ),
    );
  });
  redraw(chatsPane, el('h2', {}, texts.chats), el('ul', {}, ...rows));
}

function drawBar(anyway = false): void {
  // An open menu stays as it is under the person's hands.
  if (!anyway && bar.querySelector('.menu:not([hidden])')) return;
  const choice = el('select', {
    'aria-label': texts.theme,
    onchange: (event) => setTheme((event.target as HTMLSelectElement).value as Theme),
  });
  for (const one of THEMES) choice.append(new Option(texts.themes[one], one, false, one === theme));
  const others = company.people.filter((one) => one.objectId !== me.objectId);
  redraw(
    bar,
    el('div', { class: 'brand' }, el('h1', {}, company.bot.name), el('span', { class: 'kind' }, texts.title)),
    el('p', { class: 'plain' }, texts.local),
    choice,
    peopleMenu({ me, others, texts, roleOf, badge, be }),
  );
  rail.setAttribute('aria-label', 'Teams');
  redraw(
    rail,
    el(
      'button',
      { type: 'button', onclick: () => news.toggle(), 'aria-expanded': String(news.isOpen()) },
      icon('bell'),
      el('span', {}, texts.activity),
      badge(news.count()),
    ),
    el(
      'button',
      {
        type: 'button',
        'aria-current': 'page',
        onclick: () => {
          if (!window.matchMedia('(max-width: 720px)').matches) go(open, 'chat');
          else {
            listing = !listing;
            layout();
          }
        },
      },
      icon('chat'),
      el('span', {}, texts.chat),
      badge(chats.reduce((sum, chat) => sum + chat.unread, 0)),
    ),
  );
}

function drawStage(): void {
  stage.setAttribute('aria-label', open.name);
  const tabs = open.kind === 'personal' ? (['chat', 'overview'] as const) : (['chat'] as const);
  const head = el(
    'header',
    { class: 'stage-head' },
    el(
      'button',
      {
        type: 'button',
        class: 'quiet only-narrow',
        'aria-label': texts.back,
        onclick: () => {
          listing = true;
          layout();
        },
      },
      icon('back'),
    ),
    avatar(open.name, open.kind === 'personal'),
    el('h2', {}, open.name),
    el(
      'nav',
      { class: 'tabs', 'aria-label': open.name },
      ...tabs.map((one) =>
        el(
          'button',
          { type: 'button', 'aria-current': one === tab ? 'page' : null, onclick: () => go(open, one) },
          texts[one],
        ),
      ),
    ),
  );
  if (tab === 'overview') {
    talk = null;
    box = null;
    stage.replaceChildren(
      head,
      overviewTab({
        title: texts.overview,
        context: () => context('content'),
        token: () => api.getToken(me.objectId),
        opener: () => opener(null),
        toChat: () => go(open, 'chat'),
      }),
    );
    return;
  }
  const [as, chat] = [me.objectId, open.id];
  talk = conversation({
    me,
    company,
    chat,
    texts,
    theme,
    fromStart: newcomer,
    opener,
    ask: (messageId) => askFor(as, chat, messageId),
    say: (text) => box?.say(text),
    note,
  });
  box = compose({
    me,
    company,
    group: open.kind !== 'personal',
    texts,
    send,
    search: (text) => searchExtension(as, chat, text),
  });
  talk.element
    .querySelector('.messages')
    ?.prepend(intro({ me, company, chat: open, texts, roleOf, be, say: (text) => box?.say(text) }));
  const zone = el('div', { class: 'zone' }, talk.element, box.element);
  if (open.kind === 'personal') dropInto(zone, texts.drop, (file) => box?.attach(file));
  stage.replaceChildren(head, zone);
}

function layout(): void {
  document.body.classList.toggle('listing', listing);
}

function setTheme(next: Theme): void {
  theme = next;
  localStorage.setItem('theme', next);
  document.documentElement.dataset.theme = next;
  tellTheme(next);
  if (tab === 'chat') {
    drawStage();
    refresh(loadMessages());
  }
}

function remember(): void {
  const place = new URLSearchParams({ as: me.email, chat: open.kind === 'personal' ? 'personal' : 'group', tab });
  history.replaceState(null, '', `#${place}`);
  sessionStorage.setItem('as', me.email);
}

function go(chat: api.ChatView, wanted: Tab): void {
  open = chat;
  tab = wanted;
  listing = false;
  layout();
  remember();
  drawStage();
  if (tab === 'chat') {
    refresh(loadMessages().then(loadChats));
    box?.focus();
  } else refresh(loadChats());
}

/** Becomes another person: their chats, their language, their view of every card. */
async function become(person: api.Person, kind: string, wanted: Tab): Promise<void> {
  me = person;
  texts = textsOf(me.language);
  document.documentElement.lang = me.language;
  news.became(me);
  chats = await api.getChats(me.objectId);
  const first = chats.find((chat) => (kind === 'group') === (chat.kind !== 'personal')) ?? chats[0];
  if (!first) return;
  drawBar(true);
  go(first, first.kind === 'personal' ? wanted : 'chat');
  void api.openPersonal(me.objectId).catch(() => note(texts.noAnswer));
}

function be(person: api.Person): void {
  newcomer = false;
  // What was drawn earlier may hold the person as they were then.
  const now = company.people.find((one) => one.objectId === person.objectId) ?? person;
  void become(now, 'personal', 'chat');
}

function heard(event: api.LiveEvent): void {
  if (event.kind === 'typing') {
    if (event.chat.id !== open.id) return;
    talk?.typing(true);
    window.clearTimeout(quiet);
    quiet = window.setTimeout(() => talk?.typing(false), 10_000);
    return;
  }
  if (event.chat.id === open.id && tab === 'chat') {
    talk?.typing(false);
    refresh(loadMessages());
  } else if (event.kind === 'message' && event.message.from === null && event.chat.kind === 'personal') {
    const person = company.people.find((one) => event.chat.members.includes(one.id));
    if (person && person.objectId !== me.objectId) news.announce(person, summary(event.message, texts));
  }
  refresh(loadChats());
}

async function start(): Promise<void> {
  company = await api.getCompany();
  const place = new URLSearchParams(location.hash.slice(1));
  const wanted = place.get('as') ?? sessionStorage.getItem('as');
  const language = navigator.language.startsWith('fr') ? 'fr' : 'en';
  const person =
    company.people.find((one) => one.email === wanted) ??
    company.people.find((one) => one.role === 'admin' && one.language === language) ??
    company.people[0];
  if (!person) throw new Error('nobody');
  document.documentElement.dataset.theme = theme;
  me = person;
  texts = textsOf(me.language);
  root.replaceChildren(bar, rail, chatsPane, stage, news.panel, news.toasts);
  await become(person, place.get('chat') ?? 'personal', place.get('tab') === 'overview' ? 'overview' : 'chat');
  api.listen(heard, () => {
    refresh(loadChats());
    if (tab === 'chat') refresh(loadMessages());
  });
}

start().catch(() => {
  root.replaceChildren(
    el('p', { class: 'broken', role: 'alert' }, textsOf(navigator.language.startsWith('fr') ? 'fr' : 'en').noAnswer),
  );
});
