import { refused } from '../benefits/actions/record';
import { lineText, render, summary } from '../cards';
import type { View } from '../cards/views';
import type { Reply } from './commands/ask';
import { type KeyPlan, planKeys } from './commands/keys';
import { isReply } from './commands/need';
import { refusal } from './commands/views';
import { ADAPTIVE_CARD, dressForOne } from './post';
import { readPress } from './press';
import type { Turn, TurnPorts } from './room';
import { aboutOf, askOf, notAllowed, run } from './run';
import { newTicket } from './tickets';

/** The keys dialog: what is still to be chosen is a card in it; then comes the page, with a one-time ticket. */

const MINUTES = 5;

export async function fetchDialog(room: TurnPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { data } = (value ?? {}) as { data?: unknown };
  return dialogFor(room, turn, data);
}

export async function submitDialog(room: TurnPorts, turn: Turn, value: unknown): Promise<unknown> {
  const { data } = (value ?? {}) as { data?: unknown };
  const { verb } = (data ?? {}) as { verb?: unknown };
  // The page has closed itself, or "cancel" was pressed.
  if (verb === undefined || verb === 'cancel') return {};
  return dialogFor(room, turn, data);
}

async function dialogFor(room: TurnPorts, turn: Turn, data: unknown): Promise<unknown> {
  const { person, place, locale } = turn;
  const press = readPress((data as { verb?: unknown } | undefined)?.verb, data);
  if (!press) return { task: { type: 'message', value: '?' } };
  const request = { ...press, person, place, privateAnswer: true, locale };
  if (press.name !== 'keys') {
    const reply = await run(room, { ...request, privateAnswer: false });
    if (reply.changed) room.kick();
    return inDialog(room, turn, reply.view);
  }
  const ask = askOf(room, request);
  if (ask.extent !== 'all') {
    const reply = await notAllowed(ask);
    await refused(room.ports, ask.actor.email, 'keys', (reply.view as Extract<View, { kind: 'refused' }>).refusal);
    return inDialog(room, turn, reply.view);
  }
  const plan: KeyPlan | Reply =
    place === 'group' ? await refusal(ask, { reason: 'personal-chat-only', command: 'keys' }) : await planKeys(ask);
  if (!isReply(plan) && room.settings.keysIn === 'dialog') return openPage(room, turn, plan);
  const reply = isReply(plan) ? plan : await refusal(ask, { reason: 'keys-not-here', benefit: plan.benefit.id });
  if (reply.view.kind === 'refused')
    await refused(room.ports, ask.actor.email, 'keys', reply.view.refusal, aboutOf(ask));
  return inDialog(room, turn, reply.view);
}

async function openPage(room: TurnPorts, turn: Turn, plan: KeyPlan): Promise<unknown> {
  return {
    task: {
      type: 'continue',
      value: {
        title: turn.locale === 'fr' ? plan.benefit.nameFr : plan.benefit.nameEn,
        width: 560,
        height: 560,
        url: await keysPage(room, turn.person.id, plan),
      },
    },
  };
}

/** Address of the keys page with a ticket of its own; the ticket is in the fragment, which no server ever sees. */
export async function keysPage(
  room: Pick<TurnPorts, 'ports' | 'settings'>,
  person: string,
  plan: KeyPlan,
): Promise<string> {
  const { benefit, language, os, holder } = plan.wish;
  const claims = { benefit: benefit.id, language, os, holder, another: plan.another, once: plan.once };
  const ticket = await newTicket(room.ports, { purpose: 'keys', person, claims, minutes: MINUTES });
  return `${room.settings.publicUrl()}/dialogs/keys/#ticket=${ticket}`;
}

function inDialog(room: TurnPorts, turn: Turn, view: View): unknown {
  const dress = dressForOne(room.ports, turn, turn.locale);
  if (view.kind === 'line') return { task: { type: 'message', value: lineText(view, dress) } };
  const card = { contentType: ADAPTIVE_CARD, content: withoutExecute(render(view, dress)) };
  return {
    task: {
      type: 'continue',
      value: { title: summary(view, dress).slice(0, 60), width: 'medium', height: 'medium', card },
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
