import type { OverviewAnswer } from '../../bot/api-types';
import { call } from '../parts/api';
import { h, icon } from '../parts/dom';
import { enter, localeOf, tokens, useLocale } from '../parts/teams';
import { commands } from './commands';
import { historyView } from './history';
import { seatsView } from './seats';
import { summary } from './summary';
import { commandButton, problemBox, spinner, type Tab } from './tab';
import { type OverviewText, TEXT } from './text';
import './style.css';

const page = (): HTMLElement => document.getElementById('page') ?? document.body;

type ViewName = 'overview' | 'seats' | 'history';

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

/** A row of tabs (the pattern of WAI-ARIA: arrows move, the shown tab is the one in the Tab order). */
function views(
  text: OverviewText,
  all: readonly { name: ViewName; label: string }[],
  first: ViewName,
  draw: (name: ViewName) => HTMLElement,
  chosen: (name: ViewName) => void,
): HTMLElement {
  const panel = h('div', { role: 'tabpanel', id: 'view', tabindex: -1 });
  const tabs = all.map(({ name, label }) =>
    h('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': 'view', class: 'tab' }, label),
  );
  const choose = (index: number, focus: boolean): void => {
    const view = all[index];
    if (!view) return;
    for (const [at, one] of tabs.entries()) {
      one.setAttribute('aria-selected', String(at === index));
      one.tabIndex = at === index ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${view.name}`);
    panel.replaceChildren(draw(view.name));
    if (focus) tabs[index]?.focus();
    tabs[index]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    chosen(view.name);
  };
  for (const [index, one] of tabs.entries()) {
    one.addEventListener('click', () => choose(index, false));
    one.addEventListener('keydown', (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[
        event.key
      ];
      if (to === undefined) return;
      event.preventDefault();
      choose(to % tabs.length, true);
    });
  }
  choose(
    Math.max(
      0,
      all.findIndex((view) => view.name === first),
    ),
    false,
  );
  return h('div', {}, h('div', { role: 'tablist', class: 'tabs', 'aria-label': text.views }, ...tabs), panel);
}

async function open(): Promise<void> {
  let locale = localeOf(navigator.language);
  useLocale(locale);
  page().replaceChildren(spinner(TEXT[locale]));
  const host = await enter();
  locale = host.locale;
  const token = tokens(host);
  const post = <Answer>(name: string, body: unknown): Promise<Answer> => call<Answer>(name, body, token);
  let shown: ViewName = 'overview';

  const draw = (of: OverviewAnswer): void => {
    locale = of.locale;
    useLocale(locale);
    const text = TEXT[locale];
    document.title = text.app;
    const tab: Tab = { locale, text, me: of.me, post, run: () => undefined };
    tab.run = commands(tab, () => void load(false));
    const whole = of.categories !== null;
    const view = (name: ViewName): HTMLElement =>
      name === 'seats' ? seatsView(tab) : name === 'history' ? historyView(tab) : summary(of, tab);
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
        h(
          'button',
          {
            type: 'button',
            class: 'quiet only-icon',
            'aria-label': text.refresh,
            title: text.refresh,
            onclick: () => void load(false),
          },
          icon('refresh'),
        ),
      ),
      whole
        ? views(
            text,
            [
              { name: 'overview', label: text.overview },
              { name: 'seats', label: text.seatsView },
              { name: 'history', label: text.historyView },
            ],
            shown,
            view,
            (name) => {
              shown = name;
            },
          )
        : summary(of, tab),
    );
    page().setAttribute('aria-busy', 'false');
  };

  /** Asks anew; `first`: nothing is shown yet. */
  async function load(first: boolean): Promise<void> {
    page().setAttribute('aria-busy', 'true');
    if (first) page().replaceChildren(spinner(TEXT[locale]));
    try {
      draw(await post<OverviewAnswer>('overview', {}));
    } catch (problem) {
      page().replaceChildren(problemBox(problem, TEXT[locale], () => void load(true), 'h1'));
      page().setAttribute('aria-busy', 'false');
    }
  }
  await load(true);
}

void open();
