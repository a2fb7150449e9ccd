import type { SeatLine, SeatSort, SeatState, SeatsAnswer, SeatsCall } from '../../bot/api/types';
import { h } from '../parts/dom';
import { icon } from '../parts/icons';
import type { Json } from '../parts/json';
import { dayText } from '../parts/words';
import { filter, nameButton, type Place, rowButton, searchBox, type Tab, type View } from './tab';
import { type Column, pagedTable } from './table';

/** Who holds what, of all benefits. */
export function seatsView(tab: Tab, place: Place): View {
  const { element, refresh } = seatsTable(tab, place);
  return {
    element: h('section', { class: 'panel' }, h('h2', { class: 'unseen' }, tab.text.views.seats), element),
    refresh,
  };
}

/** Seats in use, of one benefit or of all, with what an admin can do about each. */
export function seatsTable(tab: Tab, place: Place): View {
  const { text } = tab;
  const { benefit } = place;
  let search = '';
  let state = (Object.keys(text.seatFilter) as SeatState[]).find((one) => one === place.state) ?? null;

  const table = pagedTable<SeatLine, SeatSort>(tab, {
    label: benefit ? text.holders : text.views.seats,
    columns: columnsOf(tab, benefit === undefined),
    found: text.found,
    empty: () => (search === '' && state === null ? text.nobody : text.nothingFound),
    async load({ sort, ...page }) {
      const call: SeatsCall = {
        search,
        ...page,
        ...(benefit && { benefit }),
        ...(state && { state }),
        ...(sort && { sort }),
      };
      return tab.post<SeatsAnswer>('seats', call);
    },
  });
  const searched = (words: string): void => {
    search = words;
    table.search();
  };
  const filters = h(
    'div',
    { class: 'search-line' },
    benefit
      ? searchBox(text.searchPerson, text.columns.person, searched).element
      : searchBox(text.search, text.searchHint, searched).element,
    benefit === undefined &&
      tab.me.role === 'admin' &&
      filter(text.anySeat, text.seatFilter, state, (chosen) => {
        state = chosen;
        table.search();
      }),
  );
  return { element: h('div', { class: 'seats' }, filters, table.element), refresh: table.refresh };
}

function columnsOf(tab: Tab, withBenefit: boolean): Column<SeatLine, SeatSort>[] {
  const { text, locale } = tab;
  const benefit: Column<SeatLine, SeatSort> = {
    name: 'benefit',
    label: text.columns.benefit,
    sort: 'benefit',
    cell: (seat) =>
      nameButton(seat.benefit.name, text.show(seat.benefit.name), () =>
        tab.go('benefits', { benefit: seat.benefit.id }),
      ),
  };
  const person: Column<SeatLine, SeatSort> = {
    name: 'person',
    label: text.columns.person,
    sort: 'person',
    cell: ({ holder }) =>
      h(
        'div',
        {},
        nameButton(holder.name, text.holdings(holder.name), () => tab.run('assignments', { user: holder.email })),
        h('span', { class: 'subtle small-text' }, ...breakable(holder.email)),
      ),
  };
  const others: Column<SeatLine, SeatSort>[] = [
    {
      name: 'since',
      label: text.columns.since,
      sort: 'since',
      cell: ({ since }) => h('span', { class: 'subtle' }, since ? dayText(since, locale) : ''),
    },
    {
      name: 'state',
      label: text.columns.state,
      sort: 'state',
      cell: (seat) =>
        h(
          'span',
          { class: 'states' },
          h('span', { class: `badge ${seat.state}` }, text.seatState[seat.state]),
          seat.told === 'failed' &&
            h(
              'span',
              { class: 'failed', title: text.notTold },
              icon('warning'),
              h('span', { class: 'unseen' }, text.notTold),
            ),
        ),
    },
  ];
  const actions: Column<SeatLine, SeatSort> = {
    name: 'acts',
    label: text.columns.actions,
    cell: (seat) => acts(seat, tab),
  };
  return [...(withBenefit ? [benefit] : []), person, ...others, ...(tab.me.role === 'admin' ? [actions] : [])];
}

/** An address breaks before its domain first. */
const breakable = (email: string): (Node | string)[] =>
  email.split(/(?=@)/).flatMap((part, at) => (at === 0 ? [part] : [h('wbr'), part]));

function acts(seat: SeatLine, { text, run }: Tab): HTMLElement {
  const { benefit, holder } = seat;
  const act = (label: string, title: string, verb: string, data: Json): HTMLElement =>
    rowButton(label, title, () => run(verb, data));
  const of = { benefit: benefit.id };
  return h(
    'span',
    { class: 'acts' },
    seat.step && act(text.stepDone, text.stepDoneOf(benefit.name, holder.name), 'portal', { ...seat.step, done: true }),
    seat.told === 'failed' && act(text.resend, text.resendTo(holder.name), 'resend', { seat: seat.seat }),
    seat.hasKey && act(text.key, text.keyOf(benefit.name, holder.name), 'keys', { ...of, user: holder.email }),
    act(text.reassign, text.reassignOf(benefit.name, holder.name), 'reassign', { ...of, from: holder.email }),
    act(text.unassign, text.unassignOf(benefit.name, holder.name), 'unassign', { ...of, user: holder.email }),
  );
}
