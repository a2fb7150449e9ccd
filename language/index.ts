import { COMMANDS, type Command } from '../benefits/command';
import { SENSITIVE } from '../benefits/policy';
import { answerTo } from './answer';
import { cuesOf, HASHES, NAMES } from './cues';
import { createDirectory } from './directory';
import { english } from './english';
import { createForms } from './forms';
import { french } from './french';
import { GRAMMAR } from './grammar';
import { judge, reasons, type Verdict } from './judge';
import { type Budget, compile, type Layout, layOut, matches, type Pattern, strangeObject, strangers } from './match';
import type { Catalogue, Hearing, Language, Meaning } from './meaning';
import { GIVEN_NAMES } from './products';
import { type Reading, read, type Sources } from './reading';
import { fill, handedOver } from './slots';
import { clean, fold, tokenise } from './text';
import { createLexicon } from './vocabulary';

export type { Answer, Catalogue, Hearing, Language, Meaning, Question } from './meaning';

interface Rule {
  command: Command | 'none';
  weight: number;
  pattern: Pattern;
  /** A verb that asks stands in it; it bears reasons and remarks beside it. */
  asks: boolean;
}

let shared: {
  lexicon: Sources['lexicon'];
  forms: Sources['forms'];
  givenNames: ReadonlySet<string>;
  rules: readonly Rule[];
  mayFit: (concepts: ReadonlySet<string>) => Uint8Array;
} | null = null;
function grammar() {
  if (!shared) {
    const rules: Rule[] = [];
    for (const command of ['none', ...COMMANDS] as const) {
      for (const line of GRAMMAR[command]) {
        const [weight, ...pattern] = line.split(' ');
        rules.push({
          command,
          weight: Number(weight),
          pattern: compile(pattern.join(' ')),
          asks: pattern.some((element) => /^!(?!SHOW|LIST|TELL)/u.test(element)),
        });
      }
    }
    rules.sort((a, b) => b.weight - a.weight);
    const givenNames = new Set(GIVEN_NAMES.split(' '));
    shared = {
      lexicon: createLexicon([english, french], givenNames),
      forms: createForms(),
      givenNames,
      rules,
      mayFit: chooser(rules),
    };
  }
  return shared;
}

/** Marks, by their place, the rules that a message with these concepts may fit: a few among hundreds. */
function chooser(rules: readonly Rule[]): (concepts: ReadonlySet<string>) => Uint8Array {
  const always = new Uint8Array(rules.length);
  const byConcept = new Map<string, number[]>();
  rules.forEach(({ pattern }, at) => {
    if (pattern.key === null) always[at] = 1;
    for (const concept of pattern.key ?? []) byConcept.set(concept, [...(byConcept.get(concept) ?? []), at]);
  });
  return (concepts) => {
    const marks = always.slice();
    for (const concept of concepts) for (const at of byConcept.get(concept) ?? []) marks[at] = 1;
    return marks;
  };
}

/** Steps that the patterns may take together on one message. */
const STEPS = 12_000;
/** A meaning below this weight is not certain enough. */
const LEAST = 75;

/** What a fitting line of the grammar adds to the judge's likelihood of its command. */
const BY_GRAMMAR = 0.3;
/** From here on a message is taken to mean it. */
const LIKELY = 0.3;
/** What changes something or shows a secret must be likelier. */
const SURE = 0.5;
const WORTH_ASKING = 0.03;
const likeliest = (verdicts: readonly Verdict[], reading: Reading): Meaning['guesses'] =>
  verdicts
    .flatMap(({ command, likely }) =>
      command === 'none' || likely < WORTH_ASKING ? [] : [{ command, slots: fill(command, reading) }],
    )
    .slice(0, 3);

/** The judge's verdicts with what the grammar adds, the best first. */
function judged(fitting: readonly Rule[], verdicts: readonly Verdict[]): Verdict[] {
  const [first] = fitting;
  if (!first || first.command === 'none') return [...verdicts];
  const own = verdicts.find(({ command }) => command === first.command);
  return [
    { command: first.command, likely: own ? own.likely + BY_GRAMMAR : UNTAUGHT },
    ...verdicts.filter((verdict) => verdict !== own),
  ].sort((a, b) => b.likely - a.likely);
}
/** Of a command that the judge was taught nothing of: the grammar alone decides. */
const UNTAUGHT = 2;

interface Heard {
  reading: Reading;
  layout: Layout;
  fitting: Rule[];
}

export function createLanguage(catalogue: Catalogue): Language {
  const { lexicon, forms, givenNames, rules, mayFit } = grammar();
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
    const marks = mayFit(reading.concepts);
    for (let index = 0; index < rules.length; index += 1) {
      const rule = rules[index];
      if (marks[index] === 0 || !rule || commands.has(rule.command)) continue;
      const at = matches(rule.pattern, reading, layout, budget);
      if (at < 0) continue;
      const weight =
        rule.command === 'none'
          ? rule.weight
          : rule.weight -
            strangers(reading, at) * (rule.asks ? 2 : 7) -
            (rule.asks && strangeObject(reading, at) ? 15 : 0);
      if (weight < LEAST) continue;
      fitting.push(weight === rule.weight ? rule : { ...rule, weight });
      commands.add(rule.command);
      if (commands.size >= 6) break;
    }
    fitting.sort((a, b) => b.weight - a.weight);
    return { reading, layout, fitting };
  };

  const understand = ({ reading, layout, fitting }: Heard): Meaning => {
    const { locale } = reading;
    const verdicts = judged(fitting, judge(cuesOf(reading, layout, HASHES)));
    const [best] = verdicts;
    const nothing = (sure: boolean): Meaning => ({
      command: 'none',
      slots: {},
      locale,
      sure,
      guesses: sure ? [] : likeliest(verdicts, reading),
    });
    // Talk that is known as such, or thanks; anything else was not understood, and is asked about.
    const talk = fitting[0]?.command === 'none' || reading.concepts.has('THANKS');
    if (!best || best.command === 'none') return nothing(talk && best !== undefined && best.likely >= SURE);
    if (best.likely < (SENSITIVE.has(best.command) ? SURE : LIKELY)) return nothing(false);
    // To give what another one holds is to reassign it.
    if (best.command === 'assign') {
      const slots = handedOver(reading);
      if (slots) return { command: 'reassign', slots, locale, sure: true, guesses: [] };
    }
    return { command: best.command, slots: fill(best.command, reading), locale, sure: true, guesses: [] };
  };
  const parse: Language['parse'] = (text, hearing) => understand(hear(text, hearing));

  return {
    parse,
    cues(text) {
      const { reading, layout } = hear(text, undefined);
      return [...cuesOf(reading, layout, NAMES)];
    },
    answer(question, text, hearing) {
      const heard = hear(text, hearing);
      return answerTo(question, heard.reading, understand(heard), sources);
    },
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
      const cues = [...cuesOf(reading, layout, NAMES)];
      for (const { command, likely } of judge(cuesOf(reading, layout, HASHES)).slice(0, 3)) {
        const why = reasons(cues, command, 5).map((cue) => `[${cue}]`);
        lines.push(`judged ${command} ${(100 * likely).toFixed(1)} %: ${why.join(' ')}`);
      }
      return lines;
    },
    nearest: (kind, text, count) => (kind === 'benefit' ? benefits : people).nearest(text, count),
    search: (kind, prefix, count) => (kind === 'benefit' ? benefits : people).search(prefix, count),
  };
}
