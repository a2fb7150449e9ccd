import type { FiguresAnswer, OverviewAnswer } from '../../bot/api/types';
import { h, link, safeAddress } from '../parts/dom';
import { icon } from '../parts/icons';
import { dayText, numberText } from '../parts/words';
import { endingChart, usedChart } from './charts';
import { mineList } from './mine';
import { keepingFocus, searchBox, seatBar, type Tab, type View } from './tab';

const tile = (title: string, ...content: readonly (Node | null)[]): HTMLElement =>
  h('section', { class: 'tile' }, h('h2', {}, title), ...content);

const figure = (value: number, unit: string, tab: Tab): HTMLElement =>
  h('p', { class: 'figure' }, h('strong', {}, numberText(value, tab.locale)), ` ${unit}`);

function membershipTile(of: OverviewAnswer['membership'], tab: Tab): HTMLElement {
  const { text, locale } = tab;
  if (!of) return tile(text.membership, h('p', { class: 'figure small' }, text.noMembership));
  const over = of.standing === 'ended' || of.standing === 'grace';
  const ends = of.expiresOn && (over ? text.endedOn : text.endsOn)(dayText(of.expiresOn, locale));
  return h(
    'section',
    { class: 'tile' },
    h(
      'div',
      { class: 'tile-head' },
      h('h2', {}, text.membership),
      h('span', { class: `badge ${of.standing}` }, text.standingShort[of.standing]),
    ),
    of.standing === 'active' && of.daysLeft !== null
      ? figure(of.daysLeft, text.daysLeft(of.daysLeft), tab)
      : h('p', { class: 'figure small' }, text.standing[of.standing]),
    ends ? h('p', { class: 'subtle' }, ends) : null,
    h('p', { class: 'subtle' }, of.program),
    safeAddress(of.link) ? h('p', { class: 'tile-foot' }, link(text.renew, of.link, icon('open'))) : null,
  );
}

function tiles(of: OverviewAnswer, tab: Tab): HTMLElement {
  const { text } = tab;
  const all = of.categories ?? [];
  const used = all.reduce((sum, one) => sum + one.used, 0);
  const quantity = all.reduce((sum, one) => sum + one.quantity, 0);
  const benefits = all.reduce((sum, one) => sum + one.benefits, 0);
  return h(
    'div',
    { class: 'tiles' },
    membershipTile(of.membership, tab),
    tile(text.seatsInUse, figure(used, text.of(quantity), tab), seatBar(used, quantity)),
    tile(text.benefits, figure(benefits, '', tab), h('p', { class: 'subtle' }, text.endSoon(of.ending?.length ?? 0))),
  );
}

/** What an admin has to do, each with a button that leads there. */
function todo(of: OverviewAnswer, figures: FiguresAnswer | null, tab: Tab): HTMLElement {
  const { text } = tab;
  const ending = of.ending?.length ?? 0;
  const items: [number, string, () => void][] = [
    [of.requests ?? 0, text.todoRequests(of.requests ?? 0), () => tab.run('requests')],
    [figures?.steps ?? 0, text.todoSteps(figures?.steps ?? 0), () => tab.run('portal')],
    [figures?.failed ?? 0, text.todoFailed(figures?.failed ?? 0), () => tab.go('seats', { state: 'failed' })],
    [ending, text.todoEnding(ending), () => tab.go('benefits', { state: 'ending' })],
  ];
  const open = items.filter(([count]) => count > 0);
  const item = ([, label, press]: (typeof items)[number]): HTMLElement =>
    h('li', {}, h('button', { type: 'button', class: 'quiet todo-item', onclick: press }, label, icon('next')));
  return h(
    'section',
    { class: 'panel todo' },
    h('h2', {}, text.todo),
    open.length === 0 ? h('p', { class: 'subtle' }, text.nothingToDo) : h('ul', {}, ...open.map(item)),
  );
}

function byCategory(of: NonNullable<OverviewAnswer['categories']>, tab: Tab): HTMLElement {
  const { text } = tab;
  const row = (one: (typeof of)[number]): HTMLElement =>
    h(
      'li',
      {},
      h(
        'div',
        { class: 'chart-words' },
        h('span', { class: 'chart-name' }, text.category[one.category]),
        h('span', { class: 'subtle' }, text.benefitCount(one.benefits)),
        h('span', { class: 'chart-value' }, text.inUse(one.used, one.quantity)),
      ),
      seatBar(one.used, one.quantity),
    );
  return h(
    'section',
    { class: 'panel' },
    h('h2', {}, text.byCategory),
    h('ul', { class: 'chart' }, ...of.filter(({ benefits }) => benefits > 0).map(row)),
  );
}

/** The company at a glance, for admins and viewers; each refresh reads `facts` again. */
export function summaryView(tab: Tab, facts: () => OverviewAnswer): View {
  const search = searchBox(tab.text.searchBenefits, tab.text.searchBenefits, (words) =>
    tab.go('benefits', { search: words }),
  );
  const below = h('div');
  const element = h('div', {}, h('div', { class: 'search-line' }, search.element), below);
  let figures: FiguresAnswer | null = null;

  const draw = (): void => {
    const of = facts();
    const panels = [
      ...(tab.me.role === 'admin' ? [todo(of, figures, tab)] : []),
      byCategory(of.categories ?? [], tab),
      ...(figures ? [usedChart(figures, tab), endingChart(figures, tab)] : []),
      ...(of.mine.length > 0 ? [mineList(of.mine, tab)] : []),
    ];
    keepingFocus(below, () => below.replaceChildren(tiles(of, tab), h('div', { class: 'panels' }, ...panels)));
  };
  /** The figures take longer: the rest is shown before, and also if they fail. */
  const refresh = (): void => {
    draw();
    tab.post<FiguresAnswer>('figures', {}).then(
      (answer) => {
        figures = answer;
        draw();
      },
      () => undefined,
    );
  };
  refresh();
  return { element, refresh };
}
