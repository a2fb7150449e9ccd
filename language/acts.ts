import type { Act, Command } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import { actOf, continued, THEM } from './act';
import { classify, type Score } from './classifier';
import { commanding, onlyVerb } from './clause-kinds';
import { type Clause, DO_IT } from './clauses';
import { untilIn } from './dates';
import { distributed, SEATS } from './distribute';
import type { Reading } from './entity';
import { featuresOf, HASHES } from './features';
import type { Company } from './filler';
import { layOut } from './layout';
import { lineOf } from './line';
import { type Found, merged } from './merge';
import { type Segment, segmentsOf } from './segments';
import { severalOf } from './several';
import { unusedIn } from './unused';

export interface Understood {
  clauses: readonly Clause[];
  segments: readonly Segment[];
  acts: Act[];
  unused: string[];
  /** Where nothing is sure: the likeliest commands of the whole message. */
  scores: readonly Score[];
  /** A word says that no change may come of a clause. */
  doubtful: boolean;
}

/** From here on a command is taken to be meant. */
const LIKELY = 0.3;
/** For a statement that may be a request to see something. */
const TOLD = 0.6;
/** For what changes something or reveals a secret. */
const SURE = 0.4;
/** For some change or other, where the clause is neither an order nor names alone. */
const STATED = 0.8;
/** Below this not even an order counts. */
const LEAST = 0.1;
/** For a change that names nothing itself beside another act. */
const QUITE_SURE = 0.8;

/** "Ana Souza", "Visio": what somebody has, what a benefit is. */
function nameAlone({ tokens, entities, entityAt }: Reading): 'person' | 'benefit' | null {
  const [name, ...others] = entities;
  if (others.length > 0 || name?.weak !== false || (name.kind !== 'person' && name.kind !== 'benefit')) return null;
  return tokens.every(({ norm }, i) => entityAt[i] || norm === '.' || norm === '?') ? name.kind : null;
}

/** Of what asks and what is told beside it; of what asks alone, where the two together read like talk. */
function likely({ own, whole, asks }: Segment): readonly Score[] {
  const name = nameAlone(whole);
  if (name) return [{ command: name === 'person' ? 'assignments' : 'show', likely: 1 }];
  const all = scoresOf(whole);
  const names = own.concepts.has('B') || own.concepts.has('P');
  if (own === whole || !names || !asks || all[0]?.command !== 'none') return all;
  const alone = scoresOf(own);
  return alone[0]?.command === 'none' ? all : alone;
}

export const scoresOf = (reading: Reading): Score[] => classify(featuresOf(reading, layOut(reading), HASHES));

export function understand(reading: Reading, company: Company): Understood {
  const { clauses, segments, doubtful } = segmentsOf(reading);
  const acts: Found[] = [];
  const unused: string[] = [];
  const unable: string[] = [];
  let scores: readonly Score[] = [];
  const names = reading.entities.length > 0 || [...reading.concepts].some((one) => NO_CANCEL.test(one));
  for (const segment of segments) {
    scores = likely(segment);
    if (isStranger(segment.whole)) continue;
    const score = chosen(scores, segment, names);
    if (score === null || score.command === 'none' || beyond(segment, score.command, segments.length)) {
      // "and disable his account": an order that the bot can't carry out.
      if (segment.orders && segments.length > 1 && !DO_IT.test(lineOf(segment.own).text))
        unable.push(trimmed(segment.own));
      continue;
    }
    const { command } = score;
    const parts = distributed(command, segment.own, company.untilIn(segment.own));
    for (const part of parts) {
      const whole = parts.length > 1 ? part : segment.whole;
      const act = actOf(command, part, whole, segment.earlier, company);
      if (act === null) continue;
      // "Visio de Tom à Ana, et Project pour José".
      if (act.command === 'reassign' && act.slots.to && !act.slots.from && parts[0] !== part && !moves(segment.own))
        Object.assign(act, { command: 'assign', slots: { benefit: act.slots.benefit, user: act.slots.to } });
      if (isElse(act, part, whole) || isOtherWork(act, part)) continue;
      const until = untilIn(lineOf(part).text, company.today);
      if (act.command === 'assign' && until) act.slots.until = until.date;
      // "5 more have come in, add them"
      const told = act.command === 'set-quantity' && act.slots.quantity === undefined ? whole : part;
      unused.push(...unusedIn(act.command, act.slots, told, until));
      const alone = segments.length === 1;
      const { benefit } = act.slots;
      const vague =
        benefit === undefined ? act.slots.benefits === undefined : typeof benefit === 'object' && 'unknown' in benefit;
      // A statement beside an order that names nothing.
      if (segment.wishes && vague && act.command === 'assign' && segments.some((one) => one !== segment && !one.wishes))
        continue;
      if (act.command === 'assign' && isOtherNeed(act, part)) continue;
      // "write the minutes and send them to Tom".
      if (SEATS.has(act.command) && vague && unable.length > 0 && act.slots.benefits === undefined) continue;
      const pointsBack = act.slots.user !== undefined && THEM.test(lineOf(part).text);
      if (
        !alone &&
        SENSITIVE.has(act.command) &&
        part.entities.length === 0 &&
        !pointsBack &&
        score.likely < QUITE_SURE
      )
        continue;
      for (const one of severalOf(act, part)) acts.push({ ...one, sentence: segment.sentence });
    }
  }
  const [first] = segments;
  for (const clause of clauses) {
    const more = first && clause.start >= first.start ? continued(clause, acts.at(-1), company) : null;
    if (more) acts.push({ ...more, sentence: clause.sentence });
  }
  if (acts.some(({ command }) => SEATS.has(command)))
    for (const segment of segments) if (segment.orders || segment.wishes) unused.push(...dropped(segment.own, acts));
  if (acts.length > 0) unused.push(...unable.filter(Boolean));
  return { clauses, segments, acts: merged(acts), unused: [...new Set(unused)], scores, doubtful };
}

