import type { Dispatch } from '../benefits/dispatch';
import type { HistoryEntry } from '../benefits/history';
import type { Notice } from '../benefits/notice';
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
  recount(benefitId: string): Promise<void>;
  bumpCatalogue(): Promise<void>;
  /** What this process has written entries or notices into and not moved since: `<kind> <id>`. */
  written: Set<string>;
}

const dispatchOf = (notice: Notice): Dispatch => ({
  id: notice.id,
  version: 1,
  notice,
  channels: [],
  attempts: 0,
  dueAt: notice.at,
});

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
    const loaded = documents.filter(({ pending }) => pending === 1);
    if (loaded.length > 0) await to.history.append(loaded.flatMap(({ outbox }) => outbox.history));
    if (loaded.length > 0)
      await to.dispatches.insertAll(loaded.flatMap(({ outbox }) => outbox.notices).map(dispatchOf));
    for (const change of loaded.flatMap(({ outbox }) => outbox.steps))
      await openStep(to.outbox.steps, to.outbox.seats, change);
    if (kind === 'seats') {
      const benefits = new Set(loaded.map((document) => document.id.slice(0, document.id.lastIndexOf('/'))));
      for (const benefitId of benefits) await to.recount(benefitId);
    }
    if (kind === 'people' && loaded.length > 0) await to.bumpCatalogue();
    const outcomes = await Promise.all(
      documents.map((document) => of.amendIf(document.id, document.version, { ...document, ...emptyOutbox })),
    );
    return outcomes.filter((outcome, at) => outcome === 'done' && documents[at]?.pending === 1).length;
  }

  const drainKind = async <K extends OutboxKind>(kind: K, limit: number): Promise<number> => {
    const of: Collection<Kinds[K]> = to.outbox[kind];
    return move(kind, of, await of.find({ ...QUERIES[kind].pending(), limit }));
  };

  async function drain(limit: number, kinds: readonly OutboxKind[]): Promise<number> {
    let emptied = 0;
    for (const kind of kinds) {
      if (emptied < limit) emptied += await drainKind(kind, limit - emptied);
    }
    return emptied;
  }

  return {
    drain: oneAtATime(drain, to.written),
    async drainOne<K extends OutboxKind>(kind: K, id: string): Promise<void> {
      const of: Collection<Kinds[K]> = to.outbox[kind];
      const document = await of.get(id);
      if (document?.pending === 1) await move(kind, of, [document]);
      to.written.delete(`${kind} ${id}`);
    },
  };
}

/**
 * Callers share rounds: whoever asks while one is running gets the result of the next one, which sees everything that
 * they saw.
 */
function oneAtATime(
  drain: (limit: number, kinds: readonly OutboxKind[]) => Promise<number>,
  written: Set<string>,
): (limit: number, of?: 'all' | 'written-here') => Promise<number> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<number> | null = null;
  let most = 0;
  let all = false;
  return async (limit, of = 'all') => {
    most = Math.max(most, limit);
    all ||= of === 'all';
    next ??= last.then(async () => {
      const asked = most;
      const kinds = OUTBOX_KINDS.filter((kind) => all || [...written].some((each) => each.startsWith(`${kind} `)));
      next = null;
      most = 0;
      all = false;
      written.clear();
      const emptied = await drain(asked, kinds);
      // There may be more.
      if (emptied === asked) for (const kind of kinds) written.add(`${kind} `);
      return emptied;
    });
    const round = next;
    last = round.catch(() => undefined);
    return Math.min(limit, await round);
  };
}
