import type { Moment } from '../benefits/time';
import type { Card, Element } from './elements';
import { card, column, columns, link, note, pager, personName, press, section, text, texts, title } from './parts';
import type { BenefitRef, PageOf, PersonRef, RenderOptions } from './views';
import { dayText, nameOf, plain } from './words';

/** Buttons: verb `portal`, data `{ benefit, user, done: true, version }`; without `user` for all of the benefit. */
export interface PortalView {
  kind: 'portal';
  /** Set if the list is limited to a benefit or a person. */
  benefit: BenefitRef | null;
  person: PersonRef | null;
  groups: readonly {
    benefit: BenefitRef;
    /** Where the steps are done. */
    url: string | null;
    /** The portal takes many people at once: verb `portal`, data `{ benefit, bulk: true, version }`. */
    bulk: boolean;
    rows: readonly {
      kind: 'assign' | 'remove';
      person: PersonRef;
      email: string | null;
      since: Moment;
      version: string;
    }[];
    /** Open steps of the benefit, also those of other pages, and the version for marking them all. */
    open: number;
    version: string;
  }[];
  /** Rows to paste into the portal's template, and a link to them as a file that works once. */
  bulk: { rows: readonly (readonly string[])[]; csv: string } | null;
  page: PageOf;
  /** How many steps were marked as done just now. */
  done: number;
  /** The steps have changed since the pressed card: nothing was marked. */
  stale: boolean;
  version: string;
}

/** The steps left to do in Microsoft's portals, by portal and benefit. */
export function portalCard(view: PortalView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const { total, skip } = view.page;
  const heading = total === 0 ? t.portal.none : t.portal.steps(total);
  const shown = view.groups.reduce((sum, group) => sum + group.rows.length, 0);
  const body: Element[] = [
    title(t.portal.title),
    ...(view.stale ? [text(t.changed, { color: 'Warning', spacing: 'Small' })] : []),
    ...(view.done > 0 ? [text(`✓ ${t.portal.marked(view.done)}`, { color: 'Good', spacing: 'Small' })] : []),
    text(heading, { spacing: 'Small', isSubtle: total === 0 }),
    ...bulk(view, options),
    ...view.groups.flatMap((group) => groupRows(group, options)),
    ...pager(
      options,
      { ...view.page, more: skip + shown < total, shown },
      { command: 'portal', benefit: view.benefit?.id, user: view.person?.email, version: view.version },
    ),
  ];
  return card(options, `${t.portal.title}: ${heading}`, body, {
    refresh: {
      command: 'portal',
      benefit: view.benefit?.id,
      user: view.person?.email,
      skip,
      version: view.version,
    },
    wide: true,
  });
}

function bulk({ bulk: found }: PortalView, options: RenderOptions): Element[] {
  const t = texts(options.locale).portal;
  if (!found) return [];
  const value = found.rows.map((row) => row.map((cell) => plain(cell, 120)).join('\t')).join('\n');
  return [
    note(t.bulkHow),
    { type: 'Input.Text', id: 'table', label: t.bulkTable, isMultiline: true, value },
    // Not only https: locally the link is plain http.
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: t.bulkFile, url: found.csv }] },
  ];
}

function groupRows(group: PortalView['groups'][number], options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const data = { benefit: group.benefit.id, done: true };
  const name = nameOf(group.benefit, options.locale);
  return [
    section(name),
    ...group.rows.map((row) =>
      columns(
        [
          column('stretch', [
            text(t.portal[row.kind](personName(row.person))),
            note(
              [
                plain(row.person.email, 120),
                ...(row.email ? [t.assignments.alternate(plain(row.email, 80))] : []),
                t.assignments.since(dayText(row.since, options)),
              ].join(' · '),
              { spacing: 'None' },
            ),
          ]),
          column(
            'auto',
            [
              {
                type: 'ActionSet',
                actions: [
                  press(
                    t.portal.tick,
                    'portal',
                    { ...data, user: row.person.email, version: row.version },
                    { tooltip: `${personName(row.person)}, ${name}` },
                  ),
                ],
              },
            ],
            { verticalContentAlignment: 'Center' },
          ),
        ],
        { spacing: 'Small' },
      ),
    ),
    {
      type: 'ActionSet',
      actions: [
        ...link(t.portalOpen, group.url),
        ...(group.bulk
          ? [press(t.portal.bulk, 'portal', { benefit: group.benefit.id, bulk: true, version: group.version })]
          : []),
        ...(group.open > 1 ? [press(t.portal.tickAll(group.open), 'portal', { ...data, version: group.version })] : []),
      ],
    },
  ];
}
