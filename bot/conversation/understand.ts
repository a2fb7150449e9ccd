import type { Locale } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import { extent } from '../../benefits/policy';
import type { OpenQuestion, Topic } from '../../benefits/short-lived';
import { companyDay } from '../../benefits/time';
import type { Meaning } from '../../language';
import type { ActWithInput, Reply } from '../commands/context';
import { helpReply } from '../commands/help';
import { benefitRefs, personRefsByEmail, textReply } from '../commands/views';
import { act, confirmed, namedIn, refilled, topicOf, type Unheard, withUnheard } from './acts';
import type { Bot } from './bot';
import { asQuestion, lastTopic, type Next, shownActs } from './conversation-state';
import { asEntered } from './entered-person';
import type { Incoming } from './incoming';
import { introduced, mentionsIn } from './mentions';
import { answerLocale, type MessageTurn, type PersonTurn } from './person-turn';
import { contextOf, toldHere } from './pipeline';
import { presentMessage } from './present-message';

/** A typed message: what it asks for depends on what is open in the conversation. */
export async function understand(
  bot: Bot,
  turn: MessageTurn,
  { text, mentions: mentioned }: Pick<Extract<Incoming, { kind: 'text' }>, 'text' | 'mentions'>,
): Promise<Next> {
  const { person, activity, state } = turn;
  const { asked, group } = state;
  const [language, mentions] = await Promise.all([bot.names(), mentionsIn(bot, activity, mentioned)]);
  const { meaning: heard, relate } = language.hear(text, { mentions: mentions.all, today: companyDay(bot.ports) });
  const localeFor = (said: Locale | null) => answerLocale(person, said, activity, bot.settings.defaultLocale);
  const spoken = localeFor(heard.locale ?? asked?.locale ?? null);
  // A name alone says nothing about the language: the dialogue keeps its own.
  const same = localeFor(asked?.locale ?? null);
  const { cut } = heard;
  const unheard: Unheard = { unused: [], cut };
  const say = async (reply: Reply, keep: OpenQuestion | null, topic: Topic | null = null): Promise<Next> => {
    const outcome = toldHere({ ...reply, view: withUnheard(reply.view, unheard) });
    return { ...(await presentMessage(bot, turn, outcome, spoken, { asked: keep, group })), topic };
  };
  const introducedIn = (meaning: Meaning, acts: readonly ActWithInput[]) =>
    introduced(acts, [...mentions.unlisted, ...meaning.introduced]);

  const relation = relate({ question: asked && asQuestion(asked), topic: lastTopic(state) });
  switch (relation.kind) {
    case 'confirm': {
      if (asked?.asking !== 'confirm') return say(textReply({ says: 'nothing-to-confirm' }), asked);
      const done = await act(bot, turn, confirmed(asked), spoken, { group, meaning: unheard, about: shownActs(asked) });
      if (relation.besides.length === 0) return done;
      return act(bot, { ...turn, state: { ...state, asked: done.asked } }, relation.besides, spoken, {
        group,
        meaning: unheard,
      });
    }
    case 'cancel': {
      const reply = textReply({ says: asked ? 'cancelled' : 'nothing-to-cancel' });
      return say(reply, null, asked && { ...topicOf(shownActs(asked), person.email, reply), outcome: 'not done' });
    }
    case 'wait':
      return say(textReply({ says: asked ? 'waiting' : 'changes-nothing' }), asked, state.topics[0] ?? null);
    case 'answer':
      if (!asked) throw new Error('an answer without a question');
      return keepChoice(
        asked,
        await act(bot, turn, introducedIn(heard, refilled(asked, relation.slots)), same, {
          group,
          meaning: { unused: relation.unused, cut },
        }),
      );
    case 'correction':
      if (!asked) throw new Error('a correction without a question');
      return correct(bot, turn, asked, introducedIn(heard, relation.acts.map(asEntered)), same, {
        unused: relation.unused,
        cut,
      });
    case 'fresh': {
      const meaning = forRequest(relation.meaning, person);
      const acts = introducedIn(meaning, meaning.acts);
      const open = relation.denies ? null : asked;
      if (acts.length > 0)
        return act(bot, { ...turn, state: { ...state, asked: open } }, acts, localeFor(meaning.locale), {
          group: null,
          meaning,
        });
      if (turn.firstContact || isGreeting(text)) return { ...(await hello(bot, turn, spoken)), asked, group };
      // It may have been about the open confirmation: from now on only its button confirms it, not a typed yes.
      if (!meaning.sure)
        return say(await notUnderstood(bot, meaning, person), asked?.asking === 'confirm' ? null : asked);
      // "Nothing is changed" holds for an open confirmation too.
      const keep = meaning.nothing === 'spoken of' ? null : asked;
      return say(textReply({ says: TO_NOTHING[meaning.nothing] }), keep, topicOfNames(meaning.named));
    }
  }
}

