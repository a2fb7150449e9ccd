import { refused } from '../benefits/actions/record';
import { actorOf } from '../benefits/actions/seats';
import type { Command, Locale } from '../benefits/command';
import { type Person, personLocale } from '../benefits/person';
import { extent, LOGGED, OPEN_IN_GROUPS } from '../benefits/policy';
import type { Ports } from '../benefits/ports';
import { dayOf } from '../benefits/time';
import type { Language } from '../language';
import { HANDLERS, isVerb, VERBS, type Verb } from './commands';
import type { Ask, BotSettings, Reply, Wish } from './commands/ask';
import { refusal } from './commands/views';

/**
 * The one way to a command, whoever asks for it and how (typed, a button, the tab, a dialog): who may, by the policy's
 * table; then the command; then the log, also of what was refused.
 */

export interface Request {
  name: Command | Verb;
  wish: Wish;
  person: Person;
  place: Ask['place'];
  privateAnswer: boolean;
  locale: Locale;
}

export interface Room {
  ports: Ports;
  settings: BotSettings;
  names: () => Promise<Language>;
}

export function askOf({ ports, settings, names }: Room, request: Request): Ask {
  const { name, wish, person, place, privateAnswer, locale } = request;
  const command = isVerb(name) ? VERBS[name].needs : name;
  return {
    ports,
    settings,
    names,
    person,
    actor: actorOf(person),
    command,
    wish,
    extent: extent(command, person.role),
    place,
    privateAnswer,
    locale,
    today: dayOf(ports.clock.now()),
  };
}

export async function run(room: Room, request: Request): Promise<Reply> {
  const ask = askOf(room, request);
  // A verb of its own is for those who may do all of its command: a request for oneself is not enough.
  const refuses = isVerb(request.name) ? ask.extent !== 'all' : ask.extent === 'no';
  const reply = await (refuses
    ? notAllowed(ask)
    : isVerb(request.name)
      ? VERBS[request.name].handler(ask)
      : HANDLERS[request.name](ask));
  const { view } = reply;
  if (view.kind === 'refused' && (LOGGED.has(ask.command) || view.refusal.reason === 'role')) {
    await refused(ask.ports, ask.actor.email, ask.command, view.refusal, aboutOf(ask));
  }
  return reply;
}

/** Whom to ask instead is named: at most three admins. */
export async function notAllowed(ask: Ask): Promise<Reply> {
  const admins = await ask.ports.store.people.admins();
  return refusal(ask, { reason: 'role', command: ask.command, ask: admins.slice(0, 3).map((admin) => admin.id) });
}

/** Ids that exist, for the log; never what a client typed. */
export function aboutOf({ wish, person }: Ask): { benefitId: string | null; person: string | null } {
  const whom = wish.user === 'me' ? person.id : (wish.user ?? wish.from);
  return {
    benefitId: typeof wish.benefit === 'string' && /^[a-z0-9-]{1,100}$/.test(wish.benefit) ? wish.benefit : null,
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
