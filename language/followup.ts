import type { Command, Named, Request, Slots } from '../benefits/command';
import type { Reading } from './entity';
import type { Meaning, Topic } from './meaning';
import type { Company } from './slots';
import { fold } from './text';

/** "it" for a benefit, as a word of its own or, in French, bound to its verb. */
const IT =
  /\b(?:it|that one|this one|them)\b|\bl['’ ]\s?(?:a|ont|avait)\b|\bqui l['’]|[- ](?:le|la|les)(?=\s*(?:$|[-,.!?]| a | to | de | pour ))|\ben reste\b|\ben a\b/u;
/** A person who was named before. */
const WHO = /\b(?:him|her|his|hers|them|their|lui|leur|sa|son|ses)\b/u;
/** Longer than this, a message says itself what it is about. */
const MOST_WORDS = 12;

const READING: ReadonlySet<Command> = new Set(['show', 'assignments', 'keys', 'history', 'list']);
const OF_A_BENEFIT: ReadonlySet<Command> = new Set([
  'show',
  'keys',
  'assign',
  'unassign',
  'reassign',
  'assignments',
  'set-quantity',
  'review',
  'portal',
  'history',
  'resend',
]);

/**
 * Reads "and Visio?", "who has it?", "assign it to Tom", "take it back" against what the last answers were about. Null:
 * the message stands for itself.
 */
export function followUp(topic: Topic, reading: Reading, meaning: Meaning, _company: Company): Meaning | null {
  const words = reading.tokens.filter((token) => token.kind !== 'mark');
  const [act, ...more] = meaning.acts;
  if (!act || more.length > 0 || words.length > MOST_WORDS) return null;
  const text = fold(reading.text);
  const next = continued(topic, reading, act) ?? referred(topic, text, act) ?? counted(topic, act, words.length);
  return next ? { ...meaning, acts: [next] } : null;
}

/** "and Visio?", "and Tom?", "and her Visio too": the same for another benefit or person. */
function continued(topic: Topic, reading: Reading, { command, slots }: Request): Request | null {
  const first = reading.tokens.findIndex((token) => token.kind !== 'mark');
  if (!reading.has(first, 'AND') && !reading.has(first, 'ALSO')) return null;
  const bare = command === 'show' || command === 'assignments' || command === 'assign';
  if (!bare) return null;
  const what = pick(slots, 'benefit', 'benefits');
  const who = pick(slots, 'user', 'users');
  if (READING.has(topic.command)) {
    if (topic.command === 'list') return null;
    if (Object.keys(what).length > 0 && topic.command !== 'assignments') return { command: topic.command, slots: what };
    const kept = topic.people.length > 0 && topic.benefits.length === 0 ? who : what;
    return Object.keys(kept).length > 0 ? { command: 'assignments', slots: kept } : null;
  }
  if (!['assign', 'unassign', 'reassign'].includes(topic.command)) return null;
  const benefit = Object.keys(what).length > 0 ? what : one('benefit', 'benefits', topic.benefits);
  if (topic.command === 'reassign') {
    const [from, to] = topic.people;
    return from && to ? { command: 'reassign', slots: { ...benefit, from, to } } : null;
  }
  const people = Object.keys(who).length > 0 ? who : one('user', 'users', topic.people);
  return { command: topic.command, slots: { ...benefit, ...people } };
}

/** "who has it?", "assign it to Tom", "take it back": what a pronoun stands for fills the slot that is missing. */
function referred(topic: Topic, text: string, { command, slots }: Request): Request | null {
  if (!OF_A_BENEFIT.has(command)) return null;
  const filled: Slots = { ...slots };
  const names = (one: Named | undefined, several: unknown) => one !== undefined || several !== undefined;
  if (IT.test(text) && !names(slots.benefit, slots.benefits) && topic.benefits.length > 0)
    Object.assign(filled, one('benefit', 'benefits', topic.benefits));
  const pronoun = WHO.test(text) || (command === 'unassign' && filled.benefit !== slots.benefit);
  const missing = !names(slots.user, slots.users) && slots.from === undefined;
  if (pronoun && missing && topic.people.length > 0 && (command === 'unassign' || command === 'assign'))
    Object.assign(filled, one('user', 'users', topic.people));
  if (command === 'reassign' && slots.from === undefined && slots.to !== undefined && topic.people.length === 1)
    filled.from = topic.people[0] ?? '';
  return Object.keys(filled).length > Object.keys(slots).length ? { command, slots: filled } : null;
}

/** "how many are left?" about one benefit. */
function counted({ benefits }: Topic, { command, slots }: Request, words: number): Request | null {
  const [benefit, ...more] = benefits;
  const asks = command === 'list' && slots.filter === 'available' && slots.category === undefined && words <= 6;
  return asks && benefit && more.length === 0 ? { command: 'show', slots: { benefit } } : null;
}

function pick(slots: Slots, single: 'benefit' | 'user', plural: 'benefits' | 'users'): Slots {
  if (slots[single] !== undefined) return { [single]: slots[single] };
  return slots[plural] === undefined ? {} : { [plural]: slots[plural] };
}

function one(single: 'benefit' | 'user', plural: 'benefits' | 'users', ids: readonly string[]): Slots {
  const [first, ...more] = ids;
  if (first === undefined) return {};
  return more.length > 0 ? { [plural]: ids } : { [single]: first };
}
