import { asksForChange } from './asked-for';
import { type Clause, clausesOf, DO_IT } from './clauses';
import type { Reading } from './entity';
import { excerpts, positions } from './excerpt';
import { lineOf } from './line';

/** One order, wish or question, with the statements beside it. */
export interface Segment {
  /** The clause that asks. */
  own: Reading;
  /** With the statements that belong to it. */
  whole: Reading;
  /** Only spoken of: no change may come of it, at most an answer. */
  readOnly: 'question' | 'told' | null;
  sentence: number;
  /** An imperative, as opposed to a wish or a question. */
  orders: boolean;
  /** "Tom needs Visio": asks only as long as nothing else does. */
  wishes: boolean;
  /** The clauses before it, the nearest first, for what a pronoun stands for. */
  earlier: readonly Reading[];
  start: number;
}

/** What only speaks of a change may still be a question or a wish to see something. */
const MAY_READ: ReadonlySet<string> = new Set([
  'condition',
  'not approved',
  'put off',
  'doubted',
  'should we',
  'reported',
  'past',
]);
/** Tells of people and benefits that "him" or "it" in another clause stands for. */
const TELLS: ReadonlySet<string> = new Set(['reported', 'past', 'asked about']);

/** Splits a message into what it asks for. */
export function segmentsOf(reading: Reading): { clauses: Clause[]; segments: Segment[]; settled: boolean } {
  const clauses = clausesOf(reading);
  const settled = clauses.some(({ spokenOf }) => spokenOf !== null);
  const asking = clauses.filter(
    ({ asks, question, spokenOf }) =>
      (asks && (spokenOf === null || MAY_READ.has(spokenOf.polarity))) ||
      // "is it allowed to …?", "who approves …?": the company's own rules, which nothing here answers.
      (spokenOf !== null && question && spokenOf.polarity !== 'allowed'),
  );
  if (asking.length === 0) {
    // "pending requests", "not yet assigned": at most something to show.
    if (clauses.some(({ spokenOf }) => spokenOf && !MAY_READ.has(spokenOf.polarity)))
      return { clauses, segments: [], settled };
    return {
      clauses,
      segments: [
        {
          own: reading,
          whole: reading,
          readOnly: settled || !asksForChange(reading) ? 'told' : null,
          sentence: 0,
          orders: false,
          wishes: false,
          earlier: [],
          start: reading.tokens.length,
        },
      ],
      settled,
    };
  }
  const readings = clauses.map((one) => one.reading);
  const done = clauses.some(({ spokenOf, reading: part }) => !spokenOf && DO_IT.test(lineOf(part).text));
  const places = new Map(clauses.map((one, number) => [one, number]));
  const numbers = asking.map((one) => places.get(one) ?? 0);
  const placesOf = ({ start, end }: Clause) => positions(start, end);
  const own = excerpts(reading, asking.map(placesOf));
  const whole = excerpts(
    reading,
    asking.map((clause, index) => {
      const number = numbers[index] ?? 0;
      // With what is told since the clause that asked before, and after the last one.
      const around = [
        ...clauses.slice(numbers[index - 1] ?? 0, number),
        ...(index === asking.length - 1 ? clauses.slice(number + 1) : []),
      ];
      const beside = around.filter(
        (other) =>
          !isGreeting(other) &&
          !other.asks &&
          !other.question &&
          (!other.spokenOf || TELLS.has(other.spokenOf.polarity)),
      );
      return [clause, ...beside].sort((a, b) => a.start - b.start).flatMap(placesOf);
    }),
  );
  const segments = asking.map((clause, index): Segment => {
    return {
      own: own[index] ?? reading,
      whole: whole[index] ?? reading,
      readOnly: clause.spokenOf === null && (clause.change || done) ? null : clause.question ? 'question' : 'told',
      sentence: clause.sentence,
      orders: clause.orders && !clause.question && clause.spokenOf === null,
      wishes: !clause.orders && !clause.question,
      earlier: readings.slice(0, numbers[index] ?? 0).reverse(),
      start: clause.start,
    };
  });
  return { clauses, segments, settled };
}

/** "Bonjour," on a line of its own. */
const isGreeting = ({ reading: { entities, tokens } }: Clause): boolean =>
  entities.length === 0 && tokens.filter(({ kind }) => kind !== 'mark').length < 4;
