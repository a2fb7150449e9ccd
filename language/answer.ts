import type { Named, OperatingSystem, Role, Slots } from '../benefits/command';
import { chosenAmong, fitsAt } from './choice';
import { clausesOf } from './clauses';
import { corrected } from './correct-question';
import type { Reading } from './entity';
import type { Company } from './filler';
import { lineOf } from './line';
import type { Answer, Meaning, Question } from './meaning';
import { quantityIn } from './quantity';
import type { Sources } from './words';

/** Concepts that may stand in an answer beside what it says. */
const BESIDE =
  /^(?:SKIP|GREET|REQUEST|THANKS|YES|NO|RATHER|TO|TOONLY|FOR|FROM|OF|ON|WITH|AND|AS|SEAT|BE|ME|MY|I|POSS|USERNOUN|IWANT|NEED|NTH:|BOTH|ANY|NEITHER|PRONOUN|YOU|SUBJECT|HAVE|OR|BUT|NEG|LANGUAGE|ALSO|EXCEPT|UNTIL|ROLE$)/u;
/** "no wait, admin" corrects, "no wait, cancel that" doesn't. */
const HESITATION =
  /^ (?:(?:no|non|euh|er|um|uh|oh|ah|oops|oups|sorry|pardon|wait|attends|attendez|hold on|actually|en fait|[,.!…-]) ){1,8}(?!.* (?:cancel|stop|forget|nothing|annule|annulez|laisse|laissez|oublie|oubliez|rien) )/u;
/** Names beside which a question for a person is answered by a request of its own. */
const FOR_PEOPLE: ReadonlySet<Question['asking']> = new Set(['user', 'from', 'to']);

/**
 * Reads a message as the answer to what the bot asked. Only a fragment answers: a name, a choice, a value, yes, no, a
 * correction. A request of its own is `new`, also one with the same command. `uncorrected` still has the names that were corrected.
 */
export function answerTo(
  question: Question,
  {
    reading,
    uncorrected: raw,
    understood,
  }: { reading: Reading; uncorrected: Reading; understood: { settled: boolean } },
  meaning: Meaning,
  sources: Sources,
  company: Company,
): Answer {
  const says = (concept: string) => reading.concepts.has(concept);
  const [act] = meaning.acts;
  const words = raw.tokens.filter((token) => token.kind !== 'mark');
  if (words.length === 0) return { kind: 'unclear' };
  const indifferent = says('ANY') && (question.asking === 'language' || question.asking === 'os');
  const slots = slotsOf(question, reading, raw, sources, company);
  if (act?.command === 'cancel' && !indifferent) {
    const corrects = question.asking === 'confirm' && slots && HESITATION.test(lineOf(raw).text);
    return corrects ? { kind: 'fill', slots } : { kind: 'cancel' };
  }
  // What is forbidden or put off is no answer.
  const bare = !understood.settled && isBare(question, reading, sources, company);
  // A request of its own: for somebody beside a benefit, or with a verb and more than one name.
  const named = reading.entities.some(({ kind }) => kind === 'benefit');
  const ordered =
    act !== undefined && Object.keys(act.slots).length > 1 && clausesOf(reading).some(({ orders }) => orders);
  const own = ordered || (FOR_PEOPLE.has(question.asking) && act !== undefined && named);
  if (bare && slots && !own) return { kind: 'fill', slots };
  if (act && (ordered || !bare)) {
    // "assign it to Tom" goes on with what was asked.
    const goesOn = act.command === question.command && meaning.acts.length === 1 && says('PRONOUN');
    if (goesOn && act.slots.benefit === undefined && act.slots.benefits === undefined)
      return { kind: 'fill', slots: act.slots };
    return { kind: 'new', meaning };
  }
  // "don't assign it to Ana".
  if (understood.settled && !bare) return act ? { kind: 'new', meaning } : { kind: 'unclear' };
  if (indifferent) return { kind: 'fill', slots: {} };
  const only = (concept: string) =>
    says(concept) && reading.tokens.every((token, i) => token.kind === 'mark' || covered(reading, i, concept));
  if (only('NEITHER')) return { kind: 'cancel' };
  if (question.asking === 'confirm' && only('YES') && !says('NO')) return { kind: 'confirm' };
  if (only('NO')) return { kind: 'cancel' };
  if (
    question.asking === 'confirm' &&
    (reading.spans[0] ?? []).some(({ concept }) => concept === 'YES') &&
    !says('NO') &&
    !act &&
    words.length <= 5
  )
    return { kind: 'confirm' };
  // A correction of what is about to be done names one thing; a sentence about several is something else.
  const another = question.asking === 'confirm' && !bare && reading.entities.length > 1;
  if (slots && !act && !another) return { kind: 'fill', slots };
  return act ? { kind: 'new', meaning } : { kind: 'unclear' };
}

function covered(reading: Reading, position: number, concept: string): boolean {
  for (let start = Math.max(0, position - 6); start <= position; start += 1) {
    for (const span of reading.spans[start] ?? []) {
      if (span.end <= position) continue;
      if (span.concept === concept || /^(?:SKIP|GREET|REQUEST|THANKS)$/u.test(span.concept)) return true;
    }
  }
  return false;
}

