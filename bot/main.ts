#!/usr/bin/env node
import './v8';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { raiseAlarm } from '../benefits/actions/alarms';
import type { Ports } from '../benefits/ports';
import { companyDay } from '../benefits/time';
import { loadSample } from '../exchange';
import {
  backlog,
  createDispatcher,
  createEmailChannel,
  createLimiter,
  createTeamsChannel,
  timers,
} from '../notifications';
import { readSettings, type Settings, SettingsError } from '../settings';
import { backupBeforeImport, EncryptionKeyError, localKeySetting, openKeyring, StoreUnavailable } from '../storage';
import { createApi } from './api';
import { download } from './api/download';
import { createAdapter } from './channel/adapter';
import type { Bot } from './conversation/bot';
import { createTurns } from './conversation/turn';
import { retried, watchHistory } from './history-watch';
import { watchOverload } from './http/overload';
import { createServer } from './http/server';
import type { ServerPorts } from './http/server-ports';
import { openLocalClient } from './local-client';
import { createLog, type Log, logCrashes } from './log';
import { createMetrics, kindOf, measured } from './metrics';
import { createNameIndex } from './name-index';
import { openStarting } from './open-store';
import { NO_TELEMETRY, type Telemetry } from './telemetry';
import { welcome } from './welcome';

const LONGEST_STOP_MS = 9_000;
const AFTER_START_MS = 1_000;
const LONGEST_NOTICE_WAIT_SECONDS = 600;

/** The SDK is loaded only when there is somewhere to send to. */
function telemetryOf({ otlpEndpoint }: Settings, log: Log): Telemetry {
  if (otlpEndpoint === null) return NO_TELEMETRY;
  const { openOtlp } = require('./otlp') as typeof import('./otlp');
  return openOtlp(otlpEndpoint, () => log.warn('telemetry could not be sent'));
}

