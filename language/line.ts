import type { Entity, Reading } from './entity';

/**
 * A reading as one line of folded words, so that rules about wording can be written as plain regular expressions: a space
 * before and after each word, names as B (benefit), P (person), E (address), G (group), T (a team that
 * is no group in the data), X (unknown).
 */
export interface Line {
  text: string;
  /** The tokens that characters [from, to) of the text stand for, as [first, end). */
  tokens(from: number, to: number): [number, number];
}

/** Tokens of contractions have no apostrophe: `dont`. */
const CONTRACTED =
  /(?<=^(?:do|does|did|is|are|was|were|has|have|had|should|would|could|must|need|ca|wo|sha|ai|might|ought))nt$/u;

const VALUES = /^(?:ROLE|LANG|OS):/u;

const SYMBOL: Readonly<Record<Entity['kind'], string>> = {
  benefit: 'B',
  person: 'P',
  email: 'E',
  group: 'G',
  team: 'T',
  unknown: 'X',
};

/** With `values`, roles, languages and systems are R, L and O, numbers N. */
export function lineOf({ tokens, spans, entityAt, locale }: Reading, values = false): Line {
  let text = ' ';
  let last = { symbol: '', end: 0 };
  const valueAt = (i: number) => {
    if (i < last.end) return last.symbol;
    const span = (spans[i] ?? []).filter(({ concept }) => VALUES.test(concept)).sort((a, b) => b.end - a.end)[0];
    const symbol = span?.concept[0] ?? (tokens[i]?.kind === 'number' ? 'N' : '');
    last = { symbol, end: span?.end ?? i + 1 };
    return symbol;
  };
  const at: number[] = [];
  tokens.forEach((token, i) => {
    const entity = entityAt[i];
    const named = entity && !entity.weak;
    const inside = values && !named && i < last.end;
    const value = values && !named ? valueAt(i) : '';
    // The words of one name share its place.
    at.push((named && entity.start < i) || inside ? (at[i - 1] ?? 0) : text.length);
    if (value !== '') {
      if (!inside) text += `${value} `;
    } else if (named) {
      if (entity.start === i) text += `${SYMBOL[entity.kind]} `;
    } else {
      const contracted = token.norm.endsWith('nt') && (locale !== 'fr' || /['’]/u.test(token.raw));
      text += `${contracted ? token.norm.replace(CONTRACTED, "n't") : token.norm} `;
    }
  });
  const first = (offset: number) => {
    let low = 0;
    let high = at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { text, tokens: (from, to) => [first(from), first(to)] };
}
