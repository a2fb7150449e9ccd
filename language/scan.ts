import type { Named } from '../benefits/command';
import type { Directory } from './directory';
import type { Entity } from './entity';
import type { Token } from './text';
import { readWords, type Sources } from './words';

/** Concepts of words that only hold a sentence together. */
const GLUE = new Set(
  'SKIP TO TOONLY FROM OF FOR ON WITH BY AS AND OR BUT ME I MY PRONOUN BE AUX MODAL SUBJECT NEG WHO WHAT HOW HOWMANY WHEN DID DOES SUBORDINATE HAVE YOU POSS NEED GIVE SHOW REQUEST GREET INCLUDED ANYMORE YET ADD TAKE MAKE FILTER:available EXPIRE LEFT'.split(
    ' ',
  ),
);
/** Words that stand beside a name without being part of it. */
const BESIDE = new Set(['SEAT', 'BENEFITWORD']);

/** Names after this many are not looked for. */
export const MOST_NAMES = 440;
export const isVersion = (norm: string) => /^(?:\d+|[a-z]\d{1,2})$/u.test(norm);

export type Scan = ReturnType<typeof scanOf>;

/** The words of a text and the names found in it so far. */
export function scanOf(text: string, tokens: readonly Token[], sources: Sources) {
  const { forms, benefits, people, givenNames } = sources;
  const words = readWords(tokens, sources);
  const { norms, bare, nearPerson, spans, single, firstWord } = words;
  const count = tokens.length;
  const has = (position: number, concept: string) => single[position]?.has(concept) === true;
  const glue = (position: number) =>
    [...(single[position] ?? [])].some((concept) => GLUE.has(concept)) || norms[position]?.endsWith("'") === true;
  const beside = (position: number) =>
    [...(single[position] ?? [])].some((concept) => BESIDE.has(concept)) || has(position, 'SKIP');

  const entityAt: (Entity | undefined)[] = tokens.map(() => undefined);
  const entities: Entity[] = [];
  const raw = (start: number, end: number) => text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const named0 = new Map<string, Named>();
  const claim = (entity: Entity) => {
    entities.push(entity);
    for (let i = entity.start; i < entity.end; i += 1) entityAt[i] = entity;
  };
  const named = (directory: Directory, fits: readonly number[], typed: string): Named => {
    const known = named0.get(typed);
    if (known !== undefined && fits.length > 1) return known;
    const ids = fits.map((entry) => directory.ids[entry] ?? '');
    if (ids.length > 1) named0.set(typed, ids);
    return ids.length === 0 ? { unknown: typed } : ids.length === 1 ? (ids[0] ?? '') : ids;
  };
  const personal = (position: number) => people.has(bare[position] ?? '') || nearPerson.has(position);

  const phraseAt = (position: number, concept: RegExp) =>
    spans[position]?.find((span) => concept.test(span.concept) && span.end > span.start);

  function opening(position: number): boolean {
    return (
      position === firstWord ||
      tokens[position - 1]?.kind === 'mark' ||
      has(position - 1, 'GREET') ||
      has(position - 1, 'SKIP')
    );
  }
  return {
    text,
    tokens,
    forms,
    benefits,
    people,
    givenNames,
    count,
    has,
    glue,
    beside,
    entityAt,
    entities,
    raw,
    claim,
    named,
    personal,
    phraseAt,
    opening,
    ...words,
  };
}

export function common(a: readonly number[], b: readonly number[]): number[] {
  const result: number[] = [];
  let j = 0;
  for (const entry of a) {
    while (j < b.length && (b[j] ?? 0) < entry) j += 1;
    if (b[j] === entry) result.push(entry);
  }
  return result;
}
