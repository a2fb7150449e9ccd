import { inflateSync } from 'node:zlib';
import type { Command } from '../benefits/command';
import { HASHES } from './features';
import { WEIGHTS } from './weights';

/** A linear classifier over the features of a text, trained from the labelled phrases by `npm run teach`. Deterministic. */

export interface Score {
  command: Command | 'none';
  /** The probability; all commands together make 1. */
  likely: number;
}

/** The row of a feature in the weights, by its hash; two features may share one. */
const placeOfHash = (hash: number, places: number): number => (hash ^ (hash >>> 15)) & (places - 1);

export const placeOf = (feature: string, places: number): number =>
  placeOfHash(HASHES.and(HASHES.start, feature), places);

let inflated: Int8Array | null = null;
const weights = (): Int8Array => {
  inflated ??= new Int8Array(inflateSync(Buffer.from(WEIGHTS.weights, 'base64')));
  return inflated;
};

/** From the hashes of the features; the likeliest command first. */
export function classify(features: ReadonlySet<number>): Score[] {
  const { commands, biases, scale, places } = WEIGHTS;
  const all = weights();
  const count = commands.length;
  const sums = new Float64Array(count);
  for (const feature of features) {
    const from = placeOfHash(feature, places) * count;
    for (let k = 0; k < count; k += 1) sums[k] = (sums[k] ?? 0) + (all[from + k] ?? 0);
  }
  const share = scale / Math.sqrt(features.size || 1);
  const scores = commands.map((_command, k) => (biases[k] ?? 0) + (sums[k] ?? 0) * share);
  const most = Math.max(...scores);
  const parts = scores.map((score) => Math.exp(score - most));
  const whole = parts.reduce((a, b) => a + b, 0);
  return commands
    .map((command, k) => ({ command, likely: (parts[k] ?? 0) / whole }))
    .sort((a, b) => b.likely - a.likely);
}

/** The features with the highest weights for a command. */
export function reasons(features: readonly string[], command: Score['command'], count: number): string[] {
  const { commands, places } = WEIGHTS;
  const k = commands.indexOf(command);
  const weight = (feature: string): number => weights()[placeOf(feature, places) * commands.length + k] ?? 0;
  return features
    .filter((feature) => weight(feature) > 0)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, count);
}
