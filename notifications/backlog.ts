import type { Store } from '../benefits/ports';

export interface Backlog {
  /** Notices that have not reached everyone whom they are for; at most 10,000 are counted. */
  undone: number;
  /** How long the oldest of them has been waiting. */
  oldestSeconds: number;
  /** Of them: with a mail that waits for a server, or for the server to take it. */
  mailWaiting: number;
  /** No SMTP server is set and mails wait for one. */
  noSmtp: boolean;
}

const COUNTED = 10_000;

/** What is still to be delivered, for `/readyz`, `/metrics` and the admins. */
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
