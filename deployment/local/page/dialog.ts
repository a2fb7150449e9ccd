import { getToken, invoke } from './api';
import { type CardHost, showCard } from './cards';
import { el, icon } from './dom';
import { executedOf, type Task, taskOf } from './invokes';
import { type PageContext, teamsPage } from './teamshost';
import type { Texts } from './texts';

/** Where a dialog was opened: who by, in which chat, from which message's card. */
export interface Opener {
  as: string;
  chat: string;
  messageId: string | null;
  texts: Texts;
  theme: CardHost['theme'];
  ask: CardHost['ask'];
  context(frame: 'task'): PageContext;
}

const WIDTHS: Record<string, string> = { small: '340px', medium: '600px', large: '880px' };
const HEIGHTS: Record<string, string> = { small: '200px', medium: '380px', large: '560px' };
const size = (value: unknown, named: Record<string, string>): string =>
  typeof value === 'number' ? `${value}px` : (named[String(value ?? 'medium')] ?? named.medium ?? '');

/** A dialog (task module) over the chat: a card, a page or a message of the bot. */
export function openDialog(opener: Opener, task: Task, done?: (result: unknown) => void): void {
  const title = el('h2', { id: 'dialog-title' });
  const body = el('div', { class: 'dialog-body' });
  const close = el('button', { type: 'button', class: 'quiet', 'aria-label': opener.texts.close }, icon('close'));
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'dialog-title' },
    el('div', { class: 'dialog-head' }, title, close),
    body,
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  const next = (answered: Task | null): void => (answered ? show(answered) : dialog.close());
  const submit = async (data: unknown): Promise<void> => {
    if (done) {
      dialog.close();
      return done(data);
    }
    const value = { data, context: { theme: opener.theme === 'light' ? 'default' : opener.theme } };
    const answer = await invoke(opener.as, opener.chat, 'task/submit', value, opener.messageId);
    next(answer.status < 300 ? taskOf(answer) : { kind: 'message', words: opener.texts.failed(answer.status) });
  };

  function show(now: Task): void {
    body.replaceChildren();
    if (now.kind === 'message') {
      body.style.height = '';
      body.append(el('p', { class: 'dialog-message', role: 'status' }, now.words));
      return;
    }
    title.textContent = now.title;
    dialog.style.width = size(now.width, WIDTHS);
    if (now.kind === 'page') {
      body.style.height = size(now.height, HEIGHTS);
      const page = teamsPage(now.url, now.title, {
        context: () => opener.context('task'),
        token: () => getToken(opener.as),
        submitted: (result) => (result === undefined || result === null ? dialog.close() : void submit(result)),
        resized: (wanted) => {
          if (wanted.height !== undefined) body.style.height = size(wanted.height, HEIGHTS);
          if (wanted.width !== undefined) dialog.style.width = size(wanted.width, WIDTHS);
        },
      });
      body.append(page);
      return;
    }
    body.style.height = '';
    const shown = showCard(now.card, {
      theme: opener.theme,
      texts: opener.texts,
      ask: opener.ask,
      submit: (data) => void submit(data),
      async execute(action, trigger) {
        const value = { action: { type: 'Action.Execute', ...action }, trigger };
        return executedOf(
          await invoke(opener.as, opener.chat, 'adaptiveCard/action', value, opener.messageId),
          opener.texts,
        );
      },
    });
    body.append(shown.element);
  }

  document.body.append(dialog);
  show(task);
  dialog.showModal();
}

/** Opens the dialog that a button asks the bot for. */
export async function fetchDialog(opener: Opener, data: unknown): Promise<string | null> {
  const value = { data, context: { theme: opener.theme === 'light' ? 'default' : opener.theme } };
  const answer = await invoke(opener.as, opener.chat, 'task/fetch', value, opener.messageId);
  const task = answer.status < 300 ? taskOf(answer) : null;
  if (task) openDialog(opener, task);
  return task || answer.status < 300 ? null : opener.texts.failed(answer.status);
}
