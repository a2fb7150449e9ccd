import type { OverviewAnswer } from '../../bot/api/types';
import { call } from '../parts/api';
import { h } from '../parts/dom';
import { icon } from '../parts/icons';
import { enter, localeOf, tokens, useLocale } from '../parts/teams';
import type { Locale } from '../parts/words';
import { benefitsView } from './benefits';
import { onPage } from './commands';
import { historyView } from './history';
import { mineView } from './mine';
import { seatsView } from './seats';
import { summaryView } from './summary';
import { type Place, problemBox, spinner, type Tab, type View, type ViewName } from './tab';
import { TEXT } from './text';
import { type Choice, type Views, views } from './views';
import './style.css';

const page = (): HTMLElement => document.getElementById('page') ?? document.body;

const VIEWS: Readonly<Record<'company' | 'own', readonly ViewName[]>> = {
  company: ['overview', 'benefits', 'seats', 'history'],
  own: ['mine', 'benefits'],
};

/** The open view, as the page's fragment and Teams' deep links name it: `view=benefits&benefit=<id>`, `view=seats&state=step`. */
function placeOf(path: string): { view: ViewName | null; place: Place } {
  const { view, ...place } = Object.fromEntries(new URLSearchParams(path));
  return { view: [...VIEWS.company, ...VIEWS.own].find((one) => one === view) ?? null, place };
}
const pathOf = (view: ViewName, place: Place): string => new URLSearchParams({ view, ...place }).toString();

function topBar(of: OverviewAnswer, tab: Tab): HTMLElement {
  const { text } = tab;
  const button = (label: string, verb: string, className = ''): HTMLElement =>
    h('button', { type: 'button', class: className, onclick: () => tab.run(verb) }, label);
  const commands = h('div', { class: 'commands', role: 'group', 'aria-label': text.commands });
  if (tab.me.role === 'admin') commands.append(button(text.assign, 'assign', 'primary'));
  if (tab.me.role !== 'employee') commands.append(button(text.users, 'users'), button(text.export, 'export'));
  return h(
    'header',
    { class: 'top' },
    h(
      'div',
      { class: 'who-am-i' },
      h('h1', {}, of.company ?? text.app),
      h('p', { class: 'subtle' }, text.signedIn(of.me.name, text.role[of.me.role])),
    ),
    commands,
    h(
      'button',
      {
        type: 'button',
        class: 'quiet only-icon',
        'aria-label': text.refresh,
        title: text.refresh,
        onclick: () => tab.changed(),
      },
      icon('refresh'),
    ),
  );
}

/** Data older than this is reloaded when the person comes back to the tab. */
const STALE = 60_000;
/** Data older than this is reloaded when a view of it is opened. */
const FRESH = 2_000;

async function open(): Promise<void> {
  let locale: Locale = localeOf(navigator.language);
  useLocale(locale);
  page().replaceChildren(spinner(TEXT[locale]));
  const host = await enter();
  locale = host.locale;
  const token = tokens(host);
  let facts: OverviewAnswer | null = null;
  let shown: Views | null = null;
  let at = 0;
  let path = location.hash.slice(1) || host.place;

  const draw = (of: OverviewAnswer): void => {
    locale = of.locale;
    useLocale(locale);
    const text = TEXT[locale];
    document.title = text.app;
    const now = (): OverviewAnswer => facts ?? of;
    const opened = (view: View): View => {
      if (Date.now() - at > FRESH) void look();
      return view;
    };
    const tab: Tab = {
      locale,
      text,
      me: of.me,
      post: (name, body) => call(name, body, token),
      run: (verb, data) => command.run(verb, data),
      go: (view, place = {}) => shown?.go(view, place),
      changed: () => void look(),
    };
    const command = onPage(tab);
    const noted = (view: ViewName, place: Place): void => {
      command.close();
      path = pathOf(view, place);
      history.replaceState(null, '', `#${path}`);
    };
    const open: Readonly<Record<ViewName, Choice['open']>> = {
      overview: () => opened(summaryView(tab, now)),
      mine: () => opened(mineView(tab, now)),
      benefits: (place) =>
        benefitsView(tab, place, (benefit) => noted('benefits', benefit === null ? {} : { benefit })),
      seats: (place) => seatsView(tab, place),
      history: () => historyView(tab),
    };
    const names = of.categories === null ? VIEWS.own : VIEWS.company;
    shown = views(
      text.viewsLabel,
      names.map((name) => ({ name, label: text.views[name], open: open[name] })),
      noted,
    );
    page().replaceChildren(topBar(of, tab), command.element, shown.element);
    const { view, place } = placeOf(path);
    shown.go(view ?? names[0] ?? 'overview', place);
  };

  /** Reloads the data. The shown view stays, with its search and focus, unless the person or the language has changed. */
  async function look(): Promise<void> {
    page().setAttribute('aria-busy', 'true');
    try {
      const before = facts;
      facts = await call<OverviewAnswer>('overview', {}, token);
      at = Date.now();
      const same =
        before?.locale === facts.locale &&
        before.me.email === facts.me.email &&
        before.me.role === facts.me.role &&
        before.company === facts.company;
      if (shown && same) shown.refresh();
      else draw(facts);
    } catch (problem) {
      facts = null;
      shown = null;
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
