import { ROLES } from '../benefits/command';
import type { Choice, Container, Element, InputChoiceSet, InputText, Toggle } from './elements';
import { choiceRow, note, personName, press, texts } from './parts';
import type { AskView, PersonRef, RenderOptions } from './views';
import { NAME, plain } from './words';

const BUTTONS = 6;
/** Checked by the client; the bot checks again. */
const EMAIL = '^[^@\\s]+@[^@\\s]+\\.[^@\\s]{2,}$';

export const searchChoice = (id: string, label: string, choices: Choice[], error: string): InputChoiceSet => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  isRequired: true,
  errorMessage: error,
  style: choices.length > 10 ? 'filtered' : 'compact',
  choices,
});

/** Up to 6 people are rows; anyone else is found by typing. Where possible, several people or a new one can be entered. */
export function askPerson(view: AskView, options: RenderOptions, data: Record<string, unknown>): Element[] {
  const t = texts(options.locale).ask;
  const slot = view.asking === 'from' ? 'from' : view.asking === 'to' ? 'to' : 'user';
  const clear = (Array.isArray(view.slots[slot]) || view.slots.users !== undefined) && view.unknown === null;
  const rows =
    view.people.length <= BUTTONS && !view.needsEmail ? view.people.map((one) => personRow(one, view, slot, data)) : [];
  if (rows.length > 0 && (clear || slot === 'from' || view.command === 'unassign')) return rows;
  const several = view.command === 'assign' && slot === 'user' && !clear && !view.slots.users && !view.needsEmail;
  const required = !view.mayAdd && !several;
  const choices =
    rows.length > 0 ? [] : view.people.map((one) => ({ title: personChoice(one, view.people), value: one.email }));
  const dynamic = !clear && slot !== 'from' && view.command !== 'unassign' ? true : choices.length === 0;
  const label = slot === 'from' ? t.from : slot === 'to' ? t.to : view.command === 'assign' ? t.who : t.person;
  const search = (id: string, named: string, must: boolean): InputChoiceSet => ({
    type: 'Input.ChoiceSet',
    id,
    label: named,
    ...(must && { isRequired: true, errorMessage: t.choose }),
    style: 'filtered',
    placeholder: t.search,
    choices: choices.slice(0, 100),
    ...(dynamic && { 'choices.data': { type: 'Data.Query' as const, dataset: 'people' } }),
  });
  const toggles = [
    // Also hides the input for one person.
    ...(several ? [toggle(t.several, 'several', slot)] : []),
    ...(view.mayAdd ? [toggle(t.add, 'new-person')] : []),
  ];
  return [
    ...rows,
    search(slot, label, required),
    ...(view.needsEmail ? [note(t.emailHint), askEmail(view, options)] : []),
    ...(toggles.length > 0 ? [{ type: 'ActionSet' as const, spacing: 'Small' as const, actions: toggles }] : []),
    ...(several ? [folded('several', [{ ...search('users', t.severalLabel, false), isMultiSelect: true }])] : []),
    ...(view.mayAdd
      ? [
          folded(
            'new-person',
            [
              note(t.addIntro),
              {
                type: 'Input.ChoiceSet',
                id: 'picked',
                label: t.picked,
                style: 'filtered',
                placeholder: t.pickedHint,
                choices: [],
                'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
              },
              ...newPerson(view, options, { name: 'newName', email: 'newEmail', role: 'newRole' }, false),
            ],
            view.suggested !== undefined,
          ),
        ]
      : []),
  ];
}

function personRow(one: PersonRef, view: AskView, slot: string, data: Record<string, unknown>): Container {
  const named = one.name && one.name !== one.email ? `${personName(one)}, ${plain(one.email, 120)}` : personName(one);
  const chosen = press(named, view.command, answered(view, data, slot, one), { alone: true });
  const address = named === personName(one) ? [] : [note(plain(one.email, 120), { spacing: 'None' })];
  return choiceRow(personName(one), chosen, address);
}

/** Of several people, replaces the first one who is still unclear. */
function answered(view: AskView, data: Record<string, unknown>, slot: string, one: PersonRef): Record<string, unknown> {
  const { users } = view.slots;
  const several = users === 'everyone' ? undefined : users;
  const unclear = slot === 'user' && several ? several.findIndex((each) => typeof each !== 'string') : -1;
  if (!several || unclear < 0) return { ...data, [slot]: one.email };
  return { ...data, users: several.map((each, n) => (n === unclear ? one.email : each)) };
}

/** The address is added where two people have the same name. */
function personChoice(one: PersonRef, all: readonly PersonRef[]): string {
  const same = all.filter((other) => personName(other) === personName(one)).length > 1;
  return same ? `${personName(one)} (${plain(one.email, NAME)})` : personName(one);
}

const folded = (id: string, items: Element[], open = false): Container => ({
  type: 'Container',
  id,
  isVisible: open,
  items,
  spacing: 'Small',
});

const toggle = (title: string, ...targetElements: string[]): Toggle => ({
  type: 'Action.ToggleVisibility',
  title,
  targetElements,
});

export const askEmail = (view: AskView, options: RenderOptions): InputText => ({
  ...addressInput(view.slots.email ?? null, options),
  isRequired: true,
});

/** The other address that support benefits need. */
export function addressInput(value: string | null, options: RenderOptions): InputText {
  const t = texts(options.locale).ask;
  return {
    type: 'Input.Text',
    id: 'email',
    label: t.otherAddress,
    style: 'Email',
    placeholder: t.addressHint,
    errorMessage: t.addressError,
    regex: EMAIL,
    maxLength: 254,
    ...(value && { value: plain(value, 254) }),
  };
}

export function newPerson(
  view: AskView,
  options: RenderOptions,
  ids: { name: string; email: string; role: string },
  required: boolean,
): Element[] {
  const t = texts(options.locale);
  const own: { name?: string; email?: string; role?: string } = required ? view.slots : (view.suggested ?? {});
  return [
    {
      type: 'Input.Text',
      id: ids.name,
      label: t.ask.name,
      placeholder: t.ask.nameHint,
      maxLength: 200,
      ...(required && { isRequired: true, errorMessage: t.ask.nameError }),
      ...(own.name && { value: plain(own.name) }),
    },
    {
      type: 'Input.Text',
      id: ids.email,
      label: t.ask.address,
      style: 'Email',
      placeholder: t.ask.addressHint,
      maxLength: 254,
      regex: EMAIL,
      errorMessage: t.ask.addressError,
      ...(required && { isRequired: true }),
      ...(own.email && { value: plain(own.email, 254) }),
    },
    ...(view.command === 'update-user' ? [] : [roleChoice(options, ids.role, own.role, required)]),
  ];
}

function roleChoice(options: RenderOptions, id: string, role: string | undefined, required: boolean): InputChoiceSet {
  const t = texts(options.locale);
  return {
    type: 'Input.ChoiceSet',
    id,
    label: t.ask.roleLabel,
    style: 'compact',
    choices: ROLES.map((role) => ({ title: t.role[role], value: role })).reverse(),
    value: role ?? 'employee',
    ...(required && { isRequired: true, errorMessage: t.ask.choose }),
  };
}
