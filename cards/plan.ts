import type { Action, Card, Element } from './elements';
import { cancel, card, fact, note, pager, personName, press, section, text, texts, title } from './parts';
import { seatBar } from './progress-bar';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { PersonRef, PlanAct, PlanDoneView, PlanView, RenderOptions } from './views';
import { type ActWords, dayText, listText, nameOf, plain } from './words';

/** So many names stand in one sentence; more are a list. */
const INLINE = 4;
const SHOWN = 25;

/** Acts that differ in the person alone. */
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

function sentence({ act, people }: Group, form: 'ask' | 'done' | 'undone', dress: RenderOptions): string {
  const t = texts(dress.locale);
  const words: ActWords = {
    benefit: act.benefit ? nameOf(act.benefit, dress.locale) : '',
    who: people.length > INLINE ? t.plan.people(people.length) : listText(people.map(personName), dress.locale),
    from: act.from ? personName(act.from) : '',
    name: act.name ? plain(act.name, 120) : '',
    email: act.email ? plain(act.email, 120) : '',
    role: act.role ? t.role[act.role] : '',
    until: act.until ? dayText(act.until, dress.locale) : '',
    quantity: act.quantity ?? 0,
  };
  return t.plan[form][act.command]?.(words) ?? t.button[act.command];
}

function groupLines(group: Group, form: 'ask' | 'done' | 'undone', dress: RenderOptions): Element[] {
  return [
    text(sentence(group, form, dress), { spacing: 'Small' }),
    ...(group.people.length > INLINE ? group.people.map((one) => note(personName(one), { spacing: 'None' })) : []),
  ];
}

function problems(heading: string, view: PlanView | PlanDoneView, dress: RenderOptions): Element[] {
  const t = texts(dress.locale);
  const failed = view.kind === 'plan' ? view.cannot : view.failed;
  if (failed.length === 0) return [];
  const names = namer(
    [...view.benefits, ...failed.map(({ act }) => act.benefit)],
    [...view.people, ...failed.flatMap(({ act }) => [act.person, act.from])],
    dress,
  );
  const line = ({ act, why }: (typeof failed)[number]): string => {
    if (why?.reason === 'full' && act.person) return t.confirm.noSeatFor(personName(act.person));
    const asked = sentence({ act, people: act.person ? [act.person] : [] }, 'ask', dress);
    return t.plan.failed(asked, why ? refusalText(why, names, dress.locale) : t.plan.storeFailed);
  };
  return [
    section(heading),
    ...failed.slice(0, SHOWN).map((one) => text(line(one), { spacing: 'Small', color: 'Warning' })),
    ...(failed.length > SHOWN ? [note(t.more(failed.length - SHOWN))] : []),
  ];
}

const seats = (view: PlanView | PlanDoneView, dress: RenderOptions): Element[] =>
  view.seats
    .slice(0, 10)
    .map(({ benefit, used, quantity }) =>
      fact(nameOf(benefit, dress.locale), [
        text(texts(dress.locale).inUse(used, quantity)),
        seatBar(used, quantity, dress.locale, 'fact'),
      ]),
    );

export const planQuestion = (view: PlanView, dress: RenderOptions): string =>
  texts(dress.locale).plan.title(view.page.total);

/** All acts of one message, asked once; the button names the stored plan. */
export function planCard(view: PlanView, dress: RenderOptions): Card {
  const t = texts(dress.locale);
  const question = planQuestion(view, dress);
  const { plan, version, page, acts } = view;
  const notes = [t.plan.told, ...(view.portal ? [t.plan.portal] : [])];
  const body: Element[] = [
    ...(view.changed ? [text(t.changed, { color: 'Warning' })] : []),
    title(question),
    ...grouped(acts).flatMap((group) => groupLines(group, 'ask', dress)),
    ...pager(
      dress,
      { ...page, more: page.skip + acts.length < page.total, shown: acts.length },
      { command: view.command, plan, version },
    ),
    ...problems(t.plan.cannot, view, dress),
    ...(view.seats.length > 0 ? [section(t.confirm.left)] : []),
    ...seats(view, dress),
    ...(page.total > 0 ? [note(notes.join(' '), { spacing: 'Medium' })] : []),
  ];
  const destructive = acts.every(({ command }) => command === 'unassign' || command === 'remove-user');
  const confirm = press(
    t.plan.yes(page.total),
    view.command,
    { plan, version, confirm: true },
    { style: destructive ? 'destructive' : 'positive' },
  );
  return card(dress, question, body, {
    actions: [...(page.total > 0 ? [confirm] : []), cancel(dress.locale, version)],
  });
}

export function planDoneLine(view: PlanDoneView, dress: RenderOptions): string {
  const t = texts(dress.locale).plan;
  const { done, failed } = view;
  if (done.length === 0) return t.nothing;
  if (failed.length > 0) return t.some(done.length, done.length + failed.length);
  return view.undone ? t.allUndone(done.length) : t.all(done.length);
}

/** What was done and what was not, with one Undo for all. */
export function planDoneCard(view: PlanDoneView, dress: RenderOptions): Card {
  const t = texts(dress.locale);
  const line = planDoneLine(view, dress);
  const complete = view.failed.length === 0;
  const shown = view.done.slice(0, SHOWN);
  const body: Element[] = [
    text(complete ? `✓ ${line}` : line, {
      size: 'Large',
      weight: 'Bolder',
      color: complete ? 'Good' : 'Warning',
      heading: true,
    }),
    ...grouped(shown).flatMap((group) => groupLines(group, view.undone ? 'undone' : 'done', dress)),
    ...(view.done.length > shown.length ? [note(t.more(view.done.length - shown.length))] : []),
    ...problems(t.done.notDone, view, dress),
    ...seats(view, dress),
    ...(view.steps > 0 ? [text(t.plan.steps(view.steps), { color: 'Warning' })] : []),
    ...(view.mailWaits ? [note(t.done.mailWaits)] : []),
  ];
  const actions: Action[] = [
    ...(view.steps > 0 ? [press(t.button.portal, 'portal', { version: view.version }, { style: 'positive' })] : []),
    ...(view.undo ? [press(t.done.undoButton, 'undo', { change: view.undo.change, version: view.version })] : []),
  ];
  return card(dress, line, body, { actions });
}
