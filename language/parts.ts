import type { Named } from '../benefits/command';
import type { Entity, Reading } from './entity';

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

/** "both Maries", "les deux Diallo". */
export const PAIR = /^(?:both|deux|two)$/u;

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
  if (genitive(reading, entity)) return { marker: 'owner', joined: false };
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
    if (PAIR.test(token?.norm ?? '')) {
      at -= 1;
      continue;
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
        span.concept === 'SKIP' ||
        span.concept === 'BOTH' ||
        span.concept === 'USERNOUN' ||
        span.concept === 'MY' ||
        span.concept === 'GREET',
    );
    if (!skip) break;
    at = skip.start;
  }
  return { marker: 'bare', joined: false };
}

/** "henriks project": an apostrophe that is not typed. */
function genitive({ tokens, entityAt, has }: Reading, { start, end }: { start: number; end: number }): boolean {
  const word = tokens[start]?.norm ?? '';
  const named = entityAt[start]?.named;
  if (end !== start + 1 || !word.endsWith('s') || typeof named !== 'string') return false;
  const whose = !named.split(/[.@_-]/u).includes(word) && named.includes(word.slice(0, -1));
  return whose && (entityAt[end]?.kind === 'benefit' || has(end, 'SEAT'));
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
  if (/^(?:rends|return|returning|relinquish)$/u.test(reading.tokens[self.end]?.norm ?? '')) return true;
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
