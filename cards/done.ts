import type { Action, Card, Element } from './elements';
import { importFacts } from './import-counts';
import { card, fact, link, note, people, personName, press, section, text, texts } from './parts';
import { seatBar } from './progress-bar';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { DoneView, RenderOptions } from './views';
import { dayText, listText, nameOf, plain } from './words';

/** What was done, in one sentence. */
export function doneLine(view: DoneView, dress: RenderOptions): string {
  const t = texts(dress.locale);
  const d = t.done;
  const benefit = view.benefit ? nameOf(view.benefit, dress.locale) : '';
  const who = listText(people(view.people.slice(0, 10)), dress.locale);
  const from = view.from ? personName(view.from) : '';
  const to = view.to ? personName(view.to) : '';
  switch (view.command) {
    case 'assign':
      return d.assign(who, benefit);
    case 'unassign':
      return d.unassign(who || from, benefit);
    case 'reassign':
      return view.benefit ? d.reassign(benefit, from, to) : d.reassignAll(from, to, view.moves.length);
    case 'add-user':
      return d.addUser(who);
    case 'set-role':
      return view.role ? d.setRole(who, t.role[view.role]) : d.other;
    case 'remove-user':
      return d.removeUser(who);
    case 'import':
      return d.import;
    case 'undo': {
      const said = view.undone ? d.undone[view.undone.command] : undefined;
      return said && who ? said(who, benefit) : d.undo;
    }
    default:
      return d.other;
  }
}

function heading(view: DoneView, dress: RenderOptions): string {
  const d = texts(dress.locale).done;
  switch (view.command) {
    case 'assign':
      return d.assignTitle;
    case 'unassign':
      return d.unassignTitle;
    case 'reassign':
      return d.reassignTitle;
    case 'add-user':
      return d.addUserTitle;
    case 'set-role':
      return d.setRoleTitle;
    case 'remove-user':
      return d.removeUserTitle;
    case 'import':
      return d.importTitle;
    case 'undo':
      return d.undoTitle;
    default:
      return d.otherTitle;
  }
}

/** Exactly what was done, what is still to do, and Undo. */
export function doneCard(view: DoneView, dress: RenderOptions): Card {
  const t = texts(dress.locale);
  const line = doneLine(view, dress);
  const body: Element[] = [
    text(`✓ ${heading(view, dress)}`, { size: 'Large', weight: 'Bolder', color: 'Good', heading: true }),
    text(line, { spacing: 'Small' }),
    ...(view.email && view.command !== 'add-user' ? [fact(t.confirm.email, plain(view.email, 120))] : []),
    ...view.moves.slice(0, 20).map((one) => text(nameOf(one, dress.locale), { spacing: 'None' })),
    ...(view.moves.length > 20 ? [note(t.more(view.moves.length - 20))] : []),
    ...left(view, dress),
    ...leftOut(view, dress),
    ...(view.import ? importFacts(view.import, dress) : []),
    ...next(view, dress),
  ];
  const actions: Action[] = [
    ...(view.portal ? link(t.portalOpen, view.portal.url) : []),
    ...(view.portal && view.portal.seats.length > 0
      ? [
          press(
            t.done.portalDone,
            'portal-done',
            { seats: [...view.portal.seats], version: view.version },
            { style: 'positive' },
          ),
        ]
      : []),
    ...(view.undo ? [press(t.done.undoButton, 'undo', { change: view.undo.change, version: view.version })] : []),
  ];
  return card(dress, line, body, { actions });
}

function left(view: DoneView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale);
  if (view.remaining === null) return [];
  if (view.quantity === null) return [fact(t.done.left, String(view.remaining))];
  return [
    fact(t.done.left, [
      text(view.remaining === 0 ? t.noneLeft(view.quantity) : t.left(view.remaining, view.quantity)),
      seatBar(view.quantity - view.remaining, view.quantity, dress.locale, 'fact'),
    ]),
  ];
}

function leftOut(view: DoneView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale);
  if (view.leftOut.length === 0) return [];
  const names = namer(
    [view.benefit, ...view.moves, ...view.leftOut.map((one) => one.benefit)],
    [...view.people, view.from, view.to, ...view.leftOut.map((one) => one.person)],
    dress,
  );
  const shown = view.leftOut.slice(0, 20);
  const why = ({ person, why: refusal }: (typeof shown)[number]): string =>
    person && refusal.reason === 'full' && view.command === 'assign'
      ? t.confirm.noSeatFor(personName(person))
      : refusalText(refusal, names, dress.locale);
  return [
    section(t.done.notDone),
    ...shown.map((one) => text(why(one), { spacing: 'Small', color: 'Warning' })),
    ...(view.leftOut.length > shown.length ? [note(t.more(view.leftOut.length - shown.length))] : []),
  ];
}

/** What happens now and what is still to be done. */
function next(view: DoneView, dress: RenderOptions): Element[] {
  const d = texts(dress.locale).done;
  const lines: string[] = [];
  if (view.activeOn) lines.push(d.pending(dayText(view.activeOn, dress.locale)));
  if (view.email && (view.command === 'assign' || view.command === 'reassign')) lines.push(d.precaution);
  if ((view.command === 'assign' || view.command === 'unassign') && !view.self)
    lines.push(d.told(Math.max(1, view.people.length)));
  if (view.command === 'reassign') lines.push(d.toldBoth);
  if (view.mailWaits) lines.push(d.mailWaits);
  return [
    ...(lines.length > 0 ? [note(lines.join(' '), { spacing: 'Medium' })] : []),
    ...(view.portal && view.portal.seats.length > 0 ? [text(d.portal, { color: 'Warning', spacing: 'Small' })] : []),
  ];
}
