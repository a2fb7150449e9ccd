// The labelled phrases: lists of one phrase a line, and templates that are filled with the names of several companies.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('csv-parse/sync');
const { expanded } = require('./templates.cjs');

const data = (name) => readFileSync(join(__dirname, 'data', name), 'utf8');
const rows = (name) => parse(data(name), { columns: true, bom: true });

/** Of the companies whose data has none. */
const GROUPS = ['Backoffice', 'Night shift'];

const companies = {
  contoso: {
    benefits: rows('contoso/benefits.csv').map(({ id, name_en, name_fr, category, activation }) => ({
      id,
      nameEn: name_en,
      nameFr: name_fr,
      category,
      activation,
    })),
    people: rows('contoso/users.csv').map(({ email, name }) => ({ email, name })),
    groups: [...new Set(rows('contoso/users.csv').flatMap(({ groups }) => (groups ?? '').split(';')))].filter(Boolean),
  },
  ...Object.fromEntries(
    Object.entries(JSON.parse(data('companies.json'))).map(([name, company]) => [name, { groups: GROUPS, ...company }]),
  ),
};

/** Lists that the classifier is trained with. */
const TRAINED = ['develop', 'chatter', 'independent', 'strangers', 'retired', 'utterances', 'templates'];

function list(name) {
  if (name === 'templates') return expanded(data('templates.txt'), companies);
  return data(`${name}.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

module.exports = { companies, list, TRAINED };
