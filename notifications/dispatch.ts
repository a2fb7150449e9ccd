import type { Clock, Dispatch } from '../benefits/ports';
import { createDelivery, type DeliveryPorts, type Tried } from './deliver';
import { createLanes } from './lanes';
import { takeLease } from './lease';
import { backoff } from './outcome';
import { remind } from './reminders';
import type { Schedule } from './schedule';
import { sameTrouble } from './trouble';
import { activateSeats, bringForward, tidy, type UpkeepPorts } from './upkeep';

export interface DispatcherOptions extends DeliveryPorts, UpkeepPorts {
  /** Names this process; another one must have another name. */
  owner: string;
  schedule: Schedule;
  /** Measures how time passes in this process. Unlike `clock`, it is never set. */
  steady: Clock;
}

export interface Counts {
  activated: number;
  reminded: number;
  /** Documents whose history and notices were moved on. */
  drained: number;
  /** Dispatches of which nothing is left to do. */
  done: number;
  /** Dispatches that wait for another try. */
  later: number;
}

export interface Dispatcher {
  /** Something changed: look soon rather than at the next tick. */
  kick(): void;
  /** Does all that is due, if no other process is at it (null), and resolves when that is done or put off. */
  runOnce(): Promise<Counts | null>;
  /** From now on by itself. */
  start(): void;
  /** For operators: how long ago a pass ended well, here or because another process is at it; null: none has. */
  progress(): { secondsSincePass: number | null; failedInARow: number };
  /** Finishes the sends that are under way, starts no other, lets another process take over. */
  stop(): Promise<void>;
}

/** Another process may begin so long after our last request: by then Teams has forgotten it. */
const QUIET_MS = 1_000;
const TICK_MS = 5_000;
const TAKEN_MS = 200;
/** Changes that come one after another are moved out together: so many milliseconds after the first of them. */
const GATHER_MS = 50;
const SOON_MS = 60_000;
const WAKE_MS = 50;
const AT_ONCE = 64;
const LOADED = 200;
const MOST_LOADED = 2_000;
const DRAINED = 200;
const EVERY_MS = { activate: 60_000, remind: 3_600_000, tidy: 600_000 } as const;
/** A notice that can't be made into a message for so long is given up. */
const FAULT_PATIENCE_MS = 5 * 24 * 3_600_000;
const STOP_MS = 8_000;

