import { MOST_SEATS } from '../benefits/actions/set-quantity';
import { ROLES, type Slots } from '../benefits/command';
import { askEmail, askPerson, newPerson, searchChoice } from './ask-person';
import type { Action, Card, Choice, Element } from './elements';
import { leaverCard } from './leaver';
import { cancel, card, carried, choiceRow, note, personName, press, text, texts, title } from './parts';
import { refusalText } from './refusal';
import { namer } from './refused';
import type { Texts } from './text.en';
import type { AskView, BenefitChoice, RenderOptions } from './views';
import { languageText, nameOf, plain, systemText } from './words';

/** Up to this many choices are buttons; more are a list. */
const BUTTONS = 6;
/** A longer list is searched on the server while typing. */
const STATIC = 40;

export function askCard(view: AskView, options: RenderOptions): Card {
  if (view.leaving) return leaverCard(view, view.leaving, options);
  const t = texts(options.locale);
  const question = askedText(view, options);
  const { inputs, actions } = answers(view, options);
  const about = aboutText(view, options);
  // The input's label is the question.
  const labelled = inputs.some((one) => one.type.startsWith('Input.') && 'label' in one && one.label === question);
  const body: Element[] = [
    title(t.command[view.command].title),
    ...(about ? [note(about, { spacing: 'None' })] : []),
    ...trouble(view, options),
    ...(labelled ? [] : [text(question, { spacing: 'Small' })]),
    ...inputs,
  ];
  const submit = press(t.ask.next, view.command, rest(view), { style: 'positive' });
  const needsSubmit = inputs.some((one) => one.type.startsWith('Input.'));
  return card(options, [about, question].filter(Boolean).join('. '), body, {
    actions: [...(needsSubmit ? [submit] : []), ...actions, cancel(options.locale, view.version, view.benefit?.id)],
  });
}

/** What is already known. */
function aboutText(view: AskView, options: RenderOptions): string | null {
  const asksForPerson = view.asking === 'user' || view.asking === 'from' || view.asking === 'to';
  const [person, ...others] = view.people;
  const known = [
    ...(view.benefit && view.asking !== 'benefit' ? [nameOf(view.benefit, options.locale)] : []),
    ...(view.holder ? [personName(view.holder)] : []),
    ...(person && others.length === 0 && !asksForPerson ? [personName(person)] : []),
  ];
  return known.length > 0 ? known.join(' · ') : null;
}

/** The slots of every answer: all but the one that is asked for. Of several people, the answer is one. */
function rest(view: AskView): Record<string, unknown> {
  return { ...carried(view.slots, ...asked(view)), version: view.version };
}

function asked(view: AskView): (keyof Slots)[] {
  switch (view.asking) {
    case 'person-details':
      return ['name', 'email', 'role'];
    case 'givers':
      return ['users'];
    case 'keys-choice':
      if (!languageStep(view)) return ['os'];
      return view.systems.length > 1 ? ['language', 'os'] : ['language'];
    case 'user': {
      const all: (keyof Slots)[] = Array.isArray(view.slots.users) ? ['user'] : ['user', 'users'];
      return view.needsEmail ? [...all, 'email'] : all;
    }
    default:
      return [view.asking];
  }
}

function askedText(view: AskView, options: RenderOptions): string {
  const t = texts(options.locale).ask;
  switch (view.asking) {
    case 'benefit':
      return Array.isArray(view.slots.benefit) ? t.manyBenefits : t.benefit;
    case 'user':
    case 'from':
    case 'to':
      if (isUnclear(view)) return whichPerson(view, t);
      if (view.asking === 'from') return t.from;
      if (view.asking === 'to') return t.to;
      return view.command === 'assign' ? t.who : view.command === 'unassign' ? t.holder : t.person;
    case 'email':
      return t.email;
    case 'language':
      return t.language;
    case 'os':
      return t.os;
    case 'role':
      return t.role;
    case 'person-details':
      return view.command === 'update-user' ? t.newDetails : t.details;
    case 'quantity':
      return t.quantity;
    case 'givers':
      return t.givers(view.count ?? 0);
    case 'keys-choice':
      return languageStep(view) ? t.language : t.os;
  }
}

/** A name fits several people. */
function isUnclear({ asking, slots, unknown }: AskView): boolean {
  if (unknown !== null) return false;
  const listed = asking === 'user' && Array.isArray(slots.users) ? slots.users : [];
  return [slots[asking as 'user' | 'from' | 'to'], ...listed].some(Array.isArray);
}

/** Asks by the words that all of them share: "Which Marie?" */
function whichPerson({ people }: AskView, t: Texts['ask']): string {
  const [first, ...others] = people.map(({ name }) => name.split(/\s+/));
  const shared = first?.filter((word) => others.every((name) => name.includes(word))) ?? [];
  return shared.length > 0 && others.length > 0 ? t.whichOf(plain(shared.join(' '), 60)) : t.manyPeople;
}

