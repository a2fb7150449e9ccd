import type { Locale } from '../benefits/command';
import { hideKeys } from '../benefits/key';
import type { RowError } from './problem';
import { problemInEnglish } from './wording.en';
import { problemInFrench } from './wording.fr';

/** How many errors are shown in full; the rest are counted. */
export const ERRORS_SHOWN = 50;

/** `benefits.csv:3:quantity: what is wrong; how to mend it` */
export function errorLine(error: RowError, locale: Locale = 'en'): string {
  const where = [error.file, error.line, error.column].filter((part) => part !== null).join(':');
  return hideKeys(`${where}: ${locale === 'fr' ? problemInFrench(error) : problemInEnglish(error)}`);
}

/** The same for another program. */
export const errorRecord = (
  error: RowError,
): { file: string; line: number | null; column: string | null; message: string } => ({
  file: hideKeys(error.file),
  line: error.line,
  column: error.column,
  message: errorLine(error),
});

/** The first errors, a line each, then how many there are in all. */
export function errorLines(errors: readonly RowError[], locale: Locale = 'en'): string[] {
  const lines = errors.slice(0, ERRORS_SHOWN).map((error) => errorLine(error, locale));
  if (errors.length > ERRORS_SHOWN)
    lines.push(
      locale === 'fr'
        ? `${errors.length.toLocaleString('fr')} erreurs en tout ; voici les ${ERRORS_SHOWN} premières.`
        : `${errors.length.toLocaleString('en')} errors in all; these are the first ${ERRORS_SHOWN}.`,
    );
  return lines;
}
