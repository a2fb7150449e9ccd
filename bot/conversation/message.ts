import type { Activity } from 'botbuilder';
import { refused } from '../../benefits/actions/record';
import type { Locale } from '../../benefits/command';
import type { ConversationState } from '../../benefits/ports';
import type { Answer, Hearing, Language, Meaning } from '../../language/index';
import { fetchFile, fileIn } from '../channel/attachments';
import type { CommandInput, Reply } from '../commands/context';
import { helpReply } from '../commands/help';
import { fileDropped } from '../commands/import';
import { benefitRefs, line, personRefs } from '../commands/views';
import type { BotPorts, Turn } from './bot-ports';
import { type CardAction, readCardAction } from './card-action';
import { asQuestion, openConversation, questionIn, remember } from './open-question';
import { answerLocale, askOf, needsPrivacy, notAllowed, type Request, run } from './pipeline';
import { activityOf, postPersonally, renderOptions, renderOptionsForOne, renderOptionsHere, sendable } from './reply';

/** A text, a dropped file, or a button of an older client (Action.Submit). */
export async function onMessage(bot: BotPorts, turn: Turn): Promise<void> {
  const { activity } = turn.context;
  const pressed = submittedActionIn(activity);
  if (pressed) return reply(bot, turn, pressed, turn.locale);
  const file = turn.place === 'personal' ? fileIn(activity) : null;
  if (file) return onFile(bot, turn, file);
  return onText(bot, turn);
}

export function submittedActionIn(activity: Activity): CardAction | null {
  const { value } = activity;
  if (typeof value !== 'object' || value === null || activity.text) return null;
  const { verb } = value as { verb?: unknown };
  return readCardAction(verb, value);
}

async function onFile(bot: BotPorts, turn: Turn, file: NonNullable<ReturnType<typeof fileIn>>): Promise<void> {
  const command = askOf(bot, {
    name: 'import',
    input: {},
    person: turn.person,
    place: turn.place,
    privateAnswer: false,
    locale: turn.locale,
  });
  if (command.extent === 'no') {
    const answer = await notAllowed(command);
    if (answer.view.kind === 'refused') await refused(bot.ports, command.actor.email, 'import', answer.view.refusal);
    return send(bot, turn, answer, turn.locale, null);
  }
  const fetched = await fetchFile(file, bot.settings);
  const answer =
    'why' in fetched ? line({ says: 'import-unreadable', why: fetched.why }) : await fileDropped(command, fetched);
  return send(bot, turn, answer, turn.locale, questionIn(answer.view));
}

async function onText(bot: BotPorts, asIs: Turn): Promise<void> {
  const { person, context } = asIs;
  const { activity } = context;
  const [language, talk, hearing] = await Promise.all([
    bot.names(),
    openConversation(bot.ports, person, activity.conversation.id),
    hearingOf(bot, activity),
  ]);
  const turn = { ...asIs, talk };
  const text = activity.text ?? '';
  const asked = talk?.asked ?? null;
  const localeOf = (message: Locale | null) =>
    answerLocale(person, message, activity.locale, bot.settings.defaultLocale);
  let meaning: Meaning | null = null;
  if (asked) {
    const heard = language.parse(text, hearing);
    const answer: Answer = isAnother(asked, heard)
      ? { kind: 'new', meaning: heard }
      : asked.asking === 'person-details'
        ? details(language, text, hearing)
        : language.answer(asQuestion(asked), text, hearing);
    const slots = asked.slots as CommandInput;
    const spoken = localeOf(heard.locale);
    if (answer.kind === 'confirm') {
      const input = { ...slots, confirm: true, version: asked.facts };
      return reply(bot, turn, { name: asked.command, input }, spoken, talk);
    }
    if (answer.kind === 'fill')
      // A name alone is of no language.
      return reply(bot, turn, { name: asked.command, input: filled(slots, answer.slots) }, localeOf(null), talk);
    if (answer.kind === 'cancel') return send(bot, turn, line({ says: 'cancelled' }), spoken, null);
    if (answer.kind === 'new') meaning = answer.meaning;
  }
  meaning ??= language.parse(text, hearing);
  const locale = localeOf(meaning.locale);
  if (meaning.command === 'cancel') return send(bot, turn, line({ says: 'nothing-to-cancel' }), locale, null);
  if (meaning.command !== 'none') return reply(bot, turn, { name: meaning.command, input: meaning.slots }, locale);
  if (turn.firstContact || GREETING.test(text)) return greet(bot, turn, locale);
  if (meaning.sure) return send(bot, turn, line({ says: 'courtesy' }), locale, asked);
  return send(bot, turn, await notUnderstood(bot, meaning), locale, asked);
}

const GREETING =
  /^\W*(<at>[^<]*<\/at>)?\W*(hi|hello|hey|good (morning|afternoon|evening)|bonjour|bonsoir|salut|coucou|hola)\b[^a-z]{0,20}(there|all|bot)?\W*$/i;

/** A new person's name, address and role may come in any order, unless the text is a request of its own. */
function details(language: Language, text: string, hearing: Hearing): Answer {
  const meaning = language.parse(text, hearing);
  if (meaning.command === 'cancel') return { kind: 'cancel' };
  if (meaning.command !== 'none' && meaning.command !== 'add-user') return { kind: 'new', meaning };
  const { slots } = meaning.command === 'add-user' ? meaning : language.parse(`add user ${text}`, hearing);
  return slots.email || slots.name || slots.role ? { kind: 'fill', slots } : { kind: 'unclear' };
}