const moves = ({ concepts }: Reading): boolean => concepts.has('MOVE') || concepts.has('REASSIGN');

/** "Ana's private address is …": not the one that she signs in with. */
const OTHER_ADDRESS =
  / (?:other|second|secondary|alternate|alternative|backup|private|personal|autre|seconde?|deuxieme|secondaire|perso|personnelle?|privee?) (?:e-?mail |mail |mails? )?(?:address|email|e-?mail|mail|adresse) | (?:adresse|mail|e-?mail|email) (?:e-?mail |mail )?(?:secondaire|perso|personnelle?|privee?|de secours|alternative) /u;

const OF_SEATS = ['SEAT', 'BENEFIT', 'BENEFITWORD', 'KEY', 'PROLONG', 'GIVE', 'ASSIGN'];

/** "I need a holiday", "il faut du courage à Tom". */
function isOtherNeed({ slots }: Act, part: Reading): boolean {
  const has = (concept: string) => part.concepts.has(concept);
  if ((slots.benefit ?? slots.benefits) !== undefined || OF_SEATS.some(has)) return false;
  const { text } = lineOf(part);
  const needs = has('NEED') || has('IWANT') || / (?:faut|faudrait) /u.test(text);
  return needs && !/ (?:en|it|that|this|ca|cela|ceci) /u.test(text);
}

const THING = ['SEAT', 'BENEFIT', 'BENEFITWORD', 'KEY', 'PRONOUN', 'ACCOUNT', 'LIST', 'ALSO', 'LEAVING', 'PROLONG'];

/** "assign the task to Tom", "I no longer need your help": of something that is no benefit, or not the person's own. */
function isElse({ command, slots }: Act, own: Reading, { concepts }: Reading): boolean {
  if (command === 'update-user') return OTHER_ADDRESS.test(lineOf(own).text);
  if (
    (!SEATS.has(command) && command !== 'remove-user' && command !== 'set-quantity') ||
    concepts.has('b') ||
    concepts.has('x')
  )
    return false;
  if (THING.some((concept) => own.concepts.has(concept))) return false;
  const covered = own.tokens.map((token, i) => token.kind !== 'word' || own.entityAt[i] !== undefined);
  own.spans.forEach((list, i) => {
    for (const { end } of list) covered.fill(true, i, end);
  });
  if (command === 'set-quantity') return true;
  const nothingMeant = command === 'remove-user' ? Object.keys(slots).length === 0 : slots.group === undefined;
  return (
    nothingMeant &&
    (!covered.every(Boolean) || (command === 'unassign' && own.concepts.has('NONEED') && (slots.user ?? 'me') === 'me'))
  );
}

/** "fix Visio for me": an order, but for other people's work. */
const isOtherWork = ({ command }: Act, own: Reading): boolean =>
  SEATS.has(command) && onlyVerb(own, 'ELSE') && ![...THING, 'UPWITH'].some((concept) => own.concepts.has(concept));

