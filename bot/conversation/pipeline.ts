import { refused } from '../../benefits/actions/record';
import { actorOf } from '../../benefits/actions/seats';
import type { Command, Locale } from '../../benefits/command';
import { type Person, personLocale } from '../../benefits/person';
import { extent, LOGGED, OPEN_IN_GROUPS } from '../../benefits/policy';
import type { Ports } from '../../benefits/ports';
import { dayOf } from '../../benefits/time';
import type { Language } from '../../language/index';
import type { BotSettings, CommandContext, CommandInput, Reply } from '../commands/context';
import { HANDLERS, isVerb, VERBS, type Verb } from '../commands/index';
import { refusal } from '../commands/views';

/**
 * The one way to a command, whoever asks for it and how (typed, a button, the tab, a dialog): who may, by the policy's
 * table; then the command; then the log, also of what was refused.
 */

export interface Request {
  name: Command | Verb;
  input: CommandInput;
  person: Person;
  place: CommandContext['place'];
  privateAnswer: boolean;
  locale: Locale;
}

export interface Room {
  ports: Ports;
  settings: BotSettings;
  names: () => Promise<Language>;
}

export function askOf({ ports, settings, names }: Room, request: Request): CommandContext {
  const { name, input, person, place, privateAnswer, locale } = request;
  const command = isVerb(name) ? VERBS[name].needs : name;
  return {
    ports,
    settings,
    names,
    person,
    actor: actorOf(person),
    command,
    input,
    extent: extent(command, person.role),
    place,
    privateAnswer,
    locale,
    today: dayOf(ports.clock.now()),
  };
}

export async function run(bot: Room, request: Request): Promise<Reply> {
  const command = askOf(bot, request);
  // A verb of its own is for those who may do all of its command: a request for oneself is not enough.
  const refuses = isVerb(request.name) ? command.extent !== 'all' : command.extent === 'no';
  const reply = await (refuses
    ? notAllowed(command)
    : isVerb(request.name)
      ? VERBS[request.name].handler(command)
      : HANDLERS[request.name](command));
  const { view } = reply;
  if (view.kind === 'refused' && (LOGGED.has(command.command) || view.refusal.reason === 'role')) {
    await refused(command.ports, command.actor.email, command.command, view.refusal, aboutOf(command));
  }
  return reply;
}

/** Whom to ask instead is named: at most three admins. */
export async function notAllowed(command: CommandContext): Promise<Reply> {
  const admins = await command.ports.store.people.admins();
  return refusal(command, {
    reason: 'role',
    command: command.command,
    ask: admins.slice(0, 3).map((admin) => admin.id),
  });
}

/** Ids that exist, for the log; never what a client typed. */
export function aboutOf({ input, person }: CommandContext): { benefitId: string | null; person: string | null } {
  const whom = input.user === 'me' ? person.id : (input.user ?? input.from);
  return {
    benefitId: typeof input.benefit === 'string' && /^[a-z0-9-]{1,100}$/.test(input.benefit) ? input.benefit : null,
    person: typeof whom === 'string' && /^[^\s@|]{1,64}@[\w.-]{1,255}$/.test(whom) ? whom.toLowerCase() : null,
  };
}

/** The person's choice, else the message's language where it is clear, else the person's locale, the activity's, the default. */
export function answerLocale(
  person: Person,
  message: Locale | null,
  activity: string | undefined,
  fallback: Locale,
): Locale {
  if (person.language) return person.language;
  if (message) return message;
  const fromActivity = /^fr\b/i.test(activity ?? '') ? 'fr' : /^en\b/i.test(activity ?? '') ? 'en' : null;
  return personLocale(person, fromActivity ?? fallback);
}

/** What not everyone of the company may see moves out of groups, into the personal chat. */
export const needsPrivacy = (name: Request['name']): boolean =>
  !OPEN_IN_GROUPS.has(isVerb(name) ? VERBS[name].needs : name);
