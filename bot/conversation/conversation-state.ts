import { createHash } from 'node:crypto';
import type { Act, Locale } from '../../benefits/command';
import type { Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { ConversationState, OpenQuestion, Topic } from '../../benefits/short-lived';
import type { Question } from '../../language';
import type { Reply } from '../commands/context';
import { asNamed } from './entered-person';
import type { Outcome } from './pipeline';

/** What a person and the bot are in the middle of in one conversation, kept in the store for 15 minutes. */

const MINUTES = 15;
/** An activity that was claimed this long ago without an answer may be answered by whoever gets it again. */
const CLAIM_SECONDS = 30;
const REMEMBERED_ACTIVITIES = 20;
/** A pronoun stands for nothing older than this many answers. */
const TOPICS = 2;

const idOf = (person: Person, conversationId: string): string => `${person.id}|${conversationId}`;

/** What an answer changes in the conversation. */
export interface Next {
  asked: OpenQuestion | null;
  group: ConversationState['group'];
  /** What the answer was about; null: nothing that a follow-up could mean. Absent: nothing was answered. */
  topic?: Topic | null;
}

const blank = (id: string): ConversationState => ({
  id,
  version: 0,
  asked: null,
  group: null,
  topics: [],
  activities: {},
  expiresAt: '',
});

/** The state as it stands now; a lapsed one counts as blank. Version 0: there is none in the store. */
export async function loadConversation(
  { store, clock }: Ports,
  person: Person,
  conversationId: string,
): Promise<ConversationState> {
  const id = idOf(person, conversationId);
  const state = await store.conversations.get(id);
  if (!state) return blank(id);
  return state.expiresAt > clock.now().toISOString() ? state : { ...blank(id), version: state.version };
}

const digest = (activityId: string): string => createHash('sha256').update(activityId).digest('base64url').slice(0, 22);

/**
 * Claims a message before working on it. Null: it was answered already, or some process is answering it now.
 * Teams delivers an activity again, with the same id, when it gets no answer within some 15 seconds.
 */
export async function claimActivity(
  ports: Ports,
  person: Person,
  conversationId: string,
  activityId: string | undefined,
): Promise<ConversationState | null> {
  if (!activityId) return loadConversation(ports, person, conversationId);
  const now = ports.clock.now();
  const key = digest(activityId);
  const claim = { by: ports.random.id(), at: now.toISOString(), answered: false };
  const claimed = await ports.store.conversations.claim(idOf(person, conversationId), key, claim);
  if (claimed && claimed.expiresAt > claim.at) return claimed;
  const lapsed = new Date(now.getTime() - CLAIM_SECONDS * 1000).toISOString();
  for (;;) {
    const state = await loadConversation(ports, person, conversationId);
    const known = state.activities[key];
    if (known && known.by !== claim.by && (known.answered || known.at > lapsed)) return null;
    const written = await write(ports, state, { activities: { ...state.activities, [key]: claim } });
    if (written) return written;
  }
}

const newest = (activities: ConversationState['activities']): ConversationState['activities'] =>
  Object.fromEntries(
    Object.entries(activities)
      .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
      .slice(0, REMEMBERED_ACTIVITIES),
  );

/** Marks the activity as answered and stores the question that the answer asks. `state`: as read in this turn. */
export async function saveConversation(
  ports: Ports,
  state: ConversationState,
  next: Next,
  activityId?: string,
): Promise<void> {
  const { asked, topic } = next;
  let current = state;
  for (;;) {
    const topics = topic === undefined ? current.topics : [topic, ...current.topics].slice(0, TOPICS);
    const activities = newest(current.activities);
    const key = activityId ? digest(activityId) : '';
    const claim = activities[key];
    const answered = claim ? { ...activities, [key]: { ...claim, answered: true } } : activities;
    const idle = asked === null && !topic && (current.version === 0 || (current.asked === null && !activityId));
    if (idle || (await write(ports, current, { asked, group: asked && next.group, topics, activities: answered })))
      return;
    current = (await ports.store.conversations.get(state.id)) ?? blank(state.id);
  }
}

/** Writes the state with these changes; null if somebody else wrote first. */
async function write(
  { store, clock }: Ports,
  state: ConversationState,
  changes: Partial<ConversationState>,
): Promise<ConversationState | null> {
  const expiresAt = new Date(clock.now().getTime() + MINUTES * 60_000).toISOString();
  const after = { ...state, ...changes, expiresAt };
  if (state.version === 0) {
    const first = { ...after, version: 1 };
    return (await store.conversations.insert(first)) ? first : null;
  }
  const outcome = await store.conversations.replace(state, after);
  return outcome === 'done' ? { ...after, version: state.version + 1 } : null;
}

/** What the shown card asks, if it asks anything. */
export function questionIn({ view, asks }: Reply, locale: Locale): OpenQuestion | null {
  switch (view.kind) {
    case 'ask': {
      const { people, benefits, languages, command, slots, mayAdd, suggested, version } = view;
      const candidates = people.length > 0 ? people.map(({ email }) => email) : benefits.map(({ id }) => id);
      // A choice for a key is of a language first, then of a system.
      const asking = view.asking !== 'keys-choice' ? view.asking : languages.length > 0 ? 'language' : 'os';
      return {
        command,
        slots,
        asking,
        candidates,
        facts: version,
        locale,
        ...(mayAdd && { suggested: suggested ?? { name: '', email: '' } }),
        ...(asks && { asks }),
      };
    }
    case 'confirm':
      return {
        command: view.command,
        slots: view.slots,
        asking: 'confirm',
        candidates: [],
        facts: view.version,
        locale,
      };
    case 'plan':
      return {
        command: view.command,
        slots: {},
        asking: 'confirm',
        candidates: [],
        facts: view.version,
        locale,
        plan: view.plan,
        ...(asks && { asks }),
      };
    case 'language-ask':
      return { command: 'language', slots: {}, asking: 'language', candidates: ['en', 'fr'], facts: '', locale };
    default:
      return null;
  }
}

/** What is open after an answer. What only reads leaves a confirmation open, even when it asks something itself. */
export function askedAfter(open: OpenQuestion | null, outcome: Outcome, locale: Locale): OpenQuestion | null {
  const asks = questionIn(outcome, locale);
  if (!outcome.reads) return asks;
  return open?.asking === 'confirm' ? open : (asks ?? open);
}

/** The acts that the card of a confirmation shows. */
export const shownActs = ({ command, slots, asks }: OpenQuestion): readonly Act[] => asks?.acts ?? [{ command, slots }];

/** The question in the terms of `language/`. */
export function asQuestion(asked: OpenQuestion): Question {
  const { command, slots, asking, candidates } = asked;
  const question = { command, slots, asking, candidates };
  return asking === 'confirm' ? { ...question, acts: shownActs(asked).map(asNamed) } : question;
}

/** What a follow-up may refer to: the benefits and the people that were named last. */
export function lastTopic(state: ConversationState): Topic | null {
  const topics = state.topics.filter((topic) => topic !== null);
  const [newest] = topics;
  if (!newest) return null;
  const named = (kind: 'benefits' | 'people') => topics.find((topic) => topic[kind].length > 0)?.[kind] ?? [];
  return { ...newest, benefits: named('benefits'), people: named('people') };
}
