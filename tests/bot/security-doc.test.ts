import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCTION_RATES } from '../../bot/http/limits';

/** docs/security.md says what the code does and names tests that exist. */

const ROOT = join(__dirname, '..', '..');
const text = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');

test('the rates are those that production grants', () => {
  const { person, address } = PRODUCTION_RATES;
  expect(text).toContain(`${person.burst} requests at once and ${person.perSecond} a second for each person`);
  expect(text).toContain(`${address.burst} at once and ${address.perSecond} a second for each address`);
});

test('every threat has a test, and every test that is named is there', () => {
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | '))
    .filter((cells) => cells.length === 4);
  expect(rows.length).toBeGreaterThan(20);
  const [, ...threats] = rows;
  const untested = threats.filter((cells) => !/`(?:tests\/|npm )|the fuzz run/.test(cells[3] ?? ''));
  expect(untested).toEqual([]);
  const named = [...new Set(text.match(/\btests\/[\w./-]*\w/g) ?? [])];
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
