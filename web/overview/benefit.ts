import type { BenefitAnswer, BenefitCall, BenefitState } from '../../bot/api/types';
import { h, link, safeAddress } from '../parts/dom';
import { icon } from '../parts/icons';
import type { Json } from '../parts/json';
import { dayText, languageName, systemName } from '../parts/words';
import { onPage } from './commands';
import { historyView } from './history';
import { seatsTable } from './seats';
import { keepingFocus, problemBox, seatBar, spinner, type Tab, type View } from './tab';

export interface Details extends View {
  id: string;
  focus(): void;
}

export const stateBadges = (states: readonly BenefitState[], tab: Tab): HTMLElement =>
  h(
    'span',
    { class: 'states' },
    ...states.map((state) => h('span', { class: `badge ${state}` }, tab.text.state[state])),
  );

/** One benefit: what it is, what can be done with it, who has it, what happened to it; `verb` runs at once. */
export function benefitDetails(tab: Tab, id: string, close: () => void, verb?: string): Details {
  const { text } = tab;
  const seesSeats = tab.me.role !== 'employee';
  const command = onPage(tab);
  const facts = h('div', { class: 'facts' }, spinner(text));
  const below = h('div', { class: 'below' });
  const seats = seesSeats ? seatsTable({ ...tab, run: command.run }, { benefit: id }) : null;
  const past = seesSeats ? history(tab, id) : null;
  const element = h(
    'section',
    { class: 'panel details', 'aria-label': text.details },
    h(
      'button',
      { type: 'button', class: 'quiet details-close', 'aria-label': text.back, title: text.back, onclick: close },
      icon('back'),
      icon('close'),
    ),
    facts,
    command.element,
    below,
    seats && h('h3', {}, text.holders),
    seats?.element,
    past?.element,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  });

  async function load(): Promise<void> {
    try {
      const call: BenefitCall = { id };
      const benefit = await tab.post<BenefitAnswer>('benefit', call);
      keepingFocus(facts, () => facts.replaceChildren(...factsOf(benefit, tab, command.run)));
      below.replaceChildren(
        ...(benefit.instructions.trim() === '' || !(seesSeats || benefit.mine)
          ? []
          : [h('h3', {}, text.instructions), h('p', { class: 'text' }, benefit.instructions.trim())]),
      );
      if (wantsFocus) facts.querySelector('h2')?.focus();
      wantsFocus = false;
    } catch (problem) {
      facts.replaceChildren(problemBox(problem, text, () => void load()));
    }
  }
  let wantsFocus = false;
  void load();
  return {
    id,
    element,
    focus() {
      element.scrollIntoView({ block: 'nearest' });
      if (verb) command.run(verb, { benefit: id });
      else wantsFocus = true;
    },
    refresh() {
      void load();
      seats?.refresh();
      past?.refresh();
    },
  };
}

function factsOf(benefit: BenefitAnswer, tab: Tab, run: Tab['run']): HTMLElement[] {
  const { text, locale } = tab;
  const { used, quantity, keys } = benefit;
  const fact = (label: string, ...value: readonly (Node | string)[]): Node[] => [
    h('dt', { class: 'subtle' }, label),
    h('dd', {}, ...value),
  ];
  return [
    h('h2', { tabindex: -1 }, benefit.name),
    h('p', { class: 'subtle' }, [text.category[benefit.category], benefit.package].filter(Boolean).join(' · ')),
    stateBadges(benefit.states, tab),
    ...(benefit.blocker ? [h('p', { class: 'notice' }, benefit.blocker)] : []),
    ...(benefit.description ? [h('p', { class: 'text' }, benefit.description)] : []),
    h(
      'dl',
      {},
      ...(used === null ? [] : fact(text.columns.seats, text.inUse(used, quantity), seatBar(used, quantity))),
      ...fact(text.term, text.fromTo(dayText(benefit.startsOn, locale), dayText(benefit.expiresOn, locale))),
      ...(keys
        ? fact(text.keys, keys.kind === 'multiple' ? text.keyForAll : text.keysFree(keys.free, keys.total))
        : []),
    ),
    actionsOf(benefit, tab, run),
  ];
}

function actionsOf(benefit: BenefitAnswer, tab: Tab, run: Tab['run']): HTMLElement {
  const { text } = tab;
  const { id, actions } = benefit;
  const button = (label: string, verb: string, data: Json): HTMLElement =>
    h('button', { type: 'button', onclick: () => run(verb, { benefit: id, ...data }) }, label);
  const all = [
    actions.includes('assign') && button(text.assign, 'assign', {}),
    actions.includes('assign-me') && button(text.assignMe, 'assign', { user: 'me' }),
    actions.includes('request') && button(text.ask, 'assign', { user: 'me' }),
    actions.includes('waiting-list') && button(text.waitingList, 'assign', { user: 'me' }),
    actions.includes('requests') && button(text.waitingFor, 'requests', {}),
    actions.includes('withdraw') && button(text.withdraw, 'withdraw', {}),
    (benefit.mine || benefit.used !== null) &&
      safeAddress(benefit.portalUrl) &&
      link(text.portal, benefit.portalUrl, icon('open')),
  ].filter((one) => one instanceof HTMLElement);
  all.find((one) => one.localName === 'button')?.classList.add('primary');
  return h('div', { class: 'actions' }, ...(actions.includes('keys') ? [keyButton(benefit, tab, run)] : []), ...all);
}

/** "Show key", with the languages and systems to choose from where there are several. */
function keyButton({ id, keys }: BenefitAnswer, { text, locale }: Tab, run: Tab['run']): HTMLElement {
  const choice = (label: string, values: readonly string[], nameOf: (value: string) => string): HTMLSelectElement => {
    const select = h('select', { class: 'filter', 'aria-label': label, hidden: values.length < 2 });
    select.append(...values.map((value) => new Option(nameOf(value), value, value === locale)));
    return select;
  };
  const language = choice(text.language, keys?.languages ?? [], (value) => languageName(value, locale));
  const system = choice(text.system, keys?.systems ?? [], (value) => systemName(value, locale));
  language.value = keys?.languages.includes(locale) ? locale : language.value;
  const show = (): void => {
    const data = { benefit: id, msteams: { type: 'task/fetch' } };
    run('keys', {
      ...data,
      ...(language.value && { language: language.value }),
      ...(system.value && { os: system.value }),
    });
  };
  return h(
    'span',
    { class: 'keys-choice' },
    language,
    system,
    h('button', { type: 'button', onclick: show }, icon('key'), text.showKey),
  );
}

/** The history of the benefit, loaded once it is opened. */
function history(tab: Tab, benefit: string): View {
  let view: View | null = null;
  const place = h('div', {});
  const element = h('details', {}, h('summary', {}, tab.text.views.history), place);
  element.addEventListener('toggle', () => {
    if (!element.open || view) return;
    view = historyView(tab, benefit);
    place.replaceChildren(view.element);
  });
  return { element, refresh: () => view?.refresh() };
}
