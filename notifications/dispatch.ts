import type { Notice } from '../benefits/notice';
import type { Clock } from '../benefits/ports';
import { createDelivery, type DeliveryPorts } from './deliver';
import { createDeliveryRun, type DeliveryCounts, DRAINED } from './delivery-run';
import { backoff } from './outcome';
import { remind } from './reminders';
import type { Schedule } from './schedule';
import { activateSeats, bringForward, endSeats, tidy, type UpkeepPorts } from './upkeep';

export interface DispatcherOptions extends DeliveryPorts, UpkeepPorts {
  /** Identifies this process; must differ from every other one's. */
  owner: string;
  schedule: Schedule;
  /** Measures how time passes in this process. Unlike `clock`, it is never set. */
  steady: Clock;
  /** Runs around each delivery. */
  around?: <T>(notice: Notice, deliver: () => Promise<T>) => Promise<T>;
}

export interface Counts extends DeliveryCounts {
  activated: number;
  reminded: number;
}

export interface Dispatcher {
  /** Something changed: look soon instead of at the next tick. */
  wake(): void;
  /** Delivers everything due; resolves when it is delivered or postponed. Null: another process is delivering. */
  runOnce(): Promise<Counts | null>;
  /** Runs repeatedly from now on. */
  start(): void;
  /** For operators: how long ago a run last succeeded, here or in another process; null: none has yet. */
  progress(): { secondsSinceRun: number | null; failedInARow: number };
  /** Finishes the sends under way, starts no others, and lets another process take over. */
  stop(): Promise<void>;
}

/** Another process may start this long after our last request: by then Teams has forgotten it. */
const QUIET_MS = 1_000;
const TICK_MS = 5_000;
const TAKEN_MS = 200;
/** Changes that follow one another are moved out together, this long after the first. */
const GATHER_MS = 50;
const EVERY_MS = { activate: 60_000, remind: 3_600_000, tidy: 600_000 } as const;
const STOP_MS = 8_000;
/** Below this nobody would notice a wrong clock. */
const SKEW_SECONDS = 60;

/**
 * Moves out the history and notices that changed documents hold, and delivers the notices. A lease in the store allows one
 * process at a time; whichever runs next finishes what a crash left.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, clock, steady, schedule, owner, teams, email, log, around } = options;
  const now = () => steady.now().getTime();
  const deliver = createDelivery(options);
  const delivery = createDeliveryRun(
    { ...options, now },
    around ? (dispatch, ...rest) => around(dispatch.notice, () => deliver(dispatch, ...rest)) : deliver,
  );

  let running = false;
  let started = false;
  let stopping = false;
  let failures = 0;
  let lastRun: number | null = null;
  let cancelTick = () => {};
  let cancelGathering: (() => void) | null = null;
  let current: Promise<unknown> = Promise.resolve();
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

  /** Several processes may safely move entries out at once, and finding nothing to do needs no lease. */
  async function isIdle(counts: Counts, woken: boolean): Promise<boolean> {
    if ((await delivery.drain(woken ? 'written-here' : 'all', counts)) > 0) return false;
    const due = await store.dispatches.due(clock.now().toISOString(), 1);
    if (due.length > 0) delivery.mustLoad();
    return due.length === 0 && !isTime('activate') && !isTime('remind') && !isTime('tidy');
  }

  async function run(woken: boolean): Promise<Counts | null> {
    const counts: Counts = { activated: 0, reminded: 0, drained: 0, done: 0, retry: 0 };
    delivery.begin(woken);
    if (await isIdle(counts, woken)) return counts;
    const lease = await takeLease(options, delivery.lookAgain);
    if (!lease) return null;
    const go = () => !stopping && lease.held();
    try {
      await every('activate', async () => {
        await bringForward(options);
        counts.activated += await activateSeats(options, go);
        await endSeats(options, go);
      });
      await every('remind', async () => {
        counts.reminded += await remind(options, go);
        delivery.mustLoad();
      });
      await delivery.run(go, counts, counts.drained === DRAINED || counts.activated > 0);
      await every('tidy', async () => {
        await tidy(options, go);
        await warnOfSkew();
      });
      return counts;
    } finally {
      // After a message the lease lapses by itself, which is quiet enough.
      await lease.end(now() - teams.limiter.last() > QUIET_MS);
    }
  }

  async function warnOfSkew(): Promise<void> {
    const skewSeconds = await store.clockSkew(clock.now());
    if (Math.abs(skewSeconds) > SKEW_SECONDS) log.warn({ skewSeconds }, 'the clock of this machine is wrong');
  }

  function runOnce(woken = false): Promise<Counts | null> {
    const mine = current.then(async () => {
      cancelTick();
      running = true;
      try {
        return await run(woken);
      } finally {
        running = false;
      }
    });
    current = mine.catch(() => null);
    return mine;
  }

  async function tick(woken = false): Promise<void> {
    let wait = TICK_MS;
    try {
      const counts = await runOnce(woken);
      failures = 0;
      lastRun = now();
      if (!counts) wait = TAKEN_MS;
    } catch (error) {
      failures += 1;
      wait = backoff(failures, owner, null);
      log.error({ err: error, failures }, 'the dispatcher failed');
    }
    if (!started || stopping) return;
    if (wait === TICK_MS) wait = Math.min(TICK_MS, delivery.msToNext());
    cancelTick = schedule(wait, () => void tick());
  }

  function gathered(): void {
    cancelGathering = null;
    delivery.lookAgain();
    if (running || !started || stopping || failures > 0) return;
    cancelTick();
    cancelTick = schedule(0, () => void tick(true));
  }

  return {
    wake() {
      cancelGathering ??= schedule(GATHER_MS, gathered);
    },
    runOnce: () => runOnce(),
    progress: () => ({
      secondsSinceRun: lastRun === null ? null : Math.round((now() - lastRun) / 1000),
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
      delivery.lookAgain();
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

/** The right to send, held by one process at a time. */
interface Lease {
  held(): boolean;
  /** Another process may start at once, or when the lease lapses by itself. */
  end(atOnce: boolean): Promise<void>;
}

const LEASE = 'dispatcher';
/** A dead process is replaced after this; a live one renews in time or stops sending. */
const LEASE_MS = 1_500;
const RENEW_MS = 400;

/** Null: another process holds it. Renewed until released or lost; calls `renewed` each time. */
async function takeLease(ports: DispatcherOptions, renewed: () => void): Promise<Lease | null> {
  const { store, steady, schedule, owner, log } = ports;
  const now = () => steady.now().getTime();
  const asked = now();
  if (!(await store.lease(LEASE, owner, LEASE_MS, steady.now()))) return null;
  let until = asked + LEASE_MS;
  let over = false;
  let renewing: Promise<void> = Promise.resolve();
  let cancel = schedule(RENEW_MS, renew);

  function renew(): void {
    const at = now();
    renewing = store.lease(LEASE, owner, LEASE_MS, steady.now()).then(
      (held) => {
        // Once lost it is not taken back: another process may have started.
        until = held && until > 0 ? at + LEASE_MS : 0;
        if (until > 0 && !over) cancel = schedule(RENEW_MS, renew);
        renewed();
      },
      (error: unknown) => {
        log.warn({ err: error }, 'the dispatcher could not renew its lease');
        if (!over) cancel = schedule(RENEW_MS, renew);
      },
    );
  }

  return {
    held: () => now() < until,
    async end(atOnce) {
      over = true;
      cancel();
      await renewing;
      if (until > 0 && atOnce) await store.lease(LEASE, owner, 0, steady.now());
    },
  };
}
