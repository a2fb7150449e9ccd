import type { Sheet } from './columns';
import type { Table } from './table';

/** The contents of a file by sheet; cells are not checked yet. */
export interface Company {
  tables: Partial<Record<Sheet, Table>>;
  /** Sheets and CSV files with other names. */
  ignored: readonly string[];
  /** Set if the file is one of Microsoft's own lists. */
  list: MicrosoftList | null;
  /** The file name that a missing sheet would have. */
  missingAs(sheet: Sheet): string;
}

export interface MicrosoftList {
  /** `other`: the columns were named by whoever imports it. */
  is: 'admin-center' | 'entra' | 'visual-studio' | 'other';
  /** Names of licences or subscription levels by address. Null: the list does not have them. */
  licences: ReadonlyMap<string, readonly string[]> | null;
  /** Guests and blocked accounts. */
  leftOut: number;
}

/** The company with only these sheets. */
export function onlySheets(company: Company, sheets: readonly Sheet[]): Company {
  const tables = Object.entries(company.tables).filter(([name]) => sheets.some((sheet) => sheet === name));
  return { ...company, tables: Object.fromEntries(tables) };
}
