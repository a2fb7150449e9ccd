import type { OverviewAnswer, SeatLine } from '../../bot/api/types';
import { h, link, safeAddress } from '../parts/dom';
import { icon } from '../parts/icons';
import { daysUntil, dayText, localDayText, numberText } from '../parts/words';
import { commandButton, nameButton, type Tab } from './tab';

/** A bar of `used` out of `quantity`, from 0 to full. The text beside it says the same, so that it is hidden from screen readers. */
function bar(used: number, quantity: number): HTMLElement {
  const part = quantity <= 0 ? 0 : Math.min(1, used / quantity);
  const fill = h('div', { class: 'bar-fill' });
  fill.style.width = `${part * 100}%`;
  return h('div', { class: part >= 0.9 ? 'bar nearly-full' : 'bar', 'aria-hidden': 'true' }, fill);
}

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
    tile(
      text.seatsInUse,
      figure(used, text.of(quantity), tab),
      bar(used, quantity),
      h('p', { class: 'subtle' }, text.seatsLeft(Math.max(0, quantity - used))),
    ),
    tile(text.benefits, figure(benefits, '', tab), h('p', { class: 'subtle' }, text.endSoon(of.ending?.length ?? 0))),
    of.requests === null
      ? null
      : tile(
          text.requests,
          of.requests === 0
            ? h('p', { class: 'figure small' }, text.requestsWait(0))
            : figure(of.requests, text.requestsWait(of.requests), tab),
          of.requests === 0
            ? null
            : h('p', { class: 'tile-foot' }, commandButton(tab, text.lookAtRequests, 'requests')),
        ),
  );
}

function chart(of: NonNullable<OverviewAnswer['categories']>, tab: Tab): HTMLElement {
  const { text } = tab;
  return h(
    'section',
    { class: 'panel' },
    h('h2', {}, text.byCategory),
    h(
      'ul',
      { class: 'chart' },
      ...of.map((one) =>
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
          bar(one.used, one.quantity),
        ),
      ),
    ),
  );
}

function endingList(of: NonNullable<OverviewAnswer['ending']>, tab: Tab): HTMLElement {
  const { text, locale } = tab;
  return h(
    'section',
    { class: 'panel' },
    h('h2', {}, text.ending),
    of.length === 0
      ? h('p', { class: 'subtle' }, text.nothingEnds)
      : h(
          'ul',
          { class: 'rows' },
          ...of.map((one) => {
            const days = daysUntil(one.on);
            return h(
              'li',
              {},
              h(
                'div',
                { class: 'row-words' },
                nameButton(tab, one.name, text.show(one.name), 'show', { benefit: one.id }),
                h('span', { class: 'subtle' }, text.inUse(one.used, one.quantity)),
              ),
              h(
                'div',
                { class: 'row-end' },
                h('span', {}, dayText(one.on, locale)),
                h('span', { class: days <= 14 ? 'near' : 'subtle' }, text.inDays(days)),
              ),
            );
          }),
        ),
  );
}

function mineRow(seat: SeatLine, tab: Tab): HTMLElement {
  const { text, locale } = tab;
  const facts = [
    seat.since && text.since(localDayText(seat.since, locale)),
    seat.alternateEmail && text.otherAddress(seat.alternateEmail),
  ];
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row-words' },
      nameButton(tab, seat.benefit.name, text.show(seat.benefit.name), 'show', { benefit: seat.benefit.id }),
      h('span', { class: 'subtle' }, facts.filter(Boolean).join(' · ')),
    ),
    h(
      'div',
      { class: 'row-end' },
      h('span', { class: `badge ${seat.state}` }, text.state[seat.state]),
      safeAddress(seat.portalUrl) ? link(text.portal, seat.portalUrl, icon('open')) : null,
    ),
  );
}

function mineList(of: OverviewAnswer['mine'], tab: Tab): HTMLElement {
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

/** The first view: for admins and viewers the company's figures, for an employee the own seats. */
export function summary(of: OverviewAnswer, tab: Tab): HTMLElement {
  if (of.categories === null) return h('div', { class: 'panels' }, mineList(of.mine, tab));
  return h(
    'div',
    {},
    tiles(of, tab),
    h(
      'div',
      { class: 'panels' },
      chart(of.categories, tab),
      endingList(of.ending ?? [], tab),
      of.mine.length > 0 ? mineList(of.mine, tab) : null,
    ),
  );
}
