import { randomUUID, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as restify from 'restify';
import type { Settings } from '../../settings';
import type { Turn } from '../channel/activity';
import type { Adapter } from '../channel/adapter';
import { HttpError, Unauthorized } from '../http-error';
import type { Log } from '../log';
import { kindOf, type Metrics } from '../metrics';
import { createAdmission, limitConnections } from './admission';
import { answer, answerApi, answerJson, answerMessage, answerProblem } from './answers';
import { createBodyReader } from './bodies';
import { foreign, fromLoopback } from './client-address';
import { createEntraCheck } from './entra-tokens';
import { createLimits, PRODUCTION_RATES, type Rates } from './limits';
import { createReadiness } from './readiness';
import type { Caller, ServerPorts } from './server-ports';
import { PAGE_HEADERS, readPages } from './static-files';

export interface Server {
  listen(): Promise<{ url: string; port: number }>;
  /** Accepts no new requests and lets running ones finish, within 10 seconds. */
  stop(): Promise<void>;
}

// restify replaces Node's writeHead for the whole process with one that returns nothing; Node's returns the response.
const { writeHead } = ServerResponse.prototype;
Object.defineProperty(ServerResponse.prototype, 'writeHead', {
  configurable: true,
  writable: true,
  value(this: ServerResponse, ...args: Parameters<typeof writeHead>) {
    Reflect.apply(writeHead, this, args);
    return this;
  },
});

const LONGEST_TEXT = 28_000;
const PATIENCE = 7_000;

export function createServer(options: {
  settings: Settings;
  adapter: Adapter;
  ports: ServerPorts;
  log: Log;
  metrics: Metrics;
  /** Folder of the built pages. */
  pages?: string;
  /** Overrides the rates from the settings. */
  rates?: Rates | null;
  /** True under overload. */
  busy?: () => boolean;
}): Server {
  const { settings, adapter, ports, log, metrics } = options;
  const local = settings.mode === 'local';
  const limits = createLimits(
    options.rates === undefined ? (settings.rateLimit ? PRODUCTION_RATES : null) : options.rates,
  );
  const pages = readPages(options.pages ?? join(__dirname, '..', '..', 'web'));
  const readObject = createBodyReader();
  const admission = createAdmission({ limits, trustProxy: settings.trustProxy, busy: options.busy ?? (() => false) });
  const readiness = createReadiness(ports.ready, (error) => log.warn({ err: error }, 'not ready'));
  const entra = local
    ? null
    : createEntraCheck({
        appId: settings.app.ssoAppId,
        publicUrl: settings.publicUrl,
        tenantId: settings.app.tenantId,
        allowedTenants: settings.allowedTenants,
        metadataUrl: settings.entraMetadataUrl,
      });
  const server = restify.createServer({ name: '', handleUncaughtExceptions: false });
  const raw = server.server;
  limitConnections(raw);
  let stopping = false;
  let running = 0;
  let idle: (() => void) | null = null;

  server.pre((request, response, next) => {
    if (stopping) {
      response.setHeader('connection', 'close');
      answerProblem(response, new HttpError(503, 'stopping', 'The server is stopping; please try again.', 5));
      next(false);
    } else if (local && foreign(request)) {
      answerProblem(response, new HttpError(403, 'foreign', 'Local mode answers this machine alone.'));
      next(false);
    } else next();
  });

  function ended(): void {
    running -= 1;
    if (running === 0) idle?.();
  }

  type Handler = (request: restify.Request, response: ServerResponse, id: string) => Promise<void>;

  function handle(route: string, handler: Handler) {
    return async (request: restify.Request, response: restify.Response): Promise<void> => {
      const began = performance.now();
      const id = randomUUID();
      running += 1;
      try {
        await handler(request, response, id);
      } catch (error) {
        if (error instanceof HttpError) {
          if (error instanceof Unauthorized) log.warn({ reason: error.reason, request: id, route }, 'request refused');
          if (error.status >= 500 && error.code !== 'busy')
            log.error({ err: error, request: id, route }, 'request failed');
          answerProblem(response, error);
        } else {
          log.error({ err: error, request: id, route }, 'request failed');
          answerJson(response, 500, { error: { code: 'fault', message: 'Something went wrong here.', id } });
        }
      } finally {
        ended();
        metrics.request(route, response.statusCode, (performance.now() - began) / 1000);
      }
    };
  }

  async function measuredTurn(turn: Turn): Promise<void> {
    const began = performance.now();
    const { type } = turn.activity;
    let outcome: 'done' | 'failed' = 'failed';
    running += 1;
    try {
      outcome = await ports.turn(turn);
    } finally {
      ended();
      metrics.turn(kindOf(type), outcome, (performance.now() - began) / 1000);
    }
  }

  server.post(
    '/api/messages',
    handle('messages', async (request, response) => {
      const claims = adapter.tokens && (await admission.authenticate(request, adapter.tokens));
      const body = await readObject(request);
      if (typeof body.text === 'string' && body.text.length > LONGEST_TEXT) {
        throw new HttpError(413, 'too-large', 'The text is too long.');
      }
      const result = await adapter.receive(
        claims,
        body,
        (activity) => limits.person(activity.from.aadObjectId ?? activity.from.id),
        measuredTurn,
      );
      if (result.body === null || result.body === undefined) answer(response, result.status, {}, null);
      else answerMessage(response, result.status, result.body);
    }),
  );

  server.post(
    '/api/:name',
    handle('api', async (request, response, id) => {
      const name = String((request.params as { name?: unknown }).name);
      const call = Object.hasOwn(ports.api, name) ? ports.api[name] : undefined;
      if (!call) throw notFound();
      const origin = request.headers.origin;
      if (!local && origin !== undefined && origin !== settings.publicUrl) {
        throw new HttpError(403, 'foreign', 'This page may not call here.');
      }
      const caller = await callerOf(request);
      if (caller) limits.person(caller.objectId);
      answerApi(response, await call({ body: await readObject(request), caller, request: { id } }));
    }),
  );

  async function callerOf(request: IncomingMessage): Promise<Caller | null> {
    if (entra) return admission.authenticate(request, entra);
    const { authorization } = request.headers;
    if (authorization === undefined) return null;
    const caller = ports.localCaller?.(authorization.replace(/^Bearer /, '')) ?? null;
    if (!caller) throw new HttpError(401, 'unauthorized', 'The token is missing or not valid.');
    return caller;
  }

  server.get(
    '/api/download/:secret',
    handle('download', async (request, response) => {
      admission.anonymous(request);
      answerApi(response, await ports.download(String((request.params as { secret?: unknown }).secret)));
    }),
  );

  server.get(
    '/healthz',
    handle('healthz', async (_request, response) => answerJson(response, 200, { status: 'up' })),
  );

  server.get(
    '/readyz',
    handle('readyz', async (_request, response) => {
      const { ready, details } = await readiness();
      answerJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', ...details });
    }),
  );

  server.get(
    '/metrics',
    handle('metrics', async (request, response) => {
      if (!fromLoopback(request) && !hasToken(request, settings.metricsToken)) throw notFound();
      answer(response, 200, { 'content-type': metrics.contentType }, await metrics.text());
    }),
  );

  for (const prefix of ['/tabs/', '/dialogs/']) {
    server.get(
      `${prefix}*`,
      handle('pages', async (request, response) => {
        admission.anonymous(request);
        const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
        const name = pathname.slice(prefix.length);
        const page = name === '' ? undefined : pages.get(name);
        if (page) answer(response, 200, { ...PAGE_HEADERS, 'content-type': page.type }, page.body);
        else if (pages.has(`${name}/`)) answer(response, 302, { location: `${pathname}/${search}` }, null);
        else throw notFound();
      }),
    );
  }

  const { local: client } = ports;
  if (local && client) {
    const serve = handle('local', async (request, response) => {
      if (!(await client(request, response))) throw notFound();
    });
    for (const path of ['/local', '/local/*']) {
      server.get(path, serve);
      server.post(path, serve);
      server.put(path, serve);
      server.del(path, serve);
    }
  }

  // Answered here because restify's own answer repeats the requested path.
  server.on('restifyError', (_request, response, error) => {
    const status = typeof error.statusCode === 'number' && error.statusCode < 500 ? 404 : 500;
    if (status === 500) log.error({ err: error }, 'request failed');
    const problem = status === 404 ? notFound() : new HttpError(500, 'fault', 'Something went wrong here.');
    answerProblem(response, problem);
  });
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        raw.once('error', reject);
        server.listen(settings.port, settings.host, () => {
          raw.off('error', reject);
          const { port } = raw.address() as AddressInfo;
          const host = local ? (settings.host.includes(':') ? `[${settings.host}]` : settings.host) : 'localhost';
          resolve({ url: `http://${host}:${port}`, port });
        });
      }),
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => raw.close(() => resolve()));
      raw.closeIdleConnections();
      await Promise.race([
        new Promise<void>((resolve) => {
          idle = resolve;
          if (running === 0) resolve();
        }),
        pause(PATIENCE),
      ]);
      // Only streams of the local client and idle keep-alive connections can be left.
      setTimeout(() => raw.closeAllConnections(), 50);
      await closed;
    },
  };
}

const notFound = () => new HttpError(404, 'not-found', 'There is nothing here.');

function hasToken(request: IncomingMessage, token: string | null): boolean {
  if (!token) return false;
  const given = Buffer.from(request.headers.authorization ?? '');
  const right = Buffer.from(`Bearer ${token}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
