import { lineText, render } from '../../cards';
import { planKeys } from '../commands/keys';
import { isReply } from '../commands/resolve';
import type { BotPorts } from '../conversation/bot-ports';
import { readCardAction } from '../conversation/card-action';
import { keysPage } from '../conversation/dialog';
import { askOf, run } from '../conversation/pipeline';
import { renderOptions } from '../conversation/reply';
import { choicesFor } from '../conversation/search';
import { HttpError } from '../http/http-error';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { bodyOf, knownCaller, textOf } from './caller';
import type { CommandAnswer } from './types';

/** Any command as a button in the tab sends it. A key is shown in the dialog alone: its page's address comes back. */
export async function commandApi(bot: BotPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(bot, call);
  const { verb, data } = bodyOf(call);
  const action = readCardAction(verb, data);
  if (!action) throw new HttpError(400, 'verb', 'This command is not known.');
  const request = { ...action, person, place: 'personal' as const, privateAnswer: false, locale };
  const options = renderOptions(bot.ports, locale);
  const shows = action.input.reveal || (data as { msteams?: unknown } | undefined)?.msteams !== undefined;
  if (action.name === 'keys' && shows) {
    const command = askOf(bot, request);
    const plan = command.extent === 'all' ? await planKeys(command) : null;
    if (plan && !isReply(plan))
      return {
        status: 200,
        body: { card: null, text: null, url: await keysPage(bot, person.id, plan) } satisfies CommandAnswer,
      };
  }
  const reply = await run(bot, request);
  if (reply.changed) bot.wake();
  const { view } = reply;
  const body: CommandAnswer =
    view.kind === 'line'
      ? { card: null, text: lineText(view, options), url: null }
      : {
          card: render(view, options),
          text: null,
          url: null,
          ...(view.kind === 'key-shown' && { hideAfter: view.seconds }),
        };
  return { status: 200, body };
}

/** Typeahead for the inputs of cards shown in the tab. */
export async function choicesApi(bot: BotPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(bot, call);
  const { dataset, text } = bodyOf(call);
  return {
    status: 200,
    body: { choices: await choicesFor(bot, { person, locale }, textOf(dataset, 20), textOf(text, 100)) },
  };
}
