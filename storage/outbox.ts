import { type Dispatch, newDispatch } from '../benefits/dispatch';
import type { HistoryEntry } from '../benefits/history';
import { emptyOutbox, type HasOutbox } from '../benefits/outbox';
import { type Kinds, OUTBOX_KINDS, type OutboxKind } from './collections';
import type { Collection } from './engine';
import { QUERIES } from './queries';
import { openStep } from './steps';

/** Moves what changed documents carry into the history, the dispatches and the steps at Microsoft. */

export interface Destinations {
  outbox: { [K in OutboxKind]: Collection<Kinds[K]> };
  history: { append(entries: readonly HistoryEntry[]): Promise<void> };
  dispatches: Collection<Dispatch>;
  bumpCatalogue(): Promise<void>;
}

/**
 * Writes history and dispatches first and empties the outbox last. All ids were created with the change, so a crash or
 * a concurrent process only repeats the same writes. Emptying keeps the version, so cards that name it stay valid.
 * Finished dispatches must stay in the store for a while, so that a repeated one is recognized.
 */
export function createOutbox(to: Destinations) {
  async function move<T extends HasOutbox>(
    kind: OutboxKind,
    of: Collection<T>,
    documents: readonly T[],
  ): Promise<number> {
    if (documents.length === 0) return 0;
    const history = documents.flatMap(({ outbox }) => outbox.history);
    const dispatches = documents.flatMap(({ outbox }) => outbox.notices).map(newDispatch);
    await Promise.all([to.dispatches.insertAll(dispatches), to.history.append(history)]);
    for (const change of documents.flatMap(({ outbox }) => outbox.steps))
      await openStep(to.outbox.steps, to.outbox.seats, change);
    if (kind === 'people') await to.bumpCatalogue();
    const outcomes = await Promise.all(
      documents.map((document) => of.amendIf(document.id, document.version, { ...document, ...emptyOutbox })),
    );
    return outcomes.filter((outcome) => outcome === 'done').length;
  }

  async function drainKind<K extends OutboxKind>(kind: K, limit: number): Promise<number> {
    const of: Collection<Kinds[K]> = to.outbox[kind];
    return move(kind, of, await of.find({ ...QUERIES[kind].pending(), limit }));
  }

  async function drain(limit: number): Promise<number> {
    let emptied = 0;
    for (const kind of OUTBOX_KINDS) {
      if (emptied < limit) emptied += await drainKind(kind, limit - emptied);
    }
    return emptied;
  }

  return {
    drain: oneAtATime(drain),
    async drainOne<K extends 'seats' | 'people'>(kind: K, document: Kinds[K]): Promise<void> {
      if (document.pending === 1) await move<Kinds[K]>(kind, to.outbox[kind], [document]);
    },
  };
}

/**
 * Callers share rounds: whoever asks while one is running gets the result of the next one, which sees everything that
 * they saw.
 */
function oneAtATime(drain: (limit: number) => Promise<number>): (limit: number) => Promise<number> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | null = null;
  let most = 0;
  return async (limit) => {
    most = Math.max(most, limit);
    next ??= last.then(() => {
      const asked = most;
      next = null;
      most = 0;
      return drain(asked);
    });
    const round = next;
    last = round.catch(() => undefined);
    return Math.min(limit, await round);
  };
}
