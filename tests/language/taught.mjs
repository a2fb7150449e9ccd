// The labelled phrases that the judge of messages is taught with: all but those that it is measured on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const data = (name) => readFileSync(join(import.meta.dirname, 'data', name), 'utf8');
const rows = (name) => parse(data(name), { columns: true, bom: true });
const LISTS = ['develop', 'chatter', 'independent', 'strangers', 'utterances'];

/** Each with the catalogue of the company that it is about. */
export function taughtPhrases() {
  const companies = {
    contoso: {
      benefits: rows('contoso/benefits.csv').map(({ id, name_en, name_fr, category }) => ({
        id,
        nameEn: name_en,
        nameFr: name_fr,
        category,
      })),
      people: rows('contoso/users.csv').map(({ email, name }) => ({ email, name })),
    },
    ...JSON.parse(data('companies.json')),
  };
  return LISTS.flatMap((name) =>
    data(`${name}.jsonl`)
      .trim()
      .split('\n')
      .map((line) => {
        const { text, command, company = 'contoso' } = JSON.parse(line);
        return { text, command, catalogue: companies[company] };
      }),
  ).filter(({ command }) => command !== 'undo' && command !== 'requests');
}
