import type { Reading } from './entity';
import type { Layout } from './layout';

/** Words beyond this many tell little more, and cost. */
const MOST = 60;
/** Concepts of which the pairs are features, wherever in the message they stand. */
const MOST_PAIRED = 32;
/** Concepts that stand in messages of every kind: their pairs tell nothing. */
const EVERYWHERE = new Set('SKIP SUBJECT OF TO TOONLY FOR ON AND AUX BE WITH BY AS PRONOUN'.split(' '));

/** Builds a feature from its parts: as text for --explain, or as a hash for the classifier. */
export interface Spelling<T> {
  start: T;
  and(beginning: T, part: string): T;
}

export const NAMES: Spelling<string> = { start: '', and: (beginning, part) => beginning + part };

/** FNV-1a, as a signed number of 32 bits. */
export const HASHES: Spelling<number> = {
  start: 0x811c9dc5 | 0,
  and(beginning, part) {
    let hash = beginning;
    for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
    return hash;
  },
};

/**
 * What the classifier sees of a text, with names replaced by their kind: words, concepts, neighbours, the number of names,
 * beginning and end.
 */
export function featuresOf<T>(reading: Reading, layout: Layout, { start, and }: Spelling<T>): Set<T> {
  const { tokens, entityAt, spans, entities } = reading;
  const features = new Set<T>();
  const ofWord = and(start, 'w ');
  const ofConcept = and(start, 'c ');
  const ofAsked = and(start, '! ');
  const pair = (kind: T, a: string, b: string) => features.add(and(and(and(kind, a), ' '), b));
  const paired = new Set<string>();
  const line: string[] = ['^'];
  const senses: string[][] = [['^']];
  for (let at = 0; at < tokens.length && line.length < MOST; at += 1) {
    const entity = entityAt[at];
    if (entity) {
      if (entity.start !== at) continue;
      const name = entity.kind === 'benefit' ? (entity.weak ? 'b' : 'B') : entity.kind === 'unknown' ? 'X' : 'P';
      const symbol = entity.kind === 'email' ? 'E' : name;
      line.push(symbol);
      senses.push([symbol]);
      if (!entity.weak) continue;
    }
    const token = tokens[at];
    if (!token) continue;
    if (token.kind === 'mark') {
      if (!/^[?!,:]$/u.test(token.norm)) continue;
      features.add(and(start, token.norm));
      line.push(token.norm);
      senses.push([token.norm]);
      continue;
    }
    const word = token.kind === 'number' ? '#' : token.norm;
    if (!entity) {
      line.push(word);
      features.add(and(ofWord, word));
    }
    const here: string[] = [];
    for (const span of spans[at] ?? []) {
      if (span.concept === 'SKIP') continue;
      here.push(span.concept);
      features.add(and(ofConcept, span.concept));
      if (!EVERYWHERE.has(span.concept)) paired.add(span.concept);
      if (layout.asked[at]) features.add(and(ofAsked, span.concept));
    }
    if (here.length > 0 && !entity) senses.push(here);
  }
  line.push('$');
  senses.push(['$']);
  const ofWords = and(start, '2 ');
  for (let at = 0; at + 1 < line.length; at += 1) pair(ofWords, line[at] ?? '', line[at + 1] ?? '');
  const ofSenses = and(start, 's ');
  for (let at = 0; at + 1 < senses.length; at += 1)
    for (const a of senses[at] ?? []) for (const b of senses[at + 1] ?? []) pair(ofSenses, a, b);
  const count = (name: string, kinds: readonly string[]) => {
    const many = entities.filter((entity) => kinds.includes(entity.kind) && !entity.weak).length;
    features.add(and(start, `n ${name} ${Math.min(many, 2)}`));
    paired.add(`${name}${Math.min(many, 2)}`);
  };
  count('B', ['benefit']);
  count('P', ['person', 'email']);
  count('X', ['unknown']);
  const some = [...paired].sort().slice(0, MOST_PAIRED);
  some.forEach((a, at) => {
    const first = and(and(start, a), '&');
    for (const b of some.slice(at + 1)) features.add(and(first, b));
  });
  features.add(and(start, `long ${Math.min(6, Math.floor(Math.log2(tokens.length + 1)))}`));
  return features;
}
