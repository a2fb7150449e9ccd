import type { Locale } from '../benefits/command';
import { hideKeys } from '../benefits/key-text';
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

/** Rows with the same error that are listed one by one. */
const SAME_SHOWN = { people: 3, machines: 10 };

/** One line per error, at most ERRORS_SHOWN, then the total. Further rows with the same error are counted. */
export function errorLines(errors: readonly RowError[], locale: Locale = 'en', place: Place = 'machines'): string[] {
  const counts = new Map<string, number>();
  const shown: { error: RowError; cause: string; last: boolean }[] = [];
  for (const error of errors) {
    // One form of dates is one cause, whatever the day.
    const value = error.problem.is === 'bad-date' ? null : error.value;
    const cause = JSON.stringify([error.sheet, error.column, value, error.problem]);
    const count = (counts.get(cause) ?? 0) + 1;
    counts.set(cause, count);
    const last = count === SAME_SHOWN[place];
    if (count <= SAME_SHOWN[place] && shown.length < ERRORS_SHOWN) shown.push({ error, cause, last });
  }
  const lines = shown.map(({ error, cause, last }) => {
    const more = last ? (counts.get(cause) ?? 0) - SAME_SHOWN[place] : 0;
    return errorLine(error, locale, place) + (more > 0 ? ` ${TEXTS[locale].more(more)}` : '');
  });
  if (place === 'machines' && errors.length > lines.length) lines.push(TEXTS[locale].total(errors.length));
  return lines;
}

const TEXTS = {
  en: {
    more: (count: number) => `(also in ${count.toLocaleString('en')} more ${count === 1 ? 'row' : 'rows'})`,
    total: (count: number) => `${count.toLocaleString('en')} errors in total.`,
  },
  fr: {
    more: (count: number) =>
      `(aussi dans ${count.toLocaleString('fr')} ${count === 1 ? 'autre ligne' : 'autres lignes'})`,
    total: (count: number) => `${count.toLocaleString('fr')} erreurs au total.`,
  },
} satisfies Record<Locale, object>;
