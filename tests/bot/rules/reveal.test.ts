import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assign } from '../../../benefits/actions/assign';
import { revealKeys } from '../../../benefits/actions/keys';
import { reassign } from '../../../benefits/actions/reassign';
import type { Actor } from '../../../benefits/actions/record';
import { decline, requestSeat } from '../../../benefits/actions/requests';
import { actorOf } from '../../../benefits/actions/seats';
import { unassign } from '../../../benefits/actions/unassign';
import { lastChange, undo, undoable } from '../../../benefits/actions/undo';
import type { Person } from '../../../benefits/person';
import type { Ports, Store } from '../../../benefits/ports';
import { claimActivity, loadConversation, saveConversation } from '../../../bot/conversation/conversation-state';
import { importCompany, readCompany } from '../../../exchange';
import { openStore } from '../../../storage';
import { createKeyring } from '../../../storage/keyring';
import { RULES } from '../../support/rules';
import { contoso, EMAIL, keysOf, writeFolder } from './company';

/** What only a clock or a broken store can show, on the rules themselves with the embedded store. */

const SETTING = `test:${Buffer.alloc(32, 7).toString('base64')}`;
let ACTOR: Actor;
let folder: string;
let ports: Ports;
let now = new Date();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveal-'));
  await writeFolder(folder, contoso());
  const store = await openStore({ mongodbUri: null, mongodbDb: 'test', dataDir: join(folder, 'data') });
  const keyring = createKeyring(SETTING, Buffer.alloc(32, 9));
  const company = await readCompany({ kind: 'path', path: folder });
  if (Array.isArray(company)) throw new Error('Contoso can not be read');
  let ids = 0;
  ports = {
    store,
    keyring,
    clock: { now: () => now },
    random: {
      id() {
        ids += 1;
        return `id-${ids}`;
      },
      fraction: () => 0,
    },
    rules: { ...RULES, reminderDays: [60] },
  };
  await importCompany(company, ports, 'cli');
  const david = await store.people.byEmail(EMAIL('david.miller'));
  if (!david) throw new Error('David is of the company');
  ACTOR = actorOf(david);
});
afterAll(async () => {
  await ports.store.close();
  rmSync(folder, { recursive: true, force: true });
});

const broken = (store: Store): Store => ({
  ...store,
  history: { ...store.history, append: () => Promise.reject(new Error('the disk is full')) },
  keys: { ...store.keys, replace: () => Promise.reject(new Error('the disk is full')) },
});

test.each(['exchange-server-2019', 'microsoft-365-e3'])(
  'no key of %s when its reveal can not be written',
  async (id) => {
    const benefit = await ports.store.benefits.get(id);
    if (!benefit) throw new Error('no such benefit');
    const language = id === 'exchange-server-2019' ? 'en' : null;
    const wish = { benefit, language, os: null, holder: null };
    const opened: string[] = [];
    const keyring = {
      ...ports.keyring,
      decrypt: (...encrypted: Parameters<Ports['keyring']['decrypt']>) => {
        opened.push(encrypted[1]);
        return ports.keyring.decrypt(...encrypted);
      },
    };
    const store = broken(ports.store);
    await expect(revealKeys({ ...ports, store, keyring }, ACTOR, wish, false, null)).rejects.toThrow(
      'the disk is full',
    );
    expect(opened).toEqual([]);

    const shown = await revealKeys(ports, ACTOR, wish, false, null);
    expect(shown).toMatchObject({ keys: [{ text: keysOf(id)[0] }] });
    while ((await ports.store.outbox.drain(100)) > 0);
    const lines = await ports.store.history.page({ benefitId: id }, { skip: 0, limit: 10 });
    expect(lines.filter((line) => line.command === 'keys')).toHaveLength(1);
  },
);

test('a confirmed further key is taken once, also before the log has its entry', async () => {
  const benefit = await ports.store.benefits.get('microsoft-365-e3');
  if (!benefit) throw new Error('no such benefit');
  const wish = { benefit, language: null, os: null, holder: null };
  const first = await revealKeys(ports, ACTOR, wish, true, 'once-and-only');
  const second = await revealKeys(ports, ACTOR, wish, true, 'once-and-only');
  expect(first).toMatchObject({ keys: [{ text: keysOf('microsoft-365-e3')[1] }] });
  expect(second).toMatchObject({ keys: [{ text: keysOf('microsoft-365-e3')[1] }] });
});

test('a request whose cards were noted meanwhile is still decided by the one who pressed', async () => {
  const benefit = await ports.store.benefits.get('power-bi-pro');
  if (!benefit) throw new Error('no such benefit');
  const tom = await ports.store.people.byEmail(EMAIL('tom.baker'));
  if (!tom) throw new Error('Tom is of the company');
  const asked = await requestSeat(ports, actorOf(tom), benefit, null);
  if ('reason' in asked) throw new Error(asked.reason);
  const seen = await ports.store.requests.get(asked.id);
  if (!seen) throw new Error('no such request');
  await ports.store.requests.replace(seen, { ...seen, cards: [] });
  expect(await decline(ports, ACTOR, seen, null)).toMatchObject({ state: 'declined', settledBy: ACTOR.id });
  expect(await decline(ports, { ...ACTOR, id: 'claire' }, seen, null)).toMatchObject({
    reason: 'request-settled',
    by: ACTOR.id,
  });
});

