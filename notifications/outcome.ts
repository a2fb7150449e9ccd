/**
 * Result of one send on one channel. `failed` is final. `retry`: not before `afterMs`, if the other side said so. `why`
 * is a code, worded in cards/.
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
/** The longest wait between tries. */
export const LONGEST_MS = 15 * 60_000;

/**
 * The wait before the next try: `afterMs` if the other side said so, else doubling from 0.5 s to 15 min. `seed` spreads
 * retries of sends that failed together.
 */
export function backoff(attempts: number, seed: string, afterMs: number | null): number {
  const spread = fraction(`${seed}#${attempts}`);
  if (afterMs !== null) return Math.min(LONGEST_MS, afterMs) + Math.round(250 * spread);
  return Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20)) * (0.5 + 0.5 * spread));
}

/** FNV-1a hash, spread over 0..1. */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}
