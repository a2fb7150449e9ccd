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

const SYMBOL: Readonly<Record<Entity['kind'], string>> = {
  benefit: 'B',
  person: 'P',
  email: 'E',
  group: 'G',
  team: 'T',
  unknown: 'X',
};

export function lineOf({ tokens, entityAt, locale }: Reading): Line {
  let text = ' ';
  const at: number[] = [];
  tokens.forEach((token, i) => {
    const entity = entityAt[i];
    // The words of one name share its place.
    at.push(entity && !entity.weak && entity.start < i ? (at[i - 1] ?? 0) : text.length);
    if (entity && !entity.weak) {
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
