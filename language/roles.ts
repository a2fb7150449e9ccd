import type { Role } from '../benefits/command';
import type { Reading } from './entity';
import { before, markerOf } from './parts';

/** Whether the role at a position is a new person's. */
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
