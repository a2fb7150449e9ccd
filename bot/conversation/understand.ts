import type { Locale } from '../../benefits/command';
import type { ConversationState } from '../../benefits/ports';
import type { Answer, Hearing, Language, Meaning } from '../../language';
import type { Activity } from '../channel/activity';
import type { CommandInput, Reply } from '../commands/context';
import { helpReply } from '../commands/help';
import { benefitRefs, personRefsByEmail, textReply } from '../commands/views';
import type { Bot } from './bot';
import { answerLocale } from './locale';
import { asQuestion, openConversation, questionIn } from './open-question';
import type { PersonTurn } from './person-turn';
import { contextOf, perform, type Request } from './pipeline';
import { presentMessage, send } from './present-message';

/** A typed message: an answer to the open question, or a request of its own. */
export async function understand(bot: Bot, turn: PersonTurn, text: string): Promise<void> {
  const { person, activity, place } = turn;
  const [language, state, hearing] = await Promise.all([
    bot.names(),
    openConversation(bot.ports, person, activity.conversation.id),
    hearingOf(bot, activity),
  ]);
  const asked = state?.asked ?? null;
  const group = state?.group ?? null;
  const localeFor = (said: Locale | null) => answerLocale(person, said, activity, bot.settings.defaultLocale);
  const run = async (request: Pick<Request, 'verb' | 'input'>, locale: Locale, from: typeof group = null) => {
    const outcome = await perform(bot, { ...request, person, place, surface: 'message', locale });
    return presentMessage(bot, turn, outcome, locale, state, from);
  };
  const say = (reply: Reply, locale: Locale, keep: ConversationState['asked'] = null) =>
    send(bot, turn, reply, locale, { asked: keep, group: keep && group }, state);

  let meaning: Meaning | null = null;
  if (asked) {
    const heard = language.parse(text, hearing);
    const answer: Answer = isAnother(asked, heard)
      ? { kind: 'new', meaning: heard }
      : asked.asking === 'person-details'
        ? details(language, text, hearing)
        : language.answer(asQuestion(asked), text, hearing);
    const slots = asked.slots as CommandInput;
    if (answer.kind === 'confirm') {
      const input = { ...slots, confirm: true, version: asked.facts };
      return run({ verb: asked.command, input }, localeFor(heard.locale), group);
    }
    if (answer.kind === 'fill')
      // A name alone is of no language.
      return run({ verb: asked.command, input: filled(slots, answer.slots) }, localeFor(null), group);
    if (answer.kind === 'cancel') return say(textReply({ says: 'cancelled' }), localeFor(heard.locale));
    if (answer.kind === 'new') meaning = answer.meaning;
  }
  meaning ??= language.parse(text, hearing);
  const locale = localeFor(meaning.locale);
  const [act] = meaning.acts;
  if (act?.command === 'cancel') return say(textReply({ says: 'nothing-to-cancel' }), locale);
  if (act) return run({ verb: act.command, input: act.slots }, locale);
  if (turn.firstContact || isGreeting(text)) return hello(bot, turn, locale);
  if (meaning.sure) return say(textReply({ says: 'courtesy' }), locale, asked);
  return say(await notUnderstood(bot, meaning), locale, asked);
}

/** Who the bot is and what to try first. */
export async function hello(bot: Bot, turn: PersonTurn, locale: Locale): Promise<void> {
  const { person, place } = turn;
  const context = contextOf(bot, { verb: 'help', input: {}, person, place, surface: 'message', locale });
  const reply = await helpReply(context, 'hello');
  return send(bot, turn, reply, locale, { asked: questionIn(reply.view), group: null });
}

const GREETING =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir|salut|coucou|hola)(?: (?:there|all|bot))?$/;
const LONGEST_GREETING = 200;

function isGreeting(text: string): boolean {
  if (text.length > LONGEST_GREETING) return false;
  const words =
    text
      .replace(/<[^<>]*>[^<>]*<\/at>/g, ' ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return GREETING.test(words.join(' '));
}

/** A new person's name, address and role may come in any order, unless the text is a request of its own. */
function details(language: Language, text: string, hearing: Hearing): Answer {
  const meaning = language.parse(text, hearing);
  const [act] = meaning.acts;
  if (act?.command === 'cancel') return { kind: 'cancel' };
  if (act && act.command !== 'add-user') return { kind: 'new', meaning };
  const slots = (act ?? language.parse(`add user ${text}`, hearing).acts[0])?.slots;
  return slots?.email || slots?.name || slots?.role ? { kind: 'fill', slots } : { kind: 'unclear' };
}

/** A whole request of another kind is no answer, though a name in it could be one. */
const isAnother = (asked: NonNullable<ConversationState['asked']>, { acts: [act] }: Meaning): boolean =>
  asked.asking !== 'person-details' &&
  act !== undefined &&
  act.command !== 'cancel' &&
  act.command !== asked.command &&
  Object.keys(act.slots).length > 1;

/** What was said of one person replaces what was said of several, and the other way round. */
function filled(known: CommandInput, said: CommandInput): CommandInput {
  // "One more key" was asked for by a button and is not meant by what is typed after it.
  const { another: _a, ...plain } = known;
  const { user: _u, ...others } = plain;
  return said.users ? { ...others, ...said } : { ...plain, ...said };
}

async function notUnderstood(bot: Bot, meaning: Meaning): Promise<Reply> {
  const guesses = await Promise.all(
    meaning.guesses.slice(0, 3).map(async ({ command, slots }) => {
      const [benefit] = await benefitRefs(bot.ports, typeof slots.benefit === 'string' ? [slots.benefit] : []);
      const [person] = await personRefsByEmail(
        bot.ports,
        typeof slots.user === 'string' && slots.user !== 'me' ? [slots.user] : [],
      );
      return { command, slots, benefit: benefit ?? null, person: person ?? null };
    }),
  );
  return { view: { kind: 'not-understood', guesses, version: 'guess' } };
}

/** The bot's own mention is dropped; a mention of a person is that person. */
async function hearingOf(bot: Bot, activity: Activity): Promise<Hearing> {
  const mentions = [];
  for (const entity of (activity.entities ?? []).slice(0, 20)) {
    if (entity.type !== 'mention') continue;
    const { mentioned, text } = entity as unknown as {
      mentioned?: { id?: string; name?: string; aadObjectId?: string };
      text?: string;
    };
    if (typeof text !== 'string' || typeof mentioned?.id !== 'string') continue;
    const isBot = mentioned.id === activity.recipient?.id;
    const email = isBot ? null : await mentionedEmail(bot, activity, mentioned.id, mentioned.aadObjectId);
    mentions.push({ text, email, name: isBot ? '' : String(mentioned.name ?? '') });
  }
  return { mentions };
}

async function mentionedEmail(
  { ports, connector }: Bot,
  activity: Activity,
  id: string,
  objectId: string | undefined,
): Promise<string | null> {
  const known = objectId ? await ports.store.people.byObjectId(objectId.toLowerCase()) : null;
  if (known) return known.email;
  const member = await connector.member(activity.serviceUrl, activity.conversation.id, id);
  const byObjectId = member?.aadObjectId ? await ports.store.people.byObjectId(member.aadObjectId.toLowerCase()) : null;
  const byAddress = member?.email ? await ports.store.people.byEmail(member.email.toLowerCase()) : null;
  return (byObjectId ?? byAddress)?.email ?? null;
}