test('a delivery noted on the seat meanwhile stands in nobody’s way: undo, reassign, take back', async () => {
  const benefit = await ports.store.benefits.get('visual-studio-enterprise');
  if (!benefit) throw new Error('no such benefit');
  const [tom, ana] = await Promise.all(
    ['tom.baker', 'ana.souza'].map((name) => ports.store.people.byEmail(EMAIL(name))),
  );
  if (!tom || !ana) throw new Error('no such people');
  /** The store of somebody who is always a moment late: the seat gets a note just before each write. */
  const seats = ports.store.seats;
  let notes = 0;
  const late: Ports = {
    ...ports,
    store: {
      ...ports.store,
      seats: {
        ...seats,
        async replace(before, after) {
          const stored = notes % 2 === 0 ? await seats.get(before.id) : null;
          notes += 1;
          if (stored) await seats.replace(stored, stored);
          return seats.replace(before, after);
        },
      },
    },
  };
  const assigned = await assign(ports, ACTOR, { benefit, person: tom, email: null });
  if ('reason' in assigned) throw new Error(assigned.reason);
  const moved = await reassign(late, ACTOR, { benefit, seat: assigned.seat, from: tom, to: ana, email: null });
  if ('reason' in moved) throw new Error(moved.reason);
  const entry = undoable(ACTOR, (await lastChange(late, ACTOR, moved.entry.id))[0]);
  if ('reason' in entry) throw new Error(entry.reason);
  expect(await undo(late, ACTOR, entry)).toMatchObject({ entry: { command: 'undo', outcome: 'done' } });
  const seat = await seats.held(benefit.id, tom.id);
  if (!seat) throw new Error('the seat did not come back');
  expect(await unassign(late, ACTOR, seat, tom)).toMatchObject({ entry: { command: 'unassign' } });
  expect(await seats.used(benefit.id)).toBe(0);
  // What really changed stays refused.
  expect(await unassign(late, ACTOR, seat, tom)).toEqual({ reason: 'stale' });
  expect(await undo(late, ACTOR, entry)).toEqual({ reason: 'undo-too-late' });
});

test('a seat that changes hands or comes back leaves no change behind that the log does not know', async () => {
  const benefit = await ports.store.benefits.get('visual-studio-enterprise');
  const [tom, ana] = await Promise.all(
    ['tom.baker', 'ana.souza'].map((name) => ports.store.people.byEmail(EMAIL(name))),
  );
  if (!benefit || !tom || !ana) throw new Error('no such benefit or people');
  const logged = async (id: string) => (await ports.store.history.get(id))?.command ?? null;
  const assigned = await assign(ports, ACTOR, { benefit, person: tom, email: null, once: 'press-1.0' });
  if ('reason' in assigned) throw new Error(assigned.reason);
  expect(await logged('press-1.0')).toBeNull();
  const { seat } = assigned;
  const moved = await reassign(ports, ACTOR, { benefit, seat, from: tom, to: ana, email: null, once: 'press-2.0' });
  if ('reason' in moved) throw new Error(moved.reason);
  expect(await logged('press-1.0')).toBe('assign');
  expect(await logged('press-2.0')).toBeNull();
  const back = await unassign(ports, ACTOR, moved.seat, ana);
  if ('reason' in back) throw new Error(back.reason);
  expect(await logged('press-2.0')).toBe('reassign');
  expect(back.seat.outbox.history).toHaveLength(1);
});

test('an open question ends after 15 minutes', async () => {
  const person = (await ports.store.people.byEmail(ACTOR.email)) as Person;
  const asked = { command: 'assign', slots: {}, asking: 'benefit', candidates: [], facts: '', locale: 'en' } as const;
  const load = (chat: string) => loadConversation(ports, person, chat);
  await saveConversation(ports, await load('chat'), { asked, group: null });
  const begun = now;
  now = new Date(begun.getTime() + 14 * 60_000 + 59_000);
  expect((await load('chat')).asked).toMatchObject({ asking: 'benefit' });
  expect((await load('another chat')).asked).toBeNull();
  now = new Date(begun.getTime() + 15 * 60_000);
  expect((await load('chat')).asked).toBeNull();
  now = begun;
});

test('an activity is claimed once; a claim without an answer lapses after 30 seconds', async () => {
  const person = (await ports.store.people.byEmail(ACTOR.email)) as Person;
  const claim = (id: string) => claimActivity(ports, person, 'chat', id);
  const begun = now;
  const [one, other] = await Promise.all([claim('m-1'), claim('m-1')]);
  expect([one, other].filter((each) => each !== null)).toHaveLength(1);
  now = new Date(begun.getTime() + 29_000);
  expect(await claim('m-1')).toBeNull();
  now = new Date(begun.getTime() + 31_000);
  const again = await claim('m-1');
  if (!again) throw new Error('the claim did not lapse');
  await saveConversation(ports, again, { asked: null, group: null }, 'm-1');
  now = new Date(begun.getTime() + 120_000);
  expect(await claim('m-1')).toBeNull();
  expect(await claim('m-2')).not.toBeNull();
  now = begun;
});
