/** Detects overload, in which new work is refused. */
export interface Overload {
  busy(): boolean;
  stop(): void;
}

const EVERY_MS = 50;
const LAG_MS = 200;
const KEPT_MS = 1_000;

/** Calls `run` every `ms` milliseconds until the returned function is called. */
export type Every = (ms: number, run: () => void) => () => void;

const timer: Every = (ms, run) => {
  const running = setInterval(run, ms);
  running.unref();
  return () => clearInterval(running);
};

/**
 * Busy once the event loop is over 200 ms late twice in a row (a single long step is no overload), and for a second after
 * that, so that the backlog clears.
 */
export function watchOverload(every: Every = timer, now: () => number = () => performance.now()): Overload {
  let due = now() + EVERY_MS;
  let late = 0;
  let until = 0;
  const stop = every(EVERY_MS, () => {
    late = now() - due > LAG_MS ? late + 1 : 0;
    if (late >= 2) until = now() + KEPT_MS;
    due = now() + EVERY_MS;
  });
  return { busy: () => now() < until, stop };
}
