import { openDialog as openModal } from '../../../web/parts/dialog';
import { h } from '../../../web/parts/dom';
import { getToken, invoke } from './api';
import { type CardClient, showCard } from './cards';
import { executedOf, type Task, taskOf } from './invokes';
import { type PageContext, teamsPage } from './teamshost';
import type { Texts } from './texts';

/** Where a dialog was opened: by whom, in which chat, from which message's card. */
export interface Opener {
  as: string;
  chat: string;
  messageId: string | null;
  texts: Texts;
  theme: CardClient['theme'];
  search: CardClient['search'];
  context(frame: 'task'): PageContext;
}

const WIDTHS: Record<string, string> = { small: '340px', medium: '600px', large: '880px' };
const HEIGHTS: Record<string, string> = { small: '200px', medium: '380px', large: '560px' };
const size = (value: unknown, named: Record<string, string>): string =>
  typeof value === 'number' ? `${value}px` : (named[String(value ?? 'medium')] ?? named.medium ?? '');

const invokeTask = ({ as, chat, messageId, theme }: Opener, name: 'task/fetch' | 'task/submit', data: unknown) =>
  invoke(as, chat, name, { data, context: { theme: theme === 'light' ? 'default' : theme } }, messageId);

/** A dialog (task module) over the chat: a card, a page or a message of the bot. */
export function openDialog(opener: Opener, task: Task, done?: (result: unknown) => void): void {
  const { element, body, close, retitle } = openModal('', opener.texts.close);
  const submit = async (data: unknown): Promise<void> => {
    if (done) {
      close();
      return done(data);
    }
    const answer = await invokeTask(opener, 'task/submit', data);
    const next =
      answer.status < 300 ? taskOf(answer) : ({ kind: 'message', text: opener.texts.failed(answer.status) } as const);
    if (next) show(next);
    else close();
  };
  const resize = ({ width, height }: { width?: unknown; height?: unknown }): void => {
    if (width !== undefined) element.style.width = size(width, WIDTHS);
    if (height !== undefined) body.style.height = size(height, HEIGHTS);
  };

  function show(now: Task): void {
    body.style.height = '';
    if (now.kind === 'message') {
      body.replaceChildren(h('p', { role: 'status' }, now.text));
      return;
    }
    retitle(now.title);
    if (now.kind === 'page') {
      resize({ width: now.width ?? 'medium', height: now.height ?? 'medium' });
      const page = teamsPage(now.url, now.title, {
        context: () => opener.context('task'),
        token: () => getToken(opener.as),
        submitted: (result) => (result === undefined || result === null ? close() : void submit(result)),
        resized: resize,
      });
      body.replaceChildren(page);
      return;
    }
    resize({ width: now.width ?? 'medium' });
    const { element: card } = showCard(now.card, {
      theme: opener.theme,
      texts: opener.texts,
      search: opener.search,
      submit: (data) => void submit(data),
      async execute(action, trigger) {
        const value = { action: { type: 'Action.Execute', ...action }, trigger };
        const { as, chat, messageId, texts } = opener;
        return executedOf(await invoke(as, chat, 'adaptiveCard/action', value, messageId), texts);
      },
    });
    body.replaceChildren(card);
  }
  show(task);
}

/** Opens the dialog that a button asks the bot for; returns what went wrong, or null. */
export async function fetchDialog(opener: Opener, data: unknown): Promise<string | null> {
  const answer = await invokeTask(opener, 'task/fetch', data);
  if (answer.status >= 300) return opener.texts.failed(answer.status);
  const task = taskOf(answer);
  if (task) openDialog(opener, task);
  return null;
}
