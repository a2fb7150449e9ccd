import { EDITIONS, MAKERS, PRODUCTS, SHORT_FORMS } from './products';
import { nameWords } from './text';

/** Short forms, compiled: each line is a group with a key such as `~3`; a name has the key if it has one of the forms. */
export interface Forms {
  /** The keys and further words of a benefit's name. */
  of(words: readonly string[]): readonly string[];
  /** The longest form at a position of a text: its length in words and its group's key; null where there is none. */
  at(words: readonly string[], position: number): { length: number; key: string } | null;
  /** The words with short forms replaced by their keys, without makers. */
  plain(words: readonly string[]): readonly string[];
  maker(word: string): boolean;
  edition(word: string): boolean;
  product(word: string): boolean;
}

export function createForms(): Forms {
  const byFirst = new Map<string, { words: string[]; key: string }[]>();
  SHORT_FORMS.forEach((line, group) => {
    for (const form of line.split(',')) {
      const words = nameWords(form);
      const first = words[0];
      if (first === undefined) continue;
      const list = byFirst.get(first) ?? [];
      byFirst.set(first, list);
      if (!list.some((known) => known.key === `~${group}` && known.words.join(' ') === words.join(' ')))
        list.push({ words, key: `~${group}` });
    }
  });
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  const makers = new Set(MAKERS.split(' '));
  const editions = new Set(EDITIONS.split(' '));
  const products = new Set(PRODUCTS.split(' '));
  const fits = (words: readonly string[], position: number, form: readonly string[]) =>
    form.every((word, offset) => words[position + offset] === word);
  return {
    of(words) {
      const more: string[] = [];
      for (let position = 0; position < words.length; position += 1) {
        for (const form of byFirst.get(words[position] ?? '') ?? [])
          if (fits(words, position, form.words)) more.push(form.key);
        const next = words[position + 1];
        if (next !== undefined) more.push(`${words[position]}${next}`);
      }
      return more;
    },
    at(words, position) {
      for (const form of byFirst.get(words[position] ?? '') ?? []) {
        if (fits(words, position, form.words)) return { length: form.words.length, key: form.key };
      }
      return null;
    },
    plain(words) {
      const result: string[] = [];
      for (let at = 0; at < words.length; ) {
        const form = this.at(words, at);
        const word = words[at] ?? '';
        if (form) result.push(form.key);
        else if (!makers.has(word)) result.push(word);
        at += form?.length ?? 1;
      }
      return result;
    },
    maker: (word) => makers.has(word),
    edition: (word) => editions.has(word),
    product: (word) => products.has(word),
  };
}
