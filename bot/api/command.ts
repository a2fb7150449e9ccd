import { type RenderOptions, readerOf, render, replyText } from '../../cards';
import type { Bot } from '../conversation/bot';
import { readCardAction } from '../conversation/card-action';
import { contextOf, mayChange, perform } from '../conversation/pipeline';
import { renderOptions } from '../conversation/present-message';
import { choicesFor } from '../conversation/search';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { HttpError } from '../http-error';
import { bodyOf, knownCaller, objectOf, textOf } from './caller';
import type { CommandAnswer } from './types';

/** Any command as a button in the tab sends it. A key is shown in the dialog alone: its page's address comes back. */
export async function commandApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(bot, call);
  const { verb, data, preview, reader } = bodyOf(call);
  const action = readCardAction(verb, data);
  if (!action) throw new HttpError(400, 'verb', 'This command is not known.');
  const opensDialog = (data as { msteams?: unknown } | undefined)?.msteams !== undefined;
  const input = { ...action.input, ...(opensDialog && { reveal: true }) };
  const shown = { surface: 'page', place: 'personal', preview: preview === true } as const;
  const request = { verb: action.verb, input, person, locale, ...shown };
  if (request.preview && mayChange(contextOf(bot, request)))
    return { status: 200, body: { card: null, text: null, url: null } satisfies CommandAnswer };
  const { view } = await perform(bot, request);
  const client = objectOf(reader);
  const sent = { locale: textOf(client.locale, 20), timeZone: textOf(client.timeZone, 60) };
  const { ports } = bot;
  const options = { ...renderOptions(ports, locale), ...readerOf(locale, sent, ports.rules.timeZone) };
  return { status: 200, body: answerOf(view, options) };
}

function answerOf(view: Awaited<ReturnType<typeof perform>>['view'], options: RenderOptions): CommandAnswer {
  if (view.kind === 'page') return { card: null, text: null, url: view.url };
  if (view.kind === 'text') return { card: null, text: replyText(view, options), url: null };
  const hideAfter = view.kind === 'key-shown' ? { hideAfter: view.seconds } : {};
  return { card: render(view, options), text: null, url: null, ...hideAfter };
}

/** Typeahead for the inputs of cards shown in the tab. */
export async function choicesApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const known = await knownCaller(bot, call);
  const { dataset, text } = bodyOf(call);
  return { status: 200, body: { choices: await choicesFor(bot, known, textOf(dataset, 20), textOf(text, 100)) } };
}
