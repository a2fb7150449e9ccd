import { isJson } from '../../../web/parts/json';
import { type BotAnswer, invoke } from './api';
import type { Executed } from './cards';
import type { Texts } from './texts';

/** What a dialog shows next; null: it closes. */
export type Task =
  | { kind: 'message'; text: string }
  | { kind: 'card'; title: string; width: unknown; height: unknown; card: unknown }
  | { kind: 'page'; title: string; width: unknown; height: unknown; url: string };

/** The bot's answer to task/fetch or task/submit. */
export function taskOf(answer: BotAnswer): Task | null {
  const task = isJson(answer.body) ? answer.body.task : null;
  if (!isJson(task)) return null;
  if (task.type === 'message') return { kind: 'message', text: String(task.value ?? '') };
  if (!isJson(task.value)) return null;
  const { title, width, height, card, url } = task.value;
  const frame = { title: String(title ?? ''), width, height };
  if (isJson(card)) return { kind: 'card', ...frame, card: isJson(card.content) ? card.content : card };
  return typeof url === 'string' ? { kind: 'page', ...frame, url } : null;
}

/** The bot's answer to Action.Execute, read as Teams reads it. */
export function executedOf(answer: BotAnswer, texts: Texts): Executed {
  const body = isJson(answer.body) ? answer.body : {};
  if (answer.status >= 300) return { text: texts.failed(answer.status) };
  const { type, value } = body;
  if (type === 'application/vnd.microsoft.card.adaptive' && isJson(value)) return { card: value };
  if (typeof value === 'string') return value === '' ? null : { text: value };
  if (isJson(value) && typeof value.message === 'string') return { text: value.message };
  const status = Number(body.statusCode ?? 200);
  return status >= 400 ? { text: texts.failed(status) } : null;
}

/** Answers of `application/search` for one dataset. */
export async function searchBot(as: string, chat: string, replyToId: string | null, dataset: string, text: string) {
  const value = { kind: 'search', queryText: text, queryOptions: { skip: 0, top: 15 }, dataset };
  const answer = await invoke(as, chat, 'application/search', value, replyToId);
  const found = isJson(answer.body) && isJson(answer.body.value) ? answer.body.value.results : null;
  return Array.isArray(found) ? (found as { title: string; value: string }[]) : [];
}

/** One result of a message extension. */
export interface Found {
  title: string;
  text: string;
  contentType: string;
  content: unknown;
}

/** Searches through the bot's message extension. */
export async function searchExtension(as: string, chat: string, text: string): Promise<Found[]> {
  const parameters = text === '' ? [{ name: 'initialRun', value: 'true' }] : [{ name: 'query', value: text }];
  const value = { commandId: 'searchBenefits', parameters, queryOptions: { skip: 0, count: 25 } };
  const { body } = await invoke(as, chat, 'composeExtension/query', value);
  const extension = isJson(body) && isJson(body.composeExtension) ? body.composeExtension : {};
  const attachments = Array.isArray(extension.attachments) ? extension.attachments.filter(isJson) : [];
  return attachments.map((one) => {
    const preview = isJson(one.preview) && isJson(one.preview.content) ? one.preview.content : {};
    return {
      title: String(preview.title ?? ''),
      text: String(preview.text ?? preview.subtitle ?? ''),
      contentType: String(one.contentType),
      content: one.content,
    };
  });
}
