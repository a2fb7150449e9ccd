import type { Delivery } from '../benefits/notice';
import type { Seat } from '../benefits/seat';
import { benefitButtons } from './benefit-actions';
import type { Action, Card, Color, Element } from './elements';
import { expandableRow } from './expandable-row';
import { ownKeyButton } from './key-offer';
import { backToList, card, column, note, pager, personName, press, text, texts, title } from './parts';
import { seatBar } from './progress-bar';
import type { AssignmentsView, RenderOptions, SeatRow } from './views';
import { dayText, nameOf, plain } from './words';

export function assignmentsCard(view: AssignmentsView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const heading = headingOf(view, options);
  const rows = view.rows.flatMap((row, n) => seatRow(row, n, view, options));
  const body: Element[] = [
    title(heading),
    ...(view.used !== null && view.quantity !== null
      ? [note(t.inUse(view.used, view.quantity)), seatBar(view.used, view.quantity, options.locale, 'card')]
      : []),
    ...(rows.length > 0 ? rows : [text(emptyText(view, options), { isSubtle: true })]),
    ...pager(
      options,
      { ...view.page, more: view.page.skip + view.rows.length < view.page.total, shown: view.rows.length },
      { command: 'assignments', benefit: view.benefit?.id, user: userOf(view), version: view.version },
    ),
  ];
  return card(options, `${heading}: ${t.assignments.say(view.page.total)}`, body, {
    actions: view.benefit
      ? [
          ...benefitButtons(view.benefit.id, view.actions, view.version, options),
          backToList(view.benefit.id, view.version, options),
        ]
      : [],
    refresh: {
      command: 'assignments',
      benefit: view.benefit?.id,
      user: userOf(view),
      skip: view.page.skip,
      version: view.version,
    },
    wide: true,
  });
}

const userOf = (view: AssignmentsView): string | undefined => (view.own ? 'me' : view.person?.email);

function headingOf(view: AssignmentsView, options: RenderOptions): string {
  const t = texts(options.locale).assignments;
  if (view.own) return t.own;
  if (view.benefit && !view.person) return t.of(nameOf(view.benefit, options.locale));
  return view.person ? t.person(personName(view.person)) : t.title;
}

function emptyText(view: AssignmentsView, options: RenderOptions): string {
  const t = texts(options.locale).assignments;
  if (view.own) return t.noneOwn;
  if (view.benefit && view.person) return t.noneOfPerson(personName(view.person), nameOf(view.benefit, options.locale));
  if (view.benefit) return t.noneOf(nameOf(view.benefit, options.locale));
  return view.person ? t.nonePerson(personName(view.person)) : t.none;
}

function seatRow(row: SeatRow, n: number, view: AssignmentsView, options: RenderOptions): Element[] {
  const { seat, benefit, holder } = row;
  const t = texts(options.locale);
  const who = personName(holder);
  const first = view.benefit && !view.person ? who : nameOf(benefit, options.locale);
  const second = [
    ...(view.benefit || view.person || view.own ? [] : [who]),
    ...(seat.since ? [t.assignments.since(dayText(seat.since, options))] : []),
    ...(seat.until ? [t.assignments.until(dayText(seat.until, options))] : []),
    ...(seat.alternateEmail ? [t.assignments.alternate(plain(seat.alternateEmail, 80))] : []),
  ].join(' · ');
  const states: { said: string; color: Color }[] = [];
  const delivered = deliveryLine(seat.deliveries, options);
  if (view.mayAct && seat.portalStep) states.push({ said: t.assignments.portal, color: 'Warning' });
  else if (seat.state === 'pending') states.push({ said: pendingText(seat, options), color: 'Warning' });
  if (view.mayAct && delivered?.failed) states.push({ said: delivered.said, color: 'Attention' });
  const actions = seatActions(row, delivered !== null, view, options);
  return expandableRow(
    n,
    [
      column('stretch', [
        text(first),
        ...(second ? [note(second, { spacing: 'None' })] : []),
        ...states.map(({ said, color }) => note(said, { spacing: 'None', color })),
      ]),
    ],
    actions.length > 0 ? [{ type: 'ActionSet', actions }] : [],
    [first, second, ...states.map(({ said }) => said)].filter(Boolean).join(', '),
  );
}

function seatActions(
  { seat, benefit, holder, step, ownKey, hasKey }: SeatRow,
  told: boolean,
  view: AssignmentsView,
  options: RenderOptions,
): Action[] {
  const t = texts(options.locale);
  const data = { benefit: benefit.id, version: view.version };
  if (!view.mayAct)
    return view.own
      ? [
          ...(ownKey ? [ownKeyButton(ownKey, data, options)] : []),
          press(t.assignments.giveBack, 'unassign', { ...data, user: 'me' }),
          press(t.command.show.button, 'show', data),
        ]
      : [];
  return [
    ...(step ? [press(t.portal.tick, 'portal', { ...step, done: true }, { style: 'positive' })] : []),
    ...(hasKey ? [press(t.done.getKey(personName(holder)), 'keys', { ...data, user: holder.email })] : []),
    press(t.assignments.reassign, 'reassign', { ...data, from: holder.email }),
    press(t.assignments.unassign, 'unassign', { ...data, user: holder.email }),
    ...(told ? [press(t.assignments.resend, 'resend', { seat: seat.id, version: view.version })] : []),
    ...(view.benefit ? [] : [press(t.command.show.button, 'show', data)]),
  ];
}

function pendingText(seat: Seat, options: RenderOptions): string {
  const t = texts(options.locale);
  if (seat.activatesOn === null) return t.state.pending;
  return `${t.state.pending}, ${t.assignments.activeOn(dayText(seat.activatesOn, options))}`;
}

/** State of the latest message about the seat; null: none was sent. */
function deliveryLine(
  deliveries: readonly Delivery[],
  options: RenderOptions,
): { failed: boolean; said: string } | null {
  const t = texts(options.locale).assignments;
  const newest = deliveries.at(-1)?.notice;
  const ways = deliveries.filter((one) => one.notice === newest);
  if (ways.length === 0) return null;
  if (ways.some((one) => one.state === 'sent'))
    return { failed: false, said: ways.every((one) => one.channel === 'email') ? t.byMail : '' };
  const lost = ways.find((one) => one.state === 'failed');
  if (!lost) return { failed: false, said: t.queued };
  const why = lost.why ? t.notReachedWhy[lost.why] : undefined;
  return { failed: true, said: why ? `${t.notReached} (${why})` : t.notReached };
}
