import { createFuzzyIndex } from './fuzzy-index';
import { fold, nameWords } from './text';

export interface Entry {
  id: string;
  /** Names by which the entry goes. */
  names: readonly string[];
}

/** Names indexed by their words. Entries are numbered in the order of their ids. */
export interface Directory {
  ids: readonly string[];
  /** Entries that have the word, ascending. */
  having(word: string): readonly number[];
  has(word: string): boolean;
  /** Entries whose word is nearest to this one, at most `most` slips away; none for a short word. */
  near(word: string, most: number): { slips: number; entries: readonly number[] } | null;
  search(prefix: string, count: number): string[];
  nearest(text: string, count: number): string[];
  name(entry: number): string;
  /** Of several entries those whose whole name is these words, in any order and spelling; all of them where there is none. */
  whole(entries: readonly number[], words: readonly string[]): readonly number[];
}

const NONE: readonly number[] = [];

function both(a: readonly number[], b: readonly number[]): number[] {
  const common: number[] = [];
  let j = 0;
  for (const entry of a) {
    while (j < b.length && (b[j] ?? 0) < entry) j += 1;
    if (b[j] === entry) common.push(entry);
  }
  return common;
}

function either(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const all: number[] = [];
  let j = 0;
  for (const entry of a) {
    while (j < b.length && (b[j] ?? 0) < entry) all.push(b[j++] ?? 0);
    if (b[j] === entry) j += 1;
    all.push(entry);
  }
  while (j < b.length) all.push(b[j++] ?? 0);
  return all;
}

/** A short word is not bent into another one: five letters for a slip, eight for two, on one side at least. */
const slipsAllowed = (longest: number) => (longest >= 8 ? 2 : longest >= 5 ? 1 : 0);

/** `more` adds words to a name's own, such as its short forms; `plain` makes spellings of one name alike. */
export function createDirectory(
  entries: readonly Entry[],
  more: (words: readonly string[]) => readonly string[] = () => [],
  plain: (words: readonly string[]) => readonly string[] = (words) => words,
): Directory {
  const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const ids = sorted.map((entry) => entry.id);
  const postings = new Map<string, number[]>();
  const post = (word: string, entry: number) => {
    const list = postings.get(word);
    if (!list) postings.set(word, [entry]);
    else if (list.at(-1) !== entry) list.push(entry);
  };
  sorted.forEach((entry, number) => {
    for (const name of entry.names) {
      const words = nameWords(name);
      for (const word of words) post(word, number);
      for (const word of more(words)) post(word, number);
    }
  });
  const words = [...postings.keys()].filter((word) => !word.startsWith('~'));
  const fuzzy = createFuzzyIndex(words.filter((word) => word.length >= 4));
  let alphabet: string[] | null = null;

  const near: Directory['near'] = (word, most) => {
    if (word.length < 4 || word.length > 40) return null;
    let best = most + 1;
    let found: string[] = [];
    fuzzy.find(word, word.length >= 7 ? most : Math.min(most, 1), slipsAllowed, (candidate, slips) => {
      if (slips > best) return;
      if (slips < best) found = [];
      best = slips;
      found.push(candidate);
    });
    if (found.length === 0) return null;
    return { slips: best, entries: found.map((candidate) => postings.get(candidate) ?? NONE).reduce(either, NONE) };
  };

  const search: Directory['search'] = (prefix, count) => {
    alphabet ??= [...words].sort();
    const parts = nameWords(prefix.slice(0, 100));
    const results: string[] = [];
    let fitting: readonly number[] | null = null;
    if (parts.length === 0) return fold(prefix).trim() === '' ? ids.slice(0, count) : [];
    for (const [index, part] of parts.entries()) {
      const exact = index < parts.length - 1;
      let entriesOf: readonly number[] = exact ? (postings.get(part) ?? NONE) : NONE;
      if (entriesOf.length === 0) {
        const all = new Set<number>();
        for (let at = lowerBound(alphabet, part); at < alphabet.length && all.size < 5000; at += 1) {
          const word = alphabet[at] ?? '';
          if (!word.startsWith(part)) break;
          for (const entry of postings.get(word) ?? NONE) all.add(entry);
        }
        entriesOf = [...all].sort((a, b) => a - b);
      }
      fitting = fitting ? both(fitting, entriesOf) : entriesOf;
    }
    for (const entry of fitting ?? NONE) {
      if (results.length >= count) break;
      const id = ids[entry];
      if (id !== undefined) results.push(id);
    }
    return results;
  };

  const key = (words: readonly string[]) => [...new Set(plain(words))].sort().join(' ');

  return {
    ids,
    having: (word) => postings.get(word) ?? NONE,
    has: (word) => postings.has(word),
    near,
    search,
    name: (entry) => sorted[entry]?.names[0] ?? '',
    whole(entries, words) {
      if (entries.length < 2 || entries.length > 50) return entries;
      const typed = key(words);
      const exact = entries.filter((entry) => sorted[entry]?.names.some((name) => key(nameWords(name)) === typed));
      return exact.length > 0 ? exact : entries;
    },
    nearest(text, count) {
      const scores = new Map<number, number>();
      for (const word of nameWords(text.slice(0, 100)).slice(0, 6)) {
        const exact = postings.get(word);
        const hits = exact ? { slips: 0, entries: exact } : near(word, 2);
        const entriesOf = hits?.entries ?? search(word.slice(0, 3), count).map((id) => ids.indexOf(id));
        const worth = hits ? 4 - hits.slips : 1;
        for (const entry of entriesOf.slice(0, 200)) scores.set(entry, (scores.get(entry) ?? 0) + worth);
      }
      return [...scores]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, count)
        .map(([entry]) => ids[entry] ?? '');
    },
  };
}

function lowerBound(words: readonly string[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
