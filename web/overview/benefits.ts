import type { BenefitLine, BenefitSort, BenefitState, BenefitsAnswer, BenefitsCall } from '../../bot/api/types';
import { h } from '../parts/dom';
import { dayText } from '../parts/words';
import { benefitDetails, type Details, stateBadges } from './benefit';
import { filter, nameButton, type Place, rowButton, searchBox, seatBar, type Tab, type View } from './tab';
import { type Column, pagedTable } from './table';

type Category = BenefitLine['category'];

/** The catalogue, with the details of one benefit beside it. */
export function benefitsView(tab: Tab, place: Place, opened: (benefit: string | null) => void): View {
  const { text, locale } = tab;
  const seesSeats = tab.me.role !== 'employee';
  const query: Pick<BenefitsCall, 'search' | 'category' | 'state'> = {
    search: place.search ?? '',
    category: null,
    state: (Object.keys(text.state) as BenefitState[]).find((one) => one === place.state) ?? null,
  };
  let details: Details | null = null;

  const open = (id: string | null, verb?: string): void => {
    const row = details && [...table.element.querySelectorAll<HTMLElement>('.name')].find((one) => one.ariaCurrent);
    for (const one of table.element.querySelectorAll<HTMLElement>('.name'))
      one.ariaCurrent = one.dataset.id === id ? 'true' : null;
    details = id === null ? null : benefitDetails(tab, id, () => open(null), verb);
    beside.replaceChildren(...(details ? [details.element] : []));
    element.classList.toggle('with-details', id !== null);
    opened(id);
    if (details) details.focus();
    else row?.focus();
  };

  const assigns: Column<BenefitLine, BenefitSort> = {
    name: 'acts',
    label: text.columns.actions,
    cell: ({ id, name, states }) =>
      h(
        'span',
        { class: 'acts' },
        states.includes('available') && rowButton(text.assign, `${text.assign} ${name}`, () => open(id, 'assign')),
        states.includes('full') &&
          rowButton(text.waitingFor, `${text.waitingFor}: ${name}`, () => open(id, 'requests')),
      ),
  };
  const columns: Column<BenefitLine, BenefitSort>[] = [
    {
      name: 'benefit',
      label: text.columns.benefit,
      sort: 'name',
      cell(row) {
        const name = nameButton(row.name, text.show(row.name), () => open(row.id));
        name.dataset.id = row.id;
        name.ariaCurrent = details?.id === row.id ? 'true' : null;
        return h(
          'div',
          {},
          name,
          h(
            'span',
            { class: 'subtle small-text' },
            [row.package, row.mine && text.mineToo].filter(Boolean).join(' · '),
          ),
        );
      },
    },
    { name: 'category', label: text.columns.category, sort: 'category', cell: (row) => text.category[row.category] },
    { name: 'state', label: text.columns.state, sort: 'state', cell: (row) => stateBadges(row.states, tab) },
    ...(seesSeats ? seatColumns(tab) : []),
    { name: 'ends', label: text.columns.ends, sort: 'ends', cell: (row) => dayText(row.expiresOn, locale) },
    ...(tab.me.role === 'admin' ? [assigns] : []),
  ];
  const table = pagedTable<BenefitLine, BenefitSort>(tab, {
    label: text.benefits,
    columns,
    found: text.benefitsFound,
    empty: () => (query.search === '' && !query.category && !query.state ? text.noBenefits : text.nothingFound),
    async load({ sort, ...page }) {
      const call: BenefitsCall = { ...query, ...page, sort: sort ?? 'category' };
      return tab.post<BenefitsAnswer>('benefits', call);
    },
  });
  const set = (change: Partial<typeof query>): void => {
    Object.assign(query, change);
    table.search();
  };
  const states = { ...text.state };
  const search = searchBox(text.searchBenefits, text.columns.benefit, (words) => set({ search: words }), query.search);
  const filters = h(
    'div',
    { class: 'search-line' },
    search.element,
    filter<Category>(text.allCategories, text.category, null, (category) => set({ category })),
    filter<BenefitState>(text.allStates, states, query.state, (state) => set({ state })),
  );
  const beside = h('div', { class: 'beside' });
  const list = h(
    'section',
    { class: 'panel list' },
    h('h2', { class: 'unseen' }, text.benefits),
    filters,
    table.element,
  );
  const element = h('div', { class: 'list-and-details' }, list, beside);
  if (place.benefit) open(place.benefit);
  return {
    ...(place.search && { focus: search.focus }),
    element,
    refresh() {
      table.refresh();
      details?.refresh();
    },
  };
}

const seatColumns = ({ text }: Tab): Column<BenefitLine, BenefitSort>[] => [
  {
    name: 'seats',
    label: text.columns.seats,
    sort: 'used',
    cell: ({ used, quantity }) =>
      h('div', {}, h('span', {}, text.inUse(used ?? 0, quantity)), seatBar(used ?? 0, quantity)),
  },
];
