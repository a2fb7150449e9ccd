// How well messages are understood, by command and language, on the phrases that nothing was tuned on:
//   node deployment/run/with-build.mjs tests/language/report.mjs
// Prints the table of docs/language.md. Needs a build (dist/).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { createLanguage } = require(here('../../dist/language/index.js'));
const { GRAVE } = require(here('../../dist/benefits/policy.js'));
const companies = JSON.parse(readFileSync(here('data/companies.json'), 'utf8'));
const lines = (name) =>
  readFileSync(here(`data/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;
const languages = new Map(Object.entries(companies).map(([name, catalogue]) => [name, createLanguage(catalogue)]));
const understood = (phrase) => {
  const meaning = languages.get(phrase.company).parse(phrase.text);
  const command = meaning.command === phrase.command;
  return {
    command,
    all: command && JSON.stringify(sorted(meaning.slots)) === JSON.stringify(sorted(phrase.slots)),
    false: GRAVE.has(meaning.command) && !GRAVE.has(phrase.command),
  };
};
const tally = (phrases) => {
  const sum = { count: phrases.length, command: 0, all: 0, false: 0 };
  for (const phrase of phrases)
    for (const [key, value] of Object.entries(understood(phrase))) sum[key] += value ? 1 : 0;
  return sum;
};
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const cells = (phrases) => {
  const { count, command, all } = tally(phrases);
  return count === 0 ? ['–', '–', '–'] : [String(count), percent(command, count), percent(all, count)];
};

const measured = lines('strangers-measure');
const rows = [...new Set(measured.map((phrase) => phrase.command))].map((command) => [
  command,
  (phrase) => phrase.command === command,
]);
rows.push(['**all**', () => true]);
console.log('| command | English | command right | all slots right | French | command right | all slots right |');
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const [name, test] of rows) {
  const of = (locale) => cells(measured.filter((phrase) => phrase.locale === locale && test(phrase)));
  console.log(`| ${[name, ...of('en'), ...of('fr')].join(' | ')} |`);
}
const total = tally(measured);
console.log(
  `\nBoth languages: ${total.count} phrases, command right ${percent(total.command, total.count)}, command and all slots right ${percent(total.all, total.count)}.`,
);
const calm = (list) => list.filter(({ command }) => !GRAVE.has(command));
const alarms = (...names) => {
  const asked = calm(names.flatMap(lines));
  return `${tally(asked).false} of ${asked.length}`;
};
console.log(
  `Changes or reveals proposed where none was asked for: ${alarms('strangers-measure')} messages that ask for none; of the other lists ${alarms('develop', 'chatter', 'independent', 'strangers', 'measure', 'independent-measure')}.`,
);
