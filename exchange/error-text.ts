import type { Locale } from '../benefits/command';
import { hideKeys } from '../benefits/key';
import { errorInEnglish } from './error-text.en';
import { errorInFrench } from './error-text.fr';
import type { RowError } from './row-error';

/** Errors shown in full; the rest are counted. */
export const ERRORS_SHOWN = 50;

/** For people: `benefits, row 3, quantity (F3): …`. For machines: `benefits.csv:3:quantity: …`. */
export type Place = 'people' | 'machines';

/** Where the error is, what is wrong, and how to fix it. */
export function errorLine(error: RowError, locale: Locale = 'en', place: Place = 'machines'): string {
  const where = place === 'machines' ? machinePlace(error) : readablePlace(error, locale);
  const colon = place === 'people' && locale === 'fr' ? '\u00a0:' : ':';
  return hideKeys(`${where}${colon} ${locale === 'fr' ? errorInFrench(error) : errorInEnglish(error)}`);
}

const machinePlace = ({ file, line, column }: RowError): string =>
  [file, line, column].filter((part) => part !== null).join(':');

function readablePlace({ sheet, file, line, column, cell }: RowError, locale: Locale): string {
  if (sheet === null) return file;
  const row = line === null ? [] : [`${locale === 'fr' ? 'ligne' : 'row'} ${line}`];
  const at = column === null ? [] : [cell === null ? column : `${column} (${cell})`];
  return [sheet, ...row, ...at].join(', ');
}

/** The same for `--json`. */
export const errorRecord = (
  error: RowError,
): { file: string; line: number | null; column: string | null; message: string } => ({
  file: hideKeys(error.file),
  line: error.line,
  column: error.column,
  message: errorLine(error),
});

/** One line per error, at most ERRORS_SHOWN, then the total. */
export function errorLines(errors: readonly RowError[], locale: Locale = 'en', place: Place = 'machines'): string[] {
  const lines = errors.slice(0, ERRORS_SHOWN).map((error) => errorLine(error, locale, place));
  if (errors.length > ERRORS_SHOWN)
    lines.push(
      locale === 'fr'
        ? `${errors.length.toLocaleString('fr')} erreurs au total ; voici les ${ERRORS_SHOWN} premières.`
        : `${errors.length.toLocaleString('en')} errors in total; these are the first ${ERRORS_SHOWN}.`,
    );
  return lines;
}
