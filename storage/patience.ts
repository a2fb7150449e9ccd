import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs it again, after waits that double, while it fails. `over` is told of each error and whether the time is over, and
 * returns what to throw, or null for another try.
 */
export async function patiently<T>(
  run: () => T | Promise<T>,
  { forMs, first, longest }: { forMs: number; first: number; longest: number },
  over: (error: unknown, late: boolean) => unknown,
): Promise<T> {
  const until = Date.now() + forMs;
  for (let wait = first; ; wait = Math.min(wait * 2, longest)) {
    try {
      return await run();
    } catch (error) {
      const end = over(error, Date.now() > until);
      if (end !== null) throw end;
    }
    // Spread, so that those who failed together don't meet again.
    await pause(wait * (0.5 + Math.random()));
  }
}
