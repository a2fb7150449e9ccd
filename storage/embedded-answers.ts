import { frozen } from '../benefits/frozen';
import type { Connection } from './embedded-tables';

/** So many documents are kept at most; longer answers than a page are not, nor long texts. */
const MOST = 5_000;
const PAGE = 20;
/** A text counts as one document for each so many letters. */
const LETTERS = 1_000;

export interface Answers {
  /** The answer to the query of this name, made anew where something may have been written since. Nobody may change it. */
  of<T>(query: string, make: () => T): T;
  /** This process wrote. */
  forget(): void;
}

/**
 * Answers to queries, kept while nothing is written: cards look again whenever they come into sight, mostly at what is as it
 * was. SQLite's `data_version` tells of what other connections and processes wrote. It is asked before the first query of
 * each callback of the event loop, so whatever was written before a request came in is in its answers; what follows in
 * the same callback, promises that are settled already included, is of the same moment.
 */
export function createAnswers(connection: Connection): Answers {
  const dataVersion = connection.prepare('PRAGMA data_version').raw(true);
  const answers = new Map<string, unknown>();
  let documents = 0;
  let version = -1;
  let asked = false;

  function forget(): void {
    answers.clear();
    documents = 0;
  }

  function ask(): void {
    if (asked) return;
    const [now = -1] = dataVersion.get([]) as unknown as number[];
    if (now !== version) forget();
    version = now;
    asked = true;
    // Runs when every promise that is settled now has been followed, and before the next callback.
    process.nextTick(() => {
      asked = false;
    });
  }

  return {
    of(query, make) {
      ask();
      const known = answers.get(query);
      if (known !== undefined) return known as ReturnType<typeof make>;
      const made = make();
      const size = sizeOf(made);
      if (size > PAGE) return made;
      if (documents + size > MOST) forget();
      documents += size;
      answers.set(query, frozen(made));
      return made;
    },
    forget,
  };
}

const sizeOf = (answer: unknown): number =>
  Math.max(1, Array.isArray(answer) ? answer.length : typeof answer === 'string' ? answer.length / LETTERS : 1);
