import { dayOf } from '../benefits/time';
import type { Action, Card, Element } from './elements';
import { card, container, note, personName, press, text, texts, title } from './parts';
import type { RenderOptions, RequestRow, RequestsView, RequestView } from './views';
import { dayText, nameOf } from './words';

const asks = (row: RequestRow, options: RenderOptions): string =>
  texts(options.locale).request.asks(personName(row.person), nameOf(row.benefit, options.locale));

export const isOpen = (row: RequestRow): boolean => row.state === 'open' || row.state === 'waiting';

/** `fromList`: the answer is the list again. */
export function requestButtons(row: RequestRow, version: string, options: RenderOptions, fromList?: true): Action[] {
  if (!isOpen(row)) return [];
  const t = texts(options.locale).request;
  const data = { request: row.id, version, fromList };
  const first =
    row.free > 0
      ? press(t.approve, 'approve', data, { style: 'positive' })
      : press(texts(options.locale).button.assignments, 'assignments', { benefit: row.benefit.id, version });
  return [first, press(t.decline, 'decline', data)];
}

export function requestFacts(row: RequestRow, options: RenderOptions): Element[] {
  const t = texts(options.locale).request;
  const asked = note(t.askedAt(dayText(dayOf(row.askedAt), options.locale)), { spacing: 'None' });
  const settled = t.settled[row.state](row.settledBy ? personName(row.settledBy) : null);
  if (row.state === 'open')
    return [
      asked,
      text(t.free(row.free, row.quantity), { spacing: 'Small', ...(row.free === 0 && { color: 'Warning' }) }),
    ];
  if (row.state === 'waiting')
    return [asked, text(settled, { spacing: 'Small', color: 'Warning' }), note(t.free(row.free, row.quantity))];
  return [
    asked,
    text(settled, { spacing: 'Small', weight: 'Bolder', color: row.state === 'approved' ? 'Good' : 'Default' }),
  ];
}

/** Once settled, it says by whom and has no buttons. */
export function requestCard(view: RequestView, options: RenderOptions): Card {
  const line = asks(view.row, options);
  const body: Element[] = [title(line), ...requestFacts(view.row, options)];
  return card(options, line, body, {
    actions: requestButtons(view.row, view.version, options),
    refresh: { command: 'requests', request: view.row.id, version: view.version },
  });
}

export function requestsCard(view: RequestsView, options: RenderOptions): Card {
  const t = texts(options.locale).request;
  const open = view.rows.filter(isOpen);
  const shown = view.rows.slice(0, 10);
  const body: Element[] = [
    title(t.listTitle),
    ...shown.map((row, n) =>
      container(
        [
          text(asks(row, options)),
          ...requestFacts(row, options),
          ...(isOpen(row)
            ? [{ type: 'ActionSet' as const, actions: requestButtons(row, view.version, options, true) }]
            : []),
        ],
        { separator: n > 0, spacing: 'Medium' },
      ),
    ),
    ...(shown.length === 0 ? [text(t.none, { isSubtle: true })] : []),
    ...(view.rows.length > shown.length ? [note(texts(options.locale).more(view.rows.length - shown.length))] : []),
  ];
  return card(options, `${t.listTitle}: ${t.say(open.length)}`, body, {
    refresh: { command: 'requests', version: view.version },
  });
}
