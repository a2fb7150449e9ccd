import { isDiskFull } from '../../storage';

/** What `/readyz` says. */
export interface Readiness {
  ready: boolean;
  details: Record<string, unknown>;
}

const KEPT_MS = 10_000;
const PATIENCE_MS = 5_000;

/**
 * Checks at most every ten seconds, because the check writes to the store. Without an answer within five seconds the store
 * counts as unavailable.
 */
export function createReadiness(
  check: () => Promise<Record<string, unknown>>,
  failed: (error: unknown) => void,
  now: () => number = () => performance.now(),
): () => Promise<Readiness> {
  let kept: { until: number; result: Promise<Readiness> } | null = null;

  async function once(): Promise<Readiness> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
    });
    try {
      return { ready: true, details: await Promise.race([check(), late]) };
    } catch (error) {
      failed(error);
      return { ready: false, details: { store: isDiskFull(error) ? 'disk full' : 'does not answer' } };
    } finally {
      clearTimeout(timer);
    }
  }

  return () => {
    if (kept === null || kept.until <= now()) kept = { until: now() + KEPT_MS, result: once() };
    return kept.result;
  };
}
