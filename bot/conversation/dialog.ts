import { refused } from '../../benefits/actions/record';
import { lineText, render, summary } from '../../cards/index';
import type { View } from '../../cards/views';
import type { Reply } from '../commands/context';
import { type KeyPlan, planKeys } from '../commands/keys';
import { isReply } from '../commands/resolve';
import { refusal } from '../commands/views';
import type { BotPorts, Turn } from './bot-ports';
import { readCardAction } from './card-action';
import { issueToken } from './one-time-tokens';
import { aboutOf, askOf, notAllowed, run } from './pipeline';
import { ADAPTIVE_CARD, renderOptionsForOne } from './reply';

/** The keys dialog: what is still to be chosen is a card in it; then comes the page, with a one-time ticket. */

const MINUTES = 5;

export async function fetchDialog(bot: BotPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { data } = (value ?? {}) as { data?: unknown };
  return dialogFor(bot, turn, data);
}

export async function submitDialog(bot: BotPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { data } = (value ?? {}) as { data?: unknown };
  const { verb } = (data ?? {}) as { verb?: unknown };
  // The page has closed itself, or "cancel" was pressed.
  if (verb === undefined || verb === 'cancel') return {};
  return dialogFor(bot, turn, data);
}

async function dialogFor(bot: BotPorts, turn: Turn, data: unknown): Promise<unknown> {
  const { person, place, locale } = turn;
  const action = readCardAction((data as { verb?: unknown } | undefined)?.verb, data);
  if (!action) return { task: { type: 'message', value: '?' } };
  const request = { ...action, person, place, privateAnswer: true, locale };
  if (action.name !== 'keys') {
    const reply = await run(bot, { ...request, privateAnswer: false });
    if (reply.changed) bot.wake();
    return inDialog(bot, turn, reply.view);
  }
  const command = askOf(bot, request);
  if (command.extent !== 'all') {
    const reply = await notAllowed(command);
    await refused(bot.ports, command.actor.email, 'keys', (reply.view as Extract<View, { kind: 'refused' }>).refusal);
    return inDialog(bot, turn, reply.view);
  }
  const plan: KeyPlan | Reply =
    place === 'group'
      ? await refusal(command, { reason: 'personal-chat-only', command: 'keys' })
      : await planKeys(command);
  if (!isReply(plan) && bot.settings.keysIn === 'dialog') return openPage(bot, turn, plan);
  const reply = isReply(plan) ? plan : await refusal(command, { reason: 'keys-not-here', benefit: plan.benefit.id });
  if (reply.view.kind === 'refused')
    await refused(bot.ports, command.actor.email, 'keys', reply.view.refusal, aboutOf(command));
  return inDialog(bot, turn, reply.view);
}

async function openPage(bot: BotPorts, turn: Turn, plan: KeyPlan): Promise<unknown> {
  return {
    task: {
      type: 'continue',
      value: {
        title: turn.locale === 'fr' ? plan.benefit.nameFr : plan.benefit.nameEn,
        width: 560,
        height: 560,
        url: await keysPage(bot, turn.person.id, plan),
      },
    },
  };
}

/** Address of the keys page with a ticket of its own; the ticket is in the fragment, which no server ever sees. */
export async function keysPage(
  bot: Pick<BotPorts, 'ports' | 'settings'>,
  person: string,
  plan: KeyPlan,
): Promise<string> {
  const { benefit, language, os, holder } = plan.want;
  const claims = { benefit: benefit.id, language, os, holder, another: plan.another, once: plan.once };
  const token = await issueToken(bot.ports, { purpose: 'keys', person, claims, minutes: MINUTES });
  return `${bot.settings.publicUrl()}/dialogs/keys/#ticket=${token}`;
}

function inDialog(bot: BotPorts, turn: Turn, view: View): unknown {
  const options = renderOptionsForOne(bot.ports, turn, turn.locale);
  if (view.kind === 'line') return { task: { type: 'message', value: lineText(view, options) } };
  const card = { contentType: ADAPTIVE_CARD, content: withoutExecute(render(view, options)) };
  return {
    task: {
      type: 'continue',
      value: { title: summary(view, options).slice(0, 60), width: 'medium', height: 'medium', card },
    },
  };
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
