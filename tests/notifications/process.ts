import { createConnector } from '../../bot/connector';
import { createDispatcher, createEmailChannel, createLimiter, createTeamsChannel, timers } from '../../notifications';
import { openStore } from '../../storage';

/** A process of its own that delivers what is in the store of the folder given, until it is killed or told to stop. */
async function main(): Promise<void> {
  const dataDir = process.argv[2] ?? '';
  const store = await openStore({ mongodbUri: null, mongodbDb: 'test', dataDir });
  const clock = { now: () => new Date() };
  const quiet = {
    debug() {},
    info() {},
    warn() {},
    error: (facts: object, text: string) => console.error(text, facts),
  };
  const connector = createConnector({ loopback: true, token: () => Promise.resolve(null) });
  const dispatcher = createDispatcher({
    store,
    clock,
    random: { id: () => `${process.pid}-${Math.random()}` },
    owner: `process ${process.pid}`,
    schedule: timers,
    teams: createTeamsChannel({
      connector,
      store,
      clock,
      schedule: timers,
      limiter: createLimiter(clock, timers),
      log: quiet,
    }),
    email: createEmailChannel({
      smtpUrl: null,
      from: 'bot@contoso.com',
      folder: dataDir,
      clock,
      schedule: timers,
      log: quiet,
    }),
    rules: {
      graceDays: 30,
      reassignMinDays: 0,
      supportActivationWorkdays: 3,
      portalStep: true,
      reminderDays: [],
      admins: [],
    },
    historyYears: 7,
    defaultLocale: 'en',
    log: quiet,
  });
  const alive = setInterval(() => {}, 60_000);
  dispatcher.start();
  process.on('SIGTERM', async () => {
    await dispatcher.stop();
    connector.close();
    await store.close();
    clearInterval(alive);
  });
}

void main();
