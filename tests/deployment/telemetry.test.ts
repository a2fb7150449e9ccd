import { ensureBuilt, startBot } from '../support/bot';
import { type Listener, listen } from '../support/listener';
import { type FaultProxy, startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';
import { sampleStaff } from '../support/sample';
import { startTeams } from '../support/teams';

const JARS = standInJars();
jest.setTimeout(120_000);
beforeAll(() => ensureBuilt());

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string } }[];
  links?: { traceId: string }[];
  status: { code?: number };
}
interface Sent {
  resourceSpans?: { scopeSpans: { spans: Span[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: { name: string }[] }[] }[];
}

const spansOf = ({ heard }: Listener): Span[] =>
  heard.flatMap(({ body }) =>
    ((body as Sent).resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
const metricsOf = ({ heard }: Listener): Set<string> =>
  new Set(
    heard.flatMap(({ body }) =>
      ((body as Sent).resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) => metrics.map(({ name }) => name)),
      ),
    ),
  );

/** Assigns a benefit and lets the notice arrive; SIGTERM sends what is left. */
async function assignAndStop(settings: Record<string, string>): Promise<string> {
  const teams = await startTeams();
  const bot = await startBot(settings);
  try {
    teams.talkTo(bot.url);
    const staff = sampleStaff(teams);
    const maeve = staff.chat('maeve.obrien');
    await maeve.say('hello');
    const ingrid = staff.chat('ingrid.sorensen');
    await ingrid.say('assign Visual Studio Enterprise to Maeve');
    const before = maeve.messages().length;
    await ingrid.press('Assign');
    await maeve.heard(() => maeve.messages().length > before);
    expect(await bot.stop()).toBe(0);
    return bot.output();
  } finally {
    await bot.discard();
    await teams.close();
  }
}

test('a trace a turn with its parts, the notice linked to it, metrics; no names, texts, ids of people', async () => {
  const collector = await listen(() => ({}));
  await assignAndStop({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(new Set(collector.heard.map(({ url }) => url))).toEqual(new Set(['/v1/traces', '/v1/metrics']));
  const spans = spansOf(collector);
  const turns = spans.filter(({ name }) => name === 'turn');
  expect(turns).toHaveLength(3);
  expect(turns.every(({ parentSpanId }) => !parentSpanId)).toBe(true);
  for (const { traceId } of turns) {
    const parts = spans.filter((span) => span.traceId === traceId && span.name !== 'turn');
    expect(parts.some(({ name }) => name.startsWith('store '))).toBe(true);
    expect(parts.every(({ parentSpanId }) => parentSpanId)).toBe(true);
  }
  expect(spans.some(({ name }) => name === 'connector POST')).toBe(true);
  const notice = spans.find(
    ({ name, attributes }) => name === 'notice' && attributes.some(({ value }) => value.stringValue === 'assigned'),
  );
  expect(turns.map(({ traceId }) => traceId)).toContain(notice?.links?.[0]?.traceId);
  expect(metricsOf(collector)).toEqual(
    new Set([
      'benefits.turn.duration',
      'benefits.http.request.duration',
      'benefits.store.duration',
      'benefits.deliveries',
      'benefits.outbox.queued',
      'benefits.outbox.oldest',
    ]),
  );
  const sent = JSON.stringify(collector.heard.map(({ body }) => body));
  for (const secret of ['Maeve', 'maeve', 'ngrid', 'Visual', 'visual-studio']) expect(sent).not.toContain(secret);
  await collector.stop();
});

('jars' in JARS ? test : test.skip)(
  `the connections of the driver’s pool are among the metrics${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`,
  async () => {
    if ('why' in JARS) return;
    const collector = await listen(() => ({}));
    const proxy: FaultProxy = await startReplicaSet(JARS.jars);
    const bot = await startBot({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, MONGODB_URI: proxy.uri });
    await bot.discard();
    await proxy.close();
    expect([...metricsOf(collector)]).toEqual(
      expect.arrayContaining(['benefits.store.pool.connections', 'benefits.store.pool.connections_in_use']),
    );
    await collector.stop();
  },
);

test('without an endpoint nothing of the SDK is loaded, and without a collector the bot works', async () => {
  const loaded =
    'process.on("exit", () => console.error("otel:" + Object.keys(require("module")._cache).some((path) => path.includes("opentelemetry/sdk"))))';
  const bot = await startBot({
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`import{createRequire}from"module";const require=createRequire("/x.js");${loaded}`)}`,
  });
  await bot.stop();
  expect(bot.output()).toContain('otel:false');
  await bot.discard();
  const output = await assignAndStop({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  expect(output).toContain('telemetry could not be sent');
  expect(output).not.toContain('unhandled rejection');
});
