import { setTimeout } from 'node:timers/promises';
import { createConnector } from '../../bot/channel/connector';
import { createDispatcher, createEmailChannel, createLimiter, createTeamsChannel, timers } from '../../notifications';
import { openStore } from '../../storage';
import { RULES } from '../support/rules';

const LOOK_MS = 50;

/** A process of its own that delivers what is in the store of the folder given, until it is killed or nothing is left. */
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
    steady: clock,
    random: { id: () => `${process.pid}-${Math.random()}`, fraction: Math.random },
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
    rules: { ...RULES, reminderDays: [] },
    historyYears: 7,
    keysIn: 'dialog',
    defaultLocale: 'en',
    appId: 'local',
    log: quiet,
  });
  dispatcher.start();
  while ((await store.dispatches.undone(1)).length > 0) await setTimeout(LOOK_MS);
  await dispatcher.stop();
  connector.close();
  await store.close();
}

void main();
