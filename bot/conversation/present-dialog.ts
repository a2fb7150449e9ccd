import { render, replyText, summary } from '../../cards';
import type { Bot } from './bot';
import type { PersonTurn } from './person-turn';
import type { Outcome } from './pipeline';
import { dialogMessage } from './present-line';
import { ADAPTIVE_CARD, renderOptionsForOne } from './present-message';

/** An answer inside a dialog: the keys page, or a card. Null: a button that nobody knows. */
export function presentDialog(bot: Bot, turn: PersonTurn, outcome: Outcome | null): void {
  turn.respond(outcome ? dialogOf(bot, turn, outcome) : dialogMessage('?'), 200, outcome?.view.kind === 'key-shown');
}

function dialogOf({ ports }: Bot, turn: PersonTurn, { view }: Outcome): unknown {
  if (view.kind === 'page') {
    return { task: { type: 'continue', value: { title: view.title, width: 560, height: 560, url: view.url } } };
  }
  const options = renderOptionsForOne(ports, turn, turn.locale);
  if (view.kind === 'text') return dialogMessage(replyText(view, options));
  const made = render(view, options);
  const card = { contentType: ADAPTIVE_CARD, content: withoutExecute(made) };
  const title = summary(made).slice(0, 60);
  return { task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card } } };
}

/** A dialog's card can only submit: each Action.Execute gives way to its fallback. */
function withoutExecute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutExecute);
  if (typeof node !== 'object' || node === null) return node;
  const { type, fallback } = node as { type?: unknown; fallback?: unknown };
  if (type === 'Action.Execute' && typeof fallback === 'object' && fallback !== null) return withoutExecute(fallback);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => name !== 'refresh')
      .map(([name, value]) => [name, withoutExecute(value)]),
  );
}
