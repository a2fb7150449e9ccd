import type { Command, Named, Request, Slots } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import { classify, type Score } from './classifier';
import { type Clause, clausesOf } from './clauses';
import { numberOf, untilIn } from './dates';
import type { Reading } from './entity';
import { excerpt } from './excerpt';
import { featuresOf, HASHES } from './features';
import { layOut } from './layout';
import { lineOf } from './line';
import { undecided } from './lists';
import { pairsOf, severalOf } from './several';
import { type Company, fill, handedOver } from './slots';
import { unusedIn } from './unused';

/** One order, wish or question, with the statements beside it. */
export interface Segment {
  /** The clause that asks. */
  own: Reading;
  /** With the statements that belong to it. */
  whole: Reading;
  /** Only spoken of: no change may come of it, at most an answer. */
  readOnly: 'question' | 'told' | null;
  sentence: number;
  /** An imperative, as opposed to a wish or a question. */
  orders: boolean;
  /** "Tom needs Visio": asks only as long as nothing else does. */
  wishes: boolean;
  /** The clauses before it, the nearest first, for what a pronoun stands for. */
  earlier: readonly Reading[];
  start: number;
}

export interface Understood {
  clauses: readonly Clause[];
  segments: readonly Segment[];
  acts: Request[];
  unused: string[];
  /** Where nothing is sure: the likeliest commands of the whole message. */
  scores: readonly Score[];
  /** A clause was settled by rule. */
  settled: boolean;
}

/** From here on a command is taken to be meant. */
const LIKELY = 0.3;
/** For what changes something or reveals a secret. */
const SURE = 0.5;
/** For a change that names nothing itself beside another act. */
const QUITE_SURE = 0.8;

/** What only speaks of a change may still be a question or a wish to see something. */
const MAY_READ: ReadonlySet<string> = new Set([
  'condition',
  'not approved',
  'put off',
  'doubted',
  'should we',
  'reported',
  'past',
]);
/** Tells of people and benefits that "him" or "it" in another clause stands for. */
const TELLS: ReadonlySet<string> = new Set(['reported', 'past', 'asked about']);

export const scoresOf = (reading: Reading): Score[] => classify(featuresOf(reading, layOut(reading), HASHES));

/** Splits a message into what it asks for. */
export function segmentsOf(reading: Reading): { clauses: Clause[]; segments: Segment[]; settled: boolean } {
  const clauses = clausesOf(reading);
  const settled = clauses.some(({ spokenOf }) => spokenOf !== null);
  const asking = clauses.filter(
    ({ asks, question, spokenOf }) =>
      (asks && (spokenOf === null || MAY_READ.has(spokenOf.polarity))) || (spokenOf !== null && question),
  );
  if (asking.length === 0) {
    // "pending requests", "not yet assigned": at most something to show.
    if (clauses.some(({ spokenOf }) => spokenOf && !MAY_READ.has(spokenOf.polarity)))
      return { clauses, segments: [], settled };
    return {
      clauses,
      segments: [
        {
          own: reading,
          whole: reading,
          readOnly: settled ? 'told' : null,
          sentence: 0,
          orders: false,
          wishes: false,
          earlier: [],
          start: reading.tokens.length,
        },
      ],
      settled,
    };
  }
  const segments = asking.map((clause): Segment => {
    const number = clauses.indexOf(clause);
    const last = clause === asking.at(-1);
    const beside = clauses.filter((other, at) => {
      if (other.asks || other.question || (other.spokenOf && !TELLS.has(other.spokenOf.polarity))) return false;
      const between = at < number ? asking.every((one) => !inside(clauses.indexOf(one), at, number)) : last;
      return between && at !== number;
    });
    const within = (one: Clause, i: number) => i >= one.start && i < one.end;
    const own = excerpt(reading, (i) => within(clause, i));
    return {
      own,
      whole:
        beside.length === 0 ? own : excerpt(reading, (i) => within(clause, i) || beside.some((one) => within(one, i))),
      readOnly: clause.spokenOf === null ? null : clause.question ? 'question' : 'told',
      sentence: clause.sentence,
      orders: clause.orders && !clause.question && clause.spokenOf === null,
      wishes: !clause.orders && !clause.question,
      earlier: clauses
        .slice(0, number)
        .reverse()
        .map((one) => one.reading),
      start: clause.start,
    };
  });
  return { clauses, segments, settled };
}

