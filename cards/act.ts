import type { Undo } from '../benefits/history';
import type { Action, Element } from './elements';
import { note, personName, press, text, texts } from './parts';
import type { DoneView, PersonRef, PlanAct, RenderOptions } from './views';
import { type ActWords, dayText, listText, nameOf, plain } from './words';

/** So many names stand in one sentence; more are listed below it. */
const INLINE = 4;

export type ActForm = 'ask' | 'done' | 'undone';

/** One act in a sentence; `people` are those who share it, `crowd` stands for more than a sentence can name. */
export function actText(
  act: PlanAct,
  people: readonly PersonRef[],
  form: ActForm,
  options: RenderOptions,
  crowd = texts(options.locale).act.people,
): string {
  const t = texts(options.locale);
  const words: ActWords = {
    benefit: act.benefit ? nameOf(act.benefit, options.locale) : '',
    who: people.length > INLINE ? crowd : listText(people.map(personName), options.locale),
    from: act.from ? personName(act.from) : '',
    name: act.name ? plain(act.name, 120) : '',
    email: act.email ? plain(act.email, 120) : '',
    role: act.role ? t.role[act.role] : '',
    until: act.until ? dayText(act.until, options) : '',
    prolongs: act.prolongs === true,
    quantity: act.quantity ?? 0,
  };
  return t.act[form][act.command]?.(words) ?? t.done.other;
}

/** An act of which only the command, the benefit and the people matter. */
export const actOf = (
  command: PlanAct['command'],
  benefit: PlanAct['benefit'],
  more: Partial<PlanAct> = {},
): PlanAct => ({
  command,
  benefit,
  person: null,
  from: null,
  email: null,
  name: null,
  role: null,
  until: null,
  quantity: null,
  ...more,
});

/** Of an undone change: the last day that the seat has again. */
export const lastDayBefore = (how: Undo | undefined): Pick<PlanAct, 'until' | 'prolongs'> =>
  how?.kind === 'prolong' ? { prolongs: true, until: how.until } : { until: null };

/** The reader gives back a seat of their own. */
export const givesBack = ({ command, people, reader }: Pick<DoneView, 'command' | 'people' | 'reader'>): boolean =>
  command === 'unassign' && people.length > 0 && people.every(({ email }) => email === reader);

/** Whom a change is about. */
export const peopleOf = (view: Pick<DoneView, 'people' | 'to' | 'from'>): readonly PersonRef[] =>
  view.to ? [view.to] : view.people.length > 0 || !view.from ? view.people : [view.from];

/** The names that did not fit into the sentence. */
export const peopleLines = (people: readonly PersonRef[]): Element[] =>
  people.length > INLINE ? people.map((one) => note(personName(one), { spacing: 'None' })) : [];

/** Single-use keys that stay taken when their holders lose the seat. */
export function keyStays(holders: readonly PersonRef[], options: RenderOptions): Element[] {
  if (holders.length === 0) return [];
  const t = texts(options.locale);
  const names = listText(holders.map(personName), options.locale);
  const who = holders.length > INLINE ? t.users.say(holders.length) : names;
  return [text(t.confirm.keyStays(who, holders.length), { color: 'Warning', spacing: 'Small' })];
}

/** Who gets a message: before the change, and after it. */
export function notified(
  view: Pick<DoneView, 'command' | 'people' | 'from' | 'to' | 'reader'>,
  when: 'confirm' | 'done',
  options: RenderOptions,
): string[] {
  const t = texts(options.locale)[when];
  const concerned =
    view.command === 'reassign'
      ? [view.from, view.to].filter((one) => one !== null)
      : view.command === 'assign' || view.command === 'unassign'
        ? view.people
        : [];
  const told = concerned.filter(({ email }) => email !== view.reader);
  if (told.length > INLINE) return [t.toldAll];
  return told.length > 0 ? [t.told(listText(told.map(personName), options.locale), told.length)] : [];
}

/** Offers to remove the people who were added for what is undone. */
export const removals = (
  { added = [], version }: { added?: readonly PersonRef[]; version: string },
  options: RenderOptions,
): Action[] =>
  added.slice(0, 3).map((person) =>
    press(actText(actOf('remove-user', null), [person], 'ask', options), 'remove-user', {
      user: person.email,
      version,
    }),
  );
