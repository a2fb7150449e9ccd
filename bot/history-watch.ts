import type { Store } from '../benefits/ports';

/** The same store, which calls `failed` whenever the history could not be written; the error goes on as it was. */
export function watchHistory(store: Store, failed: (error: unknown) => void): Store {
  const watched =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await write(...args);
      } catch (error) {
        failed(error);
        throw error;
      }
    };
  const { append, insert, repeat, ...history } = store.history;
  return {
    ...store,
    history: { ...history, append: watched(append), insert: watched(insert), repeat: watched(repeat) },
  };
}

const AGAIN_MS = 30_000;

/** Runs `raise` until it succeeds, once for all calls meanwhile: the store may be away for both. */
export function retried(
  raise: () => Promise<void>,
  schedule: (ms: number, run: () => void) => void,
  failed: (error: unknown) => void,
): () => void {
  let waiting = false;
  const attempt = (): void => {
    raise().then(
      () => {
        waiting = false;
      },
      (error: unknown) => {
        failed(error);
        schedule(AGAIN_MS, attempt);
      },
    );
  };
  return () => {
    if (waiting) return;
    waiting = true;
    attempt();
  };
}
