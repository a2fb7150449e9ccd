import type { Locale } from '../benefits/command';
import { createFuzzyIndex } from './fuzzy-index';
import { fold, tokenise } from './text';

/** The words of one language, by concept. See english.ts. */
export interface Vocabulary {
  locale: Locale;
  /** Regular verbs, in the infinitive, comma-separated. Their past forms get the concept with `.past`. */
  verbs: Readonly<Record<string, string>>;
  /** Words and phrases as they stand. */
  words: Readonly<Record<string, string>>;
  /** Everyday words: never taken for a name, never corrected. */
  ordinary: string;
  conjugate(verb: string): { base: readonly string[]; past: readonly string[] };
}

export interface Sense {
  concept: string;
  locale: Locale;
}

export interface Branch {
  next: Map<string, Branch>;
  senses: Sense[];
}

export interface Lexicon {
  /** Phrases by their words. */
  root: Branch;
  /** Languages in which a word is known. */
  locales(word: string): readonly Locale[];
  ordinary(word: string): boolean;
  /** The known word that a misspelt one stands for, or null; never for a short word. */
  correct(word: string): { word: string; slips: number } | null;
}

const branch = (): Branch => ({ next: new Map(), senses: [] });

/** The words of a phrase as `tokenise` gives them. */
function phraseWords(phrase: string): string[] {
  // Most are letters and blanks, and need no tokeniser.
  if (/^\p{L}+(?: \p{L}+)*$/u.test(phrase)) return fold(phrase).split(' ');
  // What a text would have beside it: `'s` follows a word, `d'` is followed by one.
  const tokens = tokenise(phrase.startsWith("'") ? `x${phrase}` : phrase.endsWith("'") ? `${phrase}x` : phrase);
  return (phrase.startsWith("'") ? tokens.slice(1) : phrase.endsWith("'") ? tokens.slice(0, -1) : tokens).map(
    (token) => token.norm,
  );
}

/** `names` are never everyday words, whatever they mean besides. */
export function createLexicon(vocabularies: readonly Vocabulary[], names: ReadonlySet<string>): Lexicon {
  const root = branch();
  const languages = new Map<string, Locale[]>();
  const everyday = new Set<string>();
  const telling = new Set<string>();
  const know = (word: string, locale: Locale) => {
    const known = languages.get(word);
    if (!known) languages.set(word, [locale]);
    else if (!known.includes(locale)) known.push(locale);
  };
  const add = (phrase: string, concept: string, locale: Locale) => {
    let at = root;
    const words = phraseWords(phrase);
    if (words.length === 0) return;
    for (const word of words) {
      know(word, locale);
      if (concept !== 'SKIP' && concept !== 'GREET') telling.add(word);
      let next = at.next.get(word);
      if (!next) {
        next = branch();
        at.next.set(word, next);
      }
      at = next;
    }
    if (!at.senses.some((sense) => sense.concept === concept && sense.locale === locale))
      at.senses.push({ concept, locale });
  };
  for (const { locale, verbs, words, ordinary, ...rest } of vocabularies) {
    const conjugate = rest.conjugate;
    for (const [concept, list] of Object.entries(verbs)) {
      for (const verb of list.split(',').map((each) => each.trim())) {
        const forms = conjugate.call({ locale, verbs, words, ordinary, conjugate }, verb);
        for (const form of forms.base) add(form, concept, locale);
        for (const form of forms.past) add(form, `${concept}.past`, locale);
      }
    }
    for (const [concept, list] of Object.entries(words))
      for (const phrase of list.split(',')) add(phrase.trim(), concept, locale);
    for (const word of ordinary.split(/\s+/u)) {
      for (const part of phraseWords(word)) {
        if (names.has(part)) continue;
        know(part, locale);
        everyday.add(part);
      }
    }
  }
  const fuzzy = createFuzzyIndex([...languages.keys()].filter((word) => word.length >= 4 && /^[a-z]+$/u.test(word)));
  const corrected = (word: string) => {
    if (word.length < 4 || word.length > 24 || !/^[a-z]+$/u.test(word)) return null;
    let best: { word: string; slips: number; rank: number } | null = null as {
      word: string;
      slips: number;
      rank: number;
    } | null;
    fuzzy.find(
      word,
      word.length >= 8 ? 2 : 1,
      () => 2,
      (candidate, slips) => {
        const sameStart = candidate[0] === word[0];
        if (!sameStart && word.length < 6) return;
        const rank = slips * 4 + (sameStart ? 0 : 2) + (telling.has(candidate) ? 0 : 1);
        if (!best || rank < best.rank) best = { word: candidate, slips, rank };
      },
    );
    return best && { word: best.word, slips: best.slips };
  };
  return {
    root,
    locales: (word) => languages.get(word) ?? [],
    ordinary: (word) => everyday.has(word),
    correct: corrected,
  };
}
