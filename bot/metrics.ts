import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../benefits/ports';
import type { Reason } from '../benefits/refusal';

/** What `GET /metrics` tells; labels come from fixed lists, never from what a client sent. */
export interface Metrics {
  /** A turn that ended, by the type of its activity. */
  turn(kind: TurnKind, outcome: 'done' | 'failed', seconds: number): void;
  request(route: string, status: number, seconds: number): void;
  /** A refused try, by its reason. */
  refused(reason: Reason): void;
  delivery(channel: string, outcome: 'sent' | 'retried' | 'failed'): void;
  store(operation: string, seconds: number, failed: boolean): void;
  /** Asked at each scrape: notices on their way, and the age of the oldest in seconds. */
  outbox(read: () => Promise<{ queued: number; oldestSeconds: number }>): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export type TurnKind = 'message' | 'invoke' | 'other';
export const kindOf = (type: string): TurnKind => (type === 'message' || type === 'invoke' ? type : 'other');

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const turns = new Histogram({
    name: 'benefits_turn_seconds',
    help: 'Duration of turns by kind and outcome',
    labelNames: ['kind', 'outcome'],
    buckets: FAST,
    registers,
  });
  const requests = new Histogram({
    name: 'benefits_http_request_seconds',
    help: 'Duration of HTTP requests by route and status',
    labelNames: ['route', 'status'],
    buckets: FAST,
    registers,
  });
  const refusals = new Counter({
    name: 'benefits_refused_total',
    help: 'Refused tries by reason',
    labelNames: ['reason'],
    registers,
  });
  const deliveries = new Counter({
    name: 'benefits_deliveries_total',
    help: 'Notices handed to a channel, by outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const store = new Histogram({
    name: 'benefits_store_seconds',
    help: 'Duration of store operations',
    labelNames: ['operation'],
    buckets: FAST,
    registers,
  });
  const storeErrors = new Counter({
    name: 'benefits_store_errors_total',
    help: 'Store operations that failed',
    labelNames: ['operation'],
    registers,
  });
  const queued = new Gauge({ name: 'benefits_outbox_queued', help: 'Notices on their way', registers });
  const oldest = new Gauge({
    name: 'benefits_outbox_oldest_seconds',
    help: 'Age of the oldest notice on its way',
    registers,
  });
  let outbox: (() => Promise<{ queued: number; oldestSeconds: number }>) | null = null;

  return {
    turn: (kind, outcome, seconds) => turns.observe({ kind, outcome }, seconds),
    request: (route, status, seconds) => requests.observe({ route, status }, seconds),
    refused: (reason) => refusals.inc({ reason }),
    delivery: (channel, outcome) => deliveries.inc({ channel, outcome }),
    store(operation, seconds, failed) {
      store.observe({ operation }, seconds);
      if (failed) storeErrors.inc({ operation });
    },
    outbox(read) {
      outbox = read;
    },
    contentType: registry.contentType,
    async text() {
      try {
        const now = await outbox?.();
        if (now) {
          queued.set(now.queued);
          oldest.set(now.oldestSeconds);
        }
      } catch {
        // The store's own errors are counted already; the other figures are still worth having.
      }
      return registry.metrics();
    },
  };
}

export type Attributes = Readonly<Record<string, string>>;

/** Runs the work in a span. Names and attributes come from fixed lists: no names of people, texts, ids or keys. */
export type Span = <T>(name: string, work: () => Promise<T>, attributes?: Attributes) => Promise<T>;

/** The same store, each operation timed, and a span, under `<collection>.<method>`. */
export function measured(store: Store, metrics: Pick<Metrics, 'store'>, span: Span): Store {
  return wrap(store, '', { metrics, span }) as Store;
}

interface Watch {
  metrics: Pick<Metrics, 'store'>;
  span: Span;
}

function wrap(target: object, prefix: string, watch: Watch): object {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(target)) {
    if (typeof value === 'function') result[name] = timed(value.bind(target), `${prefix}${name}`, watch);
    else if (typeof value === 'object' && value !== null) result[name] = wrap(value, `${prefix}${name}.`, watch);
    else result[name] = value;
  }
  return result;
}

function timed(call: (...args: unknown[]) => unknown, name: string, { metrics, span }: Watch) {
  return async (...args: unknown[]): Promise<unknown> => {
    const began = performance.now();
    let failed = true;
    try {
      const result = await span(`store ${name}`, async () => call(...args));
      failed = false;
      return result;
    } finally {
      metrics.store(name, (performance.now() - began) / 1000, failed);
    }
  };
}
