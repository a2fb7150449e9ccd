import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type AssignInput, assign } from '../../benefits/actions/assign';
import { revealKeys } from '../../benefits/actions/keys';
import { reassign } from '../../benefits/actions/reassign';
import { unassign } from '../../benefits/actions/unassign';
import type { Ports, Store } from '../../benefits/ports';
import { isRefusal } from '../../benefits/refusal';
import { seatHolder } from '../../benefits/seat';
import {
  backupStore,
  copyStore,
  openKeyring,
  openStore,
  restoreStore,
  rotateKeys,
  type StoreSettings,
  StoreUnavailable,
  storeAt,
} from '../../storage';
import { readState } from './commands';
import { adminOf, any, imported, KEY_SETTING, newId, person, portsOf, type Size } from './company';
import { dispatchForever } from './dispatching';
import { bigImport } from './importing';
import type { Line, Task } from './lines';
import { upgradeOnce } from './upgrades';

/** A process that the faults start, watch and kill. What it says on its output it says after the fact, at once. */

const say = (line: Line): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

async function open(settings: StoreSettings): Promise<Ports> {
  for (;;) {
    try {
      const store = await openStore(settings);
      return portsOf(store, await openKeyring(store, KEY_SETTING));
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error.reason !== 'unreachable') throw error;
    }
  }
}

/** Goes on through outages; anything else ends the process with a fault. */
async function unlessAway<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StoreUnavailable && error.reason !== 'unknown') return null;
    say({ fault: error instanceof Error ? `${error.stack} ${error.cause}` : String(error) });
    return null;
  }
}

async function oneAction(ports: Ports, size: Size, number: number): Promise<void> {
  const { store } = ports;
  const admin = adminOf(number);
  const dice = Math.random();
  if (dice < 0.02) {
    const id = `i-${newId()}`;
    if (await store.applyAll(imported(ports.keyring, id))) say({ ack: 'import', benefit: id });
    return;
  }
  const benefit = await store.benefits.get(`b${Math.floor(Math.random() * (dice < 0.1 ? size.keyed : size.benefits))}`);
  if (!benefit) return;
  if (dice < 0.1) {
    const once = newId();
    const wish = { benefit, language: null, os: null, holder: null };
    const reveal = await revealKeys(ports, admin, wish, true, once);
    if (isRefusal(reveal)) return;
    const [key] = reveal.keys;
    if (key) say({ ack: 'keys', entry: once, text: key.text, actor: admin.email });
    return;
  }
  const to = person(`p${Math.floor(Math.random() * size.people)}@contoso.com`);
  const seats = await store.seats.ofBenefit(benefit.id, { skip: 0, limit: 50 });
  const seat = any(seats.filter(({ state }) => state !== 'free'));
  const holder = seat && seatHolder(seat);
  const change =
    dice < 0.5 || !seat || !holder
      ? await assign(ports, admin, { benefit, person: to, email: null })
      : dice < 0.8
        ? await reassign(ports, admin, { benefit, seat, from: person(holder), to, email: null })
        : await unassign(ports, admin, seat, person(holder));
  if (isRefusal(change)) return;
  const { id, version, holderKey } = change.seat;
  say({ ack: 'seat', entry: change.entry.id, seat: id, version, holder: holderKey });
}

/** Moves out what changes carry and "sends": what is said here was sent, what is then written down was not always. */
async function deliver(store: Store): Promise<void> {
  await store.outbox.drain(50);
  for (const dispatch of await store.dispatches.due(new Date().toISOString(), 20)) {
    say({ sent: dispatch.id });
    await store.dispatches.replace(dispatch, { ...dispatch, dueAt: 'done' });
  }
}

async function forever(run: () => Promise<void>, wait: number): Promise<never> {
  for (;;) {
    await unlessAway(run);
    await pause(wait);
  }
}

