/** Runs something once, `ms` from now; the answer calls it off. Time comes in through this port so that tests need not wait. */
export type Schedule = (ms: number, run: () => void) => () => void;

/** Real timers that do not keep the process alive. */
export const timers: Schedule = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/** The promise's result, or `late()` when it is not there after `ms`. */
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
