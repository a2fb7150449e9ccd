import { setTimeout as pause } from 'node:timers/promises';
import { assign } from '../../benefits/actions/assign';
import { unassign } from '../../benefits/actions/unassign';
import type { Dispatch } from '../../benefits/dispatch';
import { isRefusal } from '../../benefits/refusal';
import { openEngine, openKeyring, type StoreSettings } from '../../storage';
import { documentsOf } from '../../storage/contents';
import { createStore } from '../../storage/store';
import { faultsIn, startWorker, type Worker } from './children';
import { adminOf, any, company, KEY_SETTING, person, portsOf } from './company';

export interface DispatcherResult {
  kills: number;
  notices: number;
  /** Done in the store, and yet nobody sent them. */
  unsent: number;
  /** Still waiting when the time was up. */
  left: number;
  /** Sent again after the process that had sent them was killed before it stored that. */
  repeated: number;
  /** Sent again otherwise. */
  repeatedOtherwise: number;
  unexpected: string[];
}

interface Bot {
  worker: Worker;
  /** Notices whose delivery it has stored. */
  recorded: Set<string>;
  killedAt: number;
}

const PATIENCE_MS = 180_000;

/** Two bots on one store while people change seats; one or the other is killed and comes back. */
export async function twoDispatchers(settings: StoreSettings, kills: number): Promise<DispatcherResult> {
  const engine = await openEngine(settings);
  const store = createStore(engine);
  const keyring = await openKeyring(store, KEY_SETTING);
  await store.applyAll(company(keyring));
  const ports = portsOf(store, keyring);
  const sent = new Map<string, { bot: Bot; at: number }[]>();
  const all: Bot[] = [];
  const start = (owner: string): Bot => {
    const recorded = new Set<string>();
    const worker = startWorker({ mode: 'dispatch', settings, owner }, (line) => {
      if ('recorded' in line) recorded.add(line.recorded);
      if ('sent' in line) sent.set(line.sent, [...(sent.get(line.sent) ?? []), { bot, at: performance.now() }]);
    });
    const bot: Bot = { worker, recorded, killedAt: Number.POSITIVE_INFINITY };
    all.push(bot);
    return bot;
  };
  const kill = async (bot: Bot): Promise<void> => {
    bot.killedAt = performance.now();
    await bot.worker.kill();
  };
  const bots = [start('one'), start('two')];
  await Promise.all(bots.map(({ worker }) => worker.ready));

  let changing = true;
  const changes = (async () => {
    while (changing) {
      const benefit = await store.benefits.get(`b${Math.floor(Math.random() * 20)}`);
      if (!benefit) continue;
      const holder = person(`p${Math.floor(Math.random() * 40)}@contoso.com`);
      const change = await assign(ports, adminOf(0), { benefit, person: holder, email: null });
      if (isRefusal(change)) {
        const seat = any(await store.seats.ofPerson(holder.id));
        if (seat) await unassign(ports, adminOf(0), seat, holder);
      }
      await pause(5);
    }
  })();
  for (let round = 0; round < kills; round += 1) {
    await pause(200 + Math.random() * 600);
    const which = Math.floor(Math.random() * bots.length);
    await Promise.all(bots.splice(which, 1).map(kill));
    const next = start(`bot-${round}`);
    bots.push(next);
    await next.worker.ready;
  }
  changing = false;
  await changes;

  const isLeft = async (): Promise<boolean> =>
    (await store.outbox.drain(500)) > 0 || (await store.dispatches.undone(1)).length > 0;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until && (await isLeft()); ) await pause(50);
  await Promise.all(bots.map(kill));

  let notices = 0;
  let unsent = 0;
  let left = 0;
  for await (const batch of documentsOf(engine, 'dispatches')) {
    for (const { id, notice, dueAt } of batch as unknown as Dispatch[]) {
      // Made while delivering, for the admin; several go out as one. What one did to oneself is not sent.
      if (notice.kind === 'delivery-failed' || notice.causedBy === notice.to) continue;
      notices += 1;
      if (dueAt !== 'done') left += 1;
      else if (!sent.has(`${id} ${notice.address}`)) unsent += 1;
    }
  }
  await engine.close();
  const again = [...sent].flatMap(([line, sends]) =>
    sends.slice(1).map(({ at }, n) => ({ line, at, first: sends[n] })),
  );
  const byTwo = again.filter(
    ({ line, at, first }) => first && (first.bot.killedAt > at || first.bot.recorded.has(line.split(' ')[0] ?? '')),
  );
  return {
    kills,
    notices,
    unsent,
    left,
    repeated: again.length - byTwo.length,
    repeatedOtherwise: byTwo.length,
    unexpected: faultsIn(all.map(({ worker }) => worker)).slice(0, 3),
  };
}
