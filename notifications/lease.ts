import type { Clock, Store } from '../benefits/ports';
import type { Log } from './outcome';
import type { Schedule } from './schedule';

/** The right to send, held by one process at a time. */
export interface Lease {
  held(): boolean;
  /** Another process may start at once, or when the lease lapses by itself. */
  end(atOnce: boolean): Promise<void>;
}

export interface LeasePorts {
  store: Pick<Store, 'lease'>;
  /** A clock that is never set. */
  clock: Clock;
  schedule: Schedule;
  owner: string;
  log: Log;
}

const NAME = 'dispatcher';
/** A dead process is replaced after this; a live one renews in time or stops sending. */
const LEASE_MS = 1_500;
const RENEW_MS = 400;

/** Null: another process holds it. Renewed until released or lost; calls `renewed` each time. */
export async function takeLease(ports: LeasePorts, renewed: () => void): Promise<Lease | null> {
  const { store, clock, schedule, owner, log } = ports;
  const now = () => clock.now().getTime();
  const asked = now();
  if (!(await store.lease(NAME, owner, LEASE_MS, clock.now()))) return null;
  let until = asked + LEASE_MS;
  let over = false;
  let renewing: Promise<void> = Promise.resolve();
  let cancel = schedule(RENEW_MS, renew);

  function renew(): void {
    const at = now();
    renewing = store.lease(NAME, owner, LEASE_MS, clock.now()).then(
      (held) => {
        // Once lost it is not taken back: another process may have started.
        until = held && until > 0 ? at + LEASE_MS : 0;
        if (until > 0 && !over) cancel = schedule(RENEW_MS, renew);
        renewed();
      },
      (error: unknown) => {
        log.warn({ err: error }, 'The dispatcher could not renew its lease');
        if (!over) cancel = schedule(RENEW_MS, renew);
      },
    );
  }

  return {
    held: () => now() < until,
    async end(atOnce) {
      over = true;
      cancel();
      await renewing;
      if (until > 0 && atOnce) await store.lease(NAME, owner, 0, clock.now());
    },
  };
}
