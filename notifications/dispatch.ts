import type { Dispatch } from '../benefits/ports';
import { createDelivery, type DeliveryPorts, type Tried } from './deliver';
import { backoff } from './outcome';
import { remind } from './reminders';
import type { Schedule } from './schedule';
import { activateSeats, tidy, type UpkeepPorts } from './upkeep';

export interface DispatcherOptions extends DeliveryPorts, UpkeepPorts {
  /** Names this process; another one must have another name. */
  owner: string;
  schedule: Schedule;
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
  /** Something changed: look now rather than at the next tick. */
  kick(): void;
  /** Does all that is due, if no other process is at it (null), and resolves when that is done or put off. */
  runOnce(): Promise<Counts | null>;
  /** From now on by itself. */
  start(): void;
  /** Finishes the sends that are under way, starts no other, lets another process take over. */
  stop(): Promise<void>;
}

const LEASE = 'dispatcher';
/** A process that died is replaced after this. One that lives renews in time, or stops sending. */
const LEASE_MS = 1_500;
const RENEW_MS = 400;
/** Another process may begin so long after our last request: by then Teams has forgotten it. */
const QUIET_MS = 1_000;
const TICK_MS = 5_000;
const TAKEN_MS = 200;
const SOON_MS = 60_000;
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
  const { store, clock, schedule, owner, teams, email, log } = options;
  const deliver = createDelivery(options);
  const now = () => clock.now().getTime();

  let kicked = false;
  let started = false;
  let stopping = false;
  let failures = 0;
  let cancelTick = () => {};
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
    const lease = await takeLease();
    if (!lease) return null;
    const go = () => !stopping && lease.held();
    try {
      await every('activate', async () => {
        counts.activated += await activateSeats(options, go);
      });
      await every('remind', async () => {
        counts.reminded += await remind(options, go);
      });
      await deliverDue(go, counts);
      await every('tidy', () => tidy(options, go));
      return counts;
    } finally {
      await lease.release();
    }
  }

  async function takeLease() {
    const asked = now();
    if (!(await store.lease(LEASE, owner, LEASE_MS, clock.now()))) return null;
    let until = asked + LEASE_MS;
    let cancel = () => {};
    let renewing: Promise<void> = Promise.resolve();
    const renew = () => {
      const at = now();
      renewing = store.lease(LEASE, owner, LEASE_MS, clock.now()).then(
        (held) => {
          if (!held) until = 0;
          else if (until > 0) until = at + LEASE_MS;
          if (held) cancel = schedule(RENEW_MS, renew);
          // A look at what other processes changed meanwhile.
          kicked = true;
          wake();
        },
        (error: unknown) => {
          log.warn({ err: error }, 'The dispatcher could not renew its lease');
          cancel = schedule(RENEW_MS, renew);
        },
      );
    };
    cancel = schedule(RENEW_MS, renew);
    return {
      held: () => now() < until,
      async release() {
        await renewing;
        cancel();
        const quiet = Math.max(0, teams.limiter.last() + QUIET_MS - now());
        if (until > 0) await store.lease(LEASE, owner, Math.min(quiet, LEASE_MS), clock.now());
      },
    };
  }

  async function deliverDue(go: () => boolean, counts: Counts): Promise<void> {
    const lanes = new Map<string, Dispatch[]>();
    const busy = new Set<string>();
    const known = new Set<string>();
    let flying = 0;
    let mustDrain = true;
    let mustLoad = true;
    let fault: { error: unknown } | null = null;

    const waiting = (person: string) => (holds.get(person) ?? 0) > now();
    const ready = () => [...lanes.keys()].filter((person) => !busy.has(person) && !waiting(person));

    /** Who has waited longest comes first, and of those who have waited as long, who was put off. */
    const first = (people: readonly string[]) =>
      people
        .map((person) => ({ person, next: lanes.get(person)?.[0] }))
        .sort(
          (a, b) =>
            (a.next?.notice.at ?? '').localeCompare(b.next?.notice.at ?? '') ||
            (b.next?.attempts ?? 0) - (a.next?.attempts ?? 0),
        )
        .map(({ person }) => person);
    const mayLoad = () => mustLoad && known.size < MOST_LOADED && flying + ready().length < 2 * AT_ONCE;

    async function load(): Promise<void> {
      const asked = known.size + LOADED;
      const due = await store.dispatches.due(clock.now().toISOString(), asked);
      mustLoad = due.length === asked;
      for (const dispatch of due) if (!known.has(dispatch.id)) enqueue(dispatch);
    }

    function enqueue(dispatch: Dispatch): void {
      known.add(dispatch.id);
      const lane = lanes.get(dispatch.notice.to) ?? [];
      const at = lane.findIndex((each) => each.notice.at > dispatch.notice.at);
      lane.splice(at < 0 ? lane.length : at, 0, dispatch);
      lanes.set(dispatch.notice.to, lane);
    }

    async function tryNext(person: string): Promise<void> {
      const lane = lanes.get(person);
      const dispatch = lane?.shift();
      if (lane?.length === 0) lanes.delete(person);
      if (!dispatch) return;
      busy.add(person);
      flying += 1;
      try {
        settle(dispatch, await tryOne(dispatch, go));
      } catch (error) {
        fault = { error };
      }
      busy.delete(person);
      flying -= 1;
      wake();
    }

    function settle(dispatch: Dispatch, tried: Tried): void {
      if (tried.state === 'stopped') return;
      if (tried.told) mustLoad = true;
      if (tried.state === 'done') {
        known.delete(dispatch.id);
        counts.done += 1;
        return;
      }
      counts.later += 1;
      if (tried.teams) {
        holds.set(dispatch.notice.to, tried.dueAt);
        enqueue(tried.dispatch);
      } else {
        known.delete(dispatch.id);
      }
      if (tried.dueAt - now() < SOON_MS) wakes.add(tried.dueAt);
    }

    for (const [person, until] of holds) if (until <= now()) holds.delete(person);
    for (;;) {
      if (kicked) mustDrain = true;
      kicked = false;
      if (go() && !fault && mustDrain) {
        const drained = await store.carriers.drain(DRAINED);
        counts.drained += drained;
        mustDrain = drained > 0;
        if (drained > 0) mustLoad = true;
      }
      if (woken()) mustLoad = true;
      if (go() && !fault && mayLoad()) await load();
      if (go() && !fault) for (const person of first(ready()).slice(0, AT_ONCE - flying)) void tryNext(person);
      const more = go() && !fault && (kicked || mustDrain || mayLoad());
      if (flying === 0 && !more) break;
      if (!more || flying >= AT_ONCE) await happening();
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
  async function tryOne(dispatch: Dispatch, go: () => boolean): Promise<Tried> {
    try {
      return await deliver(dispatch, go);
    } catch (error) {
      log.error({ err: error, notice: dispatch.id, kind: dispatch.notice.kind }, 'A notice could not be delivered');
      const stored = await store.dispatches.get(dispatch.id);
      if (!stored || stored.dueAt === 'done') return { state: 'done', told: false };
      const over = stored.attempts > 10 && now() - Date.parse(stored.notice.at) > FAULT_PATIENCE_MS;
      const dueAt = now() + backoff(stored.attempts + 3, dispatch.id, null);
      const after: Dispatch = {
        ...stored,
        attempts: stored.attempts + 1,
        dueAt: over ? 'done' : new Date(dueAt).toISOString(),
      };
      await store.dispatches.replace(stored, after);
      return over
        ? { state: 'done', told: false }
        : { state: 'later', told: false, dispatch: after, dueAt, teams: false };
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

  return {
    kick() {
      kicked = true;
      if (running) wake();
      else if (started && !stopping && failures === 0) {
        cancelTick();
        cancelTick = schedule(0, () => void tick());
      }
    },
    runOnce,
    start() {
      if (started) return;
      started = true;
      cancelTick = schedule(0, () => void tick());
    },
    async stop() {
      stopping = true;
      cancelTick();
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
