import { distance } from '../benefits/edit-distance';
import { hideKeys } from '../benefits/key-text';
import type { Reason } from '../benefits/refusal';
import type { Day } from '../benefits/time';
import type { Sheet } from './columns';

/** What is wrong with a file, a row or a cell. The texts are in error-text.en.ts and error-text.fr.ts. */
export type Problem =
  // the source
  | { is: 'not-there' }
  | { is: 'not-readable' }
  | { is: 'no-sheets' }
  | { is: 'too-large'; limit: number }
  | { is: 'unknown-kind' }
  /** `columns`: its headings, if it looks like a list of people. */
  | { is: 'unknown-list'; columns: readonly string[] }
  | { is: 'not-a-workbook' }
  | { is: 'locked-workbook' }
  | { is: 'not-a-zip' }
  | { is: 'inflates-too-much'; limit: number }
  | { is: 'odd-workbook' }
  | { is: 'too-many-rows'; limit: number }
  | { is: 'too-many-cells'; limit: number }
  | { is: 'takes-too-long'; limit: number }
  | { is: 'two-files'; sheet: string; other: string }
  | { is: 'sheet-missing'; sheet: Sheet }
  | { is: 'no-rows' }
  // a sheet
  | { is: 'empty-file' }
  | { is: 'not-utf8' }
  | { is: 'wrong-delimiter'; found: string }
  | { is: 'bad-quotes' }
  | { is: 'unknown-column'; nearest: string }
  | { is: 'unknown-columns'; names: readonly string[]; known: readonly string[] }
  | { is: 'no-header'; known: readonly string[] }
  | { is: 'missing-column' }
  | { is: 'column-needed'; line: number }
  | { is: 'unnamed-column' }
  | { is: 'column-twice' }
  | { is: 'cell-count'; found: number; wanted: number }
  | { is: 'one-row-only' }
  // a cell
  | { is: 'empty' }
  | { is: 'formula-error'; value: string }
  | { is: 'formula-empty' }
  | { is: 'too-long'; limit: number }
  | { is: 'line-break' }
  | { is: 'invisible-character'; code: string }
  | { is: 'number-key' }
  | { is: 'more-than-key' }
  | { is: 'holds-key' }
  | { is: 'bad-id' }
  | { is: 'bad-date' }
  | { is: 'ambiguous-date' }
  | { is: 'ends-before-it-starts'; starts: string }
  | { is: 'bad-number'; least: number }
  | { is: 'number-too-large'; limit: number }
  | { is: 'empty-choice'; values: readonly string[] }
  | { is: 'not-one-of'; values: readonly string[]; mayBeEmpty: boolean }
  | { is: 'bad-language' }
  | { is: 'not-https' }
  | { is: 'bad-email' }
  | { is: 'guest-sign-in' }
  | { is: 'bad-locale' }
  | { is: 'too-many'; limit: number }
  | { is: 'bad-object-id' }
  // among rows, and against the store
  | { is: 'twice'; line: number }
  | { is: 'unknown-benefit'; nearest: string | null }
  | { is: 'object-id-taken'; by: string }
  | { is: 'quantity-below-seats'; holders: readonly string[] }
  | { is: 'unknown-person' }
  | { is: 'unknown-seat'; quantity: number }
  | { is: 'seat-refused'; reason: Reason; on: Day | null }
  | { is: 'key-taken'; by: string }
  | { is: 'key-elsewhere'; benefit: string }
  | { is: 'no-admin' };

/** One error and its place. */
export interface RowError {
  /** Null: the source as a whole. */
  sheet: Sheet | null;
  /** `benefits.csv`, or in a workbook `book.xlsx/benefits`. */
  file: string;
  /** The header is line 1. Null: the file as a whole. */
  line: number | null;
  column: string | null;
  /** In a workbook: the address of the cell, such as D4. */
  cell: string | null;
  /** The cell's text if useful, shortened. Never from the sheet keys, never key-shaped. */
  value: string | null;
  problem: Problem;
}

/** An error in a sheet. */
export const sheetError = (
  { sheet, file }: { sheet: Sheet; file: string },
  problem: Problem,
  at: { line?: number | null; column?: string | null; cell?: string | null; value?: string | null } = {},
): RowError => ({
  sheet,
  file,
  line: at.line ?? null,
  column: at.column == null ? null : cut(hideKeys(at.column)),
  cell: at.cell ?? null,
  value: at.value == null || sheet === 'keys' ? null : cut(hideKeys(at.value)),
  problem,
});

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replace(/\s+/g, ' ');

export const fileError = (file: string, problem: Problem): RowError => ({
  sheet: null,
  file,
  line: null,
  column: null,
  cell: null,
  value: null,
  problem,
});

/** The closest known word, which is in lower case; null if none is close. */
export function nearest(typed: string, known: Iterable<string>): string | null {
  const bound = Math.max(1, Math.floor(typed.length / 3));
  let best: string | null = null;
  let least = bound + 1;
  for (const word of known) {
    const slips = distance(typed.toLowerCase(), word, least - 1);
    if (slips < least) [best, least] = [word, slips];
  }
  return best;
}
