import { leftButtons, leftLines } from './done';
import type { Action, Card, Data, Element } from './elements';
import { backToList, card, container, note, pager, personName, press, text, texts, title } from './parts';
import { seatBar, seatsText } from './progress-bar';
import type { RenderOptions, RequestRow, RequestsView, RequestView } from './views';
import { dayText, nameOf, plain } from './words';

const asks = (row: RequestRow, options: RenderOptions): string =>
  texts(options.locale).request.asks(personName(row.person), nameOf(row.benefit, options.locale));

const isOpen = (row: RequestRow): boolean => row.state === 'open' || row.state === 'waiting';

/** `fromList`: the answer is this list again. */
export function requestButtons(row: RequestRow, version: string, options: RenderOptions, fromList?: Data): Action[] {
  const { person, left } = row;
  if (left) {
    const about = { request: row.id, fromList };
    return leftButtons(left, { person, benefit: row.benefit.id, version, about }, options);
  }
  if (!isOpen(row)) return [];
  const t = texts(options.locale).request;
  const data = { request: row.id, version, fromList };
  const first = row.full
    ? press(texts(options.locale).command.assignments.button, 'assignments', { benefit: row.benefit.id, version })
    : press(t.approve, 'approve', data, { style: 'positive' });
  return [first, press(t.decline, 'decline', data)];
}

export function requestFacts(row: RequestRow, options: RenderOptions): Element[] {
  const t = texts(options.locale).request;
  const about = [
    t.askedAt(dayText(row.askedAt, options)),
    ...(row.place === null || row.place === 1 ? [] : [t.place(row.place)]),
  ];
  const asked = container(
    [
      note(about.join(' · '), { spacing: 'None' }),
      ...(row.why ? [text(t.quoted(plain(row.why, 300)), { spacing: 'Small' })] : []),
    ],
    { spacing: 'None' },
  );
  const settled = t.settled[row.state](row.settledBy ? personName(row.settledBy) : null);
  if (isOpen(row))
    return [
      asked,
      ...(row.state === 'waiting' ? [text(settled, { spacing: 'Small', color: 'Warning' })] : []),
      text(seatsText(row.used, row.quantity, options.locale), {
        spacing: 'Small',
        ...(row.full && { color: 'Warning' }),
      }),
      seatBar(row.used, row.quantity, options.locale, 'fact'),
    ];
  return [
    asked,
    text(settled, { spacing: 'Small', weight: 'Bolder', color: row.state === 'approved' ? 'Good' : 'Default' }),
    ...(row.left ? leftLines(row.left, { assigned: true, person: row.person }, options) : []),
  ];
}

const commentField = (options: RenderOptions): Element => ({
  type: 'Input.Text',
  id: 'comment',
  label: texts(options.locale).request.comment,
  maxLength: 300,
});

/** Once settled, it says by whom, and of an approved one what is left to do. */
export function requestCard(view: RequestView, options: RenderOptions): Card {
  if (view.own) return ownRequest(view, options);
  const line = asks(view.row, options);
  const body: Element[] = [
    title(line),
    ...requestFacts(view.row, options),
    ...(isOpen(view.row) ? [commentField(options)] : []),
  ];
  return card(options, line, body, {
    actions: requestButtons(view.row, view.version, options),
    refresh: { command: 'requests', request: view.row.id, version: view.version },
  });
}

