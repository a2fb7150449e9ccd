import { addressInput } from './ask-person';
import type { Card, Element, InputChoiceSet } from './elements';
import { cancel, card, note, personName, press, text, texts, title } from './parts';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { AskView, LeavingSeat, RenderOptions } from './views';
import { nameOf } from './words';

/** The input of a seat, `give.<benefit id>`: `to` (the successor of all), an address, `back` or `keep`. */
const GIVE = 'give.';

const people = (id: string, label: string, choices: InputChoiceSet['choices'], value?: string): InputChoiceSet => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  style: 'filtered',
  choices,
  ...(value !== undefined && { value }),
  'choices.data': { type: 'Data.Query', dataset: 'people' },
});

/** All seats of somebody who leaves, with what becomes of each. */
export function leaverCard(view: AskView, seats: readonly LeavingSeat[], options: RenderOptions): Card {
  const t = texts(options.locale);
  const name = view.holder ? personName(view.holder) : '';
  const heading = t.leaver.title(name);
  const movable = seats.some(({ stays }) => stays === null);
  const body: Element[] = [
    title(heading),
    ...(view.incomplete
      ? [text(movable ? t.leaver.incomplete : t.leaver.needsDay, { color: 'Attention', spacing: 'Small' })]
      : []),
    ...(movable
      ? [
          {
            ...people('to', t.leaver.to, []),
            placeholder: t.ask.search,
            ...(typeof view.slots.to === 'string' && {
              value: view.slots.to,
              choices: [{ title: view.slots.to, value: view.slots.to }],
            }),
          },
        ]
      : [text(t.leaver.nothingMoves, { spacing: 'Small' })]),
    ...seats.flatMap((seat) => seatInput(seat, view, options)),
    ...(seats.some(({ needsEmail, stays }) => needsEmail && stays === null)
      ? [addressInput(view.slots.email ?? null, options)]
      : []),
    { type: 'Input.Date', id: 'until', label: t.leaver.until, ...(view.until && { value: view.until }) },
    { type: 'Input.Toggle', id: 'remove', label: t.leaver.list, title: t.leaver.remove(name), value: 'false' },
  ];
  const next = press(
    t.ask.next,
    view.command,
    { from: view.slots.from, leaving: true, version: view.version },
    { style: 'positive' },
  );
  return card(options, heading, body, { actions: [next, cancel(options.locale, view.version)] });
}

function seatInput(seat: LeavingSeat, view: AskView, options: RenderOptions): Element[] {
  const t = texts(options.locale).leaver;
  const benefit = nameOf(seat.benefit, options.locale);
  const fixed = [
    { title: t.back, value: 'back' },
    { title: t.keep, value: 'keep' },
  ];
  const id = `${GIVE}${seat.benefit.id}`;
  const chosen = seat.chosen ?? (seat.stays ? 'back' : 'to');
  const names = namer([seat.benefit], view.people, options);
  const notes = [...(seat.stays ? [refusalText(seat.stays, names, options)] : []), ...(seat.portal ? [t.portal] : [])];
  const input: InputChoiceSet = seat.stays
    ? { type: 'Input.ChoiceSet', id, label: benefit, style: 'compact', choices: fixed, value: chosen }
    : people(id, benefit, [{ title: t.successor, value: 'to' }, ...fixed, ...known(chosen)], chosen);
  return [input, ...(notes.length > 0 ? [note(notes.join(' '), { spacing: 'Small' })] : [])];
}

/** Somebody who was chosen before. */
const known = (chosen: string): InputChoiceSet['choices'] =>
  chosen.includes('@') ? [{ title: chosen, value: chosen }] : [];
