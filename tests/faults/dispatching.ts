import type { Ports } from '../../benefits/ports';
import { createDispatcher, createLimiter, timers } from '../../notifications';
import type { Line } from './lines';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The product's dispatcher, with a mail channel that says what it sent. */
export async function dispatchForever(ports: Ports, owner: string, say: (line: Line) => void): Promise<void> {
  const { dispatches } = ports.store;
  const replace: typeof dispatches.replace = async (before, after) => {
    const outcome = await dispatches.replace(before, after);
    if (outcome === 'done' && after.channels.some(({ state }) => state === 'sent')) say({ recorded: after.id });
    return outcome;
  };
  const dispatcher = createDispatcher({
    ...ports,
    store: { ...ports.store, dispatches: { ...dispatches, replace } },
    steady: ports.clock,
    owner,
    schedule: timers,
    historyYears: 7,
    keysIn: 'dialog',
    defaultLocale: 'en',
    appId: 'local',
    log: SILENT,
    teams: {
      limiter: createLimiter(ports.clock, timers),
      send: async () => ({ outcome: { state: 'failed', why: 'not-installed' }, posted: null }),
      update: async () => ({ state: 'failed', why: 'not-installed' }),
    },
    email: {
      configured: true,
      close() {},
      async send(mail) {
        say({ sent: `${mail.notice} ${mail.to}` });
        return { state: 'sent' };
      },
    },
  });
  dispatcher.start();
  say({ ready: true });
  // The dispatcher's own timers do not keep the process alive.
  setInterval(() => dispatcher.wake(), 50);
}
