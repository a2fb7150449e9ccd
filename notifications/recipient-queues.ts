import type { Dispatch } from '../benefits/dispatch';

/**
 * Dispatches in memory, in one queue per recipient. From each queue one is sent at a time, oldest first, and none while
 * Teams asks to wait: everyone gets messages in the order in which things happened, and nobody waits for others.
 */
export interface RecipientQueues {
  /** How many are in memory. */
  size(): number;
  underWay(): number;
  /** Recipients to whom something could be sent now. */
  ready(): number;
  /** Ignored when it is there already. */
  add(dispatch: Dispatch): void;
  /** Takes at most `most` that can be sent now: the oldest first, retries before first tries. */
  take(most: number): Dispatch[];
  /** Removes and returns those of the same recipient that fit. */
  join(taken: Dispatch, fits: (other: Dispatch) => boolean): Dispatch[];
  /** It is no longer being sent; forget it. */
  drop(dispatch: Dispatch): void;
  /** It is no longer being sent; its recipient gets `after`, and nothing else, from `until` on. */
  hold(after: Dispatch, until: number): void;
}

/** `holds` (recipient to time) outlives the queues, which are created for each run. */
export function createRecipientQueues(now: () => number, holds: Map<string, number>): RecipientQueues {
  const queues = new Map<string, Dispatch[]>();
  const busy = new Set<string>();
  const known = new Set<string>();
  for (const [person, until] of holds) if (until <= now()) holds.delete(person);

  const isReady = (person: string) => !busy.has(person) && (holds.get(person) ?? 0) <= now();

  function enqueue(dispatch: Dispatch): void {
    const queue = queues.get(dispatch.notice.to) ?? [];
    const at = queue.findIndex((each) => each.notice.at > dispatch.notice.at);
    queue.splice(at < 0 ? queue.length : at, 0, dispatch);
    queues.set(dispatch.notice.to, queue);
  }

  function keep(person: string, queue: Dispatch[]): void {
    if (queue.length === 0) queues.delete(person);
    else queues.set(person, queue);
  }

  return {
    size: () => known.size,
    underWay: () => busy.size,
    ready: () => [...queues.keys()].filter(isReady).length,
    add(dispatch) {
      if (known.has(dispatch.id)) return;
      known.add(dispatch.id);
      enqueue(dispatch);
    },
    take(most) {
      if (most <= 0) return [];
      const heads = [...queues.values()]
        .flatMap((queue) => queue.slice(0, 1))
        .filter(({ notice }) => isReady(notice.to));
      const taken = heads
        .sort((a, b) => a.notice.at.localeCompare(b.notice.at) || b.attempts - a.attempts)
        .slice(0, most);
      for (const { notice } of taken) {
        busy.add(notice.to);
        keep(notice.to, (queues.get(notice.to) ?? []).slice(1));
      }
      return taken;
    },
    join({ notice }, fits) {
      const queue = queues.get(notice.to) ?? [];
      const joined = queue.filter(fits);
      keep(
        notice.to,
        queue.filter((dispatch) => !fits(dispatch)),
      );
      for (const { id } of joined) known.delete(id);
      return joined;
    },
    drop({ id, notice }) {
      known.delete(id);
      busy.delete(notice.to);
    },
    hold(after, until) {
      busy.delete(after.notice.to);
      holds.set(after.notice.to, until);
      enqueue(after);
    },
  };
}
