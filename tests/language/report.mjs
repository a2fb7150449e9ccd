// How well messages are understood, by command and language, on a list of labelled phrases:
//   node deployment/run/with-build.mjs tests/language/report.mjs [list]
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createLanguage } = require('../../dist/language/index.js');
const { SENSITIVE } = require('../../dist/benefits/policy.js');
const { companies, list } = require('./labelled.cjs');

const sorted = (value) =>
  Array.isArray(value)
    ? value.map((each) => JSON.stringify(sorted(each))).sort()
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const languages = new Map();
const languageOf = (company) => {
  if (!languages.has(company)) languages.set(company, createLanguage(companies[company]));
  return languages.get(company);
};
const understood = ({ text, company = 'contoso', command, slots, then = [], unused = [] }) => {
  const meaning = languageOf(company).parse(text, { today: '2026-11-26' });
  const acts = meaning.acts.length > 0 ? meaning.acts : [{ command: 'none', slots: {} }];
  const wanted = [{ command, slots }, ...then];
  const sensitive = (list) => list.some((act) => SENSITIVE.has(act.command));
  return {
    command: same(
      acts.map((act) => act.command),
      wanted.map((act) => act.command),
    ),
    all: same([acts, meaning.unused], [wanted, unused]),
    alarm: sensitive(acts) && !sensitive(wanted),
  };
};
const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const cells = (phrases) => {
  const results = phrases.map(understood);
  const share = (key) => percent(results.filter((result) => result[key]).length, results.length);
  return [results.length, share('command'), share('all')];
};

const measured = list(process.argv[2] ?? 'strangers-measure');
console.log('| command | English | command right | everything right | French | command right | everything right |');
console.log('|---|---:|---:|---:|---:|---:|---:|');
for (const name of [...new Set(measured.map(({ command }) => command)), 'all']) {
  const of = (locale) =>
    cells(measured.filter((phrase) => phrase.locale === locale && (name === 'all' || phrase.command === name)));
  console.log(`| ${[name, ...of('en'), ...of('fr')].join(' | ')} |`);
}
const calm = measured.filter(({ command }) => !SENSITIVE.has(command));
const alarms = calm.map(understood).filter(({ alarm }) => alarm).length;
console.log(`\nChanges or reveals proposed where none was asked for: ${alarms} of ${calm.length}.`);
