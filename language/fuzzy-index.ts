import { distance } from '../benefits/edit-distance';

/** The letters of a word as bits: a slip changes two of them at most. */
function letters(word: string): number {
  let mask = 0;
  for (let i = 0; i < word.length; i += 1) mask |= 1 << (word.charCodeAt(i) % 31);
  return mask;
}

function bits(mask: number): number {
  let left = mask - ((mask >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Words that can be found by a misspelt one. */
export interface FuzzyIndex {
  /**
   * Calls back with each word at most so many slips away. A slip leaves the beginning or the end of a word whole, so
   * words are kept by their first and their last letters, two of a short word, three of a long one; two slips that spoil
   * both are not looked for. `allowed` says how many slips a pair of lengths may have.
   */
  find(
    word: string,
    most: number,
    allowed: (longest: number) => number,
    found: (candidate: string, slips: number) => void,
  ): void;
}

export function createFuzzyIndex(words: readonly string[]): FuzzyIndex {
  const masks = Int32Array.from(words, letters);
  const ends = new Map<string, number[]>();
  const keep = (key: string, index: number) => {
    const list = ends.get(key);
    if (list) list.push(index);
    else ends.set(key, [index]);
  };
  words.forEach((word, index) => {
    keep(`^${word.slice(0, 2)}`, index);
    keep(`${word.slice(-2)}$`, index);
    if (word.length >= 6) {
      keep(`^${word.slice(0, 3)}`, index);
      keep(`${word.slice(-3)}$`, index);
    }
  });
  return {
    find(word, most, allowed, found) {
      const mask = letters(word);
      const size = word.length >= 7 ? 3 : 2;
      const start = word.slice(0, size);
      const keys = [`^${start}`, `${word.slice(-size)}$`];
      keys.forEach((key, side) => {
        for (const index of ends.get(key) ?? []) {
          if (bits(mask ^ (masks[index] ?? 0)) > most * 2) continue;
          const candidate = words[index] ?? '';
          if (side === 1 && candidate.startsWith(start)) continue;
          const limit = Math.min(most, allowed(Math.max(word.length, candidate.length)));
          if (limit === 0 || Math.abs(word.length - candidate.length) > limit) continue;
          const slips = distance(word, candidate, limit);
          if (slips <= limit) found(candidate, slips);
        }
      });
    },
  };
}
