import type { Delivery } from '../benefits/notice';
import type { Seat } from '../benefits/seat';
import { dayOf } from '../benefits/time';
import type { Action, Card, Element } from './elements';
import { manageable } from './expandable-row';
import { card, column, note, pager, personName, press, text, texts, title } from './parts';
import { seatBar } from './progress-bar';
import type { AssignmentsView, RenderOptions, SeatRow } from './views';
import { dayText, nameOf, plain } from './words';

/** Who has what: all, of one benefit, of one person, or one's own. */
export function assignmentsCard(view: AssignmentsView, dress: RenderOptions): Card {
  const t = texts(dress.locale);
  const heading = headingOf(view, dress);
  const rows = view.rows.flatMap((row, n) => seatRow(row, n, view, dress));
  const body: Element[] = [
    title(heading),
    ...(view.used !== null && view.quantity !== null
      ? [note(t.inUse(view.used, view.quantity)), seatBar(view.used, view.quantity, dress.locale, 'card')]
      : []),
    ...(rows.length > 0 ? rows : [text(emptyText(view, dress), { isSubtle: true })]),
    ...pager(
      dress,
      { ...view.page, more: view.page.skip + view.rows.length < view.page.total, shown: view.rows.length },
      { command: 'assignments', benefit: view.benefit?.id, user: userOf(view), version: view.version },
    ),
  ];
  return card(dress, `${heading}: ${t.assignments.say(view.page.total)}`, body, {
    actions: view.mayAct && view.benefit ? [assign(view.benefit.id, view, dress)] : [],
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

const assign = (benefit: string, view: AssignmentsView, dress: RenderOptions): Action =>
  press(texts(dress.locale).button.assign, 'assign', { benefit, version: view.version }, { style: 'positive' });

export function headingOf(view: AssignmentsView, dress: RenderOptions): string {
  const t = texts(dress.locale).assignments;
  if (view.own) return t.own;
  if (view.benefit) return t.of(nameOf(view.benefit, dress.locale));
  return view.person ? t.person(personName(view.person)) : t.title;
}

function emptyText(view: AssignmentsView, dress: RenderOptions): string {
  const t = texts(dress.locale).assignments;
  if (view.own) return t.noneOwn;
  if (view.benefit) return t.noneOf(nameOf(view.benefit, dress.locale));
  return view.person ? t.nonePerson(personName(view.person)) : t.none;
}

function seatRow(
  { seat, benefit, holder }: SeatRow,
  n: number,
  view: AssignmentsView,
  dress: RenderOptions,
): Element[] {
  const t = texts(dress.locale);
  const who = personName(holder);
  const what = nameOf(benefit, dress.locale);
  const first = view.benefit ? who : what;
  const second = [
    ...(view.benefit || view.person || view.own ? [] : [who]),
    ...(seat.since ? [t.assignments.since(dayText(dayOf(seat.since), dress.locale))] : []),
    ...(seat.alternateEmail ? [t.assignments.alternate(plain(seat.alternateEmail, 80))] : []),
  ].join(' · ');
  const delivered = deliveryLine(seat.deliveries, dress);
  const data = { benefit: benefit.id, version: view.version };
  const actions: Action[] | null = view.mayAct
    ? [
        press(t.assignments.reassign, 'reassign', { ...data, from: holder.email }),
        press(t.assignments.unassign, 'unassign', { ...data, user: holder.email }),
        ...(seat.portalStep
          ? [press(t.done.portalDone, 'portal-done', { seats: [seat.id], version: view.version })]
          : []),
        ...(delivered ? [press(t.assignments.resend, 'resend', { seat: seat.id, version: view.version })] : []),
      ]
    : null;
  return manageable(
    n,
    [
      column('stretch', [
        text(first, { maxLines: 2 }),
        ...(second ? [note(second, { spacing: 'None' })] : []),
        ...(seat.state === 'pending' && !(view.mayAct && seat.portalStep)
          ? [note(pendingText(seat, dress), { spacing: 'None', color: 'Warning' })]
          : []),
        ...(view.mayAct && seat.portalStep ? [note(t.assignments.portal, { spacing: 'None', color: 'Warning' })] : []),
        ...(view.mayAct && delivered?.failed ? [note(delivered.said, { spacing: 'None', color: 'Attention' })] : []),
      ]),
    ],
    actions,
    `${who}, ${what}`,
    dress,
  );
}

function pendingText(seat: Seat, dress: RenderOptions): string {
  const t = texts(dress.locale);
  if (seat.activatesOn === null) return t.state.pending;
  return `${t.state.pending}, ${t.assignments.activeOn(dayText(seat.activatesOn, dress.locale))}`;
}

/** How the newest message about the seat fared; null when none was sent. */
export function deliveryLine(
  deliveries: readonly Delivery[],
  dress: RenderOptions,
): { failed: boolean; said: string } | null {
  const t = texts(dress.locale).assignments;
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
