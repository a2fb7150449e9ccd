/** What an import takes at most. The defaults hold a company of some 100,000 people; more is a mistake or an attack. */
export interface Limits {
  /** Bytes of one file as it comes in: a CSV file, a workbook, a zip. */
  file: number;
  /** Bytes, once unpacked, of all that is read from a workbook or zip. */
  inflated: number;
  /** Files in a workbook or zip. */
  entries: number;
}

export const DEFAULT_LIMITS: Limits = { file: 20_000_000, inflated: 200_000_000, entries: 1_000 };

/** Beyond this size, unpacked data may be at most this many times larger than packed. */
export const FREE_RATIO_BYTES = 20_000_000;
export const LARGEST_RATIO = 100;

/** Seats of one benefit; a typing slip must not fill the disk. */
export const MOST_SEATS = 100_000;
