import type { FiguresAnswer } from '../../bot/api/types';
import { h } from '../parts/dom';
import { monthText, numberText } from '../parts/words';
import type { Tab } from './tab';

const WIDTH = 480;
const HEIGHT = 150;
const TOP = 18;
const BOTTOM = 24;

const NAMESPACE = 'http://www.w3.org/2000/svg';

function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

interface Point {
  month: string;
  value: number;
}

/** A column for each month with its value above it, the month's name below; the same as a table on demand. */
function monthChart(
  title: string,
  summary: string,
  valueLabel: string,
  points: readonly Point[],
  { text, locale }: Tab,
  cell: (point: Point) => Node | string = ({ value }) => numberText(value, locale),
): HTMLElement {
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const step = WIDTH / Math.max(1, points.length);
  const columns = points.flatMap(({ month, value }, at) => {
    const height = (value / highest) * (HEIGHT - TOP - BOTTOM);
    const middle = (at + 0.5) * step;
    const top = HEIGHT - BOTTOM - height;
    return [
      svg('rect', { class: 'column', x: at * step + step * 0.2, y: top, width: step * 0.6, height, rx: 2 }),
      ...(value > 0 ? [svg('text', { class: 'value', x: middle, y: top - 5 }, numberText(value, locale))] : []),
      svg(
        'text',
        { class: at % 2 === 0 ? 'month every-other' : 'month', x: middle, y: HEIGHT - 8 },
        monthText(month, locale, 'short'),
      ),
    ];
  });
  const picture = svg(
    'svg',
    { class: 'chart-picture', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `${title}. ${summary}` },
    svg('line', { class: 'axis', x1: 0, y1: HEIGHT - BOTTOM + 0.5, x2: WIDTH, y2: HEIGHT - BOTTOM + 0.5 }),
    ...columns,
  );
  const row = (point: Point): HTMLElement =>
    h('tr', {}, h('th', { scope: 'row' }, monthText(point.month, locale, 'long')), h('td', {}, cell(point)));
  const table = h(
    'table',
    { class: 'chart-table', 'aria-label': title },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, text.month), h('th', { scope: 'col' }, valueLabel))),
    h('tbody', {}, ...points.map(row)),
  );
  return h(
    'section',
    { class: 'panel' },
    h('h2', {}, title),
    h('p', { class: 'subtle' }, summary),
    picture,
    h('details', {}, h('summary', {}, text.asTable), table),
  );
}

/** Seats in use at the end of each of the last months. */
export function usedChart({ used }: FiguresAnswer, tab: Tab): HTMLElement {
  const { text } = tab;
  const points = used.map((one) => ({ month: one.month, value: one.used }));
  const summary = text.usedFrom(points[0]?.value ?? 0, points.at(-1)?.value ?? 0);
  return monthChart(text.usedByMonth, summary, text.columns.seats, points, tab);
}

/** How many benefits end in each of the coming months; the table names them. */
export function endingChart({ ending }: FiguresAnswer, tab: Tab): HTMLElement {
  const { text } = tab;
  const points = ending.map(({ month, benefits }) => ({ month, value: benefits.length }));
  const summary = text.endingSum(points.reduce((sum, { value }) => sum + value, 0));
  const names = ({ month }: Point): Node => {
    const benefits = ending.find((one) => one.month === month)?.benefits ?? [];
    return h('span', {}, benefits.length === 0 ? '–' : benefits.map(({ name }) => name).join(', '));
  };
  return monthChart(text.endingByMonth, summary, text.endingCount, points, tab, names);
}
