import type { Dispatch } from '../benefits/dispatch';
import type { Deliver, DeliveryPorts, Tried } from './deliver';
import { sameFailure } from './delivery-failure';
import { backoff } from './outcome';
import { createRecipientQueues } from './recipient-queues';
import type { Schedule } from './schedule';

const SOON_MS = 60_000;
const WAKE_MS = 50;
const AT_ONCE = 64;
const LOADED = 200;
const MOST_LOADED = 2_000;
/** Documents whose outbox is emptied at once. */
export const DRAINED = 200;
/** A notice that can't be turned into a message for this long is given up. */
const FAULT_PATIENCE_MS = 5 * 24 * 3_600_000;

export interface DeliveryCounts {
  /** Documents whose history and notices were moved out. */
  drained: number;
  /** Dispatches that are finished. */
  done: number;
  /** Dispatches that wait for another try. */
  retry: number;
}

export interface DeliveryRun {
  /** Forgets what asked for a look so far: a run is about to look. `woken`: only for what this process has written. */
  begin(woken: boolean): void;
  /** Moves notices out of the documents, for `run`. Returns how many documents were emptied. */
  drain(of: 'all' | 'written-here', counts: DeliveryCounts): Promise<number>;
  /** Something may be due; wakes the run under way. */
  lookAgain(): void;
  /** Notices were made that no document holds. */
  mustLoad(): void;
  /** Delivers everything due, including what becomes due meanwhile. `isMore`: outboxes may still hold something. */
  run(go: () => boolean, counts: DeliveryCounts, isMore: boolean): Promise<void>;
  /** Until something is known to be due; the rest is found by a tick. */
  msToNext(): number;
}

interface Ports extends Pick<DeliveryPorts, 'store' | 'clock' | 'log'> {
  schedule: Schedule;
  /** Steady time of this process in ms. */
  now: () => number;
}

export function createDeliveryRun({ store, clock, log, schedule, now }: Ports, deliver: Deliver): DeliveryRun {
  let asked = false;
  /** Ends the wait for something to happen. */
  let resume = () => {};
  /** When retries are due, as far as that is soon. */
  const retries = new Set<number>();
  const nextRetry = () => Math.min(...retries);
  /** True when some are due; these are forgotten. */
  const takeDueRetries = () => [...retries].filter((at) => at <= now() && retries.delete(at)).length > 0;
  /** Until when nothing is sent to a recipient because Teams asked to wait. */
  const holds = new Map<string, number>();

  /** What is due has to be looked for in the store. */
  let mustLoad = true;
  /** Due, and not in a queue yet. */
  const fresh: Dispatch[] = [];

  async function drain(of: 'all' | 'written-here', counts: DeliveryCounts): Promise<number> {
    const drained = await store.outbox.drain(DRAINED, of, (dispatches) => {
      if (dispatches) fresh.push(...dispatches);
      else mustLoad = true;
    });
    counts.drained += drained;
    return drained;
  }

  async function run(go: () => boolean, counts: DeliveryCounts, isMore: boolean): Promise<void> {
    const queues = createRecipientQueues(now, holds);
    let mustDrain = isMore;
    /** Sent since the last look began. */
    const sent = new Set<string>();
    let fault: { error: unknown } | null = null;
    const may = () => go() && fault === null;
    const mayLoad = () => mustLoad && queues.size() < MOST_LOADED && queues.underWay() + queues.ready() < 2 * AT_ONCE;

    async function load(): Promise<void> {
      const limit = queues.size() + LOADED;
      sent.clear();
      mustLoad = false;
      const due = await store.dispatches.due(clock.now().toISOString(), limit);
      if (due.length === limit) mustLoad = true;
      // What was sent meanwhile may have been read before.
      for (const dispatch of due) if (!sent.has(dispatch.id)) queues.add(dispatch);
    }

    async function send(dispatch: Dispatch): Promise<void> {
      const others = queues.join(dispatch, (other) => sameFailure(dispatch, other));
      try {
        const tried = await tryOne(dispatch, go, others);
        for (const { id } of [dispatch, ...others]) sent.add(id);
        settle(dispatch, tried);
        if (tried.state === 'done') counts.done += others.length;
        else for (const other of others) queues.add(other);
      } catch (error) {
        fault = { error };
        queues.drop(dispatch);
      }
      resume();
    }

    function settle(dispatch: Dispatch, tried: Tried): void {
      if (tried.state === 'retry' && tried.teams) queues.hold(tried.dispatch, now() + tried.waitMs);
      else queues.drop(dispatch);
      if (tried.state === 'stopped') return;
      counts[tried.state] += 1;
      if (tried.told) mustLoad = true;
      if (tried.state === 'retry' && tried.waitMs < SOON_MS)
        retries.add(Math.ceil((now() + tried.waitMs) / WAKE_MS) * WAKE_MS);
    }

    for (;;) {
      if (asked) mustDrain = true;
      asked = false;
      if (may() && mustDrain) mustDrain = (await drain(isMore ? 'all' : 'written-here', counts)) === DRAINED;
      for (const dispatch of fresh.splice(0)) queues.add(dispatch);
      if (takeDueRetries()) mustLoad = true;
      if (may() && mayLoad()) await load();
      if (may()) for (const dispatch of queues.take(AT_ONCE - queues.underWay())) void send(dispatch);
      const more = may() && (asked || mustDrain || mayLoad());
      if (queues.underWay() === 0 && !more) break;
      if (!more || queues.underWay() >= AT_ONCE) await somethingHappens();
    }
    if (fault) throw (fault as { error: unknown }).error;
  }

  /** A send ended, a look was asked for, or a retry is due. */
  function somethingHappens(): Promise<void> {
    return new Promise((resolve) => {
      const soonest = nextRetry();
      const cancel = Number.isFinite(soonest) ? schedule(Math.max(1, soonest - now()), () => resume()) : () => {};
      resume = () => {
        cancel();
        resume = () => {};
        resolve();
      };
    });
  }

  /** A fault of one notice puts off that notice; a fault of the store ends the run. */
  async function tryOne(dispatch: Dispatch, go: () => boolean, others: readonly Dispatch[]): Promise<Tried> {
    try {
      return await deliver(dispatch, go, others);
    } catch (error) {
      log.error({ err: error, notice: dispatch.id, kind: dispatch.notice.kind }, 'a notice could not be delivered');
      const stored = await store.dispatches.get(dispatch.id);
      if (!stored || stored.dueAt === 'done') return { state: 'done', told: false };
      const time = clock.now().getTime();
      const over = stored.attempts > 10 && time - Date.parse(stored.notice.at) > FAULT_PATIENCE_MS;
      const waitMs = backoff(stored.attempts + 3, dispatch.id, null);
      const after: Dispatch = {
        ...stored,
        attempts: stored.attempts + 1,
        dueAt: over ? 'done' : new Date(time + waitMs).toISOString(),
      };
      await store.dispatches.replace(stored, after);
      return over
        ? { state: 'done', told: false }
        : { state: 'retry', told: false, dispatch: after, waitMs, teams: false };
    }
  }

  return {
    begin(woken) {
      asked = false;
      fresh.length = 0;
      mustLoad = takeDueRetries() || !woken;
    },
    drain,
    lookAgain() {
      asked = true;
      resume();
    },
    mustLoad() {
      mustLoad = true;
    },
    run,
    msToNext: () => (asked ? 0 : Math.max(0, nextRetry() - now())),
  };
}
