import type { Locale } from '../benefits/command';
import { hideKeys } from '../benefits/key';
import { errorInEnglish } from './error-text.en';
import { errorInFrench } from './error-text.fr';
import type { RowError } from './row-error';

/** Errors shown in full; the rest are counted. */
export const ERRORS_SHOWN = 50;

/** `benefits.csv:3:quantity: what is wrong; how to fix it` */
export function errorLine(error: RowError, locale: Locale = 'en'): string {
  const where = [error.file, error.line, error.column].filter((part) => part !== null).join(':');
  return hideKeys(`${where}: ${locale === 'fr' ? errorInFrench(error) : errorInEnglish(error)}`);
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
export function errorLines(errors: readonly RowError[], locale: Locale = 'en'): string[] {
  const lines = errors.slice(0, ERRORS_SHOWN).map((error) => errorLine(error, locale));
  if (errors.length > ERRORS_SHOWN)
    lines.push(
      locale === 'fr'
        ? `${errors.length.toLocaleString('fr')} erreurs au total ; voici les ${ERRORS_SHOWN} premières.`
        : `${errors.length.toLocaleString('en')} errors in total; these are the first ${ERRORS_SHOWN}.`,
    );
  return lines;
}
