import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Attributes } from './metrics';
import type { Telemetry } from './telemetry';

const NAME = 'partner-benefits-bot';
/** Of one transfer with its retries; the bot's end waits for the last one. */
const TIMEOUT_MS = 3_000;
/** Ids whose turn is remembered. */
const REMEMBERED = 10_000;

/** OpenTelemetry's SDK: OTLP over HTTP, as JSON. `failed`: something could not be sent. */
export function openOtlp(endpoint: string, failed: () => void): Telemetry {
  const silent = () => {};
  // Its messages may quote what was sent.
  diag.setLogger(
    { error: failed, warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const resource = resourceFromAttributes({ 'service.name': NAME });
  const to = (path: string) => ({ url: `${endpoint.replace(/\/$/, '')}/v1/${path}`, timeoutMillis: TIMEOUT_MS });
  const tracers = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(to('traces')))],
  });
  tracers.register();
  const meters = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(to('metrics')) })],
  });
  const tracer = tracers.getTracer(NAME);
  const meter = meters.getMeter(NAME);
  const seconds = (name: string) => meter.createHistogram(name, { unit: 's' });
  const [turns, requests, store] = ['turn', 'http.request', 'store'].map((name) =>
    seconds(`benefits.${name}.duration`),
  );
  const refused = meter.createCounter('benefits.refused');
  const deliveries = meter.createCounter('benefits.deliveries');
  const open = meter.createUpDownCounter('benefits.store.pool.connections');
  const used = meter.createUpDownCounter('benefits.store.pool.connections_in_use');
  const makers = new Map<string, SpanContext>();

  function run<T>(
    name: string,
    work: () => Promise<T>,
    {
      attributes = {},
      from,
      links = [],
      isFailed = () => false,
    }: {
      attributes?: Attributes;
      from: Context;
      links?: readonly SpanContext[];
      isFailed?: (result: T) => boolean;
    },
  ): Promise<T> {
    const options = { attributes, links: links.map((made) => ({ context: made })) };
    return tracer.startActiveSpan(name, options, from, async (span) => {
      try {
        const result = await work();
        if (isFailed(result)) span.setStatus({ code: SpanStatusCode.ERROR });
        return result;
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
        throw error;
      } finally {
        span.end();
      }
    });
  }

  return {
    turn: (kind, work, isFailed) => run('turn', work, { attributes: { kind }, from: ROOT_CONTEXT, isFailed }),
    notice(id, kind, work) {
      const maker = makers.get(id);
      return run('notice', work, { attributes: { kind }, from: ROOT_CONTEXT, links: maker ? [maker] : [] });
    },
    span: (name, work, attributes = {}) =>
      trace.getActiveSpan() ? run(name, work, { attributes, from: context.active() }) : work(),
    made(id) {
      const maker = trace.getActiveSpan()?.spanContext();
      if (maker) makers.set(id, maker);
      const [oldest] = makers.keys();
      if (oldest !== undefined && makers.size > REMEMBERED) makers.delete(oldest);
      return id;
    },
    outside: (work) => context.with(ROOT_CONTEXT, work),
    metrics: (metrics) => ({
      ...metrics,
      turn(kind, outcome, duration) {
        metrics.turn(kind, outcome, duration);
        turns?.record(duration, { kind, outcome });
      },
      request(route, status, duration) {
        metrics.request(route, status, duration);
        requests?.record(duration, { route, status });
      },
      refused(reason) {
        metrics.refused(reason);
        refused.add(1, { reason });
      },
      delivery(channel, outcome) {
        metrics.delivery(channel, outcome);
        deliveries.add(1, { channel, outcome });
      },
      store(operation, duration, hasFailed) {
        metrics.store(operation, duration, hasFailed);
        store?.record(duration, { operation, outcome: hasFailed ? 'failed' : 'done' });
      },
      outbox(read) {
        metrics.outbox(read);
        const queued = meter.createObservableGauge('benefits.outbox.queued');
        const oldest = meter.createObservableGauge('benefits.outbox.oldest', { unit: 's' });
        meter.addBatchObservableCallback(
          async (result) => {
            const now = await read();
            result.observe(queued, now.queued);
            result.observe(oldest, now.oldestSeconds);
          },
          [queued, oldest],
        );
      },
    }),
    pool(event) {
      if (event === 'connectionCreated') open.add(1);
      else if (event === 'connectionClosed') open.add(-1);
      else used.add(event === 'connectionCheckedOut' ? 1 : -1);
    },
    async stop() {
      // A failure was told above.
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}
