import { benefitDescription, nextEnd } from '../benefits/benefit';
import { CATEGORIES, type Category, type Filter } from '../benefits/command';
import { benefitButtons } from './benefit-actions';
import type { Card, Element } from './elements';
import { expandableRow } from './expandable-row';
import { backToList, card, column, note, pager, press, rich, run, text, texts, title } from './parts';
import { seatBar } from './progress-bar';
import type { ListView, RenderOptions } from './views';
import { dayText, isNear, NAME, nameOf, plain } from './words';

type Row = ListView['rows'][number];

/** More are on the benefit's own card. */
const ROW_ACTIONS = 3;

/** Benefits by category and package; a row opens in place. */
export function listCard(view: ListView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const { query, page } = view;
  const heading = query.category ? t.category[query.category] : t.list.title;
  const body: Element[] = [
    title(heading),
    ...standingLine(view, options),
    ...filters(view, options),
    ...grouped(view, options),
    ...pager(
      options,
      { ...page, more: page.skip + view.rows.length < page.total, shown: view.rows.length },
      { command: 'list', ...query, version: view.version },
    ),
  ];
  if (view.rows.length === 0)
    body.push(text(query.category || query.filter ? t.list.noneFilter : t.list.noneYet, { isSubtle: true }));
  return card(options, `${heading}: ${t.list.say(page.total)}`, body, {
    ...(query.benefits && { actions: [backToList(undefined, view.version, options)] }),
    refresh: {
      command: 'list',
      ...query,
      ...(view.open === undefined ? { skip: page.skip } : { benefit: view.open }),
      version: view.version,
    },
    wide: true,
  });
}

function standingLine(view: ListView, options: RenderOptions): Element[] {
  const t = texts(options.locale).list;
  if (view.standing !== 'active') return [text(t.standing[view.standing], { color: 'Attention', spacing: 'Small' })];
  const near = view.daysLeft !== null && view.daysLeft >= 0 && view.daysLeft <= 60;
  return near ? [text(t.membershipLeft(view.daysLeft ?? 0), { color: 'Warning', spacing: 'Small' })] : [];
}

/** The current filter is bold. Categories are offered where the list is longer than a page. */
function filters(view: ListView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const { query, page, version } = view;
  const choices = (
    all: { label: string; next: { category?: Category; filter?: Filter }; present: boolean }[],
  ): Element =>
    rich(
      all.flatMap(({ label, next, present }, n) => [
        ...(n > 0 ? [run(' · ', { isSubtle: true })] : []),
        present
          ? run(label, { weight: 'Bolder' })
          : {
              ...run(label, { color: 'Accent' }),
              selectAction: press(label, 'list', { ...next, version }),
            },
      ]),
      { spacing: 'Small' },
    );
  const byCategory = query.category ? { category: query.category } : {};
  const byFilter = query.filter ? { filter: query.filter } : {};
  const rows: Element[] = [];
  if ((page.total > 0 && view.filters.length > 0) || query.filter)
    rows.push(
      choices([
        { label: t.all, next: byCategory, present: !query.filter },
        ...view.filters.map((filter) => ({
          label: t.filter[filter],
          next: { ...byCategory, filter },
          present: query.filter === filter,
        })),
      ]),
    );
  if ((page.total > page.limit || query.category) && !query.benefits)
    rows.push(
      choices([
        { label: t.allCategories, next: byFilter, present: !query.category },
        ...CATEGORIES.map((category) => ({
          label: t.categoryShort[category],
          next: { ...byFilter, category },
          present: query.category === category,
        })),
      ]),
    );
  return rows;
}

function grouped(view: ListView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const elements: Element[] = [];
  let group = '';
  for (const [n, row] of view.rows.entries()) {
    const here = `${row.benefit.category}|${row.benefit.package}`;
    const first = here !== group;
    if (first) {
      const pack = plain(row.benefit.package, NAME);
      const parts = view.query.category ? [pack] : [t.category[row.benefit.category], pack];
      elements.push(note(parts.filter(Boolean).join(' · '), { spacing: 'Medium', weight: 'Bolder' }));
      group = here;
    }
    elements.push(...rowOf(row, n, first, view, options));
  }
  return elements;
}

function rowOf(
  { benefit, used, full, mine, actions }: Row,
  n: number,
  first: boolean,
  view: ListView,
  options: RenderOptions,
): Element[] {
  const t = texts(options.locale);
  const name = nameOf(benefit, options.locale);
  const ended = benefit.expiresOn < options.today;
  const begun = benefit.startsOn <= options.today;
  const next = nextEnd(benefit, options.today);
  const end = begun
    ? (ended ? t.ended : next.redeem ? t.redeemBy : t.ends)(dayText(next.on, options))
    : t.begins(dayText(benefit.startsOn, options));
  const near = !ended && isNear(next.on, options.today);
  const remark = mine ? `${t.list.mine} · ${end}` : end;
  const usable = begun && !ended;
  const seats =
    used === null ? (usable && !mine ? (full ? t.full : t.available) : null) : t.inUse(used, benefit.quantity);
  const left: Element[] = [
    text(name, ended ? { isSubtle: true } : {}),
    note(remark, { spacing: 'None', ...(ended ? { color: 'Attention' } : near ? { color: 'Warning' } : {}) }),
  ];
  const right: Element[] =
    seats === null
      ? []
      : [
          text(seats, { size: 'Small', align: 'Right', ...(full && usable && { color: 'Attention' }) }),
          ...(used === null ? [] : [seatBar(used, benefit.quantity, options.locale, 'row')]),
        ];
  const description = plain(benefitDescription(benefit, options.locale), 140);
  const shown = benefitButtons(benefit.id, actions.slice(0, ROW_ACTIONS), view.version, options);
  const details: Element[] = [
    ...(description ? [note(description)] : []),
    {
      type: 'ActionSet',
      actions: [...shown, press(t.command.show.button, 'show', { benefit: benefit.id, version: view.version })],
    },
  ];
  return expandableRow(
    n,
    [
      column('stretch', left, { verticalContentAlignment: 'Center' }),
      ...(right.length > 0
        ? [column(used === null ? 'auto' : '124px', right, { verticalContentAlignment: 'Center' })]
        : []),
    ],
    details,
    [name, remark, ...(seats === null ? [] : [seats])].join(', '),
    { separator: !first, open: view.open === benefit.id },
  );
}
