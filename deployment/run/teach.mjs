// `npm run teach`: weighs the cues of the labelled phrases anew and writes language/taught.ts. Takes some seconds; the same
// phrases give the same weights. `--check` says whether that is due.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { root } from './steps.mjs';

const require = createRequire(import.meta.url);
const { createLanguage } = require(join(root, 'dist/language/index.js'));
const { placeOf } = require(join(root, 'dist/language/judge.js'));
const { taughtPhrases } = await import('../../tests/language/taught.mjs');

const PLACES = 32_768;
const EPOCHS = 20;
const RATE = 0.3;
const LASSO = 1e-4;

const languages = new Map();
const phrases = taughtPhrases().map(({ text, command, catalogue }) => {
  if (!languages.has(catalogue)) languages.set(catalogue, createLanguage(catalogue));
  return {
    command,
    cues: languages
      .get(catalogue)
      .cues(text)
      .map((cue) => placeOf(cue, PLACES)),
  };
});
const target = join(root, 'language', 'taught.ts');
const source = createHash('sha256').update(JSON.stringify(phrases)).digest('hex').slice(0, 16);
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8').includes(`"source":"${source}"`)) process.exit();
  console.log('The phrases or the vocabulary have changed: npm run teach');
  process.exit(1);
}
const taught = { source, ...learn(phrases) };
writeFileSync(
  target,
  `// Made by \`npm run teach\` from ${phrases.length} phrases; don't edit.
import type { Command } from '../benefits/command';

export const TAUGHT: {
  /** Tells whether the phrases and the vocabulary are still those. */
  readonly source: string;
  readonly commands: readonly (Command | 'none')[];
  readonly biases: readonly number[];
  readonly scale: number;
  readonly places: number;
  /** A row of a byte for each command at each place, deflated, in base64. */
  readonly weights: string;
} = ${JSON.stringify(taught)};
`,
);
console.log(`Taught from ${phrases.length} phrases; npm run build puts it into effect.`);

/** Multinomial logistic regression: AdaGrad, with weights that tell little drawn to nothing. */
function learn(all) {
  const commands = [...new Set(all.map(({ command }) => command))].sort();
  const count = commands.length;
  const weights = new Float64Array(PLACES * count);
  const biases = new Float64Array(count);
  const seen = new Float64Array(PLACES * count + count).fill(1e-6);
  const data = all.map(({ cues, command }) => ({ cues, right: commands.indexOf(command) }));
  const random = generator(7);
  const scores = new Float64Array(count);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(data, random);
    for (const { cues, right } of data) {
      const share = 1 / Math.sqrt(cues.length || 1);
      likelihoods(cues, share);
      for (let k = 0; k < count; k += 1) {
        const slope = scores[k] - (k === right ? 1 : 0);
        if (Math.abs(slope) < 1e-4) continue;
        seen[PLACES * count + k] += slope * slope;
        biases[k] -= (RATE / Math.sqrt(seen[PLACES * count + k])) * slope;
        for (const cue of cues) {
          const at = cue * count + k;
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

  function likelihoods(cues, share) {
    let most = -Infinity;
    for (let k = 0; k < count; k += 1) {
      let sum = biases[k];
      for (const cue of cues) sum += weights[cue * count + k] * share;
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