/** What the reader asked for, with their place in line, and how it was settled. */
function ownRequest({ row, version }: RequestView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const name = nameOf(row.benefit, options.locale);
  const refresh = { command: 'requests' as const, request: row.id, version };
  if (!isOpen(row)) {
    const again = press(t.show.request, 'assign', { benefit: row.benefit.id, user: 'me', version });
    const settled = t.request.settled[row.state](row.settledBy ? personName(row.settledBy) : null);
    const withdrawn = row.state === 'withdrawn';
    const body = withdrawn ? [text(t.request.withdrawn(name))] : [text(name), note(settled, { spacing: 'None' })];
    return card(options, withdrawn ? t.request.withdrawn(name) : `${name}. ${settled}`, body, {
      ...(row.state !== 'approved' && { actions: [again] }),
      refresh,
    });
  }
  const line = row.state === 'waiting' ? t.reply.requestWaiting(name) : t.reply.requestSent(name);
  const body: Element[] = [
    text(line),
    note(t.request.place(row.place ?? 1)),
    {
      type: 'Input.Text',
      id: 'reason',
      label: t.request.why,
      maxLength: 300,
      ...(row.why ? { value: plain(row.why, 300) } : {}),
    },
  ];
  return card(options, line, body, {
    actions: [
      press(t.request.sendWhy, 'assign', { benefit: row.benefit.id, user: 'me', version }),
      withdrawButton(row, version, options),
    ],
    refresh,
  });
}

const withdrawButton = (row: RequestRow, version: string, options: RenderOptions, fromList?: Data): Action =>
  press(
    texts(options.locale).command.withdraw.button,
    'withdraw',
    { benefit: row.benefit.id, fromList, version },
    { alone: true },
  );

const actionSet = (actions: Action[]): Element[] => (actions.length > 0 ? [{ type: 'ActionSet', actions }] : []);

function ownRequests(view: RequestsView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const rows = view.rows
    .slice(0, 10)
    .map((row, n) =>
      container(
        [
          text(nameOf(row.benefit, options.locale)),
          note(
            [
              t.request.askedAt(dayText(row.askedAt, options)),
              row.place === null
                ? t.request.settled[row.state](row.settledBy ? personName(row.settledBy) : null)
                : t.request.place(row.place),
            ].join(' · '),
            { spacing: 'None' },
          ),
          ...actionSet(isOpen(row) ? [withdrawButton(row, view.version, options, {})] : []),
        ],
        { separator: n > 0, spacing: 'Medium' },
      ),
    );
  const body: Element[] = [
    title(t.request.ownTitle),
    ...(rows.length > 0 ? rows : [text(t.request.ownNone, { isSubtle: true })]),
  ];
  return card(options, t.request.ownTitle, body, { refresh: { command: 'requests', version: view.version } });
}

export function requestsCard(view: RequestsView, options: RenderOptions): Card {
  if (view.own) return ownRequests(view, options);
  const t = texts(options.locale).request;
  const { rows, page, version } = view;
  const open = rows.filter(isOpen);
  const over = rows.filter((row) => !isOpen(row)).map(({ id }) => id);
  const of = {
    ...(view.benefit && { benefit: view.benefit.id }),
    ...(view.person && { user: view.person.email }),
  };
  const about = [
    ...(view.benefit ? [nameOf(view.benefit, options.locale)] : []),
    ...(view.person ? [personName(view.person)] : []),
  ].join(' · ');
  const body: Element[] = [
    title(t.listTitle),
    ...(about ? [note(about, { spacing: 'None' })] : []),
    ...(open.length > 0 ? [commentField(options)] : []),
    ...rows.map((row, n) =>
      container(
        [
          text(asks(row, options)),
          ...requestFacts(row, options),
          ...actionSet(requestButtons(row, version, options, { ...of, stay: over })),
        ],
        { separator: n > 0 || open.length > 0, spacing: 'Medium' },
      ),
    ),
    ...(rows.length === 0 ? [text(t.none, { isSubtle: true })] : []),
    ...pager(
      options,
      { ...page, more: page.skip + open.length < page.total, shown: open.length },
      { command: 'requests', ...of, version },
    ),
  ];
  return card(options, `${t.listTitle}: ${t.say(page.total)}`, body, {
    actions: view.benefit ? [backToList(view.benefit.id, version, options)] : [],
    refresh: { command: 'requests', fromList: { ...of, stay: rows.map(({ id }) => id) }, skip: page.skip, version },
  });
}
