import { type Locale, ROLES } from '../benefits/command';
import type { HistoryEntry } from '../benefits/history';
import type { Card, Element } from './elements';
import { card, container, note, pager, personName, rich, run, text, texts, title } from './parts';
import type { HistoryRow, HistoryView, RenderOptions } from './views';
import { momentText, nameOf, plain } from './words';

export function historyCard(view: HistoryView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const heading = historyHeading(view, options);
  const rows = view.rows.map((row, n) => historyRow(row, n, options));
  const body: Element[] = [
    title(heading),
    ...(view.page.skip === 0 ? formerEmails(view, options) : []),
    ...(rows.length > 0 ? rows : [text(t.history.none, { isSubtle: true })]),
    ...pager(
      options,
      { ...view.page, total: null, shown: view.rows.length },
      {
        command: 'history',
        benefit: view.benefit?.id,
        user: view.own ? 'me' : view.person?.email,
        version: view.version,
      },
    ),
  ];
  return card(options, heading, body, { wide: true });
}

/** Under these the person stands in older entries. */
const formerEmails = (view: HistoryView, options: RenderOptions): Element[] =>
  view.formerEmails.map(({ email, until }) =>
    note(texts(options.locale).history.formerEmail(plain(email, 120), momentText(until, options))),
  );

function historyHeading(view: HistoryView, options: RenderOptions): string {
  const t = texts(options.locale).history;
  if (view.own) return t.own;
  if (view.benefit) return t.of(nameOf(view.benefit, options.locale));
  return view.person ? t.of(personName(view.person)) : t.title;
}

/** Without names, for tables that have columns for them. */
export function historyText(entry: HistoryEntry, locale: Locale): string {
  const t = texts(locale).history;
  return entry.outcome === 'refused' ? `${t.action[entry.command].tried} (${t.refused})` : t.action[entry.command].done;
}

function actorText({ entry, actor }: HistoryRow, options: RenderOptions): string {
  const t = texts(options.locale).history;
  if (actor) return personName(actor);
  if (entry.actor === 'system') return t.system;
  if (entry.actor === 'cli') return t.cli;
  return entry.actor.startsWith('unknown:') ? t.unknown : personName({ name: '', email: entry.actor });
}

/** An arrow points to who gets something: `Visio → Tom`, `Visio · Eve → Tom`; elsewhere `Visio · Tom`. */
function aboutText({ entry, benefit, from, to }: HistoryRow, options: RenderOptions): string {
  const what = benefit ? nameOf(benefit, options.locale) : '';
  const who = to && to.email !== entry.actor ? personName(to) : '';
  const change = changeText(entry, options);
  if (from && to) return `${what} · ${personName(from)} → ${personName(to)}`;
  const given = entry.outcome === 'done' && (entry.command === 'assign' || entry.command === 'approve');
  return [[what, who].filter(Boolean).join(given ? ' → ' : ' · '), change].filter(Boolean).join(' · ');
}

/** `Employee → Admin`, `5 → 10`, `Ana Souza → Ana Lima`. */
function changeText({ detail }: HistoryEntry, options: RenderOptions): string {
  const said = (value: unknown): string => {
    const role = ROLES.find((one) => one === value);
    return role ? texts(options.locale).role[role] : plain(String(value), 60);
  };
  return [
    [detail.before, detail.after],
    [detail.nameBefore, detail.name],
    [detail.emailBefore, detail.email],
  ]
    .flatMap(([before, after]) =>
      before === undefined || after === undefined ? [] : [`${said(before)} → ${said(after)}`],
    )
    .join(' · ');
}

/** Repeats of a refused try are one row. */
const timesText = ({ detail }: HistoryEntry): string => (typeof detail.count === 'number' ? ` ×${detail.count}` : '');

function historyRow(row: HistoryRow, n: number, options: RenderOptions): Element {
  const t = texts(options.locale).history;
  const { entry } = row;
  return container(
    [
      rich([
        run(actorText(row, options), { weight: 'Bolder' }),
        run(` ${t.action[entry.command][entry.outcome === 'refused' ? 'tried' : 'done']}`),
        ...(entry.outcome === 'refused' ? [run(` (${t.refused}${timesText(entry)})`, { color: 'Attention' })] : []),
      ]),
      note([aboutText(row, options), momentText(entry.at, options)].filter(Boolean).join(' · '), {
        spacing: 'None',
      }),
    ],
    { spacing: 'Small', separator: n > 0 },
  );
}