/** "make that": what follows corrects. */
const LEAD =
  /^ (?:(?:no|actually|sorry|ok|non|en fait|,) )*(?:(?:make|change|set|switch) (?:it|that|this)(?: to)?|let 's say|mets|mettez|disons|plutot) /u;

/** Nothing but names, values and the small words of an answer. */
function isBare(question: Question, reading: Reading, sources: Sources, company: Company): boolean {
  if (question.asking === 'name') return !reading.concepts.has('KEY') && reading.tokens.length <= 6;
  const confirming = question.asking === 'confirm';
  const free: boolean[] = reading.tokens.map(() => false);
  const choosing = question.candidates !== undefined && question.candidates.length > 0;
  const period = confirming ? company.untilIn(reading) : null;
  const line = lineOf(reading);
  const lead = confirming ? LEAD.exec(line.text) : null;
  if (lead) free.fill(true, ...line.tokens(0, lead[0].length));
  reading.tokens.forEach((token, i) => {
    if (token.kind === 'mark' || reading.entityAt[i]) free[i] = true;
    else if (token.kind === 'number' && (question.asking === 'quantity' || confirming)) free[i] = true;
    else if (choosing && fitsAt(sources, question, i, reading).length > 0) free[i] = true;
    else if (period && i >= period.start && i < period.end) free[i] = true;
    for (const span of reading.spans[i] ?? [])
      if (BESIDE.test(span.concept) || isValue(question, span.concept)) free.fill(true, i, span.end);
  });
  return free.every(Boolean);
}

function isValue({ asking }: Question, concept: string): boolean {
  if (asking === 'language') return concept.startsWith('LANG:');
  if (asking === 'os') return concept.startsWith('OS:');
  if (asking === 'role') return concept.startsWith('ROLE:');
  if (asking === 'filter') return concept.startsWith('FILTER:') || concept.startsWith('CAT:');
  return asking === 'confirm' && /^(?:LANG|OS|ROLE):/u.test(concept);
}

/** The last value of a kind that a text names. */
function valueIn(reading: Reading, prefix: string): string | undefined {
  let found: string | undefined;
  for (const list of reading.spans)
    for (const span of list) if (span.concept.startsWith(prefix)) found = span.concept.slice(prefix.length);
  return found;
}

/** The slots that an answer sets, or null where it says none. */
function slotsOf(question: Question, reading: Reading, raw: Reading, sources: Sources, company: Company): Slots | null {
  const { asking } = question;
  switch (asking) {
    case 'benefit': {
      const choice = chosenAmong(question, reading, sources);
      if (choice !== null) return typeof choice === 'string' ? { benefit: choice } : null;
      const benefits = reading.entities.filter(({ kind }) => kind === 'benefit');
      const named =
        benefits.find(({ weak }) => !weak) ?? benefits[0] ?? reading.entities.find(({ kind }) => kind === 'unknown');
      return named ? { benefit: named.named } : null;
    }
    case 'user':
    case 'from':
    case 'to':
      return peopleIn(question, asking, reading, sources);
    case 'email': {
      const address = reading.entities.find((entity) => entity.kind === 'email');
      return address ? { email: address.text } : null;
    }
    case 'language': {
      const language = valueIn(reading, 'LANG:');
      return language && language !== 'other' ? { language } : null;
    }
    case 'os': {
      const bare = reading.tokens.some((token) => /^(?:windows|win|pc)$/u.test(token.norm));
      const os = valueIn(reading, 'OS:') ?? (bare ? 'windows-x64' : undefined);
      return os ? { os: os as OperatingSystem } : null;
    }
    case 'role': {
      const role = valueIn(reading, 'ROLE:');
      return role ? { role: role as Role } : null;
    }
    case 'name': {
      const name = nameIn(reading);
      return name ? { name } : null;
    }
    case 'filter': {
      const filter = valueIn(reading, 'FILTER:');
      const category = valueIn(reading, 'CAT:');
      if (!filter && !category) return null;
      return {
        ...(filter ? { filter: filter as NonNullable<Slots['filter']> } : {}),
        ...(category ? { category: category as NonNullable<Slots['category']> } : {}),
      };
    }
    case 'quantity': {
      const quantity = quantityIn(reading);
      return quantity === null ? null : { quantity };
    }
    case 'confirm':
      return corrected(question, reading, raw, company);
  }
}

function peopleIn(
  question: Question,
  asking: 'user' | 'from' | 'to',
  reading: Reading,
  sources: Sources,
): Slots | null {
  const choice = chosenAmong(question, reading, sources);
  if (choice !== null) {
    if (typeof choice === 'string') return { [asking]: choice };
    const all = (choice as readonly string[]).length === question.candidates?.length && !reading.concepts.has('BOTH');
    if (all) return null;
    return asking === 'user' && Array.isArray(choice) ? { users: choice } : null;
  }
  const names: Named[] = [];
  for (const { kind, named } of reading.entities)
    if (
      /^(?:person|email|unknown|team)$/u.test(kind) &&
      !names.some((one) => JSON.stringify(one) === JSON.stringify(named))
    )
      names.push(named);
  if (reading.concepts.has('EVERYONE') && names.length === 0 && asking === 'user') return { users: 'everyone' };
  const group = reading.entities.find(({ kind }) => kind === 'group');
  if (group && typeof group.named === 'string' && names.length === 0 && asking === 'user')
    return { group: group.named };
  const me = reading.tokens.some((token, i) => reading.has(i, 'ME') || /^(?:myself|moi|me|i)$/u.test(token.norm));
  if (names.length === 0 && me) names.push('me');
  const [first] = names;
  if (first === undefined) return null;
  if (names.length > 1) return asking === 'user' ? { users: names } : null;
  return { [asking]: first };
}

function nameIn(reading: Reading): string | null {
  const text = reading.text.trim();
  if (text.length > 60 || !/^\p{L}[\p{L}\p{M}' ’.-]+$/u.test(text)) return null;
  if (reading.concepts.has('YES') || reading.concepts.has('NO')) return null;
  return text.replace(
    /^(?:it'?s|his name is|her name is|the name is|c['’]est|il s['’]appelle|elle s['’]appelle|son nom est)\s/iu,
    '',
  );
}