function trouble(view: AskView, options: RenderOptions): Element[] {
  const t = texts(options.locale).ask;
  const lines: Element[] = [];
  if (view.unknown !== null) {
    const typed = plain(view.unknown, 60);
    const near = view.asking === 'benefit' ? view.benefits.length > 0 : view.people.length > 0;
    const said = view.asking === 'benefit' ? t.unknownBenefit(typed) : t.unknownPerson(typed);
    lines.push(text(near ? `${said} ${t.near}` : said, { color: 'Attention', spacing: 'Small' }));
  }
  if (view.unlisted) lines.push(text(t.unlisted, { color: 'Attention', spacing: 'Small' }));
  if (view.problem) {
    const names = namer([...view.benefits, view.benefit], view.people, options);
    lines.push(text(refusalText(view.problem, names, options), { color: 'Attention', spacing: 'Small' }));
  }
  return lines;
}

/** Keys: the language is asked first, if there are several. */
const languageStep = (view: AskView): boolean => view.slots.language === undefined && view.languages.length > 1;

function answers(view: AskView, options: RenderOptions): { inputs: Element[]; actions: Action[] } {
  const t = texts(options.locale);
  const pick = (slot: keyof Slots, choices: Choice[]): Action[] =>
    choices.map((choice) => press(choice.title, view.command, { ...rest(view), [slot]: choice.value }));
  switch (view.asking) {
    case 'benefit':
      return { inputs: benefits(view, options), actions: [] };
    case 'user':
    case 'from':
    case 'to':
      return { inputs: askPerson(view, options, rest(view)), actions: [] };
    case 'email':
      return { inputs: [note(t.ask.emailHint), askEmail(view, options)], actions: [] };
    case 'quantity':
      return { inputs: [askQuantity(options)], actions: [] };
    case 'givers':
      return { inputs: [askGivers(view, options)], actions: [] };
    case 'person-details':
      return { inputs: newPerson(view, options, { name: 'name', email: 'email', role: 'role' }, true), actions: [] };
    case 'role':
      return {
        inputs: ROLES.map((role) => note(`${t.role[role]} – ${t.roleHint[role]}`, { size: 'Small' })),
        actions: pick(
          'role',
          ROLES.map((role) => ({ title: t.role[role], value: role })),
        ),
      };
    case 'language':
    case 'os':
    case 'keys-choice':
      return keyChoice(view, options, pick);
  }
}

const askQuantity = (options: RenderOptions): Element => {
  const t = texts(options.locale).ask;
  return {
    type: 'Input.Number',
    id: 'quantity',
    label: t.quantity,
    min: 1,
    max: MOST_SEATS,
    isRequired: true,
    errorMessage: t.quantityError,
  };
};

const askGivers = (view: AskView, options: RenderOptions): Element => ({
  ...searchChoice(
    'users',
    texts(options.locale).ask.givers(view.count ?? 0),
    view.people.map((one) => ({ title: personName(one), value: one.email })),
    texts(options.locale).ask.choose,
  ),
  style: 'expanded',
  isMultiSelect: true,
});

function keyChoice(
  view: AskView,
  options: RenderOptions,
  pick: (slot: keyof Slots, choices: Choice[]) => Action[],
): { inputs: Element[]; actions: Action[] } {
  const t = texts(options.locale).ask;
  const language = view.asking === 'language' || (view.asking === 'keys-choice' && languageStep(view));
  const languages = view.languages.map((code) => ({ title: languageText(code, options.locale), value: code }));
  const systems = view.systems.map((os) => ({ title: systemText(os, options.locale), value: os }));
  const choices = language ? languages : systems;
  const slot = language ? 'language' : 'os';
  // Language and system are asked on the same card.
  const both = view.asking === 'keys-choice' && language && systems.length > 1;
  if (!both && choices.length < BUTTONS) return { inputs: [], actions: pick(slot, choices) };
  return {
    inputs: [
      searchChoice(slot, language ? t.language : t.os, choices, t.choose),
      ...(both ? [searchChoice('os', t.os, systems, t.choose)] : []),
    ],
    actions: [],
  };
}

/** `full`, `3 of 5 in use`; empty where the state doesn't matter. */
function stateText({ state, seats }: BenefitChoice, options: RenderOptions): string {
  const t = texts(options.locale);
  if (state) return t.ask.state[state];
  return seats ? t.inUse(seats.used, seats.quantity) : '';
}

function benefits(view: AskView, options: RenderOptions): Element[] {
  const t = texts(options.locale).ask;
  const named = view.benefits.map((one) => ({
    id: one.id,
    name: nameOf(one, options.locale),
    state: stateText(one, options),
  }));
  if (named.length > 0 && named.length <= BUTTONS && !view.withPerson)
    return named.map(({ id, name, state }) => {
      const chosen = press([name, state].filter(Boolean).join(', '), view.command, { ...rest(view), benefit: id });
      return choiceRow(name, chosen, state ? [note(state, { spacing: 'None' })] : []);
    });
  const choices = named.map(({ id, name, state }) => ({ title: state ? `${name} (${state})` : name, value: id }));
  const dynamic = choices.length === 0 || choices.length > STATIC;
  return [
    {
      type: 'Input.ChoiceSet',
      id: 'benefit',
      label: t.benefit,
      isRequired: true,
      errorMessage: t.choose,
      style: 'filtered',
      placeholder: t.searchBenefit,
      choices: choices.slice(0, STATIC),
      ...(dynamic && { 'choices.data': { type: 'Data.Query' as const, dataset: 'benefits' } }),
    },
    ...(view.withPerson ? askPerson({ ...view, asking: 'user', people: [], unknown: null }, options, rest(view)) : []),
  ];
}
