import { COUNTED, numberOf } from './dates';
import type { Reading } from './entity';
import { lineOf } from './line';

const NUMBER = `(?:\\d{1,4}|${COUNTED})`;
const UNIT = '(?:seats?|licen[cs]es?|subscriptions?|places?|sieges?|acces|abonnements?)';
/** Not how many there are, but how many more or fewer: "5 more", "add 3 seats", "by 3". */
export const RELATIVE = new RegExp(
  `(?<= )(?:(?:an? )?(?:extra|additional|another) ${NUMBER}|${NUMBER} (?:more|extra|additional|other|fewer|less|new|supplementaires|additionnelle?s?|nouvelles|nouveaux|autres)|${NUMBER} (?:(?!pour|for)\\S+ ){0,3}?(?:de plus|de moins|en plus|en moins)|(?:a few|some|quelques|plusieurs) (?:more|extra|additional|autres)|une? (?:de plus|supplementaire|en plus)|one more|another one|(?<= (?:add|remove|take|drop|ajoute|ajoutez|ajouter|rajoute|rajoutez|enleve|enlevez|retire|retirez) )${NUMBER} (?:${UNIT}(?= )|(?=B ))|by ${NUMBER}(?: more)?|(?<= (?:augmente|augmentez|augmenter|diminue|diminuez|diminuer|reduis|reduisez|reduire|baisse|baissez|baisser|monte|montez) (?:\\S+ ){0,3})de ${NUMBER})(?= )`,
  'gu',
);

/** How many seats a text names in all; not how many more or fewer. */
export function quantityIn(reading: Reading): number | null {
  let found: number | null = null;
  const line = lineOf(reading);
  const relative = [...line.text.matchAll(RELATIVE)].map(({ 0: said, index }) =>
    line.tokens(index, index + said.length),
  );
  reading.tokens.forEach(({ norm, kind }, i) => {
    if (reading.entityAt[i] && !reading.entityAt[i]?.weak) return;
    const number = kind === 'number' || norm.length > 2 ? numberOf(norm) : null;
    if (number === null || (kind !== 'number' && number < 2)) return;
    const before = reading.tokens[i - 1]?.norm ?? '';
    if (relative.some(([start, end]) => i >= start && i < end)) return;
    if (/^(?:from|de|of)$/u.test(before) && found !== null) return;
    // "8, not 10".
    if (/^(?:not|pas|than|que)$/u.test(before) || reading.has(i - 1, 'INSTEAD')) return;
    // "8, non 10" denies, "non 10" corrects.
    if (before === 'non' && found !== null) return;
    // "from 10 to 20": the later one.
    found = number;
  });
  return found;
}