/** Names that no act uses, neither by what they mean nor as typed. */
function dropped({ entities }: Reading, acts: readonly Act[]): string[] {
  const used = JSON.stringify(acts.map(({ slots }) => slots)).toLowerCase();
  const isUsed = (text: string): boolean => used.includes(text.toLowerCase());
  return entities
    .filter(
      ({ kind, weak, named, text }) => !weak && kind !== 'unknown' && !isUsed(JSON.stringify(named)) && !isUsed(text),
    )
    .map(({ text }) => text);
}

/** Nothing but the address of somebody who is not in the list: it answers a question, or asks for nothing. */
const isStranger = ({ tokens, entities, entityAt }: Reading): boolean =>
  entities.every(({ kind, named }) => kind === 'email' && typeof named === 'object') &&
  tokens.every(({ kind }, i) => kind === 'mark' || entityAt[i]);

/** A value or a verb of a change: more than giving up. */
const NO_CANCEL = /^(?:(?:ROLE|LANG|OS):.*|ASSIGN|GIVE|TAKE|REMOVE|UNASSIGN|MOVE|ADD|DELETE)$/u;

const changes = ({ command }: Score): boolean => command !== 'none' && SENSITIVE.has(command);

function chosen(scores: readonly Score[], { doubtful, asks, own, clear }: Segment, named: boolean): Score | null {
  const [first] = scores;
  // What asks for a change by its words is no talk.
  const best = doubtful || !clear || first?.command !== 'none' ? first : scores[1];
  if (!best || best.command === 'none' || (first?.command === 'none' && !SENSITIVE.has(best.command))) return null;
  // "give Ana Visio. No, forget it": nothing is under way.
  const nothing = best.command === 'cancel' && doubtful && named;
  if (!SENSITIVE.has(best.command) && !nothing)
    return best.likely < (asks || clear || best.command === 'portal' ? LIKELY : TOLD) ? null : best;
  // "give her Visio" is no talk: what counts is how much likelier this change is than any other.
  const talk =
    own.concepts.has('B') && commanding(own) ? (scores.find(({ command }) => command === 'none')?.likely ?? 0) : 0;
  const sure = clear
    ? best.likely >= SURE || (best.likely > LEAST && best.likely / (1 - talk) > QUITE_SURE)
    : best.likely >= SURE && scores.filter(changes).reduce((sum, score) => sum + score.likely, 0) >= STATED;
  if (!doubtful && sure) return best;
  if (!own.concepts.has('QUESTION')) return null;
  // "did you assign X to Tom?" asks who has it.
  const reading = scores.find(({ command }) => command !== 'none' && command !== 'cancel' && !SENSITIVE.has(command));
  return reading && reading.likely > LIKELY / 3 ? reading : null;
}

const ACCOUNT =
  / (?:disable|deactivate|block|lock|suspend|close|desactive|desactivez|bloque|ferme|suspends|verrouille) /u;

/** Closing an account elsewhere is no removal from the list. */
const beyond = ({ own }: Segment, command: Command, segments: number): boolean =>
  segments > 1 && command === 'remove-user' && own.concepts.has('ACCOUNT') && ACCOUNT.test(lineOf(own).text);

const CONNECTORS = /^(?:and|then|also|et|puis|ensuite|aussi|please|pls|merci de|, |& )\s*/iu;
const COURTEOUS = /^(?:GREET|THANKS|HELP|TELL|SHOW|REQUEST|CANCEL|NEED|IWANT)$/u;
const VERBS = [
  'ELSE',
  'DELETE',
  'CREATE',
  'CHANGE',
  'SAVE',
  'BUY',
  'GIVE',
  'REMOVE',
  'ADD',
  'MAKE',
  'MOVE',
  'ACTIVATE',
  'RENEW',
];

/** An order as typed, without the words that join it; empty where it is only courtesy. */
function trimmed({ tokens, text, concepts, has }: Reading): string {
  const words = tokens.filter(({ kind }) => kind !== 'mark');
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last || words.length < 3 || [...concepts].some((concept) => COURTEOUS.test(concept))) return '';
  const start = tokens.findIndex(({ kind, norm }) => kind !== 'mark' && !CONNECTORS.test(`${norm} `));
  if (
    !VERBS.some((concept) => has(start, concept)) ||
    /^(?:i|we|he|she|they|je|j'|on|nous|il|elle)$/u.test(tokens[start]?.norm ?? '')
  )
    return '';
  let said = text.slice(first.start, last.end);
  while (CONNECTORS.test(said)) said = said.replace(CONNECTORS, '');
  return said;
}
