import type { ChoicesAnswer, ChoicesCall, CommandAnswer, CommandCall, KeysAnswer } from '../../bot/api/types';
import { showKeys } from '../keys/view';
import { type CardHost, drawCard } from '../parts/card';
import { type Dialog, openDialog } from '../parts/dialog';
import { announce, h } from '../parts/dom';
import { isJson, type Json } from '../parts/json';
import { dialog } from '../parts/teams';
import { problemText, spinner, type Tab } from './tab';

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

/**
 * Runs the commands behind the tab's buttons. A command's card opens in a dialog; a button there runs another command,
 * whose card replaces it. `changed` is called when the dialog closes after a command ran in it.
 */
export function commands(tab: Tab, changed: () => void): (verb: string, data?: Json) => void {
  let open: Dialog | null = null;
  let pressed = false;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  const ended = (): void => {
    clearTimeout(hiding);
    open = null;
    if (pressed) changed();
    pressed = false;
  };

  /** The keys dialog of the client; in the tab itself where the client opens no dialogs. */
  async function openKeys(url: string): Promise<void> {
    if (dialogsOfClient()) {
      open?.close();
      dialog.url.open({ url, title: tab.text.app, size: { width: 560, height: 560 } }, changed);
      return;
    }
    const fragment = new URL(url, location.href).hash.slice(1);
    const ticket = new URLSearchParams(fragment).get('ticket') ?? fragment;
    const answer = await tab.post<KeysAnswer>('keys', { ticket });
    if (open) showKeys(answer, open.body);
  }

  async function show(answer: CommandAnswer, into: HTMLElement): Promise<void> {
    if (answer.url !== null) return openKeys(answer.url);
    if (answer.card !== null) into.replaceChildren(drawCard(withoutDirectory(answer.card), host));
    else into.replaceChildren(h('p', { class: 'line', role: 'status' }, answer.text ?? ''));
    clearTimeout(hiding);
    if (answer.hideAfter !== undefined) hiding = setTimeout(() => open?.close(), answer.hideAfter * 1000);
    const first = into.querySelector<HTMLElement>('h1, h2, h3, [role=heading]');
    const said = answer.text ?? first?.textContent;
    if (said) announce(said);
  }

  async function send(verb: string, data: Json): Promise<void> {
    const into = open?.body;
    if (!into) return;
    into.setAttribute('aria-busy', 'true');
    into.inert = true;
    if (!into.hasChildNodes()) into.append(spinner(tab.text));
    try {
      const call: CommandCall = { verb, data };
      const answer = await tab.post<CommandAnswer>('command', call);
      if (open?.body === into) await show(answer, into);
    } catch (problem) {
      const { title, body } = problemText(problem, tab.text);
      into.querySelector('.notice')?.remove();
      into.querySelector('.message')?.remove();
      into.prepend(h('div', { class: 'notice', role: 'alert' }, h('strong', {}, title), h('p', {}, body)));
    } finally {
      into.inert = false;
      into.setAttribute('aria-busy', 'false');
    }
  }

  const run = (verb: string, data: Json): void => {
    pressed = true;
    void send(verb, data);
  };
  const host: CardHost = {
    execute: run,
    submit({ verb, ...data }) {
      if (typeof verb === 'string') run(verb, data);
    },
    async search(dataset, text) {
      const call: ChoicesCall = { dataset: dataset === 'benefits' ? 'benefits' : 'people', text };
      return (await tab.post<ChoicesAnswer>('choices', call)).choices;
    },
    words: tab.text.picker,
  };

  return (verb, data = {}) => {
    open?.close();
    open = openDialog(tab.text.app, tab.text.close, ended);
    void send(verb, data);
  };
}
