import type { Clock } from '../benefits/ports';
import type { Schedule } from './schedule';

/** At most `sends` per `ms`. */
export interface Window {
  sends: number;
  ms: number;
}

export interface Limits {
  everywhere: readonly Window[];
  conversation: readonly Window[];
}

/**
 * Teams' limits for one bot (Microsoft, "Optimize your bot with rate limiting in Teams": per bot per thread, and
 * requests per second per app and tenant). The latter is spread out, so that late arrivals don't exceed it.
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

/** Teams counts from a request's arrival, so our windows are longer. */
const MARGIN = 1.01;
/** How often a waiting request checks `go`. */
const SLICE_MS = 500;

export interface Limiter {
  /**
   * Resolves when the next request may be sent, to this conversation or (null) outside of one, first come, first
   * served. If `go` returns false, resolves soon, and nothing may be sent.
   */
  take(conversation: string | null, go?: () => boolean): Promise<void>;
  /** Time of the last request, in ms; 0: none yet. */
  last(): number;
}

/** Keeps the limits within this process by waiting. `clock` must never be set. */
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

/** The earliest time that exceeds no window, given the sorted times of earlier requests. */
const free = (times: readonly number[], windows: readonly Window[]): number =>
  Math.max(0, ...windows.map(({ sends, ms }) => (times.at(-sends) ?? -Infinity) + Math.ceil(ms * MARGIN)));

function note(times: number[], at: number, windows: readonly Window[]): void {
  times.push(at);
  const most = Math.max(...windows.map((window) => window.sends));
  if (times.length > 2 * most) times.splice(0, times.length - most);
}