const inside = (at: number, from: number, to: number): boolean => at > from && at < to;

export function understand(reading: Reading, company: Company): Understood {
  const { clauses, segments, settled } = segmentsOf(reading);
  const acts: Found[] = [];
  const unused: string[] = [];
  const unable: string[] = [];
  let scores: readonly Score[] = [];
  for (const segment of segments) {
    scores = scoresOf(segment.whole);
    const score = chosen(scores, segment.readOnly);
    if (score === null || score.command === 'none' || beyond(segment, score.command, segments.length)) {
      // "and disable his account": an order that the bot can't carry out.
      if (segment.orders && segments.length > 1) unable.push(trimmed(segment.own));
      continue;
    }
    const { command } = score;
    const parts = distributed(command, segment.own);
    for (const part of parts) {
      const whole = parts.length > 1 ? part : segment.whole;
      const act = actOf(command, part, whole, segment.earlier, company);
      if (act === null) continue;
      const until = untilIn(lineOf(part).text, company.today);
      if (act.command === 'assign' && until) act.slots.until = until.date;
      unused.push(...unusedIn(act.command, act.slots, part, until));
      const alone = segments.length === 1;
      const { benefit } = act.slots;
      const vague =
        benefit === undefined ? act.slots.benefits === undefined : typeof benefit === 'object' && 'unknown' in benefit;
      // A statement beside an order; an order that names nothing and is not quite sure.
      if (
        !alone &&
        segment.wishes &&
        vague &&
        act.command === 'assign' &&
        segments.some((one) => one !== segment && !one.wishes)
      )
        continue;
      // "write the minutes and send them to Tom".
      if (SEATS.has(act.command) && vague && unable.length > 0 && act.slots.benefits === undefined) continue;
      if (!alone && SENSITIVE.has(act.command) && part.entities.length === 0 && score.likely < QUITE_SURE) continue;
      for (const one of severalOf(act, part)) acts.push({ ...one, sentence: segment.sentence });
    }
  }
  const [first] = segments;
  for (const clause of clauses) {
    const more = first && clause.start >= first.start ? continued(clause, acts.at(-1), company) : null;
    if (more) acts.push({ ...more, sentence: clause.sentence });
  }
  if (acts.length > 0) unused.push(...unable.filter(Boolean));
  return { clauses, segments, acts: merged(acts), unused: [...new Set(unused)], scores, settled };
}

