import type { Reading } from './entity';
import type { Person } from './parts';

/** The person after "instead of". */
export function insteadOf(reading: Reading, persons: readonly Person[]): Person | null {
  for (let i = 0; i < reading.tokens.length; i += 1)
    for (const { concept, end } of reading.spans[i] ?? [])
      if (concept === 'INSTEAD')
        return persons.find(({ start }) => start === end || (start === end + 1 && reading.has(end, 'SKIP'))) ?? null;
  return null;
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

/** Who gives a seat and who receives it. */
export function sides(reading: Reading, persons: readonly Person[]): { from: Person | null; to: Person | null } {
  let from: Person | null = null;
  let to: Person | null = null;
  const [first, second] = persons;
  const replaced = insteadOf(reading, persons);
  if (first && second && replaced && persons.length === 2)
    return { from: replaced, to: replaced === first ? second : first };
  const replace = reading.concepts.has('REPLACE');
  const takeover =
    reading.concepts.has('TAKEOVER') && !reading.concepts.has('MOVE') && !reading.concepts.has('REASSIGN');
  const take = reading.concepts.has('TAKE') || reading.concepts.has('REMOVE') || reading.concepts.has('UNASSIGN');
  const verb = reading.tokens.findIndex((_token, i) => reading.has(i, 'REPLACE') && !reading.entityAt[i]);
  if (replace && first && second)
    return first.start < verb && second.start > verb ? { from: second, to: first } : { from: first, to: second };
  if (first && second && leavesBetween(reading, first, second)) return { from: first, to: second };
  const owned = persons.some(({ marker }) => marker === 'owner');
  const holder = owned
    ? undefined
    : persons.find(({ end }) => reading.has(end, 'HAVE') && reading.tokens[end]?.norm !== 'on');
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
