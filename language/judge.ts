import { inflateSync } from 'node:zlib';
import type { Command } from '../benefits/command';
import { HASHES } from './cues';
import { TAUGHT } from './taught';

/**
 * Weighs the cues of a message: a linear model with a weight for each pair of cue and command, taught from the labelled
 * phrases by `npm run teach`. The same message gets the same verdicts everywhere.
 */

export interface Verdict {
  command: Command | 'none';
  /** Between 0 and 1; of all commands together 1. */
  likely: number;
}

/** The place of a cue among the weights, by its hash; two cues may share one. */
const placeOfHash = (hash: number, places: number): number => (hash ^ (hash >>> 15)) & (places - 1);

export const placeOf = (cue: string, places: number): number => placeOfHash(HASHES.and(HASHES.start, cue), places);

let inflated: Int8Array | null = null;
const weights = (): Int8Array => {
  inflated ??= new Int8Array(inflateSync(Buffer.from(TAUGHT.weights, 'base64')));
  return inflated;
};

/** By the hashes of the cues; the likeliest first. */
export function judge(cues: ReadonlySet<number>): Verdict[] {
  const { commands, biases, scale, places } = TAUGHT;
  const all = weights();
  const count = commands.length;
  const sums = new Float64Array(count);
  for (const cue of cues) {
    const from = placeOfHash(cue, places) * count;
    for (let k = 0; k < count; k += 1) sums[k] = (sums[k] ?? 0) + (all[from + k] ?? 0);
  }
  const share = scale / Math.sqrt(cues.size || 1);
  const scores = commands.map((_command, k) => (biases[k] ?? 0) + (sums[k] ?? 0) * share);
  const most = Math.max(...scores);
  const parts = scores.map((score) => Math.exp(score - most));
  const whole = parts.reduce((a, b) => a + b, 0);
  return commands
    .map((command, k) => ({ command, likely: (parts[k] ?? 0) / whole }))
    .sort((a, b) => b.likely - a.likely);
}

/** The cues that speak the most for a command, for whoever wants to know why. */
export function reasons(cues: readonly string[], command: Verdict['command'], count: number): string[] {
  const { commands, places } = TAUGHT;
  const k = commands.indexOf(command);
  const weight = (cue: string): number => weights()[placeOf(cue, places) * commands.length + k] ?? 0;
  return cues
    .filter((cue) => weight(cue) > 0)
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, count);
}
