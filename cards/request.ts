import { dayOf } from '../benefits/time';
import type { Action, Card, Element } from './elements';
import { card, container, note, personName, press, text, texts, title } from './parts';
import type { RenderOptions, RequestRow, RequestsView, RequestView } from './views';
import { dayText, nameOf } from './words';

const asks = (row: RequestRow, dress: RenderOptions): string =>
  texts(dress.locale).request.asks(personName(row.person), nameOf(row.benefit, dress.locale));

export const isOpen = (row: RequestRow): boolean => row.state === 'open' || row.state === 'waiting';

export function requestButtons(row: RequestRow, version: string, dress: RenderOptions): Action[] {
  if (!isOpen(row)) return [];
  const t = texts(dress.locale).request;
  const data = { request: row.id, version };
  // Nothing to give: who has a seat is the next thing to know.
  const first =
    row.free > 0
      ? press(t.approve, 'approve', data, { style: 'positive' })
      : press(texts(dress.locale).button.assignments, 'assignments', { benefit: row.benefit.id, version });
  return [first, press(t.decline, 'decline', data)];
}

/** How it stands: what is free while it is open, by whom it was settled afterwards. */
export function requestFacts(row: RequestRow, dress: RenderOptions): Element[] {
  const t = texts(dress.locale).request;
  const asked = note(t.askedAt(dayText(dayOf(row.askedAt), dress.locale)), { spacing: 'None' });
  const settled = t.settled[row.state](row.settledBy ? personName(row.settledBy) : null);
  if (row.state === 'open')
    return [
      asked,
      text(t.free(row.free, row.quantity), { spacing: 'Small', ...(row.free === 0 && { color: 'Warning' }) }),
    ];
  if (row.state === 'waiting')
    return [asked, text(t.state.waiting, { spacing: 'Small', color: 'Warning' }), note(t.free(row.free, row.quantity))];
  return [
    asked,
    text(settled, { spacing: 'Small', weight: 'Bolder', color: row.state === 'approved' ? 'Good' : 'Default' }),
  ];
}

/** One request, as each admin sees it; once settled it says by whom and has no buttons. */
export function requestCard(view: RequestView, dress: RenderOptions): Card {
  const t = texts(dress.locale).request;
  const line = asks(view.row, dress);
  const body: Element[] = [title(t.title), text(line, { spacing: 'Small' }), ...requestFacts(view.row, dress)];
  return card(dress, line, body, {
    actions: requestButtons(view.row, view.version, dress),
    refresh: { command: 'requests', request: view.row.id, version: view.version },
  });
}

/** All that wait for an answer, oldest first. */
export function requestsCard(view: RequestsView, dress: RenderOptions): Card {
  const t = texts(dress.locale).request;
  const open = view.rows.filter(isOpen);
  const shown = view.rows.slice(0, 10);
  const body: Element[] = [
    title(t.listTitle),
    ...shown.map((row, n) =>
      container(
        [
          text(asks(row, dress)),
          ...requestFacts(row, dress),
          ...(isOpen(row) ? [{ type: 'ActionSet' as const, actions: requestButtons(row, view.version, dress) }] : []),
        ],
        { separator: n > 0, spacing: 'Medium' },
      ),
    ),
    ...(shown.length === 0 ? [text(t.none, { isSubtle: true })] : []),
    ...(view.rows.length > shown.length ? [note(texts(dress.locale).more(view.rows.length - shown.length))] : []),
  ];
  return card(dress, `${t.listTitle}: ${t.say(open.length)}`, body, {
    refresh: { command: 'requests', version: view.version },
  });
}
