import type { HistoryEntry } from './history';
import type { Notice } from './notice';
import type { StepChange } from './step-change';

/** A stored document. Conditional writes compare `version`, which rises with each change. */
export interface Stored {
  id: string;
  version: number;
}

/**
 * A document with an outbox: the history entries and notices of a change are written into the changed document itself,
 * in the same write, until the dispatcher moves them out.
 */
export interface HasOutbox extends Stored {
  outbox: {
    readonly history: readonly HistoryEntry[];
    readonly notices: readonly Notice[];
    readonly steps: readonly StepChange[];
  };
  /** 1 while the outbox holds something: the dispatcher finds such documents by it. */
  pending: 0 | 1;
}

export const emptyOutbox = { outbox: { history: [], notices: [], steps: [] }, pending: 0 } as const satisfies Omit<
  HasOutbox,
  keyof Stored
>;

/** Adds entries and notices to the document's outbox. */
export function withOutbox<T extends HasOutbox>(
  document: T,
  history: readonly HistoryEntry[],
  notices: readonly Notice[] = [],
  steps: readonly StepChange[] = [],
): T {
  const outbox = {
    history: [...document.outbox.history, ...history],
    notices: [...document.outbox.notices, ...notices],
    steps: [...document.outbox.steps, ...steps],
  };
  return {
    ...document,
    outbox,
    pending: outbox.history.length + outbox.notices.length + outbox.steps.length > 0 ? 1 : 0,
  };
}
