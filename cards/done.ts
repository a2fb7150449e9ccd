import { undoId } from '../benefits/actions/undo';
import { COMMANDS } from '../benefits/command';
import { actOf, actText, givesBack, lastDayBefore, notified, peopleLines, peopleOf, removals } from './act';
import type { Action, Card, Data, Element } from './elements';
import { importFacts } from './import-counts';
import { backToList, card, fact, link, note, personName, press, section, text, texts } from './parts';
import { seatsFact } from './progress-bar';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { DoneView, Left, PersonRef, RenderOptions } from './views';
import { dayText, nameOf, plain } from './words';

/** The card's heading. */
function doneLine(view: DoneView, options: RenderOptions): string {
  const t = texts(options.locale);
  const { from, role } = view;
  const people = peopleOf(view);
  if (view.command === 'import') {
    const changes = view.import?.sheets.some(({ added, updated }) => added + updated > 0);
    return changes ? t.done.import : t.done.importNothing;
  }
  if (view.benefit && givesBack(view)) return t.done.gaveBack(nameOf(view.benefit, options.locale));
  if (view.command !== 'undo')
    return actText(
      actOf(view.command, view.benefit, {
        from,
        role,
        email: view.email,
        name: view.name ?? null,
        until: view.until ?? null,
        prolongs: view.prolongs === true,
        quantity: view.quantity,
      }),
      people,
      'done',
      options,
    );
  const undone = COMMANDS.find((command) => command === view.undone?.command);
  if (!undone || people.length === 0) return t.done.undo;
  return actText(actOf(undone, view.benefit, lastDayBefore(view.undone?.undo)), people, 'undone', options);
}

export function doneCard(view: DoneView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const line = doneLine(view, options);
  const seats =
    view.remaining === null || view.quantity === null
      ? []
      : [seatsFact(t.done.left, view.quantity - view.remaining, view.quantity, options)];
  const hasSeats = seats.length > 0 || view.command === 'reassign';
  const person = [view.to, ...view.people].find((one) => one?.email === view.giveKey?.user) ?? null;
  const { version } = view;
  // A result with one step follows it; one that can't be told again from the history leads to the list.
  const change = view.undo?.change ?? (view.undone ? undoId(view.undone.id) : null);
  const isOne = peopleOf(view).length === 1 && view.leftOut.length === 0;
  const portal = view.portal && { ...view.portal, ...(!isOne && { step: null }) };
  const left = { ...view, portal };
  const about = portal?.step && change ? { change } : null;
  const body: Element[] = [
    text(`✓ ${line}`, { size: 'Medium', weight: 'Bolder', color: 'Good', heading: true }),
    ...peopleLines(peopleOf(view)),
    ...(view.benefit && view.email ? [fact(t.confirm.email, plain(view.email, 120))] : []),
    ...leftOut(view, options),
    ...seats,
    ...(view.import ? importFacts(view.import, options) : []),
    ...leftLines(left, { assigned: view.command === 'assign', person }, options),
    ...next(view, options),
  ];
  const actions: Action[] = [
    ...link(t.portalOpen, view.ownPage ?? null),
    ...leftButtons(left, { person, benefit: view.benefit?.id, version, ...(about && { about }) }, options),
    ...(view.mayRequest && view.benefit
      ? [press(t.show.request, 'assign', { benefit: view.benefit.id, user: 'me', version: view.version })]
      : []),
    ...removals(view, options),
    ...(view.benefit && hasSeats
      ? [press(t.command.assignments.button, 'assignments', { benefit: view.benefit.id, version: view.version })]
      : []),
    ...(hasSeats ? [backToList(view.benefit?.id, view.version, options)] : []),
  ];
  return card(options, line, body, {
    actions,
    ...(about && { refresh: { command: 'portal', ...about, version } }),
  });
}

/** `person`: who still needs a key. */
export function leftLines(
  { portal, giveKey }: Left,
  { assigned, person }: { assigned: boolean; person: PersonRef | null },
  options: RenderOptions,
): Element[] {
  const t = texts(options.locale).done;
  const said = !portal?.step ? t.portalSteps : assigned ? t.portalAssign : t.portal;
  return [
    ...(portal ? [text(said, { color: 'Warning', spacing: 'Medium' })] : []),
    ...(giveKey && person ? [text(t.giveKey(personName(person)), { spacing: 'Medium' })] : []),
  ];
}

/** The key; the portal; its one step as done, or the list where there are several; Undo. `about`: what they return to. */
export function leftButtons(
  { portal, giveKey, undo }: Left,
  {
    person,
    benefit,
    version,
    about = {},
  }: { person: PersonRef | null; benefit: string | undefined; version: string; about?: Data },
  options: RenderOptions,
): Action[] {
  const t = texts(options.locale);
  const positive = { style: 'positive' } as const;
  const step = portal?.step;
  return [
    ...(giveKey && person ? [press(t.done.getKey(personName(person)), 'keys', { ...giveKey, version }, positive)] : []),
    ...link(t.portalOpen, portal?.url ?? null),
    ...(step ? [press(t.portal.tick, 'portal', { ...step, ...about, done: true }, positive)] : []),
    ...(portal && !step ? [press(t.command.portal.button, 'portal', { benefit, version }, positive)] : []),
    ...(undo ? [press(t.done.undoButton, 'undo', { change: undo.change, ...about, version })] : []),
  ];
}

function leftOut(view: DoneView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  if (view.leftOut.length === 0) return [];
  const names = namer(
    [view.benefit, ...view.leftOut.map((one) => one.benefit)],
    [...view.people, view.from, view.to, ...view.leftOut.map((one) => one.person)],
    options,
  );
  const shown = view.leftOut.slice(0, 20);
  const why = ({ person, why: refusal }: (typeof shown)[number]): string =>
    person && refusal.reason === 'full' && view.command === 'assign'
      ? t.confirm.noSeatFor(personName(person))
      : refusalText(refusal, names, options);
  return [
    section(t.done.notDone),
    ...shown.map((one) => text(why(one), { spacing: 'Small', color: 'Warning' })),
    ...(view.leftOut.length > shown.length ? [note(t.more(view.leftOut.length - shown.length))] : []),
  ];
}

function next(view: DoneView, options: RenderOptions): Element[] {
  const d = texts(options.locale).done;
  const lines = [
    ...(view.activeOn ? [d.pending(dayText(view.activeOn, options))] : []),
    ...(view.email && (view.command === 'assign' || view.command === 'reassign') ? [d.precaution] : []),
    ...notified(view, 'done', options),
    ...(view.mailWaits ? [d.mailWaits] : []),
  ];
  return lines.length > 0 ? [note(lines.join(' '), { spacing: 'Medium' })] : [];
}
