import type { Command, Named, Request, Slots } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import type { Reading } from './entity';
import { lineOf } from './line';
import type { Meaning, Topic } from './meaning';
import type { Span } from './words';

/** Words that may stand beside a name in "and her Visio too?". */
const SMALL =
  /^(?:and|et|also|aussi|too|as|well|what|how|about|quid|for|to|pour|a|au|aux|de|d'|the|le|la|les|l'|his|her|their|my|son|sa|ses|leur|same|pareil|idem|egalement|please|stp|svp|ok|then|alors|puis|with|avec|en|plus|now|maintenant|one|seat|licence|license|of|access|him|lui|from|that|it|'s|du|des|plutot|instead)$/u;
const BEGINS =
  /^ (?:(?:ok|and|et|also|aussi|then|alors|puis|, ) ?)*(?:and|et|also|what about|how about|quid|same|pareil|idem|aussi)/u;
const IT =
  / (?:it|that|this|them|those|one|ones|en|ca|cela|celui ci|celle ci|dessus|y|(?:le|la|les|l') (?:a|ai|as|ont|au|aux|pour|de|d'|moi|lui|leur|aussi|plutot|svp|stp)|(?:qui|je|tu|on|nous|vous|de|peux|pouvez) (?:le|la|les|l')) | (?:le|la|les) (?:[.,!?] ){0,20}$/u;
const THEM = / (?:him|her|his|them|they|she|he|their|hers|lui|leur|leurs|son|sa|ses|il|elle|eux|elles) /u;
const ABOUT_BENEFITS: ReadonlySet<Command> = new Set([
  'show',
  'assignments',
  'keys',
  'assign',
  'unassign',
  'reassign',
  'history',
  'review',
  'resend',
  'portal',
  'set-quantity',
]);

/** Reads "and Visio?", "who has it?", "assign it to Tom", "take it back" against what the last answers were about. */
export function followUp(topic: Topic, reading: Reading, meaning: Meaning): Meaning | null {
  const { text } = lineOf(reading);
  const fragment = fragmentOf(topic, reading, text);
  if (fragment) return { ...meaning, acts: [fragment], sure: true, guesses: [] };
  const filled = meaning.acts.map((act) => completed(topic, act, text, reading));
  if (filled.every((act) => act === null)) return null;
  return { ...meaning, acts: filled.map((act, at) => act ?? meaning.acts[at]).filter((act) => act !== undefined) };
}

function fragmentOf(topic: Topic, reading: Reading, text: string): Request | null {
  const { tokens, entityAt, entities } = reading;
  const valued = (prefix: string) => reading.spans.flat().find(({ concept }) => concept.startsWith(prefix));
  const category = valued('CAT:');
  const role = topic.command === 'users' ? valued('ROLE:') : undefined;
  const within = (span: Span | undefined, i: number) => span !== undefined && i >= span.start && i < span.end;
  const small = tokens.every(
    ({ kind, norm }, i) => kind === 'mark' || SMALL.test(norm) || entityAt[i] || within(category, i) || within(role, i),
  );
  if (!small || !(BEGINS.test(text) || / (?:too|as well|aussi|egalement) (?:[.!?] ){0,20}$/u.test(text))) return null;
  const benefits = entities.filter(({ kind }) => kind === 'benefit').map(({ named }) => named);
  const people = entities.filter(({ kind }) => kind === 'person' || kind === 'email').map(({ named }) => named);
  if (category && topic.command === 'list' && benefits.length === 0)
    return { command: 'list', slots: { category: category.concept.slice(4) as NonNullable<Slots['category']> } };
  if (role && benefits.length === 0 && people.length === 0)
    return { command: 'users', slots: { role: role.concept.slice(5) as NonNullable<Slots['role']> } };
  if (benefits.length === 0 && people.length === 0) return null;
  // A question after a change asks; it does not change.
  const asks = tokens.some(({ norm }) => norm === '?') && SENSITIVE.has(topic.command);
  const command: Command = asks
    ? people.length > 0
      ? 'assignments'
      : 'show'
    : topic.command === 'list'
      ? 'show'
      : topic.command;
  const slots: Slots = { ...given('benefit', benefits.length > 0 ? benefits : topic.benefits) };
  if (command === 'show') return benefits.length > 0 ? { command, slots } : null;
  const persons = people.length > 0 ? people : topic.people;
  if (command === 'reassign') {
    const [from, to] = topic.people;
    return benefits.length > 0 && from && to ? { command, slots: { ...slots, from, to } } : null;
  }
  if (command === 'users') return people.length > 0 ? { command, slots: given('user', people) } : null;
  if (command === 'assignments' && people.length > 0 && topic.benefits.length === 0)
    return { command, slots: given('user', people) };
  if (command === 'assignments' && benefits.length > 0 && topic.people.length === 0) return { command, slots };
  return { command, slots: { ...slots, ...given('user', persons) } };
}

function given(slot: 'benefit' | 'user', names: readonly Named[]): Slots {
  const [first] = names;
  if (first === undefined) return {};
  return names.length === 1 ? { [slot]: first } : { [`${slot}s`]: names };
}

/** Puts what a pronoun stands for into an act that leaves it open. */
function completed(topic: Topic, act: Request, text: string, reading: Reading): Request | null {
  const { command, slots } = act;
  const open = (slots.benefit ?? slots.benefits) === undefined;
  const names = reading.entities.some(({ kind }) => kind === 'benefit');
  const next: Slots = { ...slots };
  // "how many are left?" after one benefit is about that benefit.
  if (
    (command === 'list' || command === 'show') &&
    open &&
    !names &&
    topic.benefits.length === 1 &&
    slots.category === undefined &&
    (slots.filter === undefined || slots.filter === 'available') &&
    !reading.concepts.has('BENEFIT') &&
    !reading.concepts.has('BENEFITWORD')
  )
    return { command: 'show', slots: given('benefit', topic.benefits) };
  if (
    ABOUT_BENEFITS.has(command) &&
    open &&
    !names &&
    topic.benefits.length > 0 &&
    IT.test(text) &&
    slots.user !== 'me'
  )
    Object.assign(next, given('benefit', topic.benefits));
  const nobody = (slots.user ?? slots.users ?? slots.group ?? slots.to) === undefined;
  if (command === 'reassign') {
    if (slots.from === undefined && topic.people.length === 1 && (THEM.test(text) || IT.test(text)))
      next.from = topic.people[0] ?? '';
  } else if (
    nobody &&
    topic.people.length > 0 &&
    (THEM.test(text) || ((command === 'unassign' || command === 'remove-user') && IT.test(text)))
  )
    Object.assign(next, given('user', topic.people));
  return JSON.stringify(next) === JSON.stringify(slots) ? null : { command, slots: next };
}
