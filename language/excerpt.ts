import type { Entity, Reading } from './entity';
import type { Token } from './text';
import type { Span } from './words';

/** The part of a reading whose tokens are kept, as a reading of its own; a name is kept whole or not at all. */
export function excerpt(reading: Reading, keep: (position: number) => boolean): Reading {
  return picked(reading, [...reading.tokens.keys()].filter(keep), reading.entities);
}

/** The parts at these positions, each in order. One pass over the names: a text may have thousands of clauses. */
export function excerpts(reading: Reading, parts: readonly (readonly number[])[]): Reading[] {
  const from = new Map<number, Entity[]>();
  for (const entity of reading.entities) from.set(entity.start, [...(from.get(entity.start) ?? []), entity]);
  return parts.map((part) =>
    picked(
      reading,
      part,
      part.flatMap((i) => from.get(i) ?? []),
    ),
  );
}

export const positions = (start: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);

function picked(reading: Reading, origin: readonly number[], among: readonly Entity[]): Reading {
  const place = new Map(origin.map((i, at) => [i, at]));
  const moved = <T extends { start: number; end: number }>(one: T): T | null => {
    const start = place.get(one.start);
    const last = place.get(one.end - 1);
    return start !== undefined && last === start + one.end - one.start - 1 ? { ...one, start, end: last + 1 } : null;
  };
  const entities = among.flatMap((entity) => moved(entity) ?? []);
  const entityAt: (Entity | undefined)[] = origin.map(() => undefined);
  for (const entity of entities) entityAt.fill(entity, entity.start, entity.end);
  const spans = origin.map((i) => (reading.spans[i] ?? []).flatMap((span) => moved(span) ?? []));
  const tokens = origin.flatMap((i) => reading.tokens[i] ?? []);
  return {
    ...reading,
    tokens,
    spans,
    entities,
    entityAt,
    concepts: conceptsOf(tokens, spans, entities),
    has: (position, concept) => reading.has(origin[position] ?? -1, concept),
  };
}

const STUDIO = /^(?:visual[\s-]?studio|vs|msdn|visualstudio)$/iu;
const STUDIOS =
  /^(?:abonnements|souscriptions|subscriptions)\s(?:visual[\s-]?studio|vs)$|^(?:visual[\s-]?studio|vs)\ssubscriptions$/iu;

/** The concepts of a text; names count as concepts too. */
export function conceptsOf(
  tokens: readonly Token[],
  spans: readonly (readonly Span[])[],
  entities: readonly Entity[],
): Set<string> {
  const concepts = new Set<string>();
  for (const list of spans) for (const span of list) concepts.add(span.concept);
  for (const { kind, weak } of entities) {
    if (kind === 'benefit') concepts.add('b');
    if (kind === 'benefit' && !weak) concepts.add('B');
    if (kind === 'unknown') for (const name of ['b', 'p', 'x']) concepts.add(name);
    if (kind === 'person' || kind === 'email') for (const name of ['p', 'P']) concepts.add(name);
    if (kind === 'email') concepts.add('e');
    if (kind === 'group') concepts.add('g');
  }
  const benefits = entities.filter(({ kind }) => kind === 'benefit');
  if (benefits.length === 1 && STUDIO.test(benefits[0]?.text ?? '')) concepts.add('STUDIO');
  if (benefits.some(({ text }) => STUDIOS.test(text))) concepts.add('STUDIOS');
  if (tokens.some(({ norm }) => norm === '?')) concepts.add('QUESTION');
  return concepts;
}
