import { type About, refused } from '../../benefits/actions/record';
import { actorOf } from '../../benefits/actions/seats';
import { undoId } from '../../benefits/actions/undo';
import { isCommand, type Locale, type Verb } from '../../benefits/command';
import type { HistoryAction } from '../../benefits/history';
import type { Person } from '../../benefits/person';
import { asksFirst, extent, isLogged, isOpenInGroups, onlyReads } from '../../benefits/policy';
import { isNoChange, type Refusal } from '../../benefits/refusal';
import { companyDay } from '../../benefits/time';
import { handlerFor } from '../commands';
import { confirmedChange } from '../commands/confirmation';
import type { CommandContext, CommandInput, Handler, Reply, Surface } from '../commands/context';
import { notAllowed, textReply } from '../commands/views';
import type { Bot } from './bot';

/** What one person asks for, however it was asked. */
export interface Request {
  verb: Verb;
  input: CommandInput;
  person: Person;
  surface: Surface;
  /** Where it was asked. */
  place: CommandContext['place'];
  locale: Locale;
  /** Asked by the page before the person does: what is refused then was not tried. */
  preview?: boolean;
}

export interface Outcome extends Reply {
  /** The answer belongs in the personal chat: not everyone in the group may see it. */
  moved: boolean;
  /** It was asked only to be told. */
  reads: boolean;
}

export const toldHere = (reply: Reply): Outcome => ({ ...reply, moved: false, reads: true });

export function contextOf({ ports, settings, names }: Bot, request: Request): CommandContext {
  const { verb, input, person, locale } = request;
  const { surface, place } = movesToPersonal(request) ? PERSONAL : request;
  return {
    ports,
    settings,
    names,
    person,
    actor: actorOf(person),
    verb,
    command: isCommand(verb) ? verb : 'requests',
    input,
    extent: extent(verb, person.role),
    place,
    surface,
    locale,
    today: companyDay(ports),
  };
}

/** True if the handler may write what the person asks for. Those that ask first only write once confirmed. */
export const mayChange = ({ verb, extent, input }: CommandContext): boolean =>
  extent !== 'no' && (!asksFirst(verb) || input.confirm === true || extent === 'request');

/** The id that the change to come will have in the history, where that is known. */
function changeOf({ verb, input }: CommandContext): string | null {
  if (verb !== 'undo') return confirmedChange(input);
  const [first] = input.change?.split(',') ?? [];
  return first ? undoId(first.replace(/\.\*$/, '')) : null;
}

/** The only way to a command: authorises, handles, and records a refusal. */
export async function perform(bot: Bot, request: Request, given?: Handler): Promise<Outcome> {
  if (request.place === 'copilot' && !onlyReads(request.verb, request.input)) {
    return toldHere(textReply({ says: 'open-in-teams' }));
  }
  const handler = given ?? handlerFor(request.verb, request.input);
  const context = contextOf(bot, request);
  if (mayChange(context)) bot.changeBegins?.({ change: changeOf(context), person: context.person });
  const reply: Reply = await (context.extent === 'no' ? notAllowed(context) : handler(context));
  if (!request.preview || context.extent === 'no') await recordRefusal(bot, context, reply);
  if (reply.changed) bot.wake();
  return { ...reply, moved: movesToPersonal(request), reads: !isLogged(request.verb) };
}

export async function recordRefusal(bot: Bot, context: CommandContext, { view }: Reply): Promise<void> {
  if (view.kind !== 'refused' || isNoChange(view.refusal)) return;
  if (!isLogged(context.verb) && view.refusal.reason !== 'role') return;
  await recordRefused(bot, context.actor.email, context.verb, view.refusal, concernedBy(context));
}

/** Records a refusal in the history. Beyond the hourly limit it is only in the log and the metrics. */
export async function recordRefused(
  { ports, metrics, log }: Pick<Bot, 'ports' | 'metrics' | 'log'>,
  actor: string,
  command: HistoryAction,
  refusal: Refusal,
  about?: About,
): Promise<void> {
  const { reason } = refusal;
  metrics.refused(reason);
  const outcome = await refused(ports, actor, command, refusal, about);
  if (outcome === 'left-out') log.warn({ actor, command, reason }, 'refused, and not in the history: too many tries');
}

const PERSONAL = { surface: 'message', place: 'personal' } as const;

/** A dialog opens for one person alone, wherever its button was pressed. */
const movesToPersonal = ({ verb, place, surface }: Request): boolean =>
  place === 'group' && surface !== 'dialog' && !isOpenInGroups(verb);

/** Well-formed ids for the history; never free text from a client. */
function concernedBy({ input, person }: CommandContext): { benefitId: string | null; person: string | null } {
  const whom = input.user === 'me' ? person.email : (input.user ?? input.from);
  return {
    benefitId: typeof input.benefit === 'string' && /^[a-z0-9-]{1,100}$/.test(input.benefit) ? input.benefit : null,
    person: typeof whom === 'string' && /^[^\s@|]{1,64}@[\w.-]{1,255}$/.test(whom) ? whom.toLowerCase() : null,
  };
}
