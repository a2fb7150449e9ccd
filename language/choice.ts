import type { Named } from '../benefits/command';
import type { Directory } from './directory';
import type { Reading } from './entity';
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
  if (narrowed) return left.length === 1 ? (left[0] ?? null) : left;
  if (reading.concepts.has('BOTH')) return candidates;
  for (const list of reading.spans)
    for (const { concept } of list)
      if (concept.startsWith('NTH:')) {
        const nth = Number(concept.slice(4));
        return candidates.at(nth > 0 ? nth - 1 : -1) ?? null;
      }
  return null;
}
