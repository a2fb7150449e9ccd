import type { Act, Command, Slots } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import type { Topic } from '../benefits/short-lived';
import { given, namesOf } from './correct-question';
import { SEATS } from './distribute';
import type { Reading } from './entity';
import type { Company } from './filler';
import type { Heard } from './heard';
import { lineOf } from './line';
import type { Meaning } from './meaning';
import { quantityIn } from './quantity';
import type { Span } from './words';

/** Words that may stand beside a name in "and her Visio too?". */
const SMALL =
  /^(?:and|et|also|aussi|too|as|well|what|how|about|quid|for|to|pour|a|au|aux|de|d'|the|le|la|les|l'|his|her|their|my|son|sa|ses|leur|same|pareil|idem|egalement|please|stp|svp|ok|then|alors|puis|with|avec|en|plus|now|maintenant|one|seat|licence|license|of|access|him|lui|from|that|it|'s|du|des|plutot|instead)$/u;
const BEGINS =
  /^ (?:(?:ok|and|et|also|aussi|then|alors|puis|, ) ?)*(?:and|et|also|what about|how about|quid|same|pareil|idem|aussi)/u;
const IT =
  / (?:it|that|this|them|those|one|ones|(?<! s' )en|ca|cela|celui ci|celle ci|dessus|y|(?:le|la|les|l') (?:a|ai|as|ont|avait|avaient|au|aux|pour|de|d'|moi|lui|leur|aussi|plutot|svp|stp)|(?:qui|je|tu|on|nous|vous|de|peux|pouvez) (?:le|la|les|l')) | (?:le|la|les) (?:[.,!?] ){0,20}$/u;
const THEM = / (?:him|her|his|them|they|she|he|their|hers|lui|leur|leurs|son|sa|ses|il|elle|eux|elles) /u;
/** "mets-le employé". */
const HIM = / (?:mets|mettez|passe|passez|nomme|nommez|rends|rendez) (?:le|la|les) /u;
const FOR_THEM = / B (?:for|to|pour|a) (?:her|him|them|elle|elles|lui|eux) (?:(?:please|too|aussi|stp|svp|[.!]) )*$/u;
/** "good, one for Ana". */
const ONE_FOR =
  /^ (?:(?:good|great|perfect|nice|ok|super|parfait|bien|then|so|alors|donc|and|et|[,.!]) )*(?:one|un|une) (?:also |more |aussi )?(?:for|to|pour|a) [PE](?: (?:(?:and|et|,|&|to|for|a|pour) )+[PE])*(?: (?:please|too|aussi|stp|svp|[.!?]))* $/u;
/** "what is available?" asks about all benefits. */
const AT_LARGE = /^ (?:(?:and|so|ok|et|alors|,) )*(?:what|which|show|list|quoi|quels?|quelles?|qu'|que|montre|liste) /u;
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
export function followUp(topic: Topic, heard: Heard): Meaning | null {
  const { reading, meaning, company } = heard;
  const { text } = lineOf(reading);
  const one = fragmentOf(topic, reading, text) ?? carriedOn(topic, reading, text, company);
  if (one) return { ...meaning, acts: [one], sure: true, guesses: [] };
  const ordered = orderedByPronoun(topic, heard, text);
  if (ordered) return { ...meaning, acts: [ordered], sure: true, guesses: [] };
  const filled = meaning.acts.map((act) => completed(topic, act, text, reading));
  if (filled.every((act) => act === null)) return null;
  return { ...meaning, acts: filled.map((act, at) => act ?? meaning.acts[at]).filter((act) => act !== undefined) };
}

const MAKE_IT =
  /^ (?:(?:ok|then|alors|please|and|et|,) )*(?:make|set|put|change|mets|mettez|passe|passez|passons) (?:it|that|en|y|les|la|le) ?(?:to |a )?\d+ /u;
const ROLE = / (?:role|that role|ce role|its role|son role|rights|droits) /u;

const TAKES = / (?:take|remove|revoke|withdraw|retire|enleve|supprime|reprends) /u;

/** "make it 3", "extend it until March", "take that role back": the same things, another act. */
function carriedOn(topic: Topic, reading: Reading, text: string, company: Company): Act | null {
  const [benefit, ...others] = topic.benefits;
  if (reading.entities.length > 0) return null;
  const made = MAKE_IT.test(text);
  const until = made || reading.concepts.has('PROLONG') ? company.untilIn(reading, company.today) : null;
  const quantity = benefit && others.length === 0 && made && !until ? quantityIn(reading) : null;
  if (benefit && quantity !== null) return { command: 'set-quantity', slots: { benefit, quantity } };
  if (until && benefit && topic.people.length > 0)
    return {
      command: 'assign',
      slots: { ...given('benefit', topic.benefits), ...given('user', topic.people), until: until.date },
    };
  if (topic.command === 'set-role' && topic.people.length > 0 && ROLE.test(text) && TAKES.test(text))
    return { command: 'set-role', slots: given('user', topic.people) };
  return null;
}

function fragmentOf(topic: Topic, reading: Reading, text: string): Act | null {
  const { tokens, entityAt, entities } = reading;
  const valued = (prefix: string) => reading.spans.flat().find(({ concept }) => concept.startsWith(prefix));
  const category = valued('CAT:');
  const role = topic.command === 'users' ? valued('ROLE:') : undefined;
  const within = (span: Span | undefined, i: number) => span !== undefined && i >= span.start && i < span.end;
  const benefits = entities.filter(({ kind }) => kind === 'benefit').map(({ named }) => named);
  const people = entities.filter(({ kind }) => kind === 'person' || kind === 'email').map(({ named }) => named);
  if (topic.benefits.length === 1 && ONE_FOR.test(text))
    return { command: 'assign', slots: { ...given('benefit', topic.benefits), ...given('user', people) } };
  const small = tokens.every(
    ({ kind, norm }, i) => kind === 'mark' || SMALL.test(norm) || entityAt[i] || within(category, i) || within(role, i),
  );
  if (!small || !(BEGINS.test(text) || / (?:too|as well|aussi|egalement) (?:[.!?] ){0,20}$/u.test(text))) return null;
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
  const before = namedBefore(topic, THEM.test(text));
  const slots: Slots = { ...given('benefit', benefits.length > 0 ? benefits : before.benefits) };
  if (command === 'show') return benefits.length > 0 ? { command, slots } : null;
  const persons = people.length > 0 ? people : before.people;
  if (command === 'reassign') {
    const [from, to] = before.people;
    return benefits.length > 0 && from && to ? { command, slots: { ...slots, from, to } } : null;
  }
  if (command === 'users') return people.length > 0 ? { command, slots: given('user', people) } : null;
  if (command === 'assignments' && people.length > 0 && before.benefits.length === 0)
    return { command, slots: given('user', people) };
  if (command === 'assignments' && benefits.length > 0 && before.people.length === 0) return { command, slots };
  return { command, slots: { ...slots, ...given('user', persons) } };
}

/** What the last act named; somebody whom a pronoun stands for may be named before. */
function namedBefore({ acts, benefits, people }: Topic, them: boolean): Pick<Topic, 'benefits' | 'people'> {
  const [act, ...more] = acts;
  if (!act || more.length > 0) return { benefits, people };
  const clear = (kind: 'benefit' | 'user') => namesOf(act, kind).filter((named) => typeof named === 'string');
  const named = clear('user');
  return { benefits: clear('benefit'), people: named.length > 0 || !them ? named : people };
}

/** "donne-le-lui", "elle l'avait pas ?": an order or a question that only the last answers make clear. */
function orderedByPronoun(topic: Topic, { reading, meaning, understood }: Heard, text: string): Act | null {
  const [guess] = meaning.guesses;
  if (!guess || meaning.acts.length > 0) return null;
  const { clauses, doubtful } = understood;
  const asked =
    guess.command === 'assignments'
      ? clauses.some(({ question }) => question)
      : !doubtful &&
        SEATS.has(guess.command) &&
        (FOR_THEM.test(text) || clauses.some(({ orders, doubt }) => orders && !doubt));
  if (!asked) return null;
  const act = completed(topic, guess, text, reading);
  const { benefit, benefits, user, users, from, to } = act?.slots ?? {};
  const people = guess.command === 'reassign' ? from && to : (user ?? users);
  return act && (benefit ?? benefits) !== undefined && people !== undefined ? act : null;
}

/** Puts what a pronoun stands for into an act that leaves it open. */
function completed(topic: Topic, act: Act, text: string, reading: Reading): Act | null {
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
    !AT_LARGE.test(text) &&
    !reading.concepts.has('BENEFIT') &&
    !reading.concepts.has('BENEFITWORD')
  )
    return { command: 'show', slots: given('benefit', topic.benefits) };
  const [leaver, ...others] = topic.people;
  if (
    command === 'assign' &&
    topic.command === 'reassign' &&
    slots.benefits === 'everything' &&
    leaver &&
    others.length === 0
  )
    return { command: 'reassign', slots: { from: leaver, ...(slots.user && { to: slots.user }) } };
  // "Ana is leaving this Friday" is about all that she holds.
  const leaves = command === 'reassign' && slots.to === undefined && reading.concepts.has('LEAVING');
  if (
    ABOUT_BENEFITS.has(command) &&
    open &&
    !names &&
    !leaves &&
    topic.benefits.length > 0 &&
    // "mets-lui".
    (IT.test(text) ||
      // "move Tom's seat to Ana"
      ((command === 'reassign' || command === 'unassign') && / (?:seat|licen[cs]e) /u.test(text)) ||
      (command === 'assign' && THEM.test(text) && reading.tokens.length < 5)) &&
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
    (THEM.test(text) ||
      ((command === 'unassign' || command === 'remove-user') && IT.test(text)) ||
      (command === 'set-role' && HIM.test(text)))
  )
    Object.assign(next, given('user', topic.people));
  return JSON.stringify(next) === JSON.stringify(slots) ? null : { command, slots: next };
}
