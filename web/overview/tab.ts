import type { OverviewAnswer } from '../../bot/api/types';
import { Problem } from '../parts/api';
import { h } from '../parts/dom';
import { icon } from '../parts/icons';
import type { Locale } from '../parts/teams';
import type { OverviewText } from './text';

/** What every part of the tab works with. */
export interface Tab {
  locale: Locale;
  text: OverviewText;
  me: OverviewAnswer['me'];
  /** `POST /api/<name>` as the person; throws a Problem. */
  post<Answer>(name: string, body: unknown): Promise<Answer>;
  /** Runs a command as a button of a card would, and shows its card in a dialog. */
  run(verb: string, data?: Record<string, unknown>): void;
}

/** A part of the tab that can be asked to look again at the facts. */
export interface View {
  element: HTMLElement;
  refresh(): void;
}

const nameOf = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent ?? '';

/** Runs `change`; if it took away the button that had the focus, the one of the same name gets it, else `within`. */
export function keepingFocus(within: HTMLElement, change: () => void): void {
  const before = document.activeElement;
  const name = before && within.contains(before) ? nameOf(before) : null;
  change();
  if (name === null || before?.isConnected) return;
  const same = [...within.querySelectorAll('button')].find((button) => nameOf(button) === name);
  const next = same ?? within.closest<HTMLElement>('[tabindex]');
  next?.focus();
}

/** A button that runs a command. */
export const commandButton = (
  tab: Tab,
  label: string,
  verb: string,
  data: Record<string, unknown> = {},
  className = '',
): HTMLButtonElement => h('button', { type: 'button', class: className, onclick: () => tab.run(verb, data) }, label);

/** A name that opens its card. */
export const nameButton = (
  tab: Tab,
  name: string,
  label: string,
  verb: string,
  data: Record<string, unknown>,
): HTMLButtonElement =>
  h(
    'button',
    { type: 'button', class: 'name', 'aria-label': label, title: name, onclick: () => tab.run(verb, data) },
    name,
  );

export function problemText(problem: unknown, text: OverviewText): { title: string; body: string } {
  const { status, code, message } = problem instanceof Problem ? problem : new Problem(500, 'fault', '');
  if (status === 0) return { title: text.offlineTitle, body: text.offline };
  if (status === 401) return { title: text.signInTitle, body: text.signIn };
  if (status === 403 && code === 'role') return { title: text.roleTitle, body: text.roleAsk };
  if (status === 403) return { title: text.strangerTitle, body: text.stranger };
  // A refusal comes in the person's own words; other messages are for developers.
  return { title: text.faultTitle, body: status === 409 && message ? message : text.fault };
}

/** What went wrong and a button to try again. */
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
