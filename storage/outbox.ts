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
  written: Written;
}

/**
 * What this process has written entries or notices into and not moved since, by `<kind> <id>`; null: it has to be looked
 * for.
 */
export type Written = Map<string, HasOutbox | null>;

type Fresh = (dispatches: readonly Dispatch[] | null) => void;

/**
 * Writes history and dispatches first and empties the outbox last. All ids were created with the change, so a crash or
 * a concurrent process only repeats the same writes. Emptying keeps the version, so cards that name it stay valid.
 * Finished dispatches must stay in the store for a while, so that a repeated one is recognized.
 */
export function createOutbox(to: Destinations) {
  /** Dispatches were made that nobody was told of. */
  let untold = false;

  const teller =
    (listeners: readonly Fresh[]): Fresh =>
    (dispatches) => {
      for (const tell of listeners) tell(untold ? null : dispatches);
      if (listeners.length > 0) untold = false;
      else if (dispatches?.length !== 0) untold = true;
    };

  async function move<T extends HasOutbox>(
    kind: OutboxKind,
    of: Collection<T>,
    documents: readonly T[],
    fresh: Fresh,
  ): Promise<number> {
    const loaded = documents.filter(({ pending }) => pending === 1);
    const history = loaded.flatMap(({ outbox }) => outbox.history);
    const dispatches = loaded.flatMap(({ outbox }) => outbox.notices).map(newDispatch);
    const [inserted] = await Promise.all([
      dispatches.length > 0 ? to.dispatches.insertAll(dispatches) : 0,
      history.length > 0 && to.history.append(history),
    ]);
    for (const change of loaded.flatMap(({ outbox }) => outbox.steps))
      await openStep(to.outbox.steps, to.outbox.seats, change);
    if (kind === 'people' && loaded.length > 0) await to.bumpCatalogue();
    const outcomes = await Promise.all(
      documents.map((document) => of.amendIf(document.id, document.version, { ...document, ...emptyOutbox })),
    );
    fresh(inserted === dispatches.length ? dispatches : null);
    return outcomes.filter((outcome, at) => outcome === 'done' && documents[at]?.pending === 1).length;
  }

  async function drainKind<K extends OutboxKind>(
    kind: K,
    limit: number,
    written: Written | null,
    fresh: Fresh,
  ): Promise<number> {
    const of: Collection<Kinds[K]> = to.outbox[kind];
    const known = written && [...written].filter(([key]) => key.startsWith(`${kind} `));
    if (known?.length === 0) return 0;
    const inHand = known?.flatMap(([, document]) => (document as Kinds[K] | null) ?? []);
    const whole = inHand && inHand.length === known?.length && inHand.length <= limit;
    return move(kind, of, whole ? inHand : await of.find({ ...QUERIES[kind].pending(), limit }), fresh);
  }

  /** `written`: only these; null: all that is in the store. */
  async function drain(limit: number, written: Written | null, fresh: Fresh): Promise<number> {
    let emptied = 0;
    for (const kind of OUTBOX_KINDS) {
      if (emptied < limit) emptied += await drainKind(kind, limit - emptied, written, fresh);
    }
    return emptied;
  }

  return {
    drain: oneAtATime((limit, written, listeners) => drain(limit, written, teller(listeners)), to.written),
    async drainOne<K extends 'seats' | 'people'>(kind: K, document: Kinds[K]): Promise<void> {
      if (document.pending === 1) await move<Kinds[K]>(kind, to.outbox[kind], [document], teller([]));
      to.written.delete(`${kind} ${document.id}`);
    },
  };
}

/**
 * Callers share rounds: whoever asks while one is running gets the result of the next one, which sees everything that
 * they saw.
 */
function oneAtATime(
  drain: (limit: number, written: Written | null, listeners: readonly Fresh[]) => Promise<number>,
  written: Written,
): (limit: number, of?: 'all' | 'written-here', fresh?: Fresh) => Promise<number> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | null = null;
  let most = 0;
  let all = false;
  let listeners: Fresh[] = [];
  return async (limit, of = 'all', fresh) => {
    most = Math.max(most, limit);
    all ||= of === 'all';
    if (fresh) listeners.push(fresh);
    next ??= last.then(async () => {
      const asked = most;
      const these = all ? null : new Map(written);
      const told = listeners;
      listeners = [];
      next = null;
      most = 0;
      all = false;
      written.clear();
      const emptied = await drain(asked, these, told);
      // There may be more.
      if (emptied === asked) for (const kind of OUTBOX_KINDS) written.set(`${kind} `, null);
      return emptied;
    });
    const round = next;
    last = round.catch(() => undefined);
    return Math.min(limit, await round);
  };
}
