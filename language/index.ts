import { type Category, COMMANDS, type Command, type Locale, type Slots } from '../benefits/command';
import { createDirectory } from './directory';
import { english } from './english';
import { createForms } from './forms';
import { french } from './french';
import { GRAMMAR } from './grammar';
import { type Budget, compile, type Layout, layOut, matches, type Pattern } from './match';
import { GIVEN_NAMES } from './products';
import { type Reading, read, type Sources } from './reading';
import { fill } from './slots';
import { clean, fold, tokenise } from './text';
import { createLexicon } from './vocabulary';

export interface Catalogue {
  benefits: readonly { id: string; nameEn: string; nameFr: string; category: Category }[];
  people: readonly { email: string; name: string }[];
}

/** What surrounds the text. */
export interface Hearing {
  /** Entities of the activity: mention text as it stands in the text (`<at>…</at>`) and the person's e-mail, null for the bot itself or someone unknown. */
  mentions?: readonly { text: string; email: string | null; name: string }[];
}

export interface Meaning {
  command: Command | 'none';
  slots: Slots;
  /** The message's language, where it is clear. */
  locale: Locale | null;
  /** False: not certain enough to act; ask. The command is then `none`. */
  sure: boolean;
  /** Up to three likeliest meanings. */
  guesses: readonly { command: Command; slots: Slots }[];
}

/** What the bot asked last. */
export interface Question {
  command: Command;
  slots: Slots;
  asking: 'benefit' | 'user' | 'from' | 'to' | 'email' | 'language' | 'os' | 'role' | 'name' | 'confirm' | 'filter';
  /** Ids offered. */
  candidates?: readonly string[];
}

export type Answer =
  | { kind: 'fill'; slots: Slots }
  | { kind: 'confirm' }
  | { kind: 'cancel' }
  | { kind: 'new'; meaning: Meaning }
  | { kind: 'unclear' };

export interface Language {
  parse(text: string, hearing?: Hearing): Meaning;
  answer(question: Question, text: string, hearing?: Hearing): Answer;
  /** How a message was understood and why, in lines for a terminal. */
  explain(text: string): string[];
  /** Ids or addresses whose names are nearest to a text. */
  nearest(kind: 'benefit' | 'person', text: string, count: number): string[];
  /** Ids or addresses that have a word with this beginning; accents and case do not count. */
  search(kind: 'benefit' | 'person', prefix: string, count: number): string[];
}

interface Rule {
  command: Command | 'none';
  weight: number;
  pattern: Pattern;
}

let shared: {
  lexicon: Sources['lexicon'];
  forms: Sources['forms'];
  givenNames: ReadonlySet<string>;
  rules: readonly Rule[];
} | null = null;
function grammar() {
  if (!shared) {
    const rules: Rule[] = [];
    for (const command of ['none', ...COMMANDS] as const) {
      for (const line of GRAMMAR[command]) {
        const [weight, ...pattern] = line.split(' ');
        rules.push({ command, weight: Number(weight), pattern: compile(pattern.join(' ')) });
      }
    }
    rules.sort((a, b) => b.weight - a.weight);
    shared = {
      lexicon: createLexicon([english, french]),
      forms: createForms(),
      givenNames: new Set(GIVEN_NAMES.split(' ')),
      rules,
    };
  }
  return shared;
}

/** Steps that the patterns may take together on one message. */
const STEPS = 40_000;

interface Heard {
  reading: Reading;
  layout: Layout;
  fitting: Rule[];
}

