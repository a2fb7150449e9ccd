import type { Dispatch } from '../benefits/ports';

/**
 * Dispatches in memory, a lane for each person: of one lane one is under way at a time, the oldest first, and none while
 * Teams must be waited for. So what a person is told comes in the order in which it happened, and nobody waits for others.
 */
export interface Lanes {
  /** How many are in memory. */
  size(): number;
  underWay(): number;
  /** People to whom something could be sent now. */
  ready(): number;
  /** One that is there already stays as it is. */
  add(dispatch: Dispatch): void;
  /** Takes at most `most` that can be sent now: who has waited longest first, and of those who was put off. */
  take(most: number): Dispatch[];
  /** Takes those out of the lane that fit what was taken from it: they are forgotten, too. */
  join(taken: Dispatch, fits: (other: Dispatch) => boolean): Dispatch[];
  /** It is not under way any more, and forgotten. */
  drop(dispatch: Dispatch): void;
  /** It is not under way any more; with `after` in its place the lane waits until then. */
  hold(after: Dispatch, until: number): void;
}

/** `holds` (person to time) outlives the lanes, which are made anew for each run. */
export function createLanes(now: () => number, holds: Map<string, number>): Lanes {
  const lanes = new Map<string, Dispatch[]>();
  const busy = new Set<string>();
  const known = new Set<string>();
  for (const [person, until] of holds) if (until <= now()) holds.delete(person);

  const isReady = (person: string) => !busy.has(person) && (holds.get(person) ?? 0) <= now();

  function enqueue(dispatch: Dispatch): void {
    const lane = lanes.get(dispatch.notice.to) ?? [];
    const at = lane.findIndex((each) => each.notice.at > dispatch.notice.at);
    lane.splice(at < 0 ? lane.length : at, 0, dispatch);
    lanes.set(dispatch.notice.to, lane);
  }

  return {
    size: () => known.size,
    underWay: () => busy.size,
    ready: () => [...lanes.keys()].filter(isReady).length,
    add(dispatch) {
      if (known.has(dispatch.id)) return;
      known.add(dispatch.id);
      enqueue(dispatch);
    },
    take(most) {
      if (most <= 0) return [];
      const heads = [...lanes.values()].flatMap((lane) => lane.slice(0, 1)).filter(({ notice }) => isReady(notice.to));
      const taken = heads
        .sort((a, b) => a.notice.at.localeCompare(b.notice.at) || b.attempts - a.attempts)
        .slice(0, most);
      for (const { notice } of taken) {
        busy.add(notice.to);
        const lane = lanes.get(notice.to);
        lane?.shift();
        if (lane?.length === 0) lanes.delete(notice.to);
      }
      return taken;
    },
    join({ notice }, fits) {
      const lane = lanes.get(notice.to) ?? [];
      const joined = lane.filter(fits);
      if (joined.length === 0) return [];
      const left = lane.filter((dispatch) => !fits(dispatch));
      if (left.length === 0) lanes.delete(notice.to);
      else lanes.set(notice.to, left);
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
