import { lineText, render } from '../../cards';
import type { CommandAnswer } from '../api-types';
import { planKeys } from '../commands/keys';
import { isReply } from '../commands/need';
import { keysPage } from '../dialog';
import type { ApiAnswer, ApiCall } from '../doors';
import { dressFor } from '../post';
import { readPress } from '../press';
import { Problem } from '../problem';
import type { TurnPorts } from '../room';
import { askOf, run } from '../run';
import { choicesFor } from '../search';
import { bodyOf, knownCaller, textOf } from './caller';

/** Any command as a button in the tab sends it. A key is shown in the dialog alone: its page's address comes back. */
export async function commandApi(room: TurnPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(room, call);
  const { verb, data } = bodyOf(call);
  const press = readPress(verb, data);
  if (!press) throw new Problem(400, 'verb', 'This command is not known.');
  const request = { ...press, person, place: 'personal' as const, privateAnswer: false, locale };
  const dress = dressFor(room.ports, locale);
  const shows = press.wish.reveal || (data as { msteams?: unknown } | undefined)?.msteams !== undefined;
  if (press.name === 'keys' && shows) {
    const ask = askOf(room, request);
    const plan = ask.extent === 'all' ? await planKeys(ask) : null;
    if (plan && !isReply(plan))
      return {
        status: 200,
        body: { card: null, text: null, url: await keysPage(room, person.id, plan) } satisfies CommandAnswer,
      };
  }
  const reply = await run(room, request);
  if (reply.changed) room.kick();
  const { view } = reply;
  const body: CommandAnswer =
    view.kind === 'line'
      ? { card: null, text: lineText(view, dress), url: null }
      : {
          card: render(view, dress),
          text: null,
          url: null,
          ...(view.kind === 'key-shown' && { hideAfter: view.seconds }),
        };
  return { status: 200, body };
}

/** Typeahead for the inputs of cards shown in the tab. */
export async function choicesApi(room: TurnPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(room, call);
  const { dataset, text } = bodyOf(call);
  return {
    status: 200,
    body: { choices: await choicesFor(room, { person, locale }, textOf(dataset, 20), textOf(text, 100)) },
  };
}
