import type { Clock } from '../../benefits/ports';
import type { Schedule } from '../../notifications/schedule';

/**
 * Time that passes only when nothing else can happen: when every call to the outside (store, connector, mail server) is
 * answered, the clock jumps to the next timer. Waits of minutes take none, and no real clock is asked.
 */
export interface Time {
  clock: Clock;
  schedule: Schedule;
  now(): number;
  /** Counts the calls of these ports as under way until they are answered. */
  watch<T extends object>(ports: T, alive?: () => boolean): T;
  /** The outside will never answer one of the calls: it isn't waited for. */
  lost(): void;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Goes on until this promise is there or nothing is left to wait for. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Goes on for so long, or until the condition holds. */
  pass(ms: number, enough?: () => boolean): Promise<void>;
  jump(ms: number): void;
}

interface Timer {
  at: number;
  order: number;
  run: () => void;
}

export function virtualTime(start = '2026-03-02T09:00:00.000Z'): Time {
  let now = Date.parse(start);
  let order = 0;
  let under = 0;
  const timers = new Set<Timer>();

  const schedule: Schedule = (ms, run) => {
    order += 1;
    const timer = { at: now + Math.max(0, ms), order, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };

  const next = (): Timer | null => {
    let first: Timer | null = null;
    for (const timer of timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  };

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = under === 0 ? quiet + 1 : 0) await new Promise((go) => setImmediate(go));
  }

  function fire(timer: Timer): void {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.run();
  }

  function watch<T extends object>(ports: T, alive: () => boolean = () => true): T {
    const watched = new Map<PropertyKey, unknown>();
    return new Proxy(ports, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'object' && value !== null) {
          if (!watched.has(name)) watched.set(name, watch(value, alive));
          return watched.get(name);
        }
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (!alive()) return new Promise(() => {});
          const answer: unknown = Reflect.apply(value, target, args);
          if (!(answer instanceof Promise)) return answer;
          under += 1;
          return new Promise((resolve, reject) => {
            answer.then(
              (result: unknown) => {
                under -= 1;
                if (alive()) resolve(result);
              },
              (error: unknown) => {
                under -= 1;
                if (alive()) reject(error);
              },
            );
          });
        };
      },
    });
  }

  return {
    clock: { now: () => new Date(now) },
    schedule,
    now: () => now,
    watch,
    lost() {
      under -= 1;
    },
    settle,
    async until(promise) {
      let over = false;
      const mark = () => {
        over = true;
      };
      promise.then(mark, mark);
      for (;;) {
        await settle();
        if (over) return promise;
        const timer = next();
        if (!timer) throw new Error('Nothing is left to wait for');
        fire(timer);
      }
    },
    async pass(ms, enough = () => false) {
      const end = now + ms;
      for (;;) {
        await settle();
        if (enough()) return;
        const timer = next();
        if (!timer || timer.at > end) break;
        fire(timer);
      }
      now = end;
    },
    jump(ms) {
      now += ms;
    },
  };
}
