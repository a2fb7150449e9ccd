import type { HistoryEntry } from './history';
import type { Notice } from './notice';
import type { StepChange } from './step-change';

/** A stored document: `id` is made by us, `version` rises with each change and is what a conditional write compares. */
export interface Stored {
  id: string;
  version: number;
}

/**
 * A document whose changes are accounted for in the same write: the history entries and notices of a change stand in the
 * changed document itself until the dispatcher has moved them on. Nothing changes without its history, and no history
 * is written for what did not change.
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

/** The document with these entries and notices added to what it already carries. */
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
