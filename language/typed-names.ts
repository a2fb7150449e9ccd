import type { Entity, Reading } from './entity';
import { nameWords } from './text';

/** The name of a new person, as typed: the words of the address, else what stands where a name would. */
export function newName(reading: Reading, address: Entity | null): string | null {
  const { tokens, text, entities } = reading;
  const raw = (start: number, end: number) => text.slice(tokens[start]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  const word = (i: number) => tokens[i]?.kind === 'word' && !tokens[i]?.norm.startsWith("'");
  const cue = (i: number) =>
    [
      'SKIP',
      'I',
      'ME',
      'WE',
      'MY',
      'USERNOUN',
      'ADD',
      'CREATE',
      'AND',
      'AS',
      'WITH',
      'PRONOUN',
      'REQUEST',
      'GREET',
      'ROLE',
      'BE',
      'TO',
      'FOR',
      'OF',
      'USERLIST',
      'BY',
      'ON',
      'NEED',
      'JOIN',
    ].some((concept) => reading.has(i, concept));
  const part = (i: number) =>
    word(i) &&
    address !== null &&
    local.includes(tokens[i]?.norm.replace(/'/gu, '') ?? '') &&
    (tokens[i]?.norm.length ?? 0) > 1;
  const nameLike = (i: number) =>
    word(i) &&
    (part(i) ||
      (tokens[i]?.capital === true && !cue(i)) ||
      reading.entityAt[i]?.kind === 'person' ||
      reading.entityAt[i]?.kind === 'unknown');
  const local = address ? nameWords(address.text.split('@')[0] ?? '') : [];
  const title = (i: number) => /^(?:mr|mrs|ms|miss|dr|m|mme|mlle|mister)$/u.test(tokens[i]?.norm ?? '');
  let best: { start: number; end: number; rank: number } | null = null;
  for (let i = 0; i < tokens.length; i += 1) {
    if (!nameLike(i) || title(i) || (cue(i) && !part(i))) continue;
    let end = i + 1;
    while (
      end < tokens.length &&
      (nameLike(end) ||
        tokens[end]?.before === "'" ||
        tokens[end]?.before === '-' ||
        (/^(?:de|du|van|von|der|le|la|el|al|ben|da|d'|l')$/u.test(tokens[end]?.norm ?? '') && nameLike(end + 1))) &&
      word(end)
    )
      end += 1;
    const entity = entities.some((one) => one.start >= i && one.end <= end && one.kind !== 'benefit');
    const parts = Array.from({ length: end - i }, (_, k) => i + k).filter(part).length;
    const rank = parts * 4 + (entity ? 2 : 0) + (tokens[i]?.capital ? 1 : 0);
    if (rank > 0 && (!best || rank > best.rank)) best = { start: i, end, rank };
    i = end - 1;
  }
  // "we welcome Camille Sarrazin": what stands before the capitals is not of the name.
  while (best && address !== null && !tokens[best.start]?.capital && !part(best.start) && best.start + 1 < best.end)
    best = { ...best, start: best.start + 1 };
  return best ? raw(best.start, best.end) : null;
}

/** What a person is to be called from now on: what stands after "to", "is now", "en". */
export function otherName(reading: Reading, from: number): string | null {
  const { tokens, text, entityAt } = reading;
  const name = (i: number) => {
    const token = tokens[i];
    return (
      token?.kind === 'word' && (token.capital || entityAt[i]?.kind === 'unknown' || entityAt[i]?.kind === 'person')
    );
  };
  for (let i = from; i < tokens.length; i += 1) {
    if (!name(i) || reading.has(i, 'SKIP')) continue;
    const previous = tokens[i - 1]?.norm ?? '';
    if (
      !/^(?:to|as|now|is|into|be|called|named|rename|renames|renommer|renomme|renommez|en|a|par|by|est|s'|appelle|appeler|nomme|nommer|maintenant|desormais|comme|:|"|«|->|->|married|name|nom|devient|becomes|read|say|with|it|la|le|her|him|them)$/u.test(
        previous,
      )
    )
      continue;
    let end = i + 1;
    while (
      end < tokens.length &&
      tokens[end]?.kind === 'word' &&
      (name(end) ||
        tokens[end]?.before === "'" ||
        tokens[end]?.before === '-' ||
        (/^(?:de|du|van|von|der|le|la|el|al|ben|da|d'|l'|o')$/u.test(tokens[end]?.norm ?? '') && name(end + 1)))
    )
      end += 1;
    return text.slice(tokens[i]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  }
  return null;
}