export function createLanguage(catalogue: Catalogue): Language {
  const { lexicon, forms, givenNames, rules } = grammar();
  const benefits = createDirectory(
    catalogue.benefits.map((benefit) => ({ id: benefit.id, names: [benefit.nameEn, benefit.nameFr] })),
    forms.of,
  );
  const people = createDirectory(
    catalogue.people.map((person) => ({ id: person.email, names: [person.name, person.email.split('@')[0] ?? ''] })),
  );
  const sources: Sources = { lexicon, forms, benefits, people, givenNames };

  const hear = (raw: string, hearing: Hearing | undefined): Heard => {
    const { text, mentions } = clean(raw);
    const mentioned = new Map<number, string | null>();
    let plain = text;
    mentions.forEach((mention, index) => {
      const entity = hearing?.mentions?.find(
        (one) =>
          fold(one.text.replace(/<[^>]*>/gu, '')).trim() === fold(mention.inner) ||
          fold(one.name) === fold(mention.inner),
      );
      const mark = `\uE000${index} `;
      if (entity?.email) mentioned.set(index, entity.email);
      else {
        const leading = /^[\s,;:!.]*(?:hi|hello|hey|bonjour|salut|ok|bonsoir|dear|please|coucou)?[\s,;:!.]*$/iu.test(
          plain.slice(0, plain.indexOf(mark)),
        );
        const someone =
          mention.inner !== '' && tokenise(mention.inner).every((token) => people.has(token.norm.replace(/'/gu, '')));
        plain = plain.replace(
          mark,
          leading && !someone ? ' ' : someone || entity === undefined ? ` ${mention.inner} ` : ' ',
        );
      }
    });
    const tokens = tokenise(plain);
    const reading = read(plain, tokens, sources, mentioned);
    const layout = layOut(reading);
    const budget: Budget = { steps: STEPS };
    const fitting: Rule[] = [];
    const commands = new Set<string>();
    for (const rule of rules) {
      if (commands.has(rule.command)) continue;
      if (!matches(rule.pattern, reading, layout, budget)) continue;
      fitting.push(rule);
      commands.add(rule.command);
      if (commands.size >= 4) break;
    }
    return { reading, layout, fitting };
  };

  const parse: Language['parse'] = (text, hearing) => {
    const { reading, fitting } = hear(text, hearing);
    const best = fitting[0];
    const guesses = fitting
      .filter((rule) => rule.command !== 'none')
      .map((rule) => ({ command: rule.command as Command, slots: fill(rule.command as Command, reading) }));
    if (!best || best.command === 'none')
      return {
        command: 'none',
        slots: {},
        locale: reading.locale,
        sure: best !== undefined,
        guesses: guesses.slice(0, 3),
      };
    return {
      command: best.command,
      slots: fill(best.command, reading),
      locale: reading.locale,
      sure: true,
      guesses: guesses.slice(0, 3),
    };
  };

  return {
    parse,
    answer: () => ({ kind: 'unclear' }),
    explain(text) {
      const { reading, layout, fitting } = hear(text, undefined);
      const lines = [`text: ${reading.text}`, `language: ${reading.locale ?? 'not clear'}`];
      for (const correction of reading.corrections) lines.push(`taken for: ${correction}`);
      reading.tokens.forEach((token, i) => {
        const entity = reading.entityAt[i];
        if (entity) {
          if (entity.start === i)
            lines.push(
              `  ${entity.text}: ${entity.kind} ${JSON.stringify(entity.named)}${entity.weak ? ' (weak)' : ''}`,
            );
          if (!entity.weak) return;
        }
        const senses = (reading.spans[i] ?? []).map((span) =>
          span.end > i + 1
            ? `${span.concept}[${reading.tokens
                .slice(i, span.end)
                .map((one) => one.norm)
                .join(' ')}]`
            : span.concept,
        );
        lines.push(
          `  ${token.norm}${layout.asked[i] ? '!' : ''}: ${senses.join(' ') || (token.kind === 'mark' ? 'mark' : '—')}`,
        );
      });
      for (const rule of fitting) lines.push(`${rule.command} ${rule.weight}: ${rule.pattern.source}`);
      return lines;
    },
    nearest: (kind, text, count) => (kind === 'benefit' ? benefits : people).nearest(text, count),
    search: (kind, prefix, count) => (kind === 'benefit' ? benefits : people).search(prefix, count),
  };
}
