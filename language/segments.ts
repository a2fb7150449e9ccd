import { type Clause, clausesOf, DO_IT } from './clauses';
import type { Reading } from './entity';
import { excerpts, positions } from './excerpt';
import { lineOf } from './line';
import { namesAlone } from './names-alone';

/** One order, wish or question, with the statements beside it. */
export interface Segment {
  /** The clause that asks. */
  own: Reading;
  /** With the statements that belong to it. */
  whole: Reading;
  /** No change may come of it, at most an answer. */
  doubtful: boolean;
  /** An order, a wish or a question; anything else only tells. */
  asks: boolean;
  /** An order, or names alone. */
  clear: boolean;
  sentence: number;
  /** An imperative, as opposed to a wish or a question. */
  orders: boolean;
  /** "Tom needs Visio": asks only as long as nothing else does. */
  wishes: boolean;
  /** The clauses before it, the nearest first, for what a pronoun stands for. */
  earlier: readonly Reading[];
  start: number;
}

/** Splits a message into what it asks for. */
export function segmentsOf(reading: Reading): { clauses: Clause[]; segments: Segment[]; doubtful: boolean } {
  const clauses = clausesOf(reading);
  const doubtful = clauses.some(({ doubt }) => doubt !== null);
  // "is it allowed to …?": the company's own rules, which nothing here answers.
  const asking = clauses.filter(({ asks, doubt }) => asks && doubt?.doubt !== 'company rules');
  if (asking.length === 0) {
    return {
      clauses,
      segments: [
        {
          own: reading,
          whole: reading,
          doubtful,
          asks: false,
          clear: namesAlone(reading),
          sentence: 0,
          orders: false,
          wishes: false,
          earlier: [],
          start: reading.tokens.length,
        },
      ],
      doubtful,
    };
  }
  const readings = clauses.map((one) => one.reading);
  const done = clauses.some(({ doubt, reading: part }) => !doubt && DO_IT.test(lineOf(part).text));
  const numbers = asking.map((one) => clauses.indexOf(one));
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
          !isGreeting(other) && !other.asks && !other.question && (!other.doubt || other.doubt.doubt === 'told'),
      );
      return [clause, ...beside].sort((a, b) => a.start - b.start).flatMap(placesOf);
    }),
  );
  const segments = asking.map(
    (clause, index): Segment => ({
      own: own[index] ?? reading,
      whole: whole[index] ?? reading,
      doubtful: clause.doubt !== null,
      asks: true,
      clear: clause.clear || done,
      sentence: clause.sentence,
      orders: clause.orders && !clause.question && clause.doubt === null,
      wishes: !clause.orders && !clause.question,
      earlier: readings.slice(0, numbers[index]).reverse(),
      start: clause.start,
    }),
  );
  return { clauses, segments, doubtful };
}

/** "Bonjour," on a line of its own. */
const isGreeting = ({ reading: { entities, tokens } }: Clause): boolean =>
  entities.length === 0 && tokens.filter(({ kind }) => kind !== 'mark').length < 4;
