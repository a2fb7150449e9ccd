import type { ChoicesAnswer, ChoicesCall, CommandAnswer, CommandCall, KeysAnswer } from '../../bot/api/types';
import { showKeys } from '../keys/view';
import { type CardHost, drawCard } from '../parts/card';
import { announce, h } from '../parts/dom';
import { icon } from '../parts/icons';
import { isJson, type Json } from '../parts/json';
import { dialog } from '../parts/teams';
import { reader } from '../parts/words';
import { focusAgain, problemText, spinner, type Tab } from './tab';

const dialogsOfClient = (): boolean => {
  try {
    return dialog.url.isSupported();
  } catch {
    return false;
  }
};

/** The card without inputs that only Teams can answer: its people picker over the whole directory. */
function withoutDirectory(card: Json): Json {
  const keep = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(keep).filter((one) => one !== undefined);
    if (!isJson(part)) return part;
    const choices = part['choices.data'];
    if (isJson(choices) && String(choices.dataset).startsWith('graph.microsoft.com')) return undefined;
    return kept(part);
  };
  const kept = (of: Json): Json =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, name === 'data' ? value : keep(value)]));
  return kept(card);
}

/** Where the cards of commands are shown. */
interface CardPlace {
  /** Null once it is closed. */
  body(): HTMLElement | null;
  close(): void;
}

/** Runs commands and shows their cards: a button of a card runs another command, whose card replaces it. */
function cardRunner(tab: Tab, place: CardPlace): (verb: string, data: Json) => Promise<void> {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let looking: ReturnType<typeof setTimeout> | undefined;
  /** Answers to what was entered before are dropped. */
  let turn = 0;

  /** Opens the client's keys dialog; without one, shows the keys here. */
  async function openKeys(url: string): Promise<void> {
    if (dialogsOfClient()) {
      place.close();
      dialog.url.open({ url, title: tab.text.app, size: { width: 560, height: 560 } }, tab.changed);
      return;
    }
    const fragment = new URL(url, location.href).hash.slice(1);
    const ticket = new URLSearchParams(fragment).get('ticket') ?? fragment;
    const answer = await tab.post<KeysAnswer>('keys', { ticket });
    const into = place.body();
    if (into) showKeys(answer, into);
  }

  const drawn = ({ card, text }: CommandAnswer): HTMLElement =>
    card === null ? h('p', { class: 'line', role: 'status' }, text ?? '') : drawCard(withoutDirectory(card), host);

  /** What follows from what was entered, shown below once it asks nothing more: nobody has to press "Continue". */
  function preview(main: { verb: string; data: Json } | null): void {
    turn += 1;
    const mine = turn;
    const into = place.body();
    into?.querySelector('.preview')?.remove();
    clearTimeout(looking);
    if (main === null) return;
    looking = setTimeout(async () => {
      const call: CommandCall = { ...main, reader: reader(), preview: true };
      // If this fails, the card still has its button, which says what is wrong.
      const answer = await tab.post<CommandAnswer>('command', call).catch(() => null);
      if (answer === null || mine !== turn || place.body() !== into) return;
      const next = drawn(answer);
      if ((answer.card === null && answer.text === null) || next.querySelector('input') !== null) return;
      const below = h('div', { class: 'preview' }, next);
      into?.append(below);
      below.scrollIntoView({ block: 'nearest' });
      announceFirst(answer, next);
    }, 300);
  }

  async function show(answer: CommandAnswer, into: HTMLElement): Promise<void> {
    if (answer.url !== null) return openKeys(answer.url);
    into.replaceChildren(drawn(answer));
    clearTimeout(hiding);
    if (answer.hideAfter !== undefined) hiding = setTimeout(place.close, answer.hideAfter * 1000);
    announceFirst(answer, into);
  }

  function announceFirst({ text }: CommandAnswer, shown: HTMLElement): void {
    const said = text ?? shown.querySelector('h1, h2, h3, [role=heading]')?.textContent;
    if (said) announce(said);
  }

  async function send(verb: string, data: Json): Promise<void> {
    const into = place.body();
    if (!into) return;
    turn += 1;
    const focused = into.contains(document.activeElement);
    into.setAttribute('aria-busy', 'true');
    into.inert = true;
    if (!into.hasChildNodes()) into.append(spinner(tab.text));
    try {
      const call: CommandCall = { verb, data, reader: reader() };
      const answer = await tab.post<CommandAnswer>('command', call);
      if (place.body() === into) await show(answer, into);
      tab.changed();
    } catch (problem) {
      const { title, body } = problemText(problem, tab.text);
      for (const old of into.querySelectorAll('.notice, .message')) old.remove();
      into.prepend(h('div', { class: 'notice', role: 'alert' }, h('strong', {}, title), h('p', {}, body)));
    } finally {
      into.inert = false;
      into.setAttribute('aria-busy', 'false');
      if (focused) (into.querySelector<HTMLElement>('[role=combobox]') ?? into).focus({ preventScroll: true });
    }
  }

  const host: CardHost = {
    execute: (verb, data) => (verb === 'cancel' ? place.close() : void send(verb, data)),
    submit({ verb, ...data }) {
      if (typeof verb === 'string') void send(verb, data);
    },
    async search(dataset, text) {
      const call: ChoicesCall = { dataset: dataset === 'benefits' ? 'benefits' : 'people', text };
      return (await tab.post<ChoicesAnswer>('choices', call)).choices;
    },
    words: tab.text.picker,
    entered: preview,
  };
  return send;
}

/** Runs each command in a place on the page; after each the data is reloaded. */
export function onPage(tab: Tab): { element: HTMLElement; run: Tab['run']; close(): void } {
  const body = h('div', { class: 'command-body', tabindex: -1 });
  let pressed: Element | null = null;
  const close = (): void => {
    const focused = element.contains(document.activeElement);
    element.hidden = true;
    body.replaceChildren();
    if (focused && element.parentElement) focusAgain(pressed, element.parentElement);
  };
  const element = h(
    'section',
    { class: 'command-place', 'aria-label': tab.text.commands, hidden: true },
    h(
      'button',
      { type: 'button', class: 'quiet only-icon', 'aria-label': tab.text.close, onclick: close },
      icon('close'),
    ),
    body,
  );
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  const send = cardRunner(tab, { body: () => (element.hidden ? null : body), close });
  return {
    element,
    close,
    run(verb, data = {}) {
      if (!element.contains(document.activeElement)) pressed = document.activeElement;
      body.replaceChildren();
      element.hidden = false;
      body.focus({ preventScroll: true });
      void send(verb, data).then(() => element.scrollIntoView({ block: 'nearest' }));
    },
  };
}
