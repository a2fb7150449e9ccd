import type { Locale } from '../benefits/command';
import type { Directory } from './directory';
import type { Forms } from './forms';
import type { Token } from './text';
import type { Lexicon } from './vocabulary';

/** A phrase of the vocabulary that occurs. */
export interface Span {
  start: number;
  /** Exclusive. */
  end: number;
  concept: string;
}

export interface Sources {
  lexicon: Lexicon;
  forms: Forms;
  benefits: Directory;
  people: Directory;
  givenNames: ReadonlySet<string>;
  groups: readonly { words: readonly string[]; group: string }[];
}

/** The words of a message before any name is looked for. */
export interface Words {
  /** By position, as corrected. */
  norms: readonly string[];
  /** The same without apostrophes. */
  bare: readonly string[];
  corrections: readonly string[];
  /** Words that may be a name misspelt, with those that they may stand for. */
  nearPerson: ReadonlyMap<number, readonly number[]>;
  nearBenefit: ReadonlyMap<number, readonly number[]>;
  unknownWord: ReadonlySet<number>;
  firstWord: number;
  /** Every word begins with a capital: none tells anything. */
  shouting: boolean;
  locale: Locale | null;
  spans: Span[][];
  /** The concepts of single words. */
  single: readonly Set<string>[];
  /** Written like a name: a capital that the sentence doesn't explain. */
  proper(position: number): boolean;
  known(position: number): boolean;
  singular(word: string): string;
  /** Whether a benefit's name has the word, or its singular. */
  benefitWord(word: string): boolean;
}

/** Concepts of a single word that a longer phrase of which it is the first overrules. */
const YIELDING = new Set(['ELSE', 'IF', 'NEG', 'TELL', 'OPINION', 'DONT', 'MY']);
/** Most unknown words that are looked for among the names. */
const LOOKUPS = 8;

const VERBS =
  /^(?:ASSIGN|GIVE|ADD|CREATE|UNASSIGN|REMOVE|DELETE|REASSIGN|MOVE|REPLACE|MAKE|PROMOTE|DEMOTE|CHANGE|ACTIVATE|REVEAL|DOWNLOAD|EXPORT|IMPORT|TAKE|CANCELVERB)$/u;

const AFTER_NAMES =
  /^(?:NEED|NONEED|HAVE|LEAVING|MODAL|DOES|BE|AUX|ALSO|AND|OR|TO|FROM|ON|WITH|FOR|BUT|GREET|SKIP|ROLE|SEAT|KEY|USE|NEG|UNTIL)/u;

