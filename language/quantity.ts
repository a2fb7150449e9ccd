import { numberOf } from './dates';
import type { Reading } from './entity';

/** How many seats a text names in all; not how many more or fewer. */
export function quantityIn(reading: Reading): number | null {
  let found: number | null = null;
  reading.tokens.forEach(({ norm, kind }, i) => {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) return;
    const number = kind === 'number' || norm.length > 2 ? numberOf(norm) : null;
    if (number === null || (kind !== 'number' && number < 2)) return;
    const before = reading.tokens[i - 1]?.norm ?? '';
    const after = reading.tokens[i + 1]?.norm ?? '';
    if (
      /^(?:more|extra|additional|fewer|less|new|other|supplementaires?|autres|nouvelles|nouveaux|de)$/u.test(after) &&
      (after === 'de' ? reading.tokens[i + 2]?.norm === 'plus' : !/^(?:to|a|now|total)$/u.test(before))
    )
      return;
    if (/^(?:extra|additional|another|from|de|of)$/u.test(before) && found !== null) return;
    // "8, not 10".
    if (/^(?:not|pas|non|than|que)$/u.test(before) || reading.has(i - 1, 'INSTEAD')) return;
    // "from 10 to 20": the later one.
    found = number;
  });
  return found;
}