async function load({ settings, size, firstAdmin, admins, wait }: Extract<Task, { mode: 'load' }>): Promise<void> {
  const ports = await open(settings);
  say({ ready: true });
  const work = Array.from({ length: admins }, (_, number) =>
    forever(() => oneAction(ports, size, firstAdmin + number), wait),
  );
  await Promise.all([...work, forever(() => deliver(ports.store), 5 * wait)]);
}

/** Resolves when the parent says so, so that several processes begin together. */
async function signal(): Promise<void> {
  say({ ready: true });
  for await (const _ of createInterface({ input: process.stdin })) return;
}

type Claimed = Omit<Extract<Line, { claim: string }>, 'claim'>;

async function claimed(ports: Ports, input: AssignInput): Promise<Claimed> {
  try {
    const change = await assign(ports, adminOf(0), input);
    if (!isRefusal(change)) return { got: change.seat.id };
    return { got: null, why: change.reason, quantity: change.reason === 'full' ? change.quantity : 0 };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { got: null, why: 'not-known' };
  }
}

async function claims({ settings, from, count }: Extract<Task, { mode: 'claims' }>): Promise<void> {
  const ports = await open(settings);
  const benefit = await ports.store.benefits.get('wanted');
  if (!benefit) throw new Error('The benefit is not there');
  await signal();
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const claimer = person(`claimer${from + n}@contoso.com`);
      const answer = await claimed(ports, { benefit, person: claimer, email: null });
      say({ claim: claimer.id, ...answer });
    }),
  );
  await ports.store.close();
  process.exit(0);
}

async function reassigns({ settings, from, count }: Extract<Task, { mode: 'reassigns' }>): Promise<void> {
  const ports = await open(settings);
  const benefit = await ports.store.benefits.get('wanted');
  if (!benefit) throw new Error('The benefit is not there');
  await signal();
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const to = person(`target${from + n}@contoso.com`);
      for (;;) {
        const seat = await ports.store.seats.get('wanted/1');
        const holder = seat && seatHolder(seat);
        if (!seat || !holder) throw new Error('The seat is held');
        const input = { benefit, seat, from: person(holder), to, email: null };
        const change = await reassign(ports, adminOf(0), input);
        if (!isRefusal(change)) {
          say({ reassigned: to.id, version: change.seat.version });
          return;
        }
        if (change.reason !== 'stale') throw new Error(`Refused: ${change.reason}`);
        say({ stale: seat.version });
      }
    }),
  );
  await ports.store.close();
  process.exit(0);
}

/** Runs one of the operator's procedures once. */
async function procedure({
  mode,
  from,
  to,
  keySetting,
}: Extract<Task, { from: string; keySetting: string }>): Promise<void> {
  say({ ready: true });
  const now = new Date();
  if (mode === 'backup') await backupStore(from, to, { now, keep: 2 });
  else if (mode === 'restore') await restoreStore(from, to, { now, keySetting });
  else await copyStore(storeAt(from, ''), storeAt(to, ''));
  say({ ready: true });
}

async function rotate({ settings, keySetting }: Extract<Task, { mode: 'rotate' }>): Promise<void> {
  const store = await openStore(settings);
  const keyring = await openKeyring(store, keySetting);
  say({ ready: true });
  await rotateKeys(store, keyring);
  await store.close();
}

async function main(): Promise<void> {
  const task: Task = JSON.parse(process.argv[2] ?? '{}');
  switch (task.mode) {
    case 'load':
      return load(task);
    case 'claims':
      return claims(task);
    case 'reassigns':
      return reassigns(task);
    case 'backup':
    case 'restore':
    case 'copy':
      return procedure(task);
    case 'rotate':
      return rotate(task);
    case 'state':
      return say({ state: await readState(task) });
    case 'upgrade':
      return upgradeOnce(task, say);
    case 'dispatch':
      return dispatchForever(await open(task.settings), task.owner, say);
    case 'import':
      return bigImport(task, say);
  }
}

main().catch((error) => {
  say({ fault: error instanceof Error ? `${error.stack} ${error.cause}` : String(error) });
  process.exit(1);
});