/** Puts misspelt words right, tells the language and finds the phrases of the vocabulary. */
export function readWords(tokens: readonly Token[], sources: Sources): Words {
  const { lexicon, forms, benefits, people, givenNames } = sources;
  const count = tokens.length;
  const norms = tokens.map((token) => token.norm);
  const bare = norms.map((norm) => norm.replace(/'/gu, ''));
  const corrections: string[] = [];
  const nearPerson = new Map<number, readonly number[]>();
  const nearBenefit = new Map<number, readonly number[]>();
  const unknownWord = new Set<number>();
  const groupWords = new Set(sources.groups.flatMap((group) => group.words));
  const firstWord = tokens.findIndex((token) => token.kind === 'word');
  const shouting = tokens
    .filter((token) => token.kind === 'word' && token.raw.length > 1)
    .every((token) => token.raw === token.raw.toUpperCase() || token.capital);
  const proper = (position: number) => {
    const token = tokens[position];
    return (
      token?.capital === true && position !== firstWord && !shouting && !/^[.!?]$/u.test(norms[position - 1] ?? '')
    );
  };
  const known = (position: number) =>
    lexicon.locales(norms[position] ?? '').length > 0 || norms[position]?.endsWith("'") === true;
  const singular = (word: string) =>
    word.length > 3 && word.endsWith('s') && benefits.has(word.slice(0, -1))
      ? word.slice(0, -1)
      : benefits.has(`${word}s`) && word.length > 3 && lexicon.locales(word).length === 0
        ? `${word}s`
        : word;
  const benefitWord = (word: string) => benefits.has(word) || benefits.has(singular(word));

  // 1. Unknown words: a slip of the vocabulary, of a name, or a name that nobody has.
  let lookups = 0;
  for (let i = 0; i < count; i += 1) {
    const token = tokens[i];
    const word = bare[i] ?? '';
    if (token?.kind !== 'word' || known(i) || people.has(word) || benefitWord(word)) continue;
    if (forms.product(word) || forms.edition(word) || forms.maker(word) || forms.at(bare, i)) continue;
    if (givenNames.has(word) && !(lookups < LOOKUPS && people.near(word, 1))) continue;
    unknownWord.add(i);
    if (unknownWord.size > 3 * LOOKUPS) continue;
    const vocabulary = lexicon.correct(word);
    if (lookups >= LOOKUPS) {
      if (vocabulary && !proper(i)) corrected(i, vocabulary.word);
      continue;
    }
    lookups += 1;
    const genitive = word.endsWith('s') ? people.having(word.slice(0, -1)) : [];
    const person = genitive.length > 0 ? { slips: 0.5, entries: genitive } : people.near(word, 2);
    const benefit = benefits.near(word, 2);
    const slips = { vocabulary: vocabulary?.slips ?? 9, person: person?.slips ?? 9, benefit: benefit?.slips ?? 9 };
    const leaning = proper(i) || /^(?:to|for|from|a|pour|de|d'|chez)$/u.test(norms[i - 1] ?? '') ? 0 : 0.5;
    if (benefit && slips.benefit < slips.vocabulary + 0.5 && slips.benefit <= slips.person) {
      nearBenefit.set(i, benefit.entries);
      if (person && slips.person === slips.benefit && proper(i)) nearPerson.set(i, person.entries);
    } else if (person && slips.person + leaning <= slips.vocabulary) nearPerson.set(i, person.entries);
    else if (vocabulary) {
      if (!proper(i) && !groupWords.has(word) && !surname(i, vocabulary.word)) corrected(i, vocabulary.word);
    }
  }
  /** "tobias wren": after a given name nobody misspelt "when". */
  function surname(position: number, word: string): boolean {
    const senses = lexicon.root.next.get(word)?.senses ?? [];
    return givenNames.has(bare[position - 1] ?? '') && !senses.some(({ concept }) => AFTER_NAMES.test(concept));
  }
  function corrected(position: number, word: string) {
    corrections.push(`${bare[position]} → ${word}`);
    norms[position] = word;
    bare[position] = word;
    unknownWord.delete(position);
  }

  // 2. The message's language, by the words that only one has.
  let balance = 0;
  for (let i = 0; i < count; i += 1) {
    const locales = lexicon.locales(norms[i] ?? '');
    if (locales.length === 1 && !benefits.has(bare[i] ?? '')) balance += locales[0] === 'en' ? 1 : -1;
    if (/[éèêàùçîôœ]/u.test(tokens[i]?.raw ?? '') && !people.has(bare[i] ?? '')) balance -= 0.5;
  }
  const locale: Locale | null = balance > 0.5 ? 'en' : balance < -0.5 ? 'fr' : null;

  // 3. Phrases.
  const spans: Span[][] = tokens.map(() => []);
  const single: Set<string>[] = tokens.map(() => new Set());
  for (let i = 0; i < count; i += 1) {
    let at = lexicon.root;
    for (let j = i; j < count && j < i + 9; j += 1) {
      const next = at.next.get(norms[j] ?? '');
      if (!next) break;
      at = next;
      // A word of both languages has the senses of the message's language alone.
      const shared =
        locale !== null &&
        norms
          .slice(i, j + 1)
          .every((norm) => lexicon.locales(norm).includes(locale) && lexicon.locales(norm).length > 1);
      for (const sense of at.senses) {
        if (shared && sense.locale !== locale && (j > i || at.senses.some((other) => other.locale === locale)))
          continue;
        const span = { start: i, end: j + 1, concept: sense.concept };
        if (!spans[i]?.some((same) => same.end === span.end && same.concept === span.concept)) spans[i]?.push(span);
        if (j === i) single[i]?.add(sense.concept);
      }
    }
  }
  const has0 = (position: number, concept: string) => single[position]?.has(concept) === true;
  // Codes of languages, in capitals; participles by their accent or their auxiliary.
  for (let i = 0; i < count; i += 1) {
    const raw = tokens[i]?.raw ?? '';
    if (!shouting && /^(?:EN|FR|DE|ES|IT|JA)$/u.test(raw)) {
      spans[i]?.push({ start: i, end: i + 1, concept: `LANG:${raw.toLowerCase()}` });
      single[i]?.add(`LANG:${raw.toLowerCase()}`);
    }
    const accented = /é(?:e?s?)$/iu.test(raw);
    const auxiliary =
      [1, 2].some((back) =>
        /^(?:ai|as|avons|avez|ont|ete|est|sont|avait|avaient|aurait)$/u.test(norms[i - back] ?? ''),
      ) ||
      (norms[i - 1] === 'a' &&
        tokens[i - 1]?.raw.toLowerCase() === 'a' &&
        /^(?:qui|on|il|elle|y|nous|lui|leur|l')$/u.test(norms[i - 2] ?? '')) ||
      ([2, 3].some((back) => norms[i - back] === 'a' && /^(?:qui|on|il|elle)$/u.test(norms[i - back - 1] ?? '')) &&
        /^(?:bien|deja|lui|leur)$/u.test(norms[i - 1] ?? ''));
    if (!accented && !auxiliary) continue;
    const list = spans[i] ?? [];
    const verbs = list.filter((span) => span.end === i + 1 && VERBS.test(span.concept));
    if (verbs.length === 0) continue;
    spans[i] = [
      ...list.filter((span) => !auxiliary || !verbs.includes(span)),
      ...verbs.map((span) => ({ ...span, concept: `${span.concept}.past` })),
    ];
    for (const verb of verbs) {
      single[i]?.add(`${verb.concept}.past`);
      if (auxiliary) single[i]?.delete(verb.concept);
    }
  }
  // "what is", "est-ce que": no question after a person.
  for (let i = 0; i < count; i += 1) {
    for (const span of spans[i] ?? []) {
      if (!/^(?:WHAT|DOES|SHOW|HISTORY)$/u.test(span.concept)) continue;
      for (let at = i + 1; at < span.end; at += 1) {
        spans[at] = (spans[at] ?? []).filter((inner) => inner.concept !== 'WHO');
        single[at]?.delete('WHO');
      }
    }
  }
  for (let i = 1; i < count; i += 1) {
    // "supprime-le"; and "que" asks only at the beginning.
    if (/^(?:le|la|les)$/u.test(norms[i] ?? '') && tokens[i]?.before === '-')
      spans[i]?.push({ start: i, end: i + 1, concept: 'PRONOUN' });
    if (/^(?:que|qu')$/u.test(norms[i] ?? '') && tokens[i - 1]?.kind !== 'mark' && !has0(i - 1, 'GREET')) {
      spans[i] = (spans[i] ?? []).filter((span) => span.concept !== 'WHAT' || span.end > i + 1);
      single[i]?.delete('WHAT');
    }
  }
  // A verb that stands for other people's work doesn't when a longer phrase begins with it (remind me who…).
  for (let i = 0; i < count; i += 1) {
    const list = spans[i];
    if (list?.some((span) => span.end > i + 1 && !/^(?:ADVICE|PROBLEM|GOOD|TOPIC)/u.test(span.concept))) {
      spans[i] = list.filter((span) => !YIELDING.has(span.concept) || span.end > i + 1);
      for (const concept of YIELDING) single[i]?.delete(concept);
    }
  }
  return {
    norms,
    bare,
    corrections,
    nearPerson,
    nearBenefit,
    unknownWord,
    firstWord,
    shouting,
    locale,
    spans,
    single,
    proper,
    known,
    singular,
    benefitWord,
  };
}
