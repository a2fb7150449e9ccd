import type { Locale } from '../benefits/command';
import { COLUMNS, SHEETS } from './columns';
import { writeWorkbook } from './workbook-write';

const WIDE = /^(description|instructions)_/;
const HELP = {
  en: ['sheet', 'column', 'what goes there'],
  fr: ['feuille', 'colonne', 'contenu'],
} as const satisfies Record<Locale, readonly string[]>;

/**
 * An empty workbook in the import format. Each header cell has a note that explains the column; the sheet `help`, which an
 * import ignores, lists them all.
 */
export function writeTemplate(locale: Locale = 'en'): Promise<Buffer> {
  const sheets = SHEETS.map((sheet) => ({
    name: sheet,
    columns: COLUMNS[sheet].map(({ name, help, values }) => ({
      name,
      note: help[locale],
      width: WIDE.test(name) ? 50 : 22,
      ...(values ? { values } : {}),
    })),
    rows: [],
  }));
  const help = SHEETS.flatMap((sheet) => COLUMNS[sheet].map((column) => [sheet, column.name, column.help[locale]]));
  const columns = HELP[locale].map((name, at) => ({ name, width: at === 2 ? 100 : 22 }));
  return writeWorkbook([...sheets, { name: 'help', columns, rows: help }]);
}