/** A whole request of another kind is no answer, though a name in it could be one. */
const isAnother = (asked: NonNullable<ConversationState['asked']>, heard: Meaning): boolean =>
  asked.asking !== 'person-details' &&
  heard.command !== 'none' &&
  heard.command !== 'cancel' &&
  heard.command !== asked.command &&
  Object.keys(heard.slots).length > 1;

/** What was said of one person replaces what was said of several, and the other way round. */
function filled(known: CommandInput, said: CommandInput): CommandInput {
  // "One more key" was asked for by a button and is not meant by what is typed after it.
  const { another: _a, ...plain } = known;
  const { user: _u, ...others } = plain;
  return said.users ? { ...others, ...said } : { ...plain, ...said };
}

async function greet(bot: BotPorts, turn: Turn, locale: Locale): Promise<void> {
  const command = askOf(bot, {
    name: 'help',
    input: {},
    person: turn.person,
    place: turn.place,
    privateAnswer: false,
    locale,
  });
  return send(bot, turn, await helpReply(command, 'hello'), locale, null);
}

async function notUnderstood(bot: BotPorts, meaning: Meaning): Promise<Reply> {
  const guesses = await Promise.all(
    meaning.guesses.slice(0, 3).map(async ({ command, slots }) => {
      const [benefit] = await benefitRefs(bot.ports, typeof slots.benefit === 'string' ? [slots.benefit] : []);
      const [person] = await personRefs(
        bot.ports,
        typeof slots.user === 'string' && slots.user !== 'me' ? [slots.user] : [],
      );
      return { command, slots, benefit: benefit ?? null, person: person ?? null };
    }),
  );
  return { view: { kind: 'not-understood', guesses, version: 'guess' } };
}

/** The bot's own mention is dropped; a mention of a person is that person. */
async function hearingOf(bot: BotPorts, activity: Activity): Promise<Hearing> {
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
  { ports, connector }: BotPorts,
  activity: Activity,
  id: string,
  objectId: string | undefined,
): Promise<string | null> {
  const known = objectId ? await ports.store.people.byObjectId(objectId.toLowerCase()) : null;
  if (known) return known.id;
  const member = await connector.member(activity.serviceUrl, activity.conversation.id, id);
  const byObjectId = member?.aadObjectId ? await ports.store.people.byObjectId(member.aadObjectId.toLowerCase()) : null;
  const byAddress = member?.email ? await ports.store.people.get(member.email.toLowerCase()) : null;
  return (byObjectId ?? byAddress)?.id ?? null;
}

/** Runs a request and sends its answer where it may be seen. */
async function reply(
  bot: BotPorts,
  turn: Turn,
  request: Pick<Request, 'name' | 'input'>,
  locale: Locale,
  conversation: ConversationState | null = null,
): Promise<void> {
  const moved = turn.place === 'group' && needsPrivacy(request.name);
  const place = moved ? 'personal' : turn.place;
  const answer = await run(bot, { ...request, person: turn.person, place, privateAnswer: false, locale });
  // The language may just have been chosen.
  const spoken =
    answer.view.kind === 'line' && answer.view.line.says === 'language-is' ? answer.view.line.locale : locale;
  if (answer.changed) bot.wake();
  if (moved) return sendPersonally(bot, turn, answer, spoken);
  return send(bot, turn, answer, spoken, questionIn(answer.view), conversation?.group ?? null);
}

/** Sends the answer into the conversation, and remembers what it asks. */
async function send(
  bot: BotPorts,
  turn: Turn,
  answer: Reply,
  locale: Locale,
  asked: ConversationState['asked'],
  group: ConversationState['group'] = null,
): Promise<void> {
  const { context, person } = turn;
  const { view } = answer;
  if (!sendable(view)) throw new Error('a shown key can not be sent to a conversation');
  await remember(bot.ports, person, context.activity.conversation.id, asked, group, turn.talk);
  await context.sendActivity(activityOf(view, renderOptionsHere(bot.ports, turn, locale)));
  if (answer.groupLine && group) await tellGroup(bot, answer, locale, group);
}

/** The result of a change that was asked for in a group: one line there. */
export async function tellGroup(
  bot: BotPorts,
  answer: Reply,
  locale: Locale,
  group: NonNullable<ConversationState['group']>,
): Promise<void> {
  if (!answer.groupLine) return;
  const said = activityOf(answer.groupLine, renderOptions(bot.ports, locale));
  await bot.connector.send(group.serviceUrl, group.conversationId, said);
}

/** What not everyone may see is answered in the personal chat; the group gets one line that says so. */
export async function sendPersonally(bot: BotPorts, turn: Turn, answer: Reply, locale: Locale): Promise<void> {
  const said = await answerPersonally(bot, turn, answer, locale);
  await turn.context.sendActivity(activityOf(said, renderOptions(bot.ports, locale)));
}

export async function answerPersonally(bot: BotPorts, turn: Turn, { view }: Reply, locale: Locale) {
  const { activity } = turn.context;
  if (!sendable(view)) throw new Error('a shown key can not be sent to a conversation');
  const conversation = await postPersonally(
    bot.connector,
    turn.person,
    activity,
    activityOf(view, renderOptionsForOne(bot.ports, turn, locale)),
  );
  if (conversation === null) return line({ says: 'cannot-write-to-you' }).view as never;
  const group = {
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient?.id ?? '',
    botName: activity.recipient?.name ?? '',
  };
  await remember(bot.ports, turn.person, conversation, questionIn(view), group);
  return line({ says: 'moved-to-personal' }).view as never;
}