/** The bot as a program: everything that reaches outside is made here and handed in. */
async function main(): Promise<void> {
  const settings = readSettings(process.env, { cwd: process.cwd() });
  const local = settings.mode === 'local';
  const log = createLog(settings);
  logCrashes(log);
  const telemetry = telemetryOf(settings, log);
  const metrics = telemetry.metrics(createMetrics());
  const store = measured(await openStarting(settings, log, telemetry.pool), metrics, telemetry.span);
  const keyring = await openKeyring(
    store,
    settings.keyEncryptionKeys ?? (await localKeySetting(settings.dataDir, store)),
  );
  const clock = { now: () => new Date() };
  const steady = { now: () => new Date(performance.timeOrigin + performance.now()) };
  const random = { id: () => telemetry.made(randomUUID().replaceAll('-', '')), fraction: Math.random };
  const historyFailed = retried(
    async () => {
      await raiseAlarm(ports, 'history-failed', 'history');
      bot.wake();
    },
    timers,
    (error) => log.error({ err: error }, 'the admins could not be told that the history failed'),
  );
  const watched = watchHistory(store, (error) => {
    log.fatal({ err: error }, 'the history could not be written');
    historyFailed();
  });
  const ports: Ports = { store: watched, keyring, clock, random, rules: settings.rules };
  if (local && settings.sampleData) await loadSample(ports);

  const adapter = createAdapter(settings, { span: telemetry.span });
  const origin = { url: settings.publicUrl ?? '' };
  const appId = settings.app.id || 'local';
  const email = createEmailChannel({
    smtpUrl: settings.smtpUrl,
    from: settings.mailFrom,
    folder: local ? join(settings.dataDir, 'mail') : null,
    clock,
    schedule: timers,
    log,
  });
  const dispatcher = createDispatcher({
    ...ports,
    owner: random.id(),
    schedule: timers,
    steady,
    historyYears: settings.historyYears,
    defaultLocale: settings.defaultLocale,
    appId,
    keysIn: settings.keysIn,
    teams: createTeamsChannel({
      connector: adapter.connector,
      store,
      clock,
      schedule: timers,
      limiter: createLimiter(steady, timers),
      log,
    }),
    around: (notice, deliver) => telemetry.notice(notice.id, notice.kind, deliver),
    email: { ...email, send: (mail) => telemetry.span('mail', () => email.send(mail)) },
    log,
    metrics: {
      delivery: (channel, state) => metrics.delivery(channel, state === 'retry' ? 'retried' : state),
    },
  });
  const overload = watchOverload();
  const busy = () => settings.rateLimit && overload.busy();
  const bot: Bot = {
    ports,
    settings: {
      keysIn: settings.keysIn,
      backup: backupBeforeImport(settings, clock),
      keyVisibleSeconds: settings.keyVisibleSeconds,
      defaultLocale: settings.defaultLocale,
      local,
      mailGoes: local || settings.smtpUrl !== null,
      publicUrl: () => origin.url,
      appId,
    },
    names: createNameIndex(store),
    connector: adapter.connector,
    allowedTenants: settings.allowedTenants,
    wake: () => telemetry.outside(() => dispatcher.wake()),
    schedule: timers,
    busy,
    log,
    metrics,
  };
  const client = local && settings.localClient ? await openLocalClient(ports, () => origin.url) : null;
  metrics.outbox(async () => {
    const { undone, oldestSeconds } = await backlog(store, clock.now());
    return { queued: undone, oldestSeconds };
  });
  const turns = createTurns(bot);
  const serverPorts: ServerPorts = {
    turn: (turn) =>
      telemetry.turn(
        kindOf(turn.activity.type),
        () => turns(turn),
        (outcome) => outcome === 'failed',
      ),
    api: createApi(bot),
    download: (secret) => download(bot, secret),
    ready: async () => {
      await store.ping();
      const progress = dispatcher.progress();
      const notices = await backlog(store, clock.now());
      if (Math.max(notices.oldestSeconds, progress.secondsSinceRun ?? 0) > LONGEST_NOTICE_WAIT_SECONDS)
        log.warn({ notices, dispatcher: progress }, 'notices wait too long');
      return {
        store: store.engine,
        clockSkewSeconds: await store.clockSkew(clock.now()),
        dispatcher: progress,
        notices,
        mail: settings.smtpUrl ? 'smtp' : local ? 'folder' : 'none',
      };
    },
    local: client ? (request, response) => client.handle(request, response) : null,
    localCaller: client ? (token) => client.callerOf(token) : null,
  };
  const server = createServer({ settings, adapter, ports: serverPorts, log, metrics, busy });
  const { url } = await server.listen();
  origin.url ||= url;
  dispatcher.start();

  // Warms up after the start has been answered. A failure shows in the turn that needs the names.
  timers(AFTER_START_MS, () => {
    adapter.connector.prepare();
    bot.names().catch(() => undefined);
  });

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    client?.close();
    // What is left unfinished is found again by the next start.
    const finished = Promise.allSettled([server.stop(), dispatcher.stop()])
      .then(() => telemetry.stop())
      .finally(() => store.close());
    await Promise.race([finished, new Promise((late) => setTimeout(late, LONGEST_STOP_MS))]);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  process.stdout.write(`${await welcome({ settings, store, url, today: companyDay(ports) })}\n`);
}

main().catch((error: unknown) => {
  const known =
    error instanceof Error &&
    (error instanceof SettingsError ||
      error instanceof EncryptionKeyError ||
      error instanceof StoreUnavailable ||
      'code' in error);
  process.stderr.write(
    `${known || process.env.LOG_LEVEL !== 'debug' ? (error instanceof Error ? error.message : String(error)) : (error as Error).stack}\n`,
  );
  const isSetting = error instanceof SettingsError || (error instanceof StoreUnavailable && error.reason === 'address');
  process.exit(isSetting ? 2 : 1);
});

export type { Settings };
