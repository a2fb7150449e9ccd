import type { Clock } from '../benefits/ports';
import type { Schedule } from './schedule';

/** At most `sends` in any `ms`. */
export interface Window {
  sends: number;
  ms: number;
}

export interface Limits {
  everywhere: readonly Window[];
  conversation: readonly Window[];
}

/**
 * What Teams takes from one bot (Microsoft, "Optimize your bot with rate limiting in Teams": per bot per thread, and the
 * requests a second of one app in one tenant). The second of them is spread out, so that a late arrival makes little.
 */
export const TEAMS_LIMITS: Limits = {
  everywhere: [
    { sends: 30, ms: 1_000 },
    { sends: 3, ms: 100 },
  ],
  conversation: [
    { sends: 7, ms: 1_000 },
    { sends: 8, ms: 2_000 },
    { sends: 60, ms: 30_000 },
    { sends: 1_800, ms: 3_600_000 },
  ],
};

/** A window begins for Teams when a request arrives, not when it leaves: so much longer are ours. */
const MARGIN = 1.01;
/** Who waits for long looks so often whether there is any sense in it. */
const SLICE_MS = 500;

export interface Limiter {
  /**
   * Resolves when one more request may leave, to this conversation or (null) to none, first come, first served; or soon
   * after `go` says no, and then nothing may leave.
   */
  take(conversation: string | null, go?: () => boolean): Promise<void>;
  /** When the last request left or is about to, in ms; 0: none yet. */
  last(): number;
}

/** Keeps the limits by waiting, within this process. `clock` is never set back. */
export function createLimiter(clock: Clock, schedule: Schedule, limits: Limits = TEAMS_LIMITS): Limiter {
  const everywhere: number[] = [];
  const conversations = new Map<string, number[]>();
  const now = () => clock.now().getTime();
  const wait = (ms: number) => new Promise<void>((resolve) => schedule(ms, resolve));

  function forgetIdle(): void {
    if (conversations.size < 5_000) return;
    const longest = Math.max(...limits.conversation.map((window) => window.ms)) * MARGIN;
    for (const [id, times] of conversations) if ((times.at(-1) ?? 0) + longest < now()) conversations.delete(id);
  }

  return {
    async take(conversation, go = () => true) {
      if (conversation !== null) {
        for (let ms = free(timesOf(conversation), limits.conversation) - now(); ms > 0; ) {
          await wait(Math.min(ms, SLICE_MS));
          if (!go()) return;
          ms = free(timesOf(conversation), limits.conversation) - now();
        }
      }
      const at = Math.max(now(), free(everywhere, limits.everywhere));
      note(everywhere, at, limits.everywhere);
      if (conversation !== null) note(timesOf(conversation), at, limits.conversation);
      if (at > now()) await wait(at - now());
    },
    last: () => everywhere.at(-1) ?? 0,
  };

  function timesOf(conversation: string): number[] {
    const known = conversations.get(conversation);
    if (known) return known;
    forgetIdle();
    const times: number[] = [];
    conversations.set(conversation, times);
    return times;
  }
}

/** The first moment at which no window would be overfull, given the moments taken so far, in order. */
const free = (times: readonly number[], windows: readonly Window[]): number =>
  Math.max(0, ...windows.map(({ sends, ms }) => (times.at(-sends) ?? -Infinity) + Math.ceil(ms * MARGIN)));

function note(times: number[], at: number, windows: readonly Window[]): void {
  times.push(at);
  const most = Math.max(...windows.map((window) => window.sends));
  if (times.length > 2 * most) times.splice(0, times.length - most);
}
