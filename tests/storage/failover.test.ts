import type { Store } from '../../benefits/ports';
import { claim } from '../../benefits/seat';
import { openStore, StoreUnavailable } from '../../storage';
import { type Fault, type FaultProxy, startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';
import { grantTo, seatOf } from './documents';

/** What servers and networks do to a command: whatever is told as done is in the store, and nothing else is. */

const JARS = standInJars();
jest.setTimeout(60_000);

const CODES = { 10107: 'NotWritablePrimary', 11602: 'InterruptedDueToReplStateChange', 189: 'PrimarySteppedDown' };
const MORE = { 11600: 'InterruptedAtShutdown', 91: 'ShutdownInProgress', 262: 'ExceededTimeLimit' };
const OTHERS = { 112: 'WriteConflict', 50: 'MaxTimeMSExpired', 134: 'ReadConcernMajorityNotAvailableYet' };
const FAULTS: [name: string, fault: Fault][] = [
  ['the connection ends before the command', { cut: true }],
  ['the reply is lost', { swallow: true }],
  ...Object.entries({ ...CODES, ...MORE, ...OTHERS }).map(([code, name]): [string, Fault] => [
    name,
    { error: Number(code) },
  ]),
  ['WriteConcernTimeout', { writeConcernError: 64 }],
  ['a write concern that ends in a shutdown', { writeConcernError: 91 }],
];

('jars' in JARS ? describe : describe.skip)(`failover${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`, () => {
  let proxy: FaultProxy;
  let number = 0;
  beforeAll(async () => {
    if ('why' in JARS) return;
    proxy = await startReplicaSet(JARS.jars);
  });
  afterAll(async () => {
    await proxy.close();
  });
  afterEach(() => {
    proxy.fault = null;
    proxy.primary(true);
  });

  const open = (mongodbDb: string, options: string): Promise<Store> =>
    openStore({ mongodbUri: `${proxy.uri}?${options}`, mongodbDb, dataDir: '' });

  /** The first so many of these commands. */
  function first(times: number, name: string, fault: Fault): void {
    let left = times;
    proxy.fault = (command) => {
      if (command.name !== name || command.collection !== 'seats' || left === 0) return null;
      left -= 1;
      return fault;
    };
  }

  async function claimAll(store: Store, seats: number): Promise<{ told: string[]; unknown: string[] }> {
    const told: string[] = [];
    const unknown: string[] = [];
    await Promise.all(
      Array.from({ length: seats }, async (_, index) => {
        const seat = seatOf('visio', index + 1);
        const claimed = claim(seat, grantTo(`person${index}`), { history: [], notices: [], steps: [] });
        if (!claimed) throw new Error('The seat is free');
        try {
          if ((await store.seats.replace(seat, claimed)) === 'done') told.push(seat.id);
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
          unknown.push(seat.id);
        }
      }),
    );
    return { told: told.sort(), unknown };
  }

  describe.each(['retryWrites=true', 'retryWrites=false'])('with %s', (options) => {
    test.each(FAULTS)('%s: claims are done and told so', async (_, fault) => {
      number += 1;
      const database = `failover-${number}`;
      const store = await open(database, options);
      for (let seat = 1; seat <= 4; seat += 1) await store.seats.insert(seatOf('visio', seat));
      first(6, 'update', fault);
      const { told, unknown } = await claimAll(store, 4);
      expect(unknown).toEqual([]);
      expect((await store.seats.taken({ skip: 0, limit: 10 })).map(({ id }) => id)).toEqual(told);
      expect(told).toHaveLength(4);
      await store.close();
    });

    test.each(FAULTS.filter(([, fault]) => !('writeConcernError' in fault)))('%s: reads answer', async (_, fault) => {
      number += 1;
      const store = await open(`failover-${number}`, options);
      await store.seats.insert(seatOf('visio', 1));
      first(3, 'find', fault);
      expect((await store.seats.get('visio/1'))?.number).toBe(1);
      await store.close();
    });
  });

  test('a write that no majority confirms is told as not known', async () => {
    const store = await open('unconfirmed', '');
    await store.seats.insert(seatOf('visio', 1));
    first(1_000, 'update', { writeConcernError: 64 });
    expect(await claimAll(store, 1)).toEqual({ told: [], unknown: ['visio/1'] });
    await store.close();
  });

  test('an election: what is asked meanwhile is done afterwards', async () => {
    const store = await open('election', '');
    await store.seats.insert(seatOf('visio', 1));
    proxy.primary(false);
    let refused = 0;
    proxy.fault = ({ write }) => {
      if (write) refused += 1;
      if (refused === 2) proxy.primary(true);
      return null;
    };
    const again = setTimeout(() => proxy.primary(true), 4_000);
    expect(await claimAll(store, 1)).toEqual({ told: ['visio/1'], unknown: [] });
    clearTimeout(again);
    await store.close();
  });
});
