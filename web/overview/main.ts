import type { OverviewAnswer } from '../../bot/api/types';
import { call } from '../parts/api';
import { h } from '../parts/dom';
import { icon } from '../parts/icons';
import { enter, type Locale, localeOf, tokens, useLocale } from '../parts/teams';
import { commands } from './commands';
import { historyView } from './history';
import { seatsView } from './seats';
import { summary } from './summary';
import { commandButton, keepingFocus, problemBox, spinner, type Tab, type View } from './tab';
import { TEXT } from './text';
import { views } from './views';
import './style.css';

const page = (): HTMLElement => document.getElementById('page') ?? document.body;

function buttons(tab: Tab): HTMLElement {
  const { text } = tab;
  const bar = h('div', { class: 'commands', role: 'group', 'aria-label': text.commands });
  if (tab.me.role === 'employee')
    bar.append(
      commandButton(tab, text.ask, 'assign', { user: 'me' }, 'primary'),
      commandButton(tab, text.list, 'list'),
    );
  else {
    if (tab.me.role === 'admin') bar.append(commandButton(tab, text.assign, 'assign', {}, 'primary'));
    bar.append(commandButton(tab, text.list, 'list'), commandButton(tab, text.users, 'users'));
    bar.append(commandButton(tab, text.export, 'export'));
  }
  return bar;
}

/** The figures, drawn anew from `facts` at each refresh. */
function figures(tab: Tab, facts: () => OverviewAnswer): View {
  const element = h('div');
  const refresh = (): void => keepingFocus(element, () => element.replaceChildren(summary(facts(), tab)));
  refresh();
  return { element, refresh };
}

/** Facts are older than this when one comes back to the tab: they are asked for again. */
const STALE = 60_000;

async function open(): Promise<void> {
  let locale: Locale = localeOf(navigator.language);
  useLocale(locale);
  page().replaceChildren(spinner(TEXT[locale]));
  const host = await enter();
  locale = host.locale;
  const token = tokens(host);
  const post = <Answer>(name: string, body: unknown): Promise<Answer> => call<Answer>(name, body, token);
  let facts: OverviewAnswer | null = null;
  let view: View | null = null;
  let at = 0;

  const draw = (of: OverviewAnswer): void => {
    locale = of.locale;
    useLocale(locale);
    const text = TEXT[locale];
    document.title = text.app;
    const tab: Tab = { locale, text, me: of.me, post, run: () => undefined };
    tab.run = commands(tab, () => void look());
    const overview = (): View => figures(tab, () => facts ?? of);
    view =
      of.categories === null
        ? overview()
        : views(text.views, [
            { name: 'overview', label: text.overview, open: overview },
            { name: 'seats', label: text.seatsView, open: () => seatsView(tab) },
            { name: 'history', label: text.historyView, open: () => historyView(tab) },
          ]);
    const refresh = h(
      'button',
      {
        type: 'button',
        class: 'quiet only-icon',
        'aria-label': text.refresh,
        title: text.refresh,
        onclick: () => void look(),
      },
      icon('refresh'),
    );
    page().replaceChildren(
      h(
        'header',
        { class: 'top' },
        h(
          'div',
          { class: 'who-am-i' },
          h('h1', {}, of.company ?? text.app),
          h('p', { class: 'subtle' }, text.signedIn(of.me.name, text.role[of.me.role])),
        ),
        buttons(tab),
        refresh,
      ),
      view.element,
    );
  };

  /** Asks for the facts. What is shown stays, with its search and its focus, unless the person or the language is another. */
  async function look(): Promise<void> {
    page().setAttribute('aria-busy', 'true');
    try {
      const before = facts;
      facts = await post<OverviewAnswer>('overview', {});
      at = Date.now();
      const same =
        before?.locale === facts.locale &&
        before.me.email === facts.me.email &&
        before.me.role === facts.me.role &&
        before.company === facts.company;
      if (view && same) view.refresh();
      else draw(facts);
    } catch (problem) {
      facts = null;
      view = null;
      page().replaceChildren(problemBox(problem, TEXT[locale], () => void look(), 'h1'));
    } finally {
      page().setAttribute('aria-busy', 'false');
    }
  }

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && facts && Date.now() - at > STALE) void look();
  });
  await look();
}

void open();
