import type { Metrics, Span } from './metrics';

/** What leaves for the OpenTelemetry collector. */
export interface Telemetry {
  /** A trace of its own. `failed`: the result tells of a failure. */
  turn<T>(kind: string, work: () => Promise<T>, failed: (result: T) => boolean): Promise<T>;
  /** A trace of its own, linked to the turn that made this id, if that was in this process. */
  notice<T>(id: string, kind: string, work: () => Promise<T>): Promise<T>;
  /** Part of the trace under way; no span without one. */
  span: Span;
  /** Remembers which turn made this id. */
  made(id: string): string;
  /** What runs on after the turn under way is no part of it. */
  outside(work: () => void): void;
  metrics(metrics: Metrics): Metrics;
  /** An event of the MongoDB driver's connection pool. */
  pool(event: PoolEvent): void;
  /** Sends what is left. */
  stop(): Promise<void>;
}

export type PoolEvent = 'connectionCreated' | 'connectionClosed' | 'connectionCheckedOut' | 'connectionCheckedIn';

export const NO_TELEMETRY: Telemetry = {
  turn: (_kind, work) => work(),
  notice: (_id, _kind, work) => work(),
  span: (_name, work) => work(),
  made: (id) => id,
  outside: (work) => work(),
  metrics: (metrics) => metrics,
  pool() {},
  async stop() {},
};
