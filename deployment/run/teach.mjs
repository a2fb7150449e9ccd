// `npm run teach`: trains the classifier from the labelled phrases and writes language/weights.ts. Takes some seconds; the
// same phrases give the same weights. `--check` says whether that is due.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { root } from './steps.mjs';

const require = createRequire(import.meta.url);
const { createLanguage } = require(join(root, 'dist/language/index.js'));
const { placeOf } = require(join(root, 'dist/language/classifier.js'));
const { companies, list, TRAINED } = require('../../tests/language/labelled.cjs');

const PLACES = 32_768;
const EPOCHS = 20;
const RATE = 0.3;
const LASSO = 1e-4;

const languages = new Map();
const phrases = TRAINED.flatMap(list).flatMap(({ text, command, then = [], company = 'contoso' }) => {
  if (!languages.has(company)) languages.set(company, createLanguage(companies[company]));
  const { whole, acts } = languages.get(company).features(text);
  const places = (features) => features.map((feature) => placeOf(feature, PLACES));
  const commands = [command, ...then.map((act) => act.command)];
  // The classifier sees one act at a time; a message that is split into as many as it has teaches each of them.
  if (acts.length === commands.length)
    return acts.map((features, k) => ({ command: commands[k], features: places(features) }));
  return then.length > 0 ? [] : [{ command, features: places(whole) }];
});
const target = join(root, 'language', 'weights.ts');
const source = createHash('sha256').update(JSON.stringify(phrases)).digest('hex').slice(0, 16);
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8').includes(`"source":"${source}"`)) process.exit();
  console.log('The phrases or the vocabulary have changed: npm run teach');
  process.exit(1);
}
const trained = { source, ...learn(phrases) };
writeFileSync(
  target,
  `// Made by \`npm run teach\` from ${phrases.length} phrases; don't edit.
import type { Command } from '../benefits/command';

export const WEIGHTS: {
  /** Hash of the phrases and their features; tells whether training is due. */
  readonly source: string;
  readonly commands: readonly (Command | 'none')[];
  readonly biases: readonly number[];
  readonly scale: number;
  readonly places: number;
  /** A row of a byte for each command at each place, deflated, in base64. */
  readonly weights: string;
} = ${JSON.stringify(trained)};
`,
);
console.log(`Trained from ${phrases.length} phrases; npm run build puts it into effect.`);

/** Multinomial logistic regression: AdaGrad, with small weights drawn to zero. */
function learn(all) {
  const commands = [...new Set(all.map(({ command }) => command))].sort();
  const count = commands.length;
  const weights = new Float64Array(PLACES * count);
  const biases = new Float64Array(count);
  const seen = new Float64Array(PLACES * count + count).fill(1e-6);
  const data = all.map(({ features, command }) => ({ features, right: commands.indexOf(command) }));
  const random = generator(7);
  const scores = new Float64Array(count);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(data, random);
    for (const { features, right } of data) {
      const share = 1 / Math.sqrt(features.length || 1);
      likelihoods(features, share);
      for (let k = 0; k < count; k += 1) {
        const slope = scores[k] - (k === right ? 1 : 0);
        if (Math.abs(slope) < 1e-4) continue;
        seen[PLACES * count + k] += slope * slope;
        biases[k] -= (RATE / Math.sqrt(seen[PLACES * count + k])) * slope;
        for (const feature of features) {
          const at = feature * count + k;
          const step = slope * share;
          seen[at] += step * step;
          const rate = RATE / Math.sqrt(seen[at]);
          const moved = weights[at] - rate * step;
          weights[at] = Math.sign(moved) * Math.max(0, Math.abs(moved) - rate * LASSO);
        }
      }
    }
  }
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / 127;
  return {
    commands,
    biases: [...biases].map((bias) => Number(bias.toFixed(3))),
    scale,
    places: PLACES,
    weights: deflateSync(
      Int8Array.from(weights, (weight) => Math.round(weight / scale)),
      { level: 9 },
    ).toString('base64'),
  };

  function likelihoods(features, share) {
    let most = -Infinity;
    for (let k = 0; k < count; k += 1) {
      let sum = biases[k];
      for (const feature of features) sum += weights[feature * count + k] * share;
      scores[k] = sum;
      most = Math.max(most, sum);
    }
    let whole = 0;
    for (let k = 0; k < count; k += 1) {
      scores[k] = Math.exp(scores[k] - most);
      whole += scores[k];
    }
    for (let k = 0; k < count; k += 1) scores[k] /= whole;
  }
}

/** A linear congruential generator: the same order of phrases each time. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function shuffle(list, random) {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
}
