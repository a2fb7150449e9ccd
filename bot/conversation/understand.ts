import type { Locale } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import { extent } from '../../benefits/policy';
import type { OpenQuestion } from '../../benefits/short-lived';
import { companyDay } from '../../benefits/time';
import type { Answer, Heard, Hearing, Language, Meaning } from '../../language';
import type { Reply } from '../commands/context';
import { helpReply } from '../commands/help';
import { textReply } from '../commands/views';
import { type Act, act, confirmed, refilled, withUnheard } from './acts';
import type { Bot } from './bot';
import { asQuestion, type Next, topicOf } from './conversation-state';
import type { Incoming } from './incoming';
import { answerLocale } from './locale';
import { introduced, mentionsIn } from './mentions';
import { notUnderstood } from './not-understood';
import type { MessageTurn, PersonTurn } from './person-turn';
import { contextOf } from './pipeline';
import { presentMessage } from './present-message';

/** A typed message: an answer to the open question, a follow-up to the last answers, or a request of its own. */
export async function understand(
  bot: Bot,
  turn: MessageTurn,
  { text, mentions: mentioned }: Pick<Extract<Incoming, { kind: 'text' }>, 'text' | 'mentions'>,
): Promise<Next> {
  const { person, activity, state } = turn;
  const { asked, group } = state;
  const [language, mentions] = await Promise.all([bot.names(), mentionsIn(bot, activity, mentioned)]);
  const hearing = { mentions: mentions.all, today: companyDay(bot.ports) };
  const read = language.hear(text, hearing);
  const heard = read.meaning;
  const localeFor = (said: Locale | null) => answerLocale(person, said, activity, bot.settings.defaultLocale);
  const spoken = localeFor(heard.locale ?? asked?.locale ?? null);
  const beside = { unused: [], cut: heard.cut };
  const say = async (reply: Reply, keep: OpenQuestion | null): Promise<Next> => {
    const outcome = { ...reply, view: withUnheard(reply.view, beside), moved: false };
    return { ...(await presentMessage(bot, turn, outcome, spoken, { asked: keep, group })), topic: null };
  };

  if (asked) {
    const answer = answerTo(language, asked, text, read, hearing);
    if (answer.kind === 'confirm') return act(bot, turn, confirmed(asked), spoken, { group });
    if (answer.kind === 'cancel') return say(textReply({ says: 'cancelled' }), null);
    // A name alone is of no language: the dialogue stays in its own.
    if (answer.kind === 'fill' && !isAboutSeveral(asked))
      return act(bot, turn, refilled(asked, answer.slots), localeFor(asked.locale), { group, meaning: beside });
  }
  const topic = topicOf(state);
  const meaning = forRequest((topic && read.follow(topic)) ?? heard, person);
  const acts = meaning.acts.map((each) => introduced(each, [...mentions.unlisted, ...meaning.introduced]));
  if (acts[0]?.command === 'cancel') return say(textReply({ says: 'nothing-to-cancel' }), null);
  if (acts.length > 0) return act(bot, turn, acts, localeFor(meaning.locale), { group: null, meaning });
  if (turn.firstContact || isGreeting(text)) return { ...(await hello(bot, turn, spoken)), asked, group };
  if (read.answer(YES_OR_NO).kind === 'confirm') return say(textReply({ says: 'nothing-to-confirm' }), asked);
  // What was not understood may have been about the open confirmation: a yes no longer confirms it, its button does.
  if (!meaning.sure) return say(await notUnderstood(bot, meaning, person), asked?.asking === 'confirm' ? null : asked);
  // "Nothing is changed" holds for an open confirmation too.
  return say(textReply({ says: TO_NOTHING[meaning.nothing] }), meaning.nothing === 'spoken of' ? null : asked);
}

/** Whoever can only ask for a seat may say why. */
function forRequest(meaning: Meaning, { role }: Person): Meaning & { acts: readonly Act[] } {
  const { acts, reason, unused } = meaning;
  if (reason === null || extent('assign', role) !== 'request') return meaning;
  return {
    ...meaning,
    acts: acts.map(({ command, slots }) => ({ command, slots: { ...slots, reason } })),
    unused: unused.filter((each) => !reason.includes(each)),
  };
}

const TO_NOTHING = { talk: 'courtesy', 'spoken of': 'changes-nothing', beyond: 'cannot' } as const;

/** The confirmation of several acts: a correction would have no one act to be about. */
const isAboutSeveral = ({ plan, slots }: OpenQuestion): boolean =>
  plan !== undefined && Object.keys(slots).length === 0;

const YES_OR_NO = { command: 'help', slots: {}, asking: 'confirm' } as const;

function answerTo(language: Language, asked: OpenQuestion, text: string, read: Heard, hearing: Hearing): Answer {
  return asked.asking === 'person-details'
    ? personDetails(language, text, read.meaning, hearing)
    : read.answer(asQuestion(asked));
}

/** A new person's name, address and role may come in any order, unless the text is a request of its own. */
function personDetails(language: Language, text: string, heard: Meaning, hearing: Hearing): Answer {
  const [first] = heard.acts;
  if (first?.command === 'cancel') return { kind: 'cancel' };
  if (first && first.command !== 'add-user') return { kind: 'new', meaning: heard };
  const slots = (first ?? language.parse(`add user ${text}`, hearing).acts[0])?.slots;
  return slots?.email || slots?.name || slots?.role ? { kind: 'fill', slots } : { kind: 'unclear' };
}

/** Who the bot is and what to try first. */
export async function hello(bot: Bot, turn: PersonTurn, locale: Locale): Promise<Next> {
  const { person, place } = turn;
  const context = contextOf(bot, { verb: 'help', input: {}, person, place, surface: 'message', locale });
  return presentMessage(bot, turn, { ...(await helpReply(context, 'hello')), moved: false }, locale);
}

const GREETINGS = new Set('hi hello hey good bonjour bonsoir salut coucou hola'.split(' '));
const BESIDE_A_GREETING = new Set('morning afternoon evening there all bot'.split(' '));

/** A greeting and nothing else. */
function isGreeting(text: string): boolean {
  const words = text
    .slice(0, 200)
    .replace(/<at>[^<]*<\/at>/, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const [first = '', ...rest] = words ?? [];
  return GREETINGS.has(first) && rest.every((word) => GREETINGS.has(word) || BESIDE_A_GREETING.has(word));
}
