import { MongoClient } from 'mongodb';
import type { Store } from '../../benefits/ports';
import { claim } from '../../benefits/seat';
import { openEngine } from '../../storage/index';
import { createStore } from '../../storage/store';
import { benefitOf, entryOf, grantTo, noticeOf, personOf, seatOf } from './documents';
import type { Server, WireServer } from './servers';

const ALL = { skip: 0, limit: 100 };
/** More than the journal takes in one piece. */
const SEATS = 110;

/** What only a server over the network can do to its clients. */
export function outages(wire: () => WireServer, server: () => Server): void {
  let store: Store;
  let again: () => Promise<Store>;
  beforeEach(async () => {
    ({ store, again } = await server().fresh());
  });

  describe('a write whose answer is lost', () => {
    test('an insert is recognised as one’s own', async () => {
      wire().proxy.loseAnswerTo('tom@contoso.com');
      expect(await store.people.insert(personOf('tom@contoso.com'))).toBe(true);
      expect(await store.people.insert(personOf('tom@contoso.com'))).toBe(false);
    });

    test('a change is recognised as one’s own, even after its outbox was emptied', async () => {
      const seat = seatOf('visio', 1);
      await store.seats.insert(seat);
      const other = await again();
      const taken = claim(seat, grantTo('tom@contoso.com'), { history: [entryOf('h1')], notices: [noticeOf('n1')] });
      if (!taken) throw new Error('The seat is free');
      wire().proxy.loseAnswerTo('tom@contoso.com');
      const [outcome] = await Promise.all([store.seats.replace(seat, taken), other.outbox.drain(10)]);
      expect(outcome).toBe('done');
      expect(await store.seats.get(seat.id)).toMatchObject({ version: 2, holderKey: 'tom@contoso.com' });
      expect(await other.seats.replace(seat, taken)).toBe('stale');
    });

    test('a change that was not done is done once', async () => {
      const tom = personOf('tom@contoso.com');
      await store.people.insert(tom);
      await wire().proxy.down();
      const change = store.people.replace(tom, { ...tom, name: 'Tom' });
      await wire().proxy.up();
      expect(await change).toBe('done');
      expect(await store.people.get(tom.id)).toMatchObject({ name: 'Tom', version: 2 });
    });

    test('a removal', async () => {
      const tom = personOf('tom@contoso.com');
      await store.people.insert(tom);
      wire().proxy.loseAnswerTo('delete');
      expect(await store.people.remove(tom)).toBe(true);
      expect(await store.people.get(tom.id)).toBeNull();
    });
  });

  test('a server that stays away is said to be away, and all works again when it is back', async () => {
    await store.people.insert(personOf('tom@contoso.com'));
    await wire().proxy.down();
    const unreachable = { name: 'StoreUnavailable', reason: 'unreachable' };
    await expect(Promise.all([store.ping(), store.people.get('tom@contoso.com')])).rejects.toMatchObject(unreachable);
    await wire().proxy.up();
    await store.ping();
    expect(await store.people.get('tom@contoso.com')).not.toBeNull();
  });

  test('a server that is killed comes back with everything that was acknowledged', async () => {
    for (let number = 1; number <= 20; number += 1) await store.seats.insert(seatOf('visio', number));
    await wire().server().kill();
    await wire().restart();
    expect(await store.seats.ofBenefit('visio', ALL)).toHaveLength(20);
  });

  describe('an import whose process dies', () => {
    const writes = (): Parameters<Store['applyAll']>[0] => [
      { of: 'benefits', before: null, after: benefitOf('visio') },
      { of: 'people', before: personOf('tom@contoso.com'), after: personOf('tom@contoso.com', { role: 'admin' }) },
      ...Array.from(
        { length: SEATS },
        (_, n) => ({ of: 'seats', before: null, after: seatOf('visio', n + 1) }) as const,
      ),
    ];
    let client: MongoClient;
    let database: string;
    beforeEach(async () => {
      await store.people.insert(personOf('tom@contoso.com'));
      client = new MongoClient(wire().uri());
      database = server().database ?? '';
    });
    afterEach(() => client.close());

    /** Cuts its process off for good: when a part is reserved, or when a part is done and the rest is not. */
    async function dies(at: 'preparing' | 'committed'): Promise<void> {
      const dying = await openEngine({ mongodbUri: wire().uri(), mongodbDb: database, dataDir: '' });
      const died = createStore(dying).applyAll(writes(), (done) => {
        if (at === 'preparing' || done > SEATS / 2 + 5) void dying.close();
      });
      await expect(died).rejects.toMatchObject({ reason: 'closed' });
      const [plan] = await client.db(database).collection('imports').find().toArray();
      expect(plan?.state).toBe(at);
      expect(await client.db(database).collection('seats').countDocuments({ held: plan?._id })).toBeGreaterThan(0);
    }

    test('before it is committed: nothing of it is there, and its documents are free', async () => {
      await dies('preparing');
      await client
        .db(database)
        .collection('imports')
        .updateMany({}, { $set: { beat: 0 } });
      const fresh = await again();
      expect(await fresh.benefits.all()).toEqual([]);
      expect(await fresh.seats.ofBenefit('visio', ALL)).toEqual([]);
      const tom = await fresh.people.get('tom@contoso.com');
      expect(tom).toMatchObject({ role: 'employee', version: 1 });
      if (tom) expect(await fresh.people.replace(tom, { ...tom, name: 'Tom' })).toBe('done');
      expect(await fresh.benefits.insert(benefitOf('visio'))).toBe(true);
      expect(await client.db(database).collection('importSteps').countDocuments()).toBe(0);
    });

    test('whoever needs one of its documents puts an end to it', async () => {
      await dies('preparing');
      await client
        .db(database)
        .collection('imports')
        .updateMany({}, { $set: { beat: 0 } });
      const tom = personOf('tom@contoso.com');
      expect(await store.people.replace(tom, { ...tom, name: 'Tom' })).toBe('done');
      expect(await store.benefits.insert(benefitOf('visio'))).toBe(true);
    });

    test('after it is committed: the next start finishes it', async () => {
      await dies('committed');
      const fresh = await again();
      expect(await fresh.benefits.all()).toHaveLength(1);
      expect(await fresh.seats.ofBenefit('visio', { skip: 0, limit: 1000 })).toHaveLength(SEATS);
      expect(await fresh.people.get('tom@contoso.com')).toMatchObject({ role: 'admin', version: 2 });
      expect(await client.db(database).collection('imports').countDocuments()).toBe(0);
    });
  });
}
