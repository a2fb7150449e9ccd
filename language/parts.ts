import type { Named, Role } from '../benefits/command';
import type { Entity, Reading } from './entity';
import { nameWords } from './text';

export type Marker = 'to' | 'from' | 'of' | 'for' | 'with' | 'by' | 'as' | 'owner' | 'bare';

export interface Person {
  entity: Entity | null;
  named: Named;
  marker: Marker;
  start: number;
  end: number;
  /** Joined by "and" or a comma to the person before. */
  joined: boolean;
}

/** Concepts of the words that end just before a position, with the length of the phrase. */
export function before(reading: Reading, position: number): { concept: string; start: number }[] {
  const found: { concept: string; start: number }[] = [];
  for (let start = Math.max(0, position - 6); start < position; start += 1) {
    for (const span of reading.spans[start] ?? [])
      if (span.end === position && !reading.entityAt[start]) found.push({ concept: span.concept, start });
  }
  return found;
}

const MARKERS: readonly (readonly [string, Marker])[] = [
  ['WITH', 'with'],
  ['FROM', 'from'],
  ['FOR', 'for'],
  ['TOONLY', 'to'],
  ['TO', 'to'],
  ['OF', 'of'],
  ['BY', 'by'],
  ['AS', 'as'],
];

export function markerOf(
  reading: Reading,
  entity: { start: number; end: number },
): { marker: Marker; joined: boolean } {
  const after = reading.tokens[entity.end];
  if (after?.norm === "'s" && reading.entityAt[entity.end] === undefined && !copula(reading, entity.end))
    return { marker: 'owner', joined: false };
  let at = entity.start;
  for (let steps = 0; steps < 6 && at > 0; steps += 1) {
    const token = reading.tokens[at - 1];
    if (reading.entityAt[at - 1]) break;
    if (token?.kind === 'mark') {
      if (token.norm === ',' || token.norm === '&' || token.norm === '+' || token.norm === '/')
        return { marker: 'bare', joined: true };
      if ((token.raw === '\n' || token.norm === ';') && reading.entityAt[at - 2])
        return { marker: 'bare', joined: true };
      if (token.norm === '->') return { marker: 'to', joined: false };
      if (token.norm === '(' || token.norm === '"' || token.norm === '«' || token.norm === '=' || token.norm === ':') {
        at -= 1;
        continue;
      }
      break;
    }
    const ending = before(reading, at);
    // "tout ce qu'a Julie": the verb, not the preposition.
    if (token?.raw === 'a' && /^qu(?:'|e)$/u.test(reading.tokens[at - 2]?.norm ?? '')) break;
    for (const [concept, marker] of MARKERS) {
      if (!ending.some((span) => span.concept === concept)) continue;
      return { marker, joined: false };
    }
    if (ending.some((span) => span.concept === 'AND')) return { marker: 'bare', joined: true };
    const skip = ending.find(
      (span) =>
        span.concept === 'SKIP' || span.concept === 'USERNOUN' || span.concept === 'MY' || span.concept === 'GREET',
    );
    if (!skip) break;
    at = skip.start;
  }
  return { marker: 'bare', joined: false };
}

/** Whether `'s` stands for "is" or "has": Tom's leaving. */
function copula(reading: Reading, position: number): boolean {
  const next = reading.tokens[position + 1];
  if (!next || next.kind === 'mark') return false;
  return /^(?:leaving|gone|going|been|got|done|no|not|joining|joined|left|finished|asking|waiting|using|moving|starting|on|off|in|out|a|an|the|now|missing)$/u.test(
    next.norm,
  );
}

export function joinedMe(reading: Reading): boolean {
  for (let i = 0; i < reading.tokens.length; i += 1) {
    if (reading.entityAt[i] || !/^(?:me|myself|i|moi)$/u.test(reading.tokens[i]?.norm ?? '')) continue;
    // "Priya and I", "à Priya et à moi".
    const link = reading.has(i - 1, 'AND') || reading.tokens[i - 1]?.norm === '&' ? i - 1 : i - 2;
    if ((reading.has(link, 'AND') || reading.tokens[link]?.norm === '&') && reading.entityAt[link - 1]) return true;
    if (
      (reading.has(i + 1, 'AND') || reading.tokens[i + 1]?.norm === '&') &&
      (reading.entityAt[i + 2]?.kind === 'person' || reading.entityAt[i + 3]?.kind === 'person')
    )
      return true;
  }
  return false;
}

/** "my VS", "my own licences", "mine"; not "my team" or "my report". */
function own(reading: Reading, { start, end }: Person): boolean {
  if (/^(?:mine|mien|mienne|miens|miennes)$/u.test(reading.tokens[start]?.norm ?? '')) return true;
  if (/^(?:name|nom)$/u.test(reading.tokens[end]?.norm ?? '')) return true;
  for (let at = end; at < reading.tokens.length && at < end + 3; at += 1) {
    if (reading.entityAt[at]) return reading.entityAt[at]?.kind !== 'person';
    const spans = reading.spans[at] ?? [];
    if (spans.some(({ concept }) => OWNED.has(concept))) return true;
    if (!spans.some(({ concept }) => concept === 'SKIP')) return false;
  }
  return false;
}
const OWNED = new Set('SEAT BENEFIT BENEFITWORD KEY HISTORY ASSIGNMENT ACCOUNT ROLE DATA'.split(' '));

/** Whether "I" and "me" mean the person, not just the one who speaks: "I need X", not "I need you to give…". */
export function meant(reading: Reading, self: Person): boolean {
  if (self.marker === 'owner') return own(reading, self);
  const isI = reading.has(self.start, 'I') && !reading.has(self.start, 'ME');
  if (!isI) return true;
  // A wish for a thing, not for an act.
  let wished = 0;
  for (let start = Math.max(0, self.start - 2); start <= self.start; start += 1) {
    for (const span of reading.spans[start] ?? []) {
      if (span.concept === 'IWANT' && span.end > self.start) wished = Math.max(wished, span.end);
    }
  }
  const wish = wished > 0;
  // "I still need", "I could get".
  let after = self.end;
  while (['SKIP', 'MODAL', 'YET'].some((concept) => reading.has(after, concept)) && !reading.has(after, 'NEED'))
    after += 1;
  const need =
    (reading.spans[after] ?? []).some((span) => /^(?:NEED|NONEED|HAVE)$/u.test(span.concept)) ||
    (after > self.end && reading.tokens[after]?.norm === 'get');
  const have = [1, 2, 3].some(
    (offset) =>
      reading.has(self.start - offset, 'HAVE') ||
      reading.has(self.start + offset, 'HAVE') ||
      reading.has(self.start + offset, 'HAVE.past') ||
      (reading.spans[self.start + offset] ?? []).some((span) => span.concept === 'NONEED'),
  );
  // What oneself no longer needs is one's own, whoever is to take it back.
  if (
    [1, 2, 3].some((offset) => (reading.spans[self.start + offset] ?? []).some(({ concept }) => concept === 'NONEED'))
  )
    return true;
  if (reading.concepts.has('NONEED') && reading.entities.every(({ kind }) => kind === 'benefit')) return true;
  // "I'll take the Azure credit", "je prends le crédit".
  if ([0, 1].some((offset) => reading.has(self.end + offset, 'TAKE'))) return true;
  const act = reading.tokens.some(
    (_token, i) =>
      ['ASSIGN', 'REMOVE', 'UNASSIGN', 'ADD', 'GIVE'].some((concept) => reading.has(i, concept)) &&
      !reading.entityAt[i] &&
      i >= wished &&
      i > self.start &&
      !reading.has(i, 'I'),
  );
  return (wish || need || have) && !act;
}

/** "Tom is leaving, Ana …": the first one goes. */
export function leavesBetween(
  reading: Reading,
  first: { start: number; end: number },
  second: { start: number; end: number },
): boolean {
  return reading.tokens.some(
    (_token, i) =>
      i >= first.end &&
      i < second.start &&
      (reading.spans[i] ?? []).some((span) => span.concept === 'LEAVING' && span.end <= second.start),
  );
}

export function sides(reading: Reading, persons: readonly Person[]): { from: Person | null; to: Person | null } {
  let from: Person | null = null;
  let to: Person | null = null;
  const [first, second] = persons;
  const replace = reading.concepts.has('REPLACE');
  const takeover =
    reading.concepts.has('TAKEOVER') && !reading.concepts.has('MOVE') && !reading.concepts.has('REASSIGN');
  const take = reading.concepts.has('TAKE') || reading.concepts.has('REMOVE') || reading.concepts.has('UNASSIGN');
  const verb = reading.tokens.findIndex((_token, i) => reading.has(i, 'REPLACE') && !reading.entityAt[i]);
  if (replace && first && second)
    return first.start < verb && second.start > verb ? { from: second, to: first } : { from: first, to: second };
  if (first && second && leavesBetween(reading, first, second)) return { from: first, to: second };
  const holder = persons.find(({ end }) => reading.has(end, 'HAVE') && reading.tokens[end]?.norm !== 'on');
  if (first && second && holder && persons.length === 2 && !takeover)
    return { from: holder, to: holder === first ? second : first };
  if (first && second && takeover && persons.every(({ marker }) => marker === 'bare')) {
    const verbAt = reading.tokens.findIndex((_token, i) => !reading.entityAt[i] && reading.has(i, 'TAKEOVER'));
    const heir = persons.findLast(({ end }) => end <= verbAt);
    if (heir && verbAt >= 0) return { from: heir === first ? second : first, to: heir };
  }
  for (const person of persons) {
    if (person.marker === 'owner' || person.marker === 'from' || person.marker === 'of') from ??= person;
    else if (person.marker === 'to' || person.marker === 'for' || person.marker === 'with') {
      if (to && !from && take) {
        from = to;
        to = person;
      } else to ??= person;
    }
  }
  for (const person of persons) {
    if (person === from || person === to) continue;
    if (person.marker === 'by') continue;
    if (takeover && !to) to = person;
    else if (!to && from) to = person;
    else if (!from) from = person;
  }
  if (!replace && from && !to && persons.length === 1 && from.marker === 'bare' && !takeover) return { from, to: null };
  return { from, to };
}

/** The name of a new person, as typed: the words of the address, else what stands where a name would. */
export function newName(reading: Reading, address: Entity | null): string | null {
  const { tokens, text, entities } = reading;
  const raw = (start: number, end: number) => text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const word = (i: number) => tokens[i]?.kind === 'word' && !tokens[i]?.norm.startsWith("'");
  const cue = (i: number) =>
    [
      'SKIP',
      'I',
      'ME',
      'WE',
      'MY',
      'USERNOUN',
      'ADD',
      'CREATE',
      'AND',
      'AS',
      'WITH',
      'PRONOUN',
      'REQUEST',
      'GREET',
      'ROLE',
      'BE',
      'TO',
      'FOR',
      'OF',
      'USERLIST',
      'BY',
      'ON',
      'NEED',
      'JOIN',
    ].some((concept) => reading.has(i, concept));
  const part = (i: number) =>
    word(i) &&
    address !== null &&
    local.includes(tokens[i]?.norm.replace(/'/gu, '') ?? '') &&
    (tokens[i]?.norm.length ?? 0) > 1;
  const nameLike = (i: number) =>
    word(i) &&
    (part(i) ||
      (tokens[i]?.capital === true && !cue(i)) ||
      reading.entityAt[i]?.kind === 'person' ||
      reading.entityAt[i]?.kind === 'unknown');
  const local = address ? nameWords(address.text.split('@')[0] ?? '') : [];
  const title = (i: number) => /^(?:mr|mrs|ms|miss|dr|m|mme|mlle|mister)$/u.test(tokens[i]?.norm ?? '');
  let best: { start: number; end: number; rank: number } | null = null;
  for (let i = 0; i < tokens.length; i += 1) {
    if (!nameLike(i) || title(i) || (cue(i) && !part(i))) continue;
    let end = i + 1;
    while (
      end < tokens.length &&
      (nameLike(end) ||
        tokens[end]?.before === "'" ||
        tokens[end]?.before === '-' ||
        (/^(?:de|du|van|von|der|le|la|el|al|ben|da|d'|l')$/u.test(tokens[end]?.norm ?? '') && nameLike(end + 1))) &&
      word(end)
    )
      end += 1;
    const entity = entities.some((one) => one.start >= i && one.end <= end && one.kind !== 'benefit');
    const parts = Array.from({ length: end - i }, (_, k) => i + k).filter(part).length;
    const rank = parts * 4 + (entity ? 2 : 0) + (tokens[i]?.capital ? 1 : 0);
    if (rank > 0 && (!best || rank > best.rank)) best = { start: i, end, rank };
    i = end - 1;
  }
  // "we welcome Camille Sarrazin": what stands before the capitals is not of the name.
  while (best && address !== null && !tokens[best.start]?.capital && !part(best.start) && best.start + 1 < best.end)
    best = { ...best, start: best.start + 1 };
  return best ? raw(best.start, best.end) : null;
}

export function roleHere(reading: Reading, position: number): boolean {
  const span = reading.spans[position]?.find((one) => one.concept.startsWith('ROLE:'));
  if (!span) return false;
  // "add a new employee" says whom, "as an employee" says the role.
  if (span.concept !== 'ROLE:employee') return true;
  return (
    before(reading, position).some((one) => one.concept === 'AS' || one.concept === 'ROLE' || one.concept === 'BE') ||
    reading.has(span.end, 'ROLE') ||
    markerOf(reading, { start: position, end: span.end }).marker === 'as' ||
    reading.tokens[position - 1]?.kind === 'mark' ||
    reading.entityAt[position - 1] !== undefined
  );
}

/** "drop Bo back to employee": the role that is left after one was taken. */
export function newRole(reading: Reading): Role | null {
  for (let i = 0; i < reading.tokens.length; i += 1) {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) continue;
    for (const span of reading.spans[i] ?? [])
      if (
        span.concept.startsWith('ROLE:') &&
        before(reading, i).some(({ concept }) => /^(?:TO|TOONLY)$/u.test(concept))
      )
        return span.concept.slice(5) as Role;
  }
  return null;
}

export function roleOf(reading: Reading): Role | null {
  // "from viewer to admin": the last one counts.
  let last: string | null = null;
  for (let i = 0; i < reading.tokens.length; i += 1) {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) continue;
    for (const span of reading.spans[i] ?? []) if (span.concept.startsWith('ROLE:')) last = span.concept.slice(5);
  }
  return last as Role | null;
}
