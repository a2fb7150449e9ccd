import { h } from '../../../web/parts/dom';
import * as api from './api';
import { summary } from './conversation';
import { redraw } from './dom';
import { chatList, header, rail, THEMES } from './frame';
import { createNews } from './news';
import type { Navigation, Session, Tab } from './session';
import { drawStage, type OpenChat } from './stage';
import { tellTheme } from './teamshost';
import { textsOf } from './texts';
import './style.css';

const languageOfBrowser = navigator.language.startsWith('fr') ? 'fr' : 'en';
const root = document.getElementById('app') as HTMLElement;
const bar = h('header', { class: 'bar' });
const side = h('nav', { class: 'rail', 'aria-label': 'Teams' });
const list = h('nav', { class: 'chats' });
const stage = h('main', { class: 'stage' });

/** Requests after an event or a reconnection may fail while the bot restarts; the next event repeats them. */
const refresh = (work: Promise<unknown>): void => void work.catch(() => undefined);

/** The bot wrote to somebody of its own accord. */
const isNews = (event: api.LiveEvent): boolean =>
  event.kind === 'message' &&
  event.message.from === null &&
  event.message.activity.replyToId === undefined &&
  event.chat.kind === 'personal';

function runClient(session: Session): { openAt(kind: string, tab: Tab): Promise<void> } {
  let chat: OpenChat = null;

  const news = createNews({ texts: () => session.texts, become, changed: () => drawFrame() });
  const to: Navigation = { go, become, useTheme, showList, note: news.note };

  function drawFrame(menuToo = false): void {
    list.setAttribute('aria-label', session.texts.chats);
    redraw(list, ...chatList(session, to));
    redraw(side, ...rail(session, to, news));
    // An open menu, or a button that is being pressed, stays under the person's hands.
    if (menuToo || !(bar.matches(':active') || bar.querySelector('.menu:not([hidden])')))
      redraw(bar, ...header(session, to));
  }

  async function loadMessages(): Promise<void> {
    const { me, open } = session;
    const asked = chat;
    const messages = await api.getMessages(me.objectId, open.id);
    if (asked !== chat) return;
    chat?.conversation.show(messages);
    if (document.visibilityState === 'visible') await api.markRead(me.objectId, open.id);
  }

  async function loadChats(): Promise<void> {
    const as = session.me.objectId;
    const [chats, company] = await Promise.all([api.getChats(as), api.getCompany()]);
    if (as !== session.me.objectId) return;
    const reading = session.tab === 'chat' ? session.open.id : null;
    session.chats = chats.map((one) => (one.id === reading ? { ...one, unread: 0 } : one));
    session.company = company;
    session.me = company.people.find((one) => one.objectId === as) ?? session.me;
    drawFrame();
  }

  function showList(on: boolean): void {
    document.body.classList.toggle('listing', on);
  }

  function useTheme(theme: Session['theme']): void {
    session.theme = theme;
    localStorage.setItem('theme', theme);
    document.documentElement.dataset.theme = theme;
    tellTheme(theme);
    if (session.tab !== 'chat') return;
    chat = drawStage(stage, session, to);
    refresh(loadMessages());
  }

  function go(open: api.ChatView, tab: Tab, place = ''): void {
    Object.assign(session, { open, tab, place });
    showList(false);
    const kind = open.kind === 'personal' ? 'personal' : 'group';
    history.replaceState(null, '', `#${new URLSearchParams({ as: session.me.email, chat: kind, tab })}`);
    sessionStorage.setItem('as', session.me.email);
    chat = drawStage(stage, session, to);
    refresh(chat ? loadMessages().then(loadChats) : loadChats());
    chat?.box.focus();
  }

  /** Opens a chat of the person: their chats, their language, their view of each card. */
  async function openAt(kind: string, tab: Tab): Promise<void> {
    const { me } = session;
    session.texts = textsOf(me.language);
    document.documentElement.lang = me.language;
    news.switched(me);
    session.chats = await api.getChats(me.objectId);
    const first = session.chats.find((one) => (kind === 'group') === (one.kind !== 'personal')) ?? session.chats[0];
    if (!first) return;
    session.open = first;
    drawFrame(true);
    go(first, first.kind === 'personal' ? tab : 'chat');
    api.openPersonal(me.objectId).catch(() => news.note(session.texts.noAnswer));
  }

  function become(person: api.Person): void {
    session.newcomer = false;
    // The person may have changed since the button was drawn.
    session.me = session.company.people.find((one) => one.objectId === person.objectId) ?? person;
    void openAt('personal', 'chat');
  }

  function received(event: api.LiveEvent): void {
    const isOpen = event.chat.id === session.open.id && chat !== null;
    if (isOpen) refresh(loadMessages());
    else if (isNews(event)) {
      const person = session.company.people.find((one) => event.chat.members.includes(one.id));
      if (person && person.objectId !== session.me.objectId)
        news.announce(person, summary(event.message, session.texts));
    }
    refresh(loadChats());
  }

  document.documentElement.dataset.theme = session.theme;
  root.replaceChildren(bar, side, list, stage, news.panel, news.toasts);
  api.listen(received, () => {
    refresh(loadChats());
    if (chat) refresh(loadMessages());
  });
  return { openAt };
}

async function start(): Promise<void> {
  const company = await api.getCompany();
  const place = new URLSearchParams(location.hash.slice(1));
  const wanted = place.get('as') ?? sessionStorage.getItem('as');
  const me =
    company.people.find((one) => one.email === wanted) ??
    company.people.find((one) => one.role === 'admin' && one.language === languageOfBrowser) ??
    company.people[0];
  const chats = me ? await api.getChats(me.objectId) : [];
  const [open] = chats;
  if (!me || !open) throw new Error('the company has nobody');
  const stored = localStorage.getItem('theme');
  const theme = THEMES.find((one) => one === stored) ?? 'light';
  const texts = textsOf(me.language);
  const client = runClient({ company, me, texts, theme, chats, open, tab: 'chat', place: '', newcomer: true });
  await client.openAt(place.get('chat') ?? 'personal', place.get('tab') === 'overview' ? 'overview' : 'chat');
}

start().catch(() => {
  root.replaceChildren(h('p', { class: 'broken', role: 'alert' }, textsOf(languageOfBrowser).noAnswer));
});
