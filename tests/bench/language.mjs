// What understanding a message costs: prints one line of JSON. Needs a build (dist/).
//   node deployment/run/with-build.mjs tests/bench/language.mjs [--quick]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { buildSync } from 'esbuild';

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');
const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { createLanguage } = require(here('../../dist/language/index.js'));
const load = (source) => {
  const { outputFiles } = buildSync({
    entryPoints: [here(source)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'error',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
};
const { syntheticCatalogue } = load('../support/catalogue.ts');

const quick = process.argv.includes('--quick');
const catalogue = syntheticCatalogue(2000, 50_000);
createLanguage({ benefits: [], people: [] }).parse('hello');
gc();
const heapBefore = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
const started = process.hrtime.bigint();
const language = createLanguage(catalogue);
const indexMs = Number(process.hrtime.bigint() - started) / 1e6;
gc();
const heapMb = (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - heapBefore) / 2 ** 20;

const lines = (name) =>
  readFileSync(here(`../language/data/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).text);
const texts = [...lines('develop'), ...lines('utterances')];
const hostile = [
  'a'.repeat(100_000),
  'give '.repeat(20_000),
  'Visual Studio '.repeat(8_000),
  'marie durand '.repeat(8_000),
  `${'<at>'.repeat(10_000)}x${'</at>'.repeat(10_000)}`,
  '<'.repeat(100_000),
  '<a '.repeat(30_000),
  '&amp;'.repeat(20_000),
  'a@'.repeat(50_000),
  'x.'.repeat(50_000),
  `${'a.'.repeat(30)}@`.repeat(1_000),
  '🙂\u200b\u202e'.repeat(20_000),
  'é\u0301'.repeat(40_000),
  'qwrtz plmok asdfg zxcvb poiuy lkjhg '.repeat(3_000),
  Array.from({ length: 5_000 }, (_, i) => `wrd${String.fromCharCode(97 + (i % 26))}x${i}`).join(' '),
  'to from to from de à pour '.repeat(4_000),
  'who has what who has what '.repeat(4_000),
  "l'".repeat(50_000),
  '李明'.repeat(50_000),
  'please can you '.repeat(7_000),
];
const time = (list, rounds) => {
  const taken = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const text of list) {
      const from = process.hrtime.bigint();
      language.parse(text);
      taken.push(Number(process.hrtime.bigint() - from) / 1e6);
    }
  }
  taken.sort((a, b) => a - b);
  const at = (share) => Number((taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(3));
  return { messages: taken.length, p50: at(0.5), p99: at(0.99), max: at(1) };
};
time(texts, 2);
const messages = time(texts, quick ? 3 : 10);
time(hostile, 5);
const bad = time(hostile, quick ? 3 : 10);
console.log(
  JSON.stringify({
    bench: 'language',
    benefits: 2000,
    people: 50_000,
    indexMs: Number(indexMs.toFixed(0)),
    heapMb: Number(heapMb.toFixed(1)),
    parseMs: messages,
    hostileMs: bad,
  }),
);