function chosen(scores: readonly Score[], readOnly: Segment['readOnly']): Score | null {
  const [best] = scores;
  if (!best || best.command === 'none') return null;
  if (readOnly) {
    if (!SENSITIVE.has(best.command)) return best.likely < LIKELY ? null : best;
    // "did you assign X to Tom?" asks who has it.
    const reading = scores.find(({ command }) => command !== 'none' && command !== 'cancel' && !SENSITIVE.has(command));
    return readOnly === 'question' && reading && reading.likely > LIKELY / 3 ? reading : null;
  }
  return best.likely < (SENSITIVE.has(best.command) ? SURE : LIKELY) ? null : best;
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

const SEATS: ReadonlySet<Command> = new Set(['assign', 'unassign', 'reassign']);

/** "Power BI to Ana and Project to Nadia": a part for each benefit with its people. */
function distributed(command: Command, reading: Reading): Reading[] {
  if (command === 'set-quantity') return byNumber(reading);
  const pairs = pairsOf(command, reading);
  if (pairs) return pairs;
  if (!SEATS.has(command) && command !== 'keys' && command !== 'set-role') return [reading];
  const names = reading.entities.filter(({ weak, kind }) => !weak && kind !== 'unknown');
  const kinds = names.map(({ kind }) => (kind === 'benefit' ? 'b' : 'p'));
  const first = kinds[0];
  const cuts: number[] = [];
  for (let i = 1; i < kinds.length; i += 1) {
    if (kinds[i] !== first || kinds[i - 1] === first) continue;
    const left = kinds.slice(cuts.at(-1) ?? 0, i);
    const right = kinds.slice(i);
    if (
      new Set(left).size === 2 &&
      new Set(right).size === 2 &&
      linked(reading, names[i - 1]?.end ?? 0, names[i]?.start ?? 0)
    )
      cuts.push(i);
  }
  if (cuts.length === 0) return [reading];
  const bounds = [0, ...cuts.map((i) => names[i]?.start ?? 0), reading.tokens.length];
  return bounds.slice(1).map((end, k) => excerpt(reading, (i) => i >= (bounds[k] ?? 0) && i < end));
}

/** "20 Power BI and 8 Visio": a part for each benefit with its number. */
function byNumber(reading: Reading): Reading[] {
  const { tokens, entities, entityAt } = reading;
  const benefits = entities.filter(({ kind }) => kind === 'benefit');
  const number = (i: number) =>
    !entityAt[i] && numberOf(tokens[i]?.norm ?? '') !== null && tokens[i]?.kind === 'number';
  const cuts = benefits.slice(1).flatMap(({ start }, k) => {
    const before = [start - 1, start - 2].find(number);
    const after = benefits[k]?.end ?? 0;
    if (before !== undefined && before > after) return before;
    // "Power BI to 20 and Visio to 8".
    return tokens.some((_token, i) => i >= after && i < start && number(i)) ? start : [];
  });
  const bounds = [0, ...cuts, tokens.length];
  return bounds.slice(1).map((end, k) => excerpt(reading, (i) => i >= (bounds[k] ?? 0) && i < end));
}

/** Only "and", a comma or small words stand between. */
function linked({ tokens, spans }: Reading, from: number, to: number): boolean {
  let link = false;
  for (let i = from; i < to; i += 1) {
    if (/^[,;&+/]$/u.test(tokens[i]?.norm ?? '') || tokens[i]?.raw === '\n') link = true;
    else if ((spans[i] ?? []).some(({ concept }) => concept === 'AND')) link = true;
    else if (
      !(spans[i] ?? []).some(({ concept }) =>
        /^(?:SKIP|TO|FOR|OF|FROM|TOONLY|SEAT|ALSO|AND|KEY|MEDIA|LEND)$/u.test(concept),
      )
    )
      return false;
  }
  return link;
}

const THEM = / (?:him|her|them|he|she|lui|leur|il|elle) /u;
const PRONOUNS =
  / (?:him|her|his|them|they|she|he|their|hers|it|that|those|one|some|lui|leur|son|sa|ses|il|elle|ils|elles|le|la|les|l'|en) /u;

/** "I have to install Windows Server, what's the key?" */
const OPEN: ReadonlySet<Command> = new Set(['show', 'keys']);
const ABOUT_ONE = /^(?:KEY|MEDIA|HOWMANY|EXPIRE|LEFT)$/u;

function actOf(
  command: Command,
  own: Reading,
  whole: Reading,
  earlier: readonly Reading[],
  company: Company,
): Request | null {
  if (/^(?:assign|unassign|reassign)$/u.test(command) && undecided(own)) return null;
  const handed = command === 'assign' || command === 'reassign' ? handedOver(whole, company) : null;
  if (handed && !own.concepts.has('PROLONG')) return { command: 'reassign', slots: handed };
  const slots = fill(command, own, company);
  const people = new Set(
    own.entities.filter(({ kind }) => kind === 'person' || kind === 'email').map(({ start }) => start),
  );
  if ((command === 'update-user' || (command === 'reassign' && people.size < 2)) && own !== whole)
    return settledAct(command, fill(command, whole, company), own.concepts.has('PROLONG'));
  if (own !== whole) complete(slots, fill(command, whole, company), command);
  const named = own.entities.some(({ kind }) => kind === 'benefit');
  if (PRONOUNS.test(lineOf(own).text))
    for (const clause of earlier) {
      // Whom a key is for may be told as any holder is.
      const { user } = command === 'keys' && THEM.test(lineOf(own).text) ? fill('assign', clause, company) : {};
      complete(slots, { ...(user === undefined ? {} : { user }), ...fill(command, clause, company) }, command, true);
    }
  else if (!named && OPEN.has(command) && [...own.concepts].some((concept) => ABOUT_ONE.test(concept)))
    for (const clause of earlier) {
      const { benefit, benefits } = fill(command, clause, company);
      complete(
        slots,
        { ...(benefit === undefined ? {} : { benefit }), ...(benefits === undefined ? {} : { benefits }) },
        command,
      );
    }
  // Bare "Visual Studio" is the category.
  if (command === 'show' && bareStudio(own)) return { command: 'list', slots: { category: 'visual-studio' } };
  return settledAct(command, slots, own.concepts.has('PROLONG'));
}

const bareStudio = ({ concepts, tokens, entityAt, has }: Reading): boolean =>
  concepts.has('STUDIO') && tokens.every(({ kind }, i) => kind === 'mark' || entityAt[i] || has(i, 'SKIP'));

/** "Et Project aussi", "Hofmann too" after an order: the same for another benefit or person. */
function continued({ reading, asks, spokenOf }: Clause, last: Request | undefined, company: Company): Request | null {
  if (asks || spokenOf || !last || !SEATS.has(last.command) || last.command === 'reassign') return null;
  const { concepts, spans, entityAt } = reading;
  if (!concepts.has('ALSO') || (!concepts.has('b') && !concepts.has('p'))) return null;
  if (
    spans.some(
      (list, i) =>
        !entityAt[i] && list.some(({ concept }) => /^(?:BE|NEED|NONEED|MODAL|NEG|\w+\.past)$/u.test(concept)),
    )
  )
    return null;
  const { benefit, benefits, user, users, ...rest } = last.slots;
  const said = fill(last.command, reading, company);
  const things = said.benefit ?? said.benefits;
  const people = said.user ?? said.users;
  if (things === undefined && people === undefined) return null;
  const before = {
    ...(things === undefined
      ? { ...(benefit === undefined ? {} : { benefit }), ...(benefits === undefined ? {} : { benefits }) }
      : {}),
    ...(people === undefined
      ? { ...(user === undefined ? {} : { user }), ...(users === undefined ? {} : { users }) }
      : {}),
  };
  return { command: last.command, slots: { ...rest, ...before, ...said } };
}

/** Takes from a wider reading what the clause itself leaves open. */
function complete(slots: Slots, wider: Slots, command: Command, asked = false): void {
  if (slots.benefit === undefined && slots.benefits === undefined) {
    if (wider.benefit !== undefined) slots.benefit = wider.benefit;
    else if (wider.benefits !== undefined) slots.benefits = wider.benefits;
  }
  if (
    !(command === 'keys' && !asked) &&
    slots.user === undefined &&
    slots.users === undefined &&
    slots.group === undefined
  ) {
    if (wider.user !== undefined) slots.user = wider.user;
    else if (wider.users !== undefined) slots.users = wider.users;
  }
  for (const key of ['from', 'to', 'email', 'name', 'role', 'language', 'os', 'quantity'] as const)
    if (slots[key] === undefined && wider[key] !== undefined) Object.assign(slots, { [key]: wider[key] });
}

function settledAct(command: Command, slots: Slots, prolongs = false): Request {
  // "extend Tom's Visio until June".
  if (command === 'reassign' && prolongs && slots.from !== undefined) {
    const { from, to: _to, ...seat } = slots;
    return { command: 'assign', slots: { ...seat, user: from } };
  }
  // "give it to Élodie instead of Tom".
  if (command === 'assign' && slots.from !== undefined) {
    const { user, users: _users, ...rest } = slots;
    return { command: 'reassign', slots: { ...rest, ...(user === undefined ? {} : { to: user }) } };
  }
  return { command, slots };
}

const SLOTLESS: ReadonlySet<Command> = new Set(['help', 'cancel']);

/** Commands that without a slot are as good as nothing beside another act. */
const VAGUE: ReadonlySet<Command> = new Set([
  'list',
  'show',
  'users',
  'assignments',
  'history',
  'membership',
  'requests',
  'keys',
  'portal',
  'assign',
  'unassign',
  'reassign',
  'set-role',
  'set-quantity',
  'remove-user',
  'update-user',
]);

interface Found extends Request {
  sentence: number;
}

/** Same command, same other slots: one act. What only courtesy made an act of falls away. */
function merged(acts: readonly Found[]): Request[] {
  const real = acts.filter(
    ({ command, slots, sentence }, at) =>
      !SLOTLESS.has(command) &&
      !(
        VAGUE.has(command) &&
        Object.keys(slots).length === 0 &&
        acts.some(
          (other, k) =>
            k !== at &&
            !SLOTLESS.has(other.command) &&
            (((other.sentence === sentence || SENSITIVE.has(other.command)) && Object.keys(other.slots).length > 0) ||
              SENSITIVE.has(command)),
        )
      ),
  );
  const result: Request[] = [];
  for (const { command, slots } of real.length > 0 ? real : acts.slice(0, 1)) {
    const same = result.findLast((one) => one.command === command);
    // "I don't need Visio after all, cancel my request".
    const unneeded =
      command === 'withdraw' ? result.findIndex((one) => one.command === 'unassign' && one.slots.user === 'me') : -1;
    if (unneeded >= 0) {
      const { user: _me, ...seat } = result[unneeded]?.slots ?? {};
      result[unneeded] = { command, slots: { ...seat, ...slots } };
      continue;
    }
    const moved = same
      ? null
      : result.map((one) => ({ one, slots: reassigned(one, { command, slots }) })).find((pair) => pair.slots);
    if (moved?.slots) Object.assign(moved.one, { command: 'reassign', slots: moved.slots });
    else if (!same) result.push({ command, slots });
    else if (covers(same.slots, slots)) continue;
    else if (covers(slots, same.slots)) same.slots = slots;
    else {
      const joint =
        union(same.slots, slots) ??
        join(same.slots, slots, 'benefit', 'benefits') ??
        join(same.slots, slots, 'user', 'users');
      if (joint) same.slots = joint;
      else result.push({ command, slots });
    }
  }
  return result;
}

/** The same benefit taken from one and given to another. */
function reassigned(a: Request, b: Request): Slots | null {
  const [taken, given] = a.command === 'unassign' ? [a, b] : [b, a];
  if (taken.command === 'unassign' && given.command === 'reassign') {
    const { from, to, benefit } = given.slots;
    const { user, ...seat } = taken.slots;
    if (to === undefined || user === undefined || (from !== undefined && text(from) !== text(user))) return null;
    if (benefit !== undefined && text(benefit) !== text(seat.benefit)) return null;
    return { ...seat, ...given.slots, from: user };
  }
  if (taken.command !== 'unassign' || given.command !== 'assign') return null;
  const { user: from, ...seat } = taken.slots;
  const { user: to, ...other } = given.slots;
  if (from === undefined || to === undefined || text(from) === text(to)) return null;
  const { email, ...plain } = other;
  return text(seat) === text(plain) ? { ...other, from, to } : null;
}

/** "I'm done with Visio, you can take it from me": two halves of one act. */
function union(a: Slots, b: Slots): Slots | null {
  const keys = Object.keys(a).filter((key) => key in b);
  const halves = (Object.keys(a).length === 1 || Object.keys(b).length === 1) && keys.length === 0;
  const names = (slots: Slots) => (slots.benefit ?? slots.benefits) !== undefined;
  return halves && names(a) !== names(b) ? { ...a, ...b } : null;
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const covers = (wide: Slots, narrow: Slots): boolean =>
  Object.entries(narrow).every(([key, value]) => text(wide[key as keyof Slots]) === text(value));

function join(a: Slots, b: Slots, one: 'benefit' | 'user', many: 'benefits' | 'users'): Slots | null {
  const values = (slots: Slots): readonly Named[] | null => {
    const several = slots[many];
    if (Array.isArray(several)) return several;
    const single = slots[one];
    return single === undefined ? null : [single];
  };
  const [left, right] = [values(a), values(b)];
  if (!left || !right) return null;
  const { [one]: _a, [many]: _as, ...restA } = a;
  const { [one]: _b, [many]: _bs, ...restB } = b;
  if (text(restA) !== text(restB)) return null;
  const all = [...left];
  for (const value of right) if (!all.some((known) => text(known) === text(value))) all.push(value);
  return all.length === 1 ? { ...restA, [one]: all[0] } : { ...restA, [many]: all };
}
