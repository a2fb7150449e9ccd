import type { Named, OperatingSystem, Role, Slots } from '../benefits/command';
import { chosenAmong, fitsAt } from './choice';
import { numberOf } from './dates';
import type { Reading } from './entity';
import type { Heard } from './heard';
import { lineOf } from './line';
import type { Question } from './meaning';
import { quantityIn } from './quantity';
import type { Sources } from './words';

/** Concepts that may stand in an answer beside what it says. */
const BESIDE =
  /^(?:SKIP|GREET|REQUEST|THANKS|YES|NO|RATHER|TO|TOONLY|FOR|FROM|OF|ON|WITH|AND|AS|SEAT|BE|ME|MY|I|POSS|USERNOUN|IWANT|NEED|NTH:.*|BOTH|ANY|NEITHER|PRONOUN|YOU|SUBJECT|HAVE|OR|BUT|NEG|LANGUAGE|ALSO|EXCEPT|UNTIL|ROLE)(?:\.past)?$/u;
const SMALL =
  /^(?:only|just|alone|seulement|uniquement|juste|seule?|other|autre|premiers|premieres|derniers|dernieres|all|everything|tout|tous|then|alors|so|donc|que|qu')$/u;
/** "make that", "I meant": what follows corrects. */
const LEAD =
  /^ (?:(?:no|actually|sorry|ok|yes|non|oui|en fait|,) )*(?:(?:make|change|set|switch) (?:it|that|this)(?: to)?|let 's say|mets|mettez|disons|plutot|do|fais|faites|i meant?|je (?:voulais|veux) dire) /u;

/** What stands in a message beside names, values and the small words of an answer, as typed. */
export function leftOver(heard: Heard, question: Question | null): string[] {
  if (question?.asking === 'person-details') return [];
  if (question?.asking === 'user' && introducedBy(heard)) return [];
  const { reading, sources, company } = heard;
  const { tokens, spans, entityAt } = reading;
  const confirming = !question || question.asking === 'confirm';
  const free = tokens.map(() => false);
  const choosing = question?.candidates !== undefined && question.candidates.length > 0;
  const period = confirming || question.command === 'assign' ? company.untilIn(reading) : null;
  const line = lineOf(reading);
  const lead = LEAD.exec(line.text);
  if (lead) free.fill(true, ...line.tokens(0, lead[0].length));
  tokens.forEach(({ kind, norm }, i) => {
    if (kind === 'mark' || entityAt[i] || SMALL.test(norm)) free[i] = true;
    else if (numberOf(norm) !== null && (question?.asking === 'quantity' || confirming)) free[i] = true;
    else if (choosing && fitsAt(sources, question, i, reading).length > 0) free[i] = true;
    else if (period && i >= period.start && i < period.end) free[i] = true;
    for (const span of spans[i] ?? [])
      if (BESIDE.test(span.concept) || isValue(question, span.concept)) free.fill(true, i, span.end);
  });
  const first = tokens[free.indexOf(false)];
  const last = tokens[free.lastIndexOf(false)];
  return first && last ? [reading.text.slice(first.start, last.end)] : [];
}

function isValue(question: Question | null, concept: string): boolean {
  const asking = question?.asking ?? 'confirm';
  if (asking === 'language') return concept.startsWith('LANG:');
  if (asking === 'os') return concept.startsWith('OS:');
  if (asking === 'role') return concept.startsWith('ROLE:');
  return asking === 'confirm' && /^(?:LANG|OS|ROLE):/u.test(concept);
}

/** The last value of a kind that a text names. */
export function lastValue(reading: Reading, prefix: string): string | undefined {
  let found: string | undefined;
  for (const list of reading.spans)
    for (const { concept } of list) if (concept.startsWith(prefix)) found = concept.slice(prefix.length);
  return found;
}

/** The slots that a message says as the answer to a question, or null where it says none. */
export function valueIn(heard: Heard, question: Question): Slots | null {
  const { reading, sources } = heard;
  switch (question.asking) {
    case 'benefit': {
      const benefits = benefitsIn(question, reading, sources);
      // "Visio, for Tom".
      const { user, users } = question.slots;
      const people =
        benefits && (user ?? users) === undefined
          ? peopleIn({ ...question, candidates: [] }, 'user', reading, sources)
          : null;
      return benefits && { ...benefits, ...people, ...untilSaid(heard, question) };
    }
    case 'user':
    case 'from':
    case 'to': {
      const entered = question.asking === 'user' ? introducedBy(heard) : null;
      if (entered) return entered;
      const people = peopleIn(question, question.asking, reading, sources);
      return people && { ...people, ...untilSaid(heard, question) };
    }
    case 'email': {
      const address = reading.entities.find(({ kind }) => kind === 'email');
      return address ? { email: address.text } : null;
    }
    case 'language': {
      const language = lastValue(reading, 'LANG:');
      return language && language !== 'other' ? { language } : null;
    }
    case 'os': {
      const bare = reading.tokens.some(({ norm }) => /^(?:windows|win|pc)$/u.test(norm));
      const os = lastValue(reading, 'OS:') ?? (bare ? 'windows-x64' : undefined);
      return os ? { os: os as OperatingSystem } : null;
    }
    case 'role': {
      const role = lastValue(reading, 'ROLE:');
      return role ? { role: role as Role } : null;
    }
    case 'quantity': {
      const quantity = quantityIn(reading);
      return quantity === null ? null : { quantity };
    }
    case 'person-details':
      return heard.newPerson();
    case 'givers':
    case 'confirm':
      return null;
  }
}

/** "Tobias Wren, tobias.wren@contoso.example": somebody who is not in the list, by name and address. */
function introducedBy({ reading, newPerson }: Heard): Slots | null {
  const unlisted = reading.entities.every(({ named }) => typeof named === 'object');
  const addresses = reading.entities.filter(({ kind }) => kind === 'email');
  const { name, email } = (unlisted && addresses.length === 1 && newPerson()) || {};
  return name && email ? { users: [{ unknown: name }, { unknown: email }] } : null;
}

function untilSaid({ reading, company }: Heard, { command }: Question): Slots {
  const until = command === 'assign' ? company.untilIn(reading) : null;
  return until ? { until: until.date } : {};
}

function benefitsIn(question: Question, reading: Reading, sources: Sources): Slots | null {
  const choice = chosenAmong(question, reading, sources);
  if (typeof choice === 'string') return { benefit: choice };
  if (choice !== null) return severalMeant(reading) ? { benefits: choice as readonly string[] } : null;
  const named = reading.entities.filter(({ kind }) => kind === 'benefit');
  const firm = named.some(({ weak }) => !weak) ? named.filter(({ weak }) => !weak) : named.slice(0, 1);
  const benefits = distinct(firm.map((each) => each.named));
  const unknown = reading.entities.find(({ kind }) => kind === 'unknown');
  const [first = unknown?.named] = benefits;
  if (first === undefined) return null;
  return benefits.length > 1 ? { benefits } : { benefit: first };
}

/** "both", "the first and the last", "Dupont et Durand". */
const severalMeant = ({ concepts }: Reading): boolean => concepts.has('BOTH') || concepts.has('AND');

export const key = (value: Slots[keyof Slots] | readonly Named[]): string => JSON.stringify(value ?? null);
export const distinct = (names: readonly Named[]): Named[] => [
  ...new Map(names.map((named) => [key(named), named])).values(),
];

function peopleIn(
  question: Question,
  asking: 'user' | 'from' | 'to',
  reading: Reading,
  sources: Sources,
): Slots | null {
  const several = asking === 'user';
  const names = distinct(fullNames(reading));
  const all = several ? eachAnswered(question.slots.users, names) : null;
  if (all) return { users: all };
  const choice = chosenAmong(question, reading, sources);
  if (typeof choice === 'string') {
    // "Dupont, and Tom".
    const others = names.filter((named) => typeof named === 'string' && !question.candidates?.includes(named));
    if (others.length > 0) return several ? { users: [choice, ...others] } : null;
    return { [asking]: choice };
  }
  if (choice !== null) {
    const all = (choice as readonly string[]).length === question.candidates?.length && !reading.concepts.has('BOTH');
    return several && !all ? { users: choice as readonly string[] } : null;
  }
  if (reading.concepts.has('EVERYONE') && names.length === 0 && several) return { users: 'everyone' };
  const group = reading.entities.find(({ kind }) => kind === 'group');
  if (group && typeof group.named === 'string' && names.length === 0 && several) return { group: group.named };
  const me = reading.tokens.some(({ norm }, i) => reading.has(i, 'ME') || /^(?:myself|moi|me|i)$/u.test(norm));
  if (names.length === 0 && me) names.push('me');
  const [first, ...more] = names;
  if (first === undefined) return null;
  if (more.length > 0) return several ? { users: names } : null;
  return { [asking]: first };
}

/** The people named, "Kevin Marsh" as one, whom nobody is called. */
function fullNames({ entities }: Reading): Named[] {
  const names: Named[] = [];
  let end = -1;
  for (const { kind, named, text, ...at } of entities) {
    if (!/^(?:person|email|unknown|team)$/u.test(kind)) continue;
    const before = at.start === end ? names.at(-1) : undefined;
    const surname = kind === 'unknown' && /^\p{Lu}/u.test(text);
    if (surname && typeof before === 'object' && 'unknown' in before)
      names[names.length - 1] = { unknown: `${before.unknown} ${text}` };
    else names.push(named);
    end = at.end;
  }
  return names;
}

/** "Niamh Byrne and Camille Stephan": an answer to each unclear name of several, and no more. */
function eachAnswered(users: Slots['users'], names: readonly Named[]): Named[] | null {
  if (!Array.isArray(users) || names.length < 2) return null;
  let left = names.filter((named) => !users.some((user) => key(user) === key(named)));
  const answered = users.map((user: Named) => {
    const one = typeof user === 'string' ? undefined : left.find((named) => fits(user, named));
    left = left.filter((named) => named !== one);
    return one ?? user;
  });
  return left.length === 0 ? answered : null;
}

const fits = (unclear: Named, named: Named): boolean =>
  typeof named === 'string' && (Array.isArray(unclear) ? unclear.includes(named) : typeof unclear === 'object');
