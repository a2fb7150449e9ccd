import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Store } from '../benefits/ports';
import type { Settings } from '../settings';
import { checkAddress, openStore, StoreUnavailable } from '../storage';
import type { Log } from './log';
import type { PoolEvent } from './telemetry';

/** How long a start waits for a server that does not answer. The platform starts the bot again after that. */
const PATIENCE_MS = 5 * 60_000;

/** The store, once its server answers. `/healthz` answers meanwhile, unless any free port is asked for. */
export async function openStarting(settings: Settings, log: Log, pool: (event: PoolEvent) => void): Promise<Store> {
  const { mongodbUri, port, host } = settings;
  const open = () =>
    openStore({ ...settings, mayUpgrade: true, pool, log: (message, facts) => log.info(facts ?? {}, message) });
  if (mongodbUri !== null) await checkAddress(mongodbUri);
  const started = settings.mode === 'production' && port !== 0 ? await answerWhileStarting(port, host) : null;
  try {
    for (const until = performance.now() + PATIENCE_MS; ; ) {
      try {
        return await open();
      } catch (error) {
        const waits = mongodbUri !== null && error instanceof StoreUnavailable && error.reason === 'unreachable';
        if (!waits || performance.now() > until) throw error;
        log.warn({ err: error }, 'the store does not answer yet; the start waits for it');
      }
    }
  } finally {
    await started?.();
  }
}

/**
 * Answers the platform's probes while the store opens, which can take long (a server that is still starting, an upgrade),
 * and everything else with 503. Resolves to the function that ends it.
 */
async function answerWhileStarting(port: number, host: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const alive = request.url === '/healthz';
    response.writeHead(alive ? 200 : 503, {
      'content-type': 'application/json',
      connection: 'close',
      ...(alive ? {} : { 'retry-after': '5' }),
    });
    const body = alive ? { status: 'starting' } : { error: { code: 'starting', message: 'The bot is starting.' } };
    response.end(JSON.stringify(body));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return () => new Promise((resolve) => server.close(() => resolve()));
}
