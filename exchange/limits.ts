import type { Problem } from './problem';

/** What an import takes at most. The defaults hold a company of some 100,000 people; more is a mistake or an attack. */
export interface Limits {
  /** Bytes of one file as it comes in: a CSV file, a workbook, a zip. */
  file: number;
  /** Bytes, once unpacked, of all that is read from a workbook or zip. */
  inflated: number;
  /** Files in a workbook or zip. */
  entries: number;
  /** XML elements of a workbook, and how deep they are nested. */
  elements: number;
  depth: number;
  /** Rows and cells of one sheet. Cells left out before a filled one count. */
  rows: number;
  cells: number;
  /** Milliseconds for reading and checking. */
  ms: number;
}

export const DEFAULT_LIMITS: Limits = {
  file: 20_000_000,
  inflated: 200_000_000,
  entries: 1_000,
  elements: 10_000_000,
  depth: 64,
  rows: 250_000,
  cells: 4_000_000,
  ms: 60_000,
};

/** Beyond this size, unpacked data may be at most this many times larger than packed. */
export const FREE_RATIO_BYTES = 20_000_000;
export const LARGEST_RATIO = 100;

/** Characters of XML between two tags. The longest cell that Excel can hold is 32,767 characters. */
export const LONGEST_XML_PIECE = 1_000_000;

/** Characters of a cell. Longer ones are not looked into. */
export const LONGEST_CELL = 10_000;

/** Checking stops after so many errors. */
export const MOST_ERRORS = 10_000;

/** Seats of one benefit; a typing slip must not fill the disk. */
export const MOST_SEATS = 100_000;

/** A limit was passed while reading. */
export class LimitPassed extends Error {
  override readonly name = 'LimitPassed';
  constructor(readonly problem: Problem) {
    super(problem.is);
  }
}