/**
 * Moves out what changes carry, and tells people. One process at a time, by a lease in the store; whichever starts next
 * finishes what a crash left. To one person notices go one after the other, in the order in which they were made.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, clock, steady, schedule, owner, teams, email, log } = options;
  const deliver = createDelivery(options);
  const now = () => steady.now().getTime();

  let kicked = false;
  let started = false;
  let stopping = false;
  let failures = 0;
  let lastPass: number | null = null;
  let cancelTick = () => {};
  let cancelGathering: (() => void) | null = null;
  /** Wakes the delivery that waits for something to happen. */
  let wake = () => {};
  let current: Promise<unknown> = Promise.resolve();
  let running = false;
  /** When something put off is to be tried again, as far as that is soon: the rest is found by the tick. */
  const wakes = new Set<number>();
  const nextWake = () => Math.min(...wakes);
  /** True when the time of some has come; they are forgotten by that. */
  const woken = () => [...wakes].filter((at) => at <= now() && wakes.delete(at)).length > 0;
  /** Until when nothing is sent to a person, because Teams must be waited for. */
  const holds = new Map<string, number>();
  const lastDone: Record<keyof typeof EVERY_MS, number> = {
    activate: Number.NEGATIVE_INFINITY,
    remind: Number.NEGATIVE_INFINITY,
    tidy: Number.NEGATIVE_INFINITY,
  };

  const isTime = (what: keyof typeof EVERY_MS) => now() - lastDone[what] >= EVERY_MS[what];
  const every = async (what: keyof typeof EVERY_MS, work: () => Promise<void>) => {
    if (!isTime(what)) return;
    await work();
    lastDone[what] = now();
  };

  /** Other processes may have changed something meanwhile. */
  function lookAgain(): void {
    kicked = true;
    wake();
  }

  /** Moving on what changes carry is safe for several at once, and a look at nothing needs no lease. */
  async function isIdle(counts: Counts): Promise<boolean> {
    counts.drained += await store.carriers.drain(DRAINED);
    const due = await store.dispatches.due(clock.now().toISOString(), 1);
    return counts.drained === 0 && due.length === 0 && !isTime('activate') && !isTime('remind') && !isTime('tidy');
  }

  async function run(): Promise<Counts | null> {
    kicked = false;
    const counts: Counts = { activated: 0, reminded: 0, drained: 0, done: 0, later: 0 };
    woken();
    if (await isIdle(counts)) return counts;
    const lease = await takeLease({ ...options, clock: steady }, lookAgain);
    if (!lease) return null;
    const go = () => !stopping && lease.held();
    try {
      await every('activate', async () => {
        await bringForward(options);
        counts.activated += await activateSeats(options, go);
      });
      await every('remind', async () => {
        counts.reminded += await remind(options, go);
      });
      await deliverDue(go, counts);
      await every('tidy', () => tidy(options, go));
      return counts;
    } finally {
      await lease.release(Math.max(0, teams.limiter.last() + QUIET_MS - now()));
    }
  }

  async function deliverDue(go: () => boolean, counts: Counts): Promise<void> {
    const lanes = createLanes(now, holds);
    let mustDrain = true;
    let mustLoad = true;
    let fault: { error: unknown } | null = null;
    const may = () => go() && fault === null;
    const mayLoad = () => mustLoad && lanes.size() < MOST_LOADED && lanes.underWay() + lanes.ready() < 2 * AT_ONCE;

    async function drain(): Promise<void> {
      const drained = await store.carriers.drain(DRAINED);
      counts.drained += drained;
      mustDrain = drained > 0;
      if (drained > 0) mustLoad = true;
    }

    async function load(): Promise<void> {
      const asked = lanes.size() + LOADED;
      const due = await store.dispatches.due(clock.now().toISOString(), asked);
      mustLoad = due.length === asked;
      for (const dispatch of due) lanes.add(dispatch);
    }

    async function send(dispatch: Dispatch): Promise<void> {
      const others = lanes.join(dispatch, (other) => sameTrouble(dispatch, other));
      try {
        const tried = await tryOne(dispatch, go, others);
        settle(dispatch, tried);
        if (tried.state === 'done') counts.done += others.length;
        else for (const other of others) lanes.add(other);
      } catch (error) {
        fault = { error };
        lanes.drop(dispatch);
      }
      wake();
    }

    function settle(dispatch: Dispatch, tried: Tried): void {
      if (tried.state === 'later' && tried.teams) lanes.hold(tried.dispatch, now() + tried.waitMs);
      else lanes.drop(dispatch);
      if (tried.state === 'stopped') return;
      counts[tried.state] += 1;
      if (tried.told) mustLoad = true;
      if (tried.state === 'later' && tried.waitMs < SOON_MS)
        wakes.add(Math.ceil((now() + tried.waitMs) / WAKE_MS) * WAKE_MS);
    }

    for (;;) {
      if (kicked) mustDrain = true;
      kicked = false;
      if (may() && mustDrain) await drain();
      if (woken()) mustLoad = true;
      if (may() && mayLoad()) await load();
      if (may()) for (const dispatch of lanes.take(AT_ONCE - lanes.underWay())) void send(dispatch);
      const more = may() && (kicked || mustDrain || mayLoad());
      if (lanes.underWay() === 0 && !more) break;
      if (!more || lanes.underWay() >= AT_ONCE) await happening();
    }
    if (fault) throw (fault as { error: unknown }).error;

    /** A send came back, something was kicked, or a hold is over. */
    function happening(): Promise<void> {
      return new Promise((resolve) => {
        const soonest = nextWake();
        const cancel = Number.isFinite(soonest) ? schedule(Math.max(1, soonest - now()), () => wake()) : () => {};
        wake = () => {
          cancel();
          wake = () => {};
          resolve();
        };
      });
    }
  }

  /** A fault that one notice alone makes puts off that notice; the store's own faults end the run. */
  async function tryOne(dispatch: Dispatch, go: () => boolean, others: readonly Dispatch[]): Promise<Tried> {
    try {
      return await deliver(dispatch, go, others);
    } catch (error) {
      log.error({ err: error, notice: dispatch.id, kind: dispatch.notice.kind }, 'A notice could not be delivered');
      const stored = await store.dispatches.get(dispatch.id);
      if (!stored || stored.dueAt === 'done') return { state: 'done', told: false };
      const over = stored.attempts > 10 && clock.now().getTime() - Date.parse(stored.notice.at) > FAULT_PATIENCE_MS;
      const waitMs = backoff(stored.attempts + 3, dispatch.id, null);
      const after: Dispatch = {
        ...stored,
        attempts: stored.attempts + 1,
        dueAt: over ? 'done' : new Date(clock.now().getTime() + waitMs).toISOString(),
      };
      await store.dispatches.replace(stored, after);
      return over
        ? { state: 'done', told: false }
        : { state: 'later', told: false, dispatch: after, waitMs, teams: false };
    }
  }

  /** One run after the other. */
  function runOnce(): Promise<Counts | null> {
    const mine = current.then(async () => {
      cancelTick();
      running = true;
      try {
        return await run();
      } finally {
        running = false;
      }
    });
    current = mine.catch(() => null);
    return mine;
  }

  async function tick(): Promise<void> {
    let wait = TICK_MS;
    try {
      const counts = await runOnce();
      failures = 0;
      lastPass = now();
      if (!counts) wait = TAKEN_MS;
    } catch (error) {
      failures += 1;
      wait = backoff(failures, owner, null);
      log.error({ err: error, failures }, 'The dispatcher stopped short');
    }
    if (!started || stopping) return;
    if (wait === TICK_MS) wait = kicked ? 0 : Math.min(TICK_MS, Math.max(0, nextWake() - now()));
    cancelTick = schedule(wait, () => void tick());
  }

  function gathered(): void {
    cancelGathering = null;
    kicked = true;
    if (running) wake();
    else if (started && !stopping && failures === 0) {
      cancelTick();
      cancelTick = schedule(0, () => void tick());
    }
  }

  return {
    kick() {
      cancelGathering ??= schedule(GATHER_MS, gathered);
    },
    runOnce,
    progress: () => ({
      secondsSincePass: lastPass === null ? null : Math.round((now() - lastPass) / 1000),
      failedInARow: failures,
    }),
    start() {
      if (started) return;
      started = true;
      cancelTick = schedule(0, () => void tick());
    },
    async stop() {
      stopping = true;
      cancelTick();
      cancelGathering?.();
      wake();
      let cancel = () => {};
      await Promise.race([
        current,
        new Promise<void>((resolve) => {
          cancel = schedule(STOP_MS, resolve);
        }),
      ]);
      cancel();
      email.close();
    },
  };
}
