import type { OverviewAnswer } from '../../bot/api/types';
import { Problem } from '../parts/api';
import { h } from '../parts/dom';
import { icon } from '../parts/icons';
import type { Json } from '../parts/json';
import type { Locale } from '../parts/words';
import type { OverviewText } from './text';

export type ViewName = 'overview' | 'benefits' | 'seats' | 'history' | 'mine';

/** What a view shows first: the details of a benefit, or the rows in one state or with these words. */
export interface Place {
  benefit?: string;
  state?: string;
  search?: string;
}

/** What every part of the tab works with. */
export interface Tab {
  locale: Locale;
  text: OverviewText;
  me: OverviewAnswer['me'];
  /** `POST /api/<name>` as the person; throws a Problem. */
  post<Answer>(name: string, body: unknown): Promise<Answer>;
  /** Runs a command, as a button of a card would, and shows its card on the page. */
  run(verb: string, data?: Json): void;
  /** Opens another view. */
  go(view: ViewName, place?: Place): void;
  /** Reloads the data after a change. */
  changed(): void;
}

/** A part of the tab that can reload its data. */
export interface View {
  element: HTMLElement;
  refresh(): void;
  /** Called once the view is on the page. */
  focus?(): void;
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent ?? '';

/** Focuses what was pressed; if it has been drawn anew since, the button of the same name, or `otherwise`. */
export function focusAgain(pressed: Element | null, within: ParentNode, otherwise?: HTMLElement | null): void {
  if (!(pressed instanceof HTMLElement)) return;
  const same = [...within.querySelectorAll('button')].find((button) => nameOf(button) === nameOf(pressed));
  const next = pressed.isConnected ? pressed : (same ?? otherwise);
  next?.focus();
}

/** Runs `change`; if that removes the focused button, the focus goes to the button of the same name, or to `within`. */
export function keepingFocus(within: HTMLElement, change: () => void): void {
  const before = document.activeElement;
  const inside = within.contains(before);
  change();
  if (inside && !before?.isConnected) focusAgain(before, within, within.closest<HTMLElement>('[tabindex]'));
}

/** A button whose text is a name; the label says what pressing it does. */
export const nameButton = (name: string, label: string, press: () => void): HTMLButtonElement =>
  h('button', { type: 'button', class: 'name', 'aria-label': label, onclick: press }, name);

/** A small button in a row; the label says what of the row it is about. */
export const rowButton = (text: string, label: string, press: () => void): HTMLButtonElement =>
  h('button', { type: 'button', class: 'quiet small', 'aria-label': label, onclick: press }, text);

/** A bar of `used` out of `quantity`. The text beside it says the same, so screen readers skip it. */
export function seatBar(used: number, quantity: number): HTMLElement {
  const part = quantity <= 0 ? 0 : Math.min(1, used / quantity);
  const fill = h('div', { class: 'bar-fill' });
  fill.style.width = `${part * 100}%`;
  return h('div', { class: part >= 0.9 ? 'bar nearly-full' : 'bar', 'aria-hidden': 'true' }, fill);
}

export function problemText(problem: unknown, text: OverviewText): { title: string; body: string } {
  const { status, code, message } = problem instanceof Problem ? problem : new Problem(500, 'fault', '');
  if (status === 0) return { title: text.offlineTitle, body: text.offline };
  if (status === 401) return { title: text.signInTitle, body: text.signIn };
  if (status === 403 && code === 'role') return { title: text.roleTitle, body: text.roleAsk };
  if (status === 403) return { title: text.strangerTitle, body: text.stranger };
  // A refusal is in the person's language; other messages are for developers.
  return { title: text.faultTitle, body: status === 409 && message ? message : text.fault };
}

/** What went wrong, and a button to try again. */
export function problemBox(
  problem: unknown,
  text: OverviewText,
  again: () => void,
  heading: 'h1' | 'h2' = 'h2',
): HTMLElement {
  const { title, body } = problemText(problem, text);
  return h(
    'div',
    { class: 'message', role: 'alert' },
    icon('warning'),
    h(heading, {}, title),
    h('p', { class: 'subtle' }, body),
    h('button', { type: 'button', onclick: again }, text.again),
  );
}

export const spinner = (text: OverviewText): HTMLElement =>
  h('div', { class: 'message' }, h('div', { class: 'spinner' }), h('p', { role: 'status' }, text.loading));

/** A list of choices; the first one stands for all and is passed on as null. */
export function filter<Value extends string>(
  all: string,
  choices: Readonly<Record<Value, string>>,
  value: Value | null,
  chosen: (value: Value | null) => void,
): HTMLSelectElement {
  const values = Object.keys(choices) as Value[];
  const select = h('select', {
    class: 'filter',
    'aria-label': all,
    onchange: () => chosen(values.find((one) => one === select.value) ?? null),
  });
  select.append(new Option(all, ''), ...values.map((one) => new Option(choices[one], one, false, one === value)));
  return select;
}

/** A search box; `searched` is called shortly after the last key. */
export function searchBox(
  label: string,
  hint: string,
  searched: (text: string) => void,
  value = '',
): { element: HTMLElement; focus(): void } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const box = h('input', {
    type: 'search',
    class: 'search',
    placeholder: hint,
    'aria-label': label,
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 100,
    value,
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => searched(box.value.trim()), 200);
    },
  });
  return {
    element: h('div', { class: 'search-box' }, icon('search'), box),
    focus() {
      box.focus();
      box.setSelectionRange(box.value.length, box.value.length);
    },
  };
}