/** The card again, as corrected. What can't be done so is said, and the card that stood open is shown again. */
async function correct(
  bot: Bot,
  turn: MessageTurn,
  asked: OpenQuestion,
  acts: readonly ActWithInput[],
  locale: Locale,
  meaning: Unheard,
): Promise<Next> {
  const { group } = turn.state;
  if (acts.length === 0) {
    const outcome = toldHere(textReply({ says: 'cancelled' }));
    return { ...(await presentMessage(bot, turn, outcome, locale, { asked: null, group })), topic: null };
  }
  const next = await act(bot, turn, acts, locale, { group, meaning });
  const refused = next.topic?.outcome === 'not done';
  if (!refused || !addsTo(asked, acts)) return keepChoice(asked, next);
  return act(bot, turn, shownActs(asked), locale, { group, meaning: { unused: [], cut: null } });
}

/** Everything on the card is still meant. */
function addsTo(asked: OpenQuestion, acts: readonly ActWithInput[]): boolean {
  const said = JSON.stringify(acts);
  const { benefits, people } = namedIn(shownActs(asked), '');
  return [...benefits, ...people].every((name) => said.includes(name));
}

/** What the confirmed person or benefit was chosen from: "no, the other one". */
const keepChoice = ({ candidates }: OpenQuestion, next: Next): Next =>
  next.asked?.asking === 'confirm' && candidates.length > 1 ? { ...next, asked: { ...next.asked, candidates } } : next;

/** What a message names that asks for nothing: "Ana asked me for Project", "give it to her". */
const topicOfNames = ({ benefits, people }: Meaning['named']): Topic | null =>
  benefits.length + people.length === 0
    ? null
    : { command: benefits.length > 0 ? 'show' : 'assignments', benefits, people, acts: [], outcome: 'told' };

/** A person who can only request a seat may give a reason. */
function forRequest(meaning: Meaning, { role }: Person): Meaning & { acts: readonly ActWithInput[] } {
  const { acts, reason, unused } = meaning;
  if (reason === null || extent('assign', role) !== 'request') return meaning;
  return {
    ...meaning,
    acts: acts.map(({ command, slots }) => ({ command, slots: { ...slots, reason } })),
    unused: unused.filter((each) => !reason.includes(each)),
  };
}

const GUESSES = 3;

/** Asks instead of acting: what the message may have meant, as buttons. */
async function notUnderstood({ ports }: Bot, { guesses }: Meaning, { role }: Person): Promise<Reply> {
  const offered = await Promise.all(
    guesses.slice(0, GUESSES).map(async ({ command, slots }) => {
      const { benefit: what, user: who } = slots;
      const [benefit] = await benefitRefs(ports, typeof what === 'string' ? [what] : []);
      const [person] = await personRefsByEmail(ports, typeof who === 'string' && who !== 'me' ? [who] : []);
      return { command, slots, benefit: benefit ?? null, person: person ?? null };
    }),
  );
  return {
    view: { kind: 'not-understood', guesses: offered, own: extent('assign', role) === 'request', version: 'guess' },
  };
}

const TO_NOTHING = { talk: 'courtesy', 'spoken of': 'changes-nothing', beyond: 'cannot' } as const;

/** Who the bot is and what to try first. */
export async function hello(bot: Bot, turn: PersonTurn, locale: Locale): Promise<Next> {
  const { person, place } = turn;
  const context = contextOf(bot, { verb: 'help', input: {}, person, place, surface: 'message', locale });
  return presentMessage(bot, turn, toldHere(await helpReply(context, 'hello')), locale);
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
