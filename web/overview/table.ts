import { announce, h } from '../parts/dom';
import { keepingFocus, problemBox, spinner, type Tab } from './tab';

export interface Column<Row, Sort extends string> {
  /** Also the class of its cells. */
  name: string;
  label: string;
  sort?: Sort;
  cell(row: Row): Node | string;
}

export interface Query<Sort extends string> {
  sort: Sort | null;
  descending: boolean;
  skip: number;
  limit: number;
}

export interface TableOf<Row, Sort extends string> {
  label: string;
  columns: readonly Column<Row, Sort>[];
  load(query: Query<Sort>): Promise<{ rows: readonly Row[]; total: number }>;
  /** "12 seats in use": said to screen readers after a search. */
  found(total: number): string;
  /** The text instead of an empty table. */
  empty(): string;
}

export interface PagedTable {
  element: HTMLElement;
  /** Loads the first page after the search or a filter has changed. */
  search(): void;
  /** Reloads the current page. */
  refresh(): void;
}

const PAGE = 100;

/** A table in pages of 100 rows, sorted by the server. */
export function pagedTable<Row, Sort extends string>(tab: Tab, of: TableOf<Row, Sort>): PagedTable {
  const { text } = tab;
  const query: Query<Sort> = { sort: null, descending: false, skip: 0, limit: PAGE };
  /** Answers to an earlier query are dropped. */
  let turn = 0;

  const head = h('tr');
  const body = h('tbody');
  const table = h('table', { class: 'table', 'aria-label': of.label }, h('thead', {}, head), body);
  const count = h('p', { class: 'subtle count' });
  const pager = h('div', { class: 'pager' });
  const place = h('div', { class: 'rows-place' }, spinner(text));
  const element = h('div', { class: 'paged' }, count, place, pager);

  const drawHead = (): void => {
    const sorted = query.descending ? 'descending' : 'ascending';
    const cells = of.columns.map(({ name, label, sort }) =>
      h(
        'th',
        { scope: 'col', class: name, 'aria-sort': sort && sort === query.sort ? sorted : null },
        sort ? h('button', { type: 'button', class: 'sort', onclick: () => sortBy(sort) }, label) : label,
      ),
    );
    keepingFocus(table, () => head.replaceChildren(...cells));
  };
  const sortBy = (sort: Sort): void => {
    query.descending = query.sort === sort && !query.descending;
    query.sort = sort;
    query.skip = 0;
    drawHead();
    void load(false);
  };
  const rowOf = (row: Row): HTMLElement =>
    h('tr', {}, ...of.columns.map(({ name, label, cell }) => h('td', { class: name, 'data-label': label }, cell(row))));

  function drawPager(shown: number, total: number): void {
    const turnTo = (skip: number) => () => {
      query.skip = Math.max(0, skip);
      void load(false).then(() => table.scrollIntoView({ block: 'nearest' }));
    };
    const button = (label: string, skip: number, on: boolean): HTMLElement =>
      h('button', { type: 'button', disabled: !on, onclick: turnTo(skip) }, label);
    const { skip } = query;
    keepingFocus(pager, () =>
      pager.replaceChildren(
        ...(total <= PAGE
          ? []
          : [
              button(text.previous, skip - PAGE, skip > 0),
              h('span', { class: 'subtle' }, text.rowsShown(skip + 1, skip + shown, total)),
              button(text.next, skip + PAGE, skip + shown < total),
            ]),
      ),
    );
  }

  async function load(aloud: boolean): Promise<void> {
    turn += 1;
    const mine = turn;
    element.setAttribute('aria-busy', 'true');
    try {
      const { rows, total } = await of.load(query);
      if (mine !== turn) return;
      keepingFocus(table, () => body.replaceChildren(...rows.map(rowOf)));
      const none = h('p', { class: 'empty' }, of.empty());
      if (!place.contains(total > 0 ? table : none)) place.replaceChildren(total > 0 ? table : none);
      count.textContent = of.found(total);
      if (aloud) announce(total > 0 ? of.found(total) : of.empty());
      drawPager(rows.length, total);
    } catch (problem) {
      if (mine === turn) place.replaceChildren(problemBox(problem, text, () => void load(false)));
    } finally {
      if (mine === turn) element.setAttribute('aria-busy', 'false');
    }
  }

  drawHead();
  void load(false);
  return {
    element,
    search() {
      query.skip = 0;
      void load(true);
    },
    refresh: () => void load(false),
  };
}
