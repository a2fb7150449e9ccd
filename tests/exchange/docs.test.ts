import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, SHEETS } from '../../exchange/columns';

const page = readFileSync(join(__dirname, '../../docs/import.md'), 'utf8');

test.each(SHEETS)('docs/import.md lists the columns of %s in order, those that identify a row in bold', (sheet) => {
  const row = new RegExp(`^\\| ${sheet} \\| (.*) \\|$`, 'm').exec(page)?.[1] ?? '';
  const listed = row
    .replace(/\([^)]*\)|;.*$/g, '')
    .split(',')
    .map((name) => name.trim());
  expect(listed).toEqual(COLUMNS[sheet].map(({ name, id }) => (id ? `**${name}**` : name)));
});
