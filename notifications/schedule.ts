/** Runs something once in `ms`; the result cancels it. */
export type Schedule = (ms: number, run: () => void) => () => void;

/** Timers that don't keep the process alive. */
export const timers: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/** The promise's result, or `late()` after `ms`. */
export function within<T>(schedule: Schedule, ms: number, promise: Promise<T>, late: () => T | Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = schedule(ms, () => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    });
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
