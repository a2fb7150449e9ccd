/**
 * What became of one send on one channel. `failed` is final: the same send would fail again. `later` is worth another
 * try, not before `afterMs` where the other side said so. `why` is a code for people's eyes (worded in cards/) and logs.
 */
export type Outcome =
  | { state: 'sent' }
  | { state: 'failed'; why: string }
  | { state: 'retry'; why: string; afterMs: number | null };

export interface Log {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

const FIRST_MS = 500;
/** No try is put off for longer. */
export const LONGEST_MS = 15 * 60_000;

/**
 * How long to wait after `attempts` failed tries and one more: `afterMs` where the other side said so, else doubling from
 * half a second to a quarter of an hour; and by `seed` somewhat more or less, so that what failed together does not come
 * back together.
 */
export function backoff(attempts: number, seed: string, afterMs: number | null): number {
  const spread = fraction(`${seed}#${attempts}`);
  if (afterMs !== null) return Math.min(LONGEST_MS, afterMs) + Math.round(250 * spread);
  return Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20)) * (0.5 + 0.5 * spread));
}

/** FNV-1a, evenly spread over 0..1: jitter that needs no source of randomness. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}
