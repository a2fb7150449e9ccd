import type { Named } from '../benefits/command';
import { numberOf } from './dates';
import type { Directory } from './directory';
import type { Reading } from './entity';
import { lineOf } from './line';
import type { Question } from './meaning';
import type { Sources } from './words';

/** The candidates that have the word at a position. */
export function fitsAt(sources: Sources, question: Question, position: number, reading: Reading): string[] {
  const directory: Directory = question.asking === 'benefit' ? sources.benefits : sources.people;
  const word = reading.tokens[position]?.norm.replace(/'/gu, '') ?? '';
  if (word === '') return [];
  const form = question.asking === 'benefit' ? sources.forms.at([word], 0) : null;
  const having = new Set([...directory.having(word), ...(form ? directory.having(form.key) : [])]);
  const near = having.size === 0 ? directory.near(word, 1)?.entries : undefined;
  for (const entry of near ?? []) having.add(entry);
  const ids = new Set([...having].map((entry) => directory.ids[entry]));
  return (question.candidates ?? []).filter((id) => ids.has(id));
}

/** What a text picks from the candidates that were offered; null where it picks none. */
export function chosenAmong(question: Question, reading: Reading, sources: Sources): Named | readonly Named[] | null {
  const candidates = question.candidates ?? [];
  if (candidates.length === 0) return null;
  let left = [...candidates];
  let narrowed = false;
  reading.tokens.forEach((token, i) => {
    if (token.kind === 'email') {
      const match = candidates.find((id) => id.toLowerCase() === token.norm);
      if (match) {
        left = [match];
        narrowed = true;
      }
      return;
    }
    if (token.kind !== 'word' && token.kind !== 'number') return;
    const having = fitsAt(sources, question, i, reading);
    if (having.length === 0 || having.length === candidates.length) return;
    const next = left.filter((id) => having.includes(id));
    if (next.length > 0) left = next;
    else if (reading.concepts.has('AND')) left = [...left, ...having];
    narrowed = true;
  });
  // "not Dupont": the others.
  if (narrowed && reading.tokens.some(({ norm }) => DENIES.test(norm)))
    left = candidates.filter((id) => !left.includes(id));
  if (!narrowed && reading.concepts.has('BOTH')) return candidates;
  if (!narrowed) left = placesIn(reading).flatMap((place) => candidates.at(place) ?? []);
  return left.length > 1 ? left : (left[0] ?? null);
}

const DENIES = /^(?:not|pas|except|sauf)$/u;

/** "the first two", "les trois derniers". */
const RUN = / (first|last) (\S+) | (\S+) (premiers|premieres|derniers|dernieres) /u;

/** "the first one", "the second and the last": places in a list, as `at` counts them. */
export function placesIn(reading: Reading): number[] {
  const [, first, english = '', french = english, last = first] = RUN.exec(lineOf(reading).text) ?? [];
  const count = last === undefined ? null : numberOf(french);
  if (count !== null) {
    const from = /^(?:last|derni)/u.test(last ?? '') ? -count : 0;
    return Array.from({ length: Math.min(count, 100) }, (_, i) => from + i);
  }
  const nth = reading.spans
    .flat()
    .flatMap(({ concept }) => (concept.startsWith('NTH:') ? [Number(concept.slice(4))] : []));
  return [...new Set(nth)].map((place) => (place > 0 ? place - 1 : place));
}
