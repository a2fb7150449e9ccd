import { type Act, DESCRIPTIONS, type Locale, type Named, type Slots } from '../../benefits/command';
import { extent } from '../../benefits/policy';
import type { ConversationState, OpenQuestion, Topic } from '../../benefits/short-lived';
import type { Meaning } from '../../language';
import type { ActWithInput, CommandContext, CommandInput } from '../commands/context';
import { proposePlan } from '../commands/plan';
import { isPlannable } from '../commands/plan-steps';
import type { Bot } from './bot';
import type { Next } from './conversation-state';
import { newPerson } from './entered-person';
import type { MessageTurn } from './person-turn';
import { type Outcome, perform } from './pipeline';
import { presentMessage } from './present-message';

/**
 * Does what a message asks for. Reading acts are answered one by one and keep an open question open. Changes are confirmed
 * together and replace an open question.
 */
export async function act(
  bot: Bot,
  turn: MessageTurn,
  given: readonly ActWithInput[],
  locale: Locale,
  { group, meaning, about }: { group: ConversationState['group']; meaning: Unheard; about?: readonly Act[] },
): Promise<Next> {
  const { person, place, state } = turn;
  const request = ({ command, slots }: ActWithInput) =>
    ({ verb: command, input: slots, person, place, surface: 'message', locale }) as const;
  const acts = given.flatMap(oneByOne);
  const together = acts.filter(({ command }) => isPlannable(command) && extent(command, person.role) === 'all');
  const [first, second] = together;
  const alone = acts.filter((each) => !together.includes(each));

  let next: Next = { asked: state.asked, group: state.group };
  let said = false;
  const present = async (outcome: Outcome, of: readonly ActWithInput[]) => {
    const view = said ? outcome.view : withUnheard(outcome.view, meaning);
    said = true;
    const topic = topicOf(about ?? of, person.email, outcome);
    const keep = { asked: next.asked, group: outcome.reads ? (group ?? next.group) : group, topic };
    next = { ...(await presentMessage(bot, turn, { ...outcome, view }, locale, keep)), topic };
  };
  // Reading acts first: their answers stand above the card to confirm, whose question stays open.
  for (const each of alone) await present(await perform(bot, request(each)), [each]);
  const plan = second && ((context: CommandContext) => proposePlan(context, together));
  if (first) await present(await perform(bot, request(first), plan), together);
  return next;
}

/** At most this many cards answer one message. */
const MOST_CARDS = 10;

/** "keys for Office and SQL Server", "resend it to Tom and Ana": an act each, where the command takes one. */
function oneByOne({ command, slots }: ActWithInput): ActWithInput[] {
  const takes: readonly string[] = DESCRIPTIONS[command].slots;
  const { benefits, users } = slots;
  const things = Array.isArray(benefits) && !takes.includes('benefits') ? benefits : [];
  const people = Array.isArray(users) && !takes.includes('users') ? users : [];
  const each = (benefit: Named | null, user: Named | null): ActWithInput => {
    const { benefits: _things, users: _people, ...rest } = slots;
    return { command, slots: { ...rest, ...(benefit && { benefit }), ...(user && { user }) } };
  };
  if (things.length === 0 && people.length === 0) return [{ command, slots }];
  return (things.length > 0 ? things : [null])
    .flatMap((benefit) => (people.length > 0 ? people : [null]).map((user) => each(benefit, user)))
    .slice(0, MOST_CARDS);
}

/** The parts of a message that no act covers. */
export type Unheard = Pick<Meaning, 'unused' | 'cut'>;

/** The view, with the parts of the message that it leaves out. */
export function withUnheard(view: Outcome['view'], { unused, cut }: Unheard): Outcome['view'] {
  return view.kind === 'page' ? view : { ...view, unused, cut };
}

/** The act of a card that was confirmed by typing. */
export function confirmed({ command, slots, facts, plan }: OpenQuestion): ActWithInput[] {
  const confirm = { confirm: true, version: facts };
  return [{ command, slots: plan === undefined ? { ...slots, ...confirm } : { plan, ...confirm } }];
}

/** The acts of a question, completed by its answer. */
export const refilled = (asked: OpenQuestion, said: Slots): ActWithInput[] => withAnswer(asked, filled(asked, said));

/** The acts of a question; the one it is about gets these slots. */
export function withAnswer({ command, asks }: OpenQuestion, slots: CommandInput): ActWithInput[] {
  const answered = { command, slots };
  return asks ? asks.acts.map((each, at) => (at === asks.at ? answered : each)) : [answered];
}

/** One named person or benefit replaces several, and the other way round. */
function filled({ asking, slots, suggested }: OpenQuestion, said: Slots): CommandInput {
  if (asking === 'user') {
    const details = newPerson(suggested, said);
    if (details) return { ...slots, ...details };
  }
  // If one of several is unclear, the answer names that one.
  if (Array.isArray(slots.users) && asking === 'user' && said.user !== undefined) return { ...slots, ...said };
  if (Array.isArray(slots.benefits) && asking === 'benefit' && said.benefit !== undefined) return { ...slots, ...said };
  // "One more key" came from a button; a typed answer doesn't mean it.
  const { another: _a, ...known } = slots as CommandInput;
  if (said.user !== undefined || said.users !== undefined) {
    delete known.user;
    delete known.users;
  }
  if (said.benefit !== undefined || said.benefits !== undefined) {
    delete known.benefit;
    delete known.benefits;
  }
  return { ...known, ...said };
}

const OUTCOMES: Readonly<Record<string, Topic['outcome']>> = { done: 'done', 'plan-done': 'done', refused: 'not done' };

/** The benefits and people that these acts name clearly. */
export function namedIn(acts: readonly ActWithInput[], me: string): Pick<Topic, 'benefits' | 'people'> {
  const people = acts.flatMap(({ command, slots }) => [
    ...clear(slots.user, slots.users),
    ...clear(slots.from),
    ...clear(slots.to),
    ...clear(command === 'add-user' ? slots.email : slots.newEmail),
  ]);
  return {
    benefits: unique(acts.flatMap(({ slots }) => clear(slots.benefit, slots.benefits))),
    people: unique(people.map((person) => (person === 'me' ? me : person))),
  };
}

/** What an answer was about, for follow-ups. */
export function topicOf(acts: readonly ActWithInput[], me: string, { view }: Pick<Outcome, 'view'>): Topic {
  const { benefits, people } = namedIn(acts, me);
  const shown = 'benefit' in view && view.benefit ? [view.benefit.id] : [];
  return {
    command: acts[0]?.command ?? 'help',
    benefits: benefits.length > 0 ? benefits : shown,
    people,
    acts,
    outcome: OUTCOMES[view.kind] ?? 'told',
  };
}

function clear(one: Named | undefined, several?: readonly Named[] | string): string[] {
  const named = Array.isArray(several) ? several : [];
  return [one, ...named].filter((each) => typeof each === 'string');
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];
