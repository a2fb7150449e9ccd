import type { Store } from '../benefits/ports';

export interface Backlog {
  /** Unfinished notices; counted up to 10,000. */
  undone: number;
  /** Age of the oldest. */
  oldestSeconds: number;
  /** Those with a mail that waits for the mail server. */
  mailWaiting: number;
  /** Mails wait because no SMTP server is set. */
  noSmtp: boolean;
}

const COUNTED = 10_000;

/** Undelivered notices, for `/readyz`, `/metrics` and the admins. */
export async function backlog(store: Pick<Store, 'dispatches'>, now: Date): Promise<Backlog> {
  const undone = await store.dispatches.undone(COUNTED);
  const mails = undone.flatMap(({ channels }) =>
    channels.filter(({ channel, state }) => channel === 'email' && state === 'queued').slice(0, 1),
  );
  const oldest = undone.reduce((least, { notice }) => Math.min(least, Date.parse(notice.at)), now.getTime());
  return {
    undone: undone.length,
    oldestSeconds: Math.max(0, Math.round((now.getTime() - oldest) / 1000)),
    mailWaiting: mails.length,
    noSmtp: mails.some(({ why }) => why === 'no-smtp'),
  };
}
