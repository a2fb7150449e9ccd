import { setTimeout as pause } from 'node:timers/promises';
import { keyContext, type ProductKey } from '../../benefits/key';
import { openEngine, openKeyring, type StoreSettings } from '../../storage';
import { documentsOf } from '../../storage/contents';
import { createStore } from '../../storage/store';
import { faultsIn, startWorker, type Worker } from './children';
import { company, KEY_SETTING, ROTATED_SETTING, type Size, SMALL, USUAL } from './company';
import { createLedger, type Findings, faultsOf, type Ledger } from './ledger';
import type { Line } from './lines';

/** Rounds of kill -9 at a random moment under load, on one store that lives through all of them. */

export interface KillResult extends Findings {
  rounds: number;
  failedToOpen: number;
  unexpected: string[];
}

const EVERY = 25;
const between = (from: number, to: number): number => from + Math.random() * (to - from);

export interface KillRounds {
  settings: StoreSettings;
  rounds: number;
  /** After so long the next round is the last one. */
  budgetMs: number;
  size: Size;
  admins: number;
  wait: number;
  /** What happens between the start of the round's workers and their end. */
  round(workers: readonly Worker[], number: number): Promise<void>;
  workersIn(number: number): number;
}

async function inspect(settings: StoreSettings, ledger: Ledger, whole: boolean): Promise<void> {
  const engine = await openEngine(settings);
  try {
    const store = createStore(engine);
    await ledger.checkRound(store);
    if (!whole) return;
    const lines: Line[] = [];
    for (;;) {
      // A few at a time: the proxy lets one through after the other, and none may wait longer than the driver does.
      const undone = await store.dispatches.undone(20);
      if (undone.length === 0) break;
      lines.push(...undone.map(({ id }) => ({ sent: id })));
      await Promise.all(undone.map((one) => store.dispatches.replace(one, { ...one, dueAt: 'done' })));
    }
    ledger.heard(lines);
    const keyring = await openKeyring(store, KEY_SETTING);
    for await (const batch of documentsOf(engine, 'keys')) {
      for (const { id, encrypted } of batch as ProductKey[]) keyring.decrypt(encrypted, keyContext(id));
    }
    await ledger.checkAll(engine, store);
  } finally {
    await engine.close();
  }
}

export async function killRounds(options: KillRounds, log: (text: string) => void): Promise<KillResult> {
  const { settings, rounds, size, admins, wait } = options;
  const engine = await openEngine(settings);
  const store = createStore(engine);
  const keyring = await openKeyring(store, KEY_SETTING);
  await store.applyAll(company(keyring, size));
  await engine.close();

  const ledger = createLedger();
  const unexpected: string[] = [];
  let failedToOpen = 0;
  const started = performance.now();
  let number = 0;
  for (let last = false; !last; ) {
    number += 1;
    last = number === rounds || performance.now() - started > options.budgetMs;
    // Nobody is two admins: one who presses twice gets the same key twice.
    const workers = Array.from({ length: options.workersIn(number) }, (_, n) =>
      startWorker({ mode: 'load', settings, size, firstAdmin: n * admins, admins, wait }),
    );
    await options.round(workers, number);
    for (const { lines } of workers) ledger.heard(lines);
    unexpected.push(...faultsIn(workers));
    const whole = last || number % EVERY === 0;
    try {
      await inspect(settings, ledger, whole);
    } catch (error) {
      failedToOpen += 1;
      unexpected.push(String(error));
    }
    if (whole)
      log(`round ${number}: ${ledger.findings.acknowledged} acknowledged, ${faultsOf(ledger.findings)} faults`);
  }
  return { rounds: number, ...ledger.findings, failedToOpen, unexpected: [...new Set(unexpected)].slice(0, 5) };
}

/** One or two processes on one embedded store, and every third time one that rotates the keys, each killed at a moment of its own. */
export const embeddedKills = (settings: StoreSettings, rounds: number, budgetMs: number, log: (text: string) => void) =>
  killRounds(
    {
      settings,
      rounds,
      budgetMs,
      size: USUAL,
      admins: 8,
      wait: 2,
      workersIn: (number) => 1 + (number % 2),
      async round(workers, number) {
        const keySetting = number % 2 === 0 ? KEY_SETTING : ROTATED_SETTING;
        const rotating = number % 3 === 0 ? [startWorker({ mode: 'rotate', settings, keySetting })] : [];
        const all = [...workers, ...rotating];
        await Promise.all(all.map(({ ready }) => ready));
        await Promise.all(
          all.map(async (worker) => {
            await pause(between(10, 400));
            await worker.kill();
          }),
        );
      },
    },
    log,
  );

export interface Killable {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** The server and the bot are killed in turn; when it is the server's turn, the bot has to live on. */
export const wireKills = (
  settings: StoreSettings,
  server: Killable,
  rounds: number,
  budgetMs: number,
  log: (text: string) => void,
) =>
  killRounds(
    {
      settings,
      rounds,
      budgetMs,
      size: SMALL,
      admins: 4,
      wait: 10,
      workersIn: () => 1,
      async round([worker], number) {
        if (!worker) return;
        await worker.ready;
        await pause(between(500, 2000));
        if (number % 2 === 0) {
          await server.kill();
          await pause(between(0, 200));
          await server.restart();
          await pause(between(300, 800));
        }
        await worker.kill();
      },
    },
    log,
  );
