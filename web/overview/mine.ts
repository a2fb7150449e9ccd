import type { OverviewAnswer } from '../../bot/api/types';
import { h, link, safeAddress } from '../parts/dom';
import { icon } from '../parts/icons';
import type { Json } from '../parts/json';
import { dayText } from '../parts/words';
import { keepingFocus, nameButton, rowButton, type Tab, type View } from './tab';

/** An employee's own page: their seats and their requests. */
export function mineView(tab: Tab, facts: () => OverviewAnswer): View {
  const element = h('div', { class: 'panels' });
  const refresh = (): void => {
    const { mine, asked } = facts();
    const parts = [mineList(mine, tab), ...(asked.length > 0 ? [askedList(asked, tab)] : [])];
    keepingFocus(element, () => element.replaceChildren(...parts));
  };
  refresh();
  return { element, refresh };
}

export function mineList(of: OverviewAnswer['mine'], tab: Tab): HTMLElement {
  const { text } = tab;
  return h(
    'section',
    { class: 'panel wide' },
    h('h2', {}, text.mine),
    of.length === 0
      ? h('div', { class: 'empty' }, h('p', {}, text.nothingMine), h('p', { class: 'subtle' }, text.nothingMineHint))
      : h('ul', { class: 'rows mine' }, ...of.map((seat) => mineRow(seat, tab))),
  );
}

function mineRow(seat: OverviewAnswer['mine'][number], tab: Tab): HTMLElement {
  const { text, locale } = tab;
  const act = (label: string, title: string, verb: string, data: Json): HTMLElement =>
    rowButton(label, title, () => tab.run(verb, { benefit: seat.benefit.id, ...data }));
  const facts = [
    seat.since && text.since(dayText(seat.since, locale)),
    seat.alternateEmail && text.otherAddress(seat.alternateEmail),
  ];
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row-words' },
      nameButton(seat.benefit.name, text.show(seat.benefit.name), () =>
        tab.go('benefits', { benefit: seat.benefit.id }),
      ),
      h('span', { class: 'subtle' }, facts.filter(Boolean).join(' · ')),
      seat.instructions.trim() === '' ? null : h('p', { class: 'text' }, seat.instructions.trim()),
    ),
    h(
      'div',
      { class: 'row-end' },
      h('span', { class: `badge ${seat.state}` }, text.seatState[seat.state]),
      safeAddress(seat.portalUrl) ? link(text.portal, seat.portalUrl, icon('open')) : null,
      h(
        'span',
        { class: 'acts' },
        seat.key &&
          act(text.showKey, `${text.showKey}: ${seat.benefit.name}`, 'keys', { msteams: { type: 'task/fetch' } }),
        act(text.giveBack, `${text.giveBack}: ${seat.benefit.name}`, 'unassign', { user: 'me' }),
      ),
    ),
  );
}

const askedList = (of: OverviewAnswer['asked'], tab: Tab): HTMLElement =>
  h(
    'section',
    { class: 'panel wide' },
    h('h2', {}, tab.text.asked),
    h(
      'ul',
      { class: 'rows' },
      ...of.map(({ benefit, askedAt, place }) =>
        h(
          'li',
          {},
          h(
            'div',
            { class: 'row-words' },
            nameButton(benefit.name, tab.text.show(benefit.name), () => tab.go('benefits', { benefit: benefit.id })),
            h('span', { class: 'subtle' }, tab.text.askedOn(dayText(askedAt, tab.locale))),
          ),
          h(
            'div',
            { class: 'row-end' },
            place === null ? null : h('span', { class: 'subtle' }, tab.text.place(place)),
            rowButton(tab.text.withdraw, `${tab.text.withdraw}: ${benefit.name}`, () =>
              tab.run('withdraw', { benefit: benefit.id }),
            ),
          ),
        ),
      ),
    ),
  );
