import type { Problem } from '../../exchange';
import { COLUMNS, SHEETS } from '../../exchange/columns';
import { errorLine } from '../../exchange/error-text';

/** One of each: a new kind of problem does not compile until it stands here too. */
const PROBLEMS: { [K in Problem['is']]: Extract<Problem, { is: K }> } = {
  'not-there': { is: 'not-there' },
  'not-readable': { is: 'not-readable' },
  'no-sheets': { is: 'no-sheets' },
  'too-large': { is: 'too-large', limit: 20_000_000 },
  'unknown-kind': { is: 'unknown-kind' },
  'unknown-list': { is: 'unknown-list', columns: [] },
  'not-a-workbook': { is: 'not-a-workbook' },
  'locked-workbook': { is: 'locked-workbook' },
  'not-a-zip': { is: 'not-a-zip' },
  'inflates-too-much': { is: 'inflates-too-much', limit: 200_000_000 },
  'odd-workbook': { is: 'odd-workbook' },
  'too-many-rows': { is: 'too-many-rows', limit: 10 },
  'too-many-cells': { is: 'too-many-cells', limit: 10 },
  'takes-too-long': { is: 'takes-too-long', limit: 60_000 },
  'two-files': { is: 'two-files', sheet: 'users', other: 'a-users.csv' },
  'sheet-missing': { is: 'sheet-missing', sheet: 'users' },
  'no-rows': { is: 'no-rows' },
  'empty-file': { is: 'empty-file' },
  'not-utf8': { is: 'not-utf8' },
  'wrong-delimiter': { is: 'wrong-delimiter', found: '|' },
  'bad-quotes': { is: 'bad-quotes' },
  'unknown-column': { is: 'unknown-column', nearest: 'locale' },
  'unknown-columns': { is: 'unknown-columns', names: ['langue', 'service'], known: ['email'] },
  'no-header': { is: 'no-header', known: ['email'] },
  'column-needed': { is: 'column-needed', line: 4 },
  'unnamed-column': { is: 'unnamed-column' },
  'missing-column': { is: 'missing-column' },
  'column-twice': { is: 'column-twice' },
  'cell-count': { is: 'cell-count', found: 1, wanted: 5 },
  'one-row-only': { is: 'one-row-only' },
  empty: { is: 'empty' },
  'formula-error': { is: 'formula-error', value: '#REF!' },
  'formula-empty': { is: 'formula-empty' },
  'too-long': { is: 'too-long', limit: 200 },
  'line-break': { is: 'line-break' },
  'invisible-character': { is: 'invisible-character', code: 'U+200B' },
  'number-key': { is: 'number-key' },
  'more-than-key': { is: 'more-than-key' },
  'holds-key': { is: 'holds-key' },
  'bad-id': { is: 'bad-id' },
  'bad-date': { is: 'bad-date' },
  'ambiguous-date': { is: 'ambiguous-date' },
  'ends-before-it-starts': { is: 'ends-before-it-starts', starts: '2026-03-01' },
  'bad-number': { is: 'bad-number', least: 1 },
  'number-too-large': { is: 'number-too-large', limit: 100_000 },
  'empty-choice': { is: 'empty-choice', values: ['admin'] },
  'not-one-of': { is: 'not-one-of', values: ['admin'], mayBeEmpty: true },
  'bad-language': { is: 'bad-language' },
  'not-https': { is: 'not-https' },
  'bad-email': { is: 'bad-email' },
  'guest-sign-in': { is: 'guest-sign-in' },
  'bad-locale': { is: 'bad-locale' },
  'too-many': { is: 'too-many', limit: 50 },
  'bad-object-id': { is: 'bad-object-id' },
  twice: { is: 'twice', line: 4 },
  'unknown-benefit': { is: 'unknown-benefit', nearest: 'visio' },
  'object-id-taken': { is: 'object-id-taken', by: 'ana@contoso.example' },
  'quantity-below-seats': { is: 'quantity-below-seats', holders: ['ana@contoso.example', 'tom@contoso.example'] },
  'unknown-person': { is: 'unknown-person' },
  'unknown-seat': { is: 'unknown-seat', quantity: 5 },
  'seat-refused': { is: 'seat-refused', reason: 'full', on: null },
  'key-taken': { is: 'key-taken', by: 'ana@contoso.example' },
  'key-elsewhere': { is: 'key-elsewhere', benefit: 'visio' },
  'no-admin': { is: 'no-admin' },
};

const line = (problem: Problem, locale: 'en' | 'fr'): string =>
  errorLine({ sheet: 'users', file: 'users.csv', line: 3, column: 'email', cell: null, value: 'x', problem }, locale);

/** Straight apostrophes, and an ordinary space before ; : ? ! or inside « ». */
const BAD_FRENCH = /\p{L}'\p{L}| [;:?!»]|« /u;

test.each(Object.values(PROBLEMS))('$is is worded in both languages', (problem) => {
  const [en, fr] = [line(problem, 'en'), line(problem, 'fr')];
  expect(en).toMatch(/^users\.csv:3:email: \S.{10}/);
  expect(fr).toMatch(/^users\.csv:3:email: \S.{10}/);
  expect(fr).not.toBe(en);
  expect(fr.slice('users.csv:3:email: '.length)).not.toMatch(BAD_FRENCH);
});

test('every column has a line of help in both languages', () => {
  for (const column of SHEETS.flatMap((sheet) => COLUMNS[sheet])) {
    expect(column.help.en).toMatch(/^\S.+\.$/);
    expect(column.help.fr).toMatch(/^\S.+\.$/);
    expect(column.help.fr).not.toMatch(BAD_FRENCH);
  }
});
