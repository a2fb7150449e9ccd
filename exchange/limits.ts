import type { Problem } from './row-error';

/** Limits of an import. The defaults fit a company of 100,000 people. */
export interface Limits {
  /** Bytes of one CSV file, workbook or zip. */
  file: number;
  /** Uncompressed bytes of everything read from a workbook or zip. */
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

/** Above this size, uncompressed data may be at most LARGEST_RATIO times the compressed size. */
export const FREE_RATIO_BYTES = 20_000_000;
export const LARGEST_RATIO = 100;

/** Characters of XML between two tags. An Excel cell holds at most 32,767 characters. */
export const LONGEST_XML_PIECE = 1_000_000;

/** Characters of a cell; the content of longer ones is not checked. */
export const LONGEST_CELL = 10_000;

/** Checking stops at this many errors. */
export const MOST_ERRORS = 10_000;

/** A limit was exceeded while reading. */
export class LimitPassed extends Error {
  override readonly name = 'LimitPassed';
  constructor(readonly problem: Problem) {
    super(problem.is);
  }
}
