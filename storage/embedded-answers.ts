import type { Connection } from './embedded-tables';

/** So many answers are kept at most, the oldest gives way; longer ones than a page are not kept. */
const MOST = 500;
const PAGE = 20;

export interface Answers {
  /** The answer to the query of this name, made anew where something may have been written since. Nobody may change it. */
  of<T>(query: string, make: () => readonly T[]): readonly T[];
  /** This connection wrote. */
  forget(): void;
}

/**
 * Answers to queries, kept while nothing is written: cards look again whenever they come into sight, mostly at what is as it
 * was. Every use asks SQLite's `data_version`, which tells of what other connections and processes wrote; it is asked before
 * the query runs, so an answer is never older than the version it is kept for.
 */
export function createAnswers(connection: Connection): Answers {
  const dataVersion = connection.prepare('PRAGMA data_version').raw(true);
  const answers = new Map<string, readonly unknown[]>();
  let version = -1;
  return {
    of<T>(query: string, make: () => readonly T[]): readonly T[] {
      const [now = -1] = dataVersion.get([]) as unknown as number[];
      if (now !== version) answers.clear();
      version = now;
      const known = answers.get(query);
      if (known) return known as readonly T[];
      const made = make();
      if (made.length > PAGE) return made;
      const [oldest] = answers.size >= MOST ? answers.keys() : [];
      if (oldest !== undefined) answers.delete(oldest);
      answers.set(query, frozen(made));
      return made;
    },
    forget: () => answers.clear(),
  };
}

/** One answer is given to many: whoever would change it finds out at once. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
