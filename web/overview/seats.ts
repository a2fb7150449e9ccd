import type { SeatLine, SeatsAnswer, SeatsCall } from '../../bot/api/types';
import { announce, h } from '../parts/dom';
import { icon } from '../parts/icons';
import { localDayText } from '../parts/words';
import { keepingFocus, nameButton, problemBox, type Tab, type View } from './tab';

const PAGE = 100;
/** Rows drawn beyond what is seen, above and below. */
const MARGIN = 8;
const WIDE_ROW = 48;
const NARROW_ROW = 76;

/**
 * Who holds what. However many rows there are, only those in sight are in the document; their data come page by page,
 * as far as one scrolls.
 */
export function seatsView(tab: Tab): View {
  const { text, locale } = tab;
  const mayChange = tab.me.role === 'admin';
  const pages = new Map<number, readonly SeatLine[]>();
  const asked = new Set<number>();
  const drawn = new Map<number, { element: HTMLElement; filled: boolean }>();
  const narrow = matchMedia('(max-width: 640px)');
  let total = 0;
  let search = '';
  /** Answers to an earlier search are dropped. */
  let turn = 0;
  let settle: ReturnType<typeof setTimeout> | undefined;

  const box = h('input', {
    type: 'search',
    class: 'search',
    placeholder: text.searchHint,
    'aria-label': text.search,
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 100,
  });
  const count = h('p', { class: 'subtle count' });
  const body = h('div', { class: 'body', role: 'rowgroup' });
  const columns = [text.columns.benefit, text.columns.person, text.columns.since, text.columns.state];
  const head = h(
    'div',
    { class: 'head', role: 'rowgroup' },
    h(
      'div',
      { class: 'seat-row', role: 'row', 'aria-rowindex': 1 },
      ...columns.map((name) => h('span', { role: 'columnheader' }, name)),
      mayChange ? h('span', { role: 'columnheader' }, h('span', { class: 'unseen' }, text.columns.actions)) : null,
    ),
  );
  const table = h('div', { class: 'table', role: 'table', 'aria-label': text.seatsView }, head, body);
  const scroller = h(
    'div',
    { class: mayChange ? 'scroller' : 'scroller looking', tabindex: 0, role: 'region', 'aria-label': text.seatsView },
    table,
  );
  const empty = h('div', { class: 'empty', hidden: true });
  const root = h(
    'section',
    { class: 'panel' },
    h('h2', { class: 'unseen' }, text.seatsView),
    h('div', { class: 'search-line' }, h('div', { class: 'search-box' }, icon('search'), box), count),
    scroller,
    empty,
  );

  const rowHeight = (): number => (narrow.matches ? NARROW_ROW : WIDE_ROW);

  function cells(seat: SeatLine): HTMLElement[] {
    const benefit = seat.benefit.name;
    const person = seat.holder.name;
    const act = (label: string, title: string, verb: string, data: Record<string, unknown>): HTMLElement =>
      h(
        'button',
        { type: 'button', class: 'quiet small', 'aria-label': title, onclick: () => tab.run(verb, data) },
        label,
      );
    return [
      h('span', { role: 'cell' }, nameButton(tab, benefit, text.show(benefit), 'show', { benefit: seat.benefit.id })),
      h(
        'span',
        { role: 'cell', class: 'who' },
        nameButton(tab, person, text.holdings(person), 'assignments', { user: seat.holder.email }),
        h('span', { class: 'subtle clip', title: seat.holder.email }, seat.holder.email),
      ),
      h('span', { role: 'cell', class: 'subtle' }, seat.since ? localDayText(seat.since, locale) : ''),
      h(
        'span',
        { role: 'cell', class: 'states' },
        h('span', { class: `badge ${seat.state}` }, text.state[seat.state]),
        seat.told === 'failed'
          ? h('span', { title: text.notTold }, icon('warning'), h('span', { class: 'unseen' }, text.notTold))
          : null,
      ),
      ...(mayChange
        ? [
            h(
              'span',
              { role: 'cell', class: 'acts' },
              act(text.reassign, text.reassignOf(benefit, person), 'reassign', {
                benefit: seat.benefit.id,
                from: seat.holder.email,
              }),
              act(text.unassign, text.unassignOf(benefit, person), 'unassign', {
                benefit: seat.benefit.id,
                user: seat.holder.email,
              }),
            ),
          ]
        : []),
    ];
  }

  const seatAt = (index: number): SeatLine | undefined => pages.get(Math.floor(index / PAGE))?.[index % PAGE];

  function rowAt(index: number): { element: HTMLElement; filled: boolean } {
    const seat = seatAt(index);
    const known = drawn.get(index);
    if (known && (known.filled || !seat)) return known;
    const element = known?.element ?? h('div', { class: 'seat-row', role: 'row', 'aria-rowindex': index + 2 });
    element.replaceChildren(
      ...(seat ? cells(seat) : columns.map(() => h('span', { role: 'cell' }, h('span', { class: 'ghost' })))),
    );
    const row = { element, filled: seat !== undefined };
    drawn.set(index, row);
    return row;
  }

  /** Brings the document to what is in sight. A row that has the focus stays, wherever it is. */
  function draw(): void {
    const height = rowHeight();
    const from = Math.max(0, Math.floor(scroller.scrollTop / height) - MARGIN);
    const to = Math.min(total, Math.ceil((scroller.scrollTop + scroller.clientHeight) / height) + MARGIN);
    for (const [index, row] of drawn) {
      if (index >= from && index < to) continue;
      if (row.element.contains(document.activeElement) && index < total) continue;
      row.element.remove();
      drawn.delete(index);
    }
    for (let index = from; index < to; index += 1) {
      const { element } = rowAt(index);
      element.style.transform = `translateY(${index * height}px)`;
      if (element.isConnected) continue;
      // In the order of the table, so that a screen reader and Tab go down the rows.
      const next = [...body.children].find((other) => Number(other.getAttribute('aria-rowindex')) > index + 2);
      body.insertBefore(element, next ?? null);
    }
    clearTimeout(settle);
    settle = setTimeout(() => {
      for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) void load(page);
    }, 60);
  }

  async function load(page: number): Promise<void> {
    if (asked.has(page)) return;
    asked.add(page);
    const mine = turn;
    try {
      const call: SeatsCall = { search, skip: page * PAGE, limit: PAGE };
      const answer = await tab.post<SeatsAnswer>('seats', call);
      if (mine !== turn) return;
      pages.set(page, answer.rows);
      settleTotal(answer.total);
      draw();
    } catch (problem) {
      if (mine !== turn) return;
      asked.delete(page);
      fail(problem);
    }
  }

  let said = '';
  function settleTotal(now: number): void {
    total = now;
    table.setAttribute('aria-rowcount', String(now + 1));
    body.style.height = `${now * rowHeight()}px`;
    scroller.hidden = now === 0;
    empty.hidden = now !== 0;
    empty.replaceChildren(h('p', {}, search === '' ? text.nobody : text.nothingFound));
    count.textContent = text.found(now);
    const line = now === 0 && search !== '' ? text.nothingFound : text.found(now);
    if (search !== said) announce(line);
    said = search;
  }

  /** Asks anew; the rows shown stay until the answer is there. `keep`: the place and the focus stay too. */
  function again(keep: boolean): void {
    turn += 1;
    const mine = turn;
    const page = keep ? Math.floor(scroller.scrollTop / rowHeight() / PAGE) : 0;
    const call: SeatsCall = { search, skip: page * PAGE, limit: PAGE };
    tab
      .post<SeatsAnswer>('seats', call)
      .then((answer) => {
        if (mine !== turn) return;
        keepingFocus(body, () => {
          pages.clear();
          asked.clear();
          for (const row of drawn.values()) row.element.remove();
          drawn.clear();
          pages.set(page, answer.rows);
          asked.add(page);
          if (!keep) scroller.scrollTop = 0;
          settleTotal(answer.total);
          draw();
        });
      })
      .catch((problem) => {
        if (mine === turn) fail(problem);
      });
  }

  function fail(problem: unknown): void {
    scroller.hidden = true;
    empty.hidden = false;
    empty.replaceChildren(problemBox(problem, text, () => again(false)));
  }

  let waiting: ReturnType<typeof setTimeout> | undefined;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      search = box.value.trim();
      again(false);
    }, 200);
  });
  scroller.addEventListener('scroll', draw, { passive: true });
  new ResizeObserver(() => {
    body.style.height = `${total * rowHeight()}px`;
    draw();
  }).observe(scroller);
  again(false);
  return { element: root, refresh: () => again(true) };
}
