import type { Ports } from '../../benefits/ports';
import { createDispatcher, createLimiter, timers } from '../../notifications';
import type { Line } from './lines';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** The product's dispatcher, with a mail channel that says what it sent. */
export async function dispatchForever(ports: Ports, owner: string, say: (line: Line) => void): Promise<void> {
  const dispatcher = createDispatcher({
    ...ports,
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
