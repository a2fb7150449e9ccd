import { claim } from '../../benefits/seat';
import type { Collection, Document, Engine } from '../../storage/engine';
import { createStore } from '../../storage/store';
import { AT, benefitOf, entryOf, grantTo, noticeOf, seatOf } from './documents';
import { embeddedServer, type Server } from './servers';

class Crash extends Error {}

/** The engine of a process that dies before its n-th write, or right after it. */
function dying(engine: Engine, n: number, after: boolean): { engine: Engine; writes: () => number } {
  let writes = 0;
  const write = async <R>(run: () => Promise<R>): Promise<R> => {
    writes += 1;
    if (writes > n || (writes === n && !after)) throw new Crash();
    const result = await run();
    if (writes >= n) throw new Crash();
    return result;
  };
  return {
    writes: () => writes,
    engine: {
      ...engine,
      collection<T extends Document>(name: string): Collection<T> {
        const real = engine.collection<T>(name);
        return {
          ...real,
          insert: (document) => write(() => real.insert(document)),
          insertAll: (documents) => write(() => real.insertAll(documents)),
          replaceIf: (id, version, document) => write(() => real.replaceIf(id, version, document)),
          amendIf: (id, version, document) => write(() => real.amendIf(id, version, document)),
          deleteIf: (id, version) => write(() => real.deleteIf(id, version)),
        };
      },
    },
  };
}

describe('a process that dies while it moves out what a seat carries', () => {
  let server: Server;
  beforeAll(() => {
    server = embeddedServer();
  });
  afterAll(() => server.close());

  // The history, the dispatches, the benefit's count, the emptied seat.
  const WRITES = 3;
  const moments = Array.from({ length: WRITES }, (_, n) => n + 1).flatMap((n) => [
    [n, 'before', false] as const,
    [n, 'after', true] as const,
  ]);

  test.each(moments)(
    'write %i, %s it: nothing is missing then, and nothing doubled after the next',
    async (n, _, after) => {
      const { engine, store } = await server.fresh();
      await store.benefits.insert(benefitOf('visio'));
      await store.seats.insert(seatOf('visio', 1));
      const taken = claim(seatOf('visio', 1), grantTo('tom@contoso.com'), {
        history: [entryOf('h1'), entryOf('h2')],
        notices: [noticeOf('n1'), noticeOf('n2')],
      });
      if (!taken) throw new Error('The seat is free');
      await store.seats.replace(seatOf('visio', 1), taken);

      const death = dying(engine, n, after);
      await expect(createStore(death.engine).outbox.drain(10)).rejects.toThrow(Crash);
      expect(death.writes()).toBeGreaterThanOrEqual(n);

      const left = await store.seats.get('visio/1');
      if (left?.pending === 0) {
        expect(await store.history.page({}, { skip: 0, limit: 9 })).toHaveLength(2);
        expect(await store.dispatches.due(AT, 9)).toHaveLength(2);
      }
      await store.outbox.drain(10);
      expect((await store.history.page({}, { skip: 0, limit: 9 })).map(({ id }) => id)).toEqual(['h2', 'h1']);
      expect((await store.dispatches.due(AT, 9)).map(({ id }) => id)).toEqual(['n1', 'n2']);
      expect(await store.benefits.get('visio')).toMatchObject({ version: 1 });
      expect(await store.seats.get('visio/1')).toMatchObject({ pending: 0, version: 2, holderKey: 'tom@contoso.com' });
    },
  );

  test('all its writes are tried above', async () => {
    const { engine, store } = await server.fresh();
    await store.benefits.insert(benefitOf('visio'));
    await store.seats.insert(seatOf('visio', 1));
    const account = { history: [entryOf('h1'), entryOf('h2')], notices: [noticeOf('n1'), noticeOf('n2')] };
    const taken = claim(seatOf('visio', 1), grantTo('tom@contoso.com'), account);
    if (taken) await store.seats.replace(seatOf('visio', 1), taken);
    const whole = dying(engine, Number.MAX_SAFE_INTEGER, false);
    await createStore(whole.engine).outbox.drain(10);
    expect(whole.writes()).toBe(WRITES);
  });
});

test('many who want the same emptied at once: it is moved out once', async () => {
  const server = embeddedServer();
  try {
    const { engine, store } = await server.fresh();
    await store.benefits.insert(benefitOf('visio'));
    for (const number of [1, 2, 3]) await store.seats.insert(seatOf('visio', number));
    for (const number of [1, 2, 3]) {
      const free = seatOf('visio', number);
      const account = { history: [entryOf(`h${number}`)], notices: [noticeOf(`n${number}`)] };
      const taken = claim(free, grantTo(`p${number}@contoso.com`), account);
      if (taken) await store.seats.replace(free, taken);
    }
    const counted = dying(engine, Number.POSITIVE_INFINITY, false);
    const { outbox, history } = createStore(counted.engine);
    expect(await Promise.all(Array.from({ length: 20 }, () => outbox.drain(100)))).toContain(3);
    // The entries, the dispatches, the emptying of each seat.
    expect(counted.writes()).toBe(2 + 3);
    expect(await history.page({}, { skip: 0, limit: 10 })).toHaveLength(3);
  } finally {
    await server.close();
  }
});
