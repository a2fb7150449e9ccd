import { type ActForm, actText, keyStays, peopleLines, removals } from './act';
import type { Action, Card, Element } from './elements';
import { cancel, card, note, pager, personName, press, section, text, texts, title } from './parts';
import { seatsFact } from './progress-bar';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { PersonRef, PlanAct, PlanDoneView, PlanView, RenderOptions } from './views';
import { dayText, nameOf, plain } from './words';

const SHOWN = 25;

/** Acts that differ only in the person. */
interface Group {
  act: PlanAct;
  people: PersonRef[];
}

function grouped(acts: readonly PlanAct[]): Group[] {
  const groups = new Map<string, Group>();
  for (const act of acts) {
    const key = JSON.stringify({ ...act, person: act.person !== null });
    const group = groups.get(key) ?? { act, people: [] };
    if (act.person) group.people.push(act.person);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const groupReplys = ({ act, people }: Group, form: ActForm, options: RenderOptions): Element[] => [
  text(actText(act, people, form, options), { spacing: 'Small' }),
  ...(act.email && (act.command === 'assign' || act.command === 'reassign')
    ? [note(texts(options.locale).assignments.alternate(plain(act.email, 120)), { spacing: 'None' })]
    : []),
  ...peopleLines(people),
];

function problems(heading: string, view: PlanView | PlanDoneView, options: RenderOptions): Element[] {
  const t = texts(options.locale);
  const failed = view.kind === 'plan' ? view.cannot : view.failed;
  if (failed.length === 0) return [];
  const names = namer(
    [...view.benefits, ...failed.map(({ act }) => act.benefit)],
    [...view.people, ...failed.flatMap(({ act }) => [act.person, act.from])],
    options,
  );
  const line = ({ act, why }: (typeof failed)[number]): string => {
    if (why?.reason === 'full' && act.person) return t.confirm.noSeatFor(personName(act.person));
    const reason = why ? refusalText(why, names, options) : t.plan.storeFailed;
    if (why && ('person' in why || 'benefit' in why)) return reason;
    return t.plan.failed(actText(act, act.person ? [act.person] : [], 'ask', options), reason);
  };
  const lines = [...new Set(failed.map(line))];
  return [
    section(heading),
    ...lines.slice(0, SHOWN).map((one) => text(one, { spacing: 'Small', color: 'Warning' })),
    ...(lines.length > SHOWN ? [note(t.more(lines.length - SHOWN))] : []),
  ];
}

const seats = (view: PlanView | PlanDoneView, options: RenderOptions): Element[] =>
  view.seats
    .slice(0, 10)
    .map(({ benefit, used, quantity }) => seatsFact(nameOf(benefit, options.locale), used, quantity, options));

const planQuestion = (view: PlanView, options: RenderOptions): string =>
  texts(options.locale).plan.title(view.page.total);

export function planCard(view: PlanView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const question = planQuestion(view, options);
  const { plan, version, page, acts } = view;
  const warning = { color: 'Warning', spacing: 'Small' } as const;
  const notes = [t.confirm.toldAll, ...(view.portal ? [t.plan.portal] : [])];
  const body: Element[] = [
    ...(view.changed ? [text(t.changed, { color: 'Warning' })] : []),
    title(question),
    ...grouped(acts).flatMap((group) => groupReplys(group, 'ask', options)),
    ...pager(
      options,
      { ...page, more: page.skip + acts.length < page.total, shown: acts.length },
      { command: view.command, plan, version },
    ),
    ...problems(t.plan.cannot, view, options),
    ...(view.seats.length > 0 ? [section(t.confirm.seatsAfter)] : []),
    ...seats(view, options),
    ...view.tooSoon.map(({ benefit, from }) =>
      text(t.plan.tooSoon(nameOf(benefit, options.locale), dayText(from, options)), warning),
    ),
    ...(view.losesOwnRole ? [text(t.confirm.losesOwnRole, warning)] : []),
    ...keyStays(view.keyStays, options),
    ...(page.total > 0 ? [note(notes.join(' '), { spacing: 'Medium' })] : []),
  ];
  const destructive = acts.every(({ command }) => command === 'unassign' || command === 'remove-user');
  const confirm = press(
    t.plan.yes(page.total),
    view.command,
    { plan, version, confirm: true },
    { style: destructive ? 'destructive' : 'positive' },
  );
  return card(options, question, body, {
    actions: [...(page.total > 0 ? [confirm] : []), cancel(options.locale, version)],
  });
}

export function planDoneLine(view: Pick<PlanDoneView, 'done' | 'failed' | 'undone'>, options: RenderOptions): string {
  const t = texts(options.locale).plan;
  const { done, failed } = view;
  if (done.length === 0) return t.nothing;
  if (failed.length > 0) return (view.undone ? t.someUndone : t.some)(done.length, done.length + failed.length);
  return view.undone ? t.allUndone(done.length) : t.all(done.length);
}

export function planDoneCard(view: PlanDoneView, options: RenderOptions): Card {
  const t = texts(options.locale);
  const line = planDoneLine(view, options);
  const complete = view.failed.length === 0;
  const shown = view.done.slice(0, SHOWN);
  const body: Element[] = [
    text(complete ? `✓ ${line}` : line, {
      size: 'Large',
      weight: 'Bolder',
      color: complete ? 'Good' : 'Warning',
      heading: true,
    }),
    ...grouped(shown).flatMap((group) => groupReplys(group, view.undone ? 'undone' : 'done', options)),
    ...(view.done.length > shown.length ? [note(t.more(view.done.length - shown.length))] : []),
    ...problems(t.done.notDone, view, options),
    ...seats(view, options),
    ...(view.portal ? [text(t.done.portalSteps, { color: 'Warning' })] : []),
    ...(view.mailWaits ? [note(t.done.mailWaits)] : []),
  ];
  const actions: Action[] = [
    ...(view.portal
      ? [press(t.command.portal.button, 'portal', { version: view.version }, { style: 'positive' })]
      : []),
    ...(view.undo ? [press(t.done.undoButton, 'undo', { change: view.undo.change, version: view.version })] : []),
    ...removals(view, options),
  ];
  return card(options, line, body, { actions });
}
