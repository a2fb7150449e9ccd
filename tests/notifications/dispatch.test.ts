import { withOutbox } from '../../benefits/outbox';
import { createLimiter, TEAMS_LIMITS } from '../../notifications';
import { backoff } from '../../notifications/outcome';
import { type Company, openCompany } from './company';
import { virtualTime } from './time';

const ANA = 'ana@contoso.com';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((go) => {
    open = go;
  });
  return { opened, open };
}

describe('the limits', () => {
  const windows = [...TEAMS_LIMITS.conversation, ...TEAMS_LIMITS.everywhere];
  /** The most sends in any stretch of that length. */
  const most = (times: readonly number[], ms: number) =>
    Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));

  async function send(conversations: readonly string[]) {
    const time = virtualTime();
    const limiter = createLimiter(time.clock, time.schedule);
    const times = new Map<string, number[]>();
    const all: number[] = [];
    const sent = conversations.map(async (conversation) => {
      await limiter.take(conversation);
      all.push(time.now());
      times.set(conversation, [...(times.get(conversation) ?? []), time.now()]);
    });
    const start = time.now();
    await time.until(Promise.all(sent));
    return { all, times, seconds: (time.now() - start) / 1000 };
  }

  test('of one conversation are kept, and used up', async () => {
    const { times, seconds } = await send(Array.from({ length: 120 }, () => 'one'));
    for (const { sends, ms } of TEAMS_LIMITS.conversation)
      expect(most(times.get('one') ?? [], ms)).toBeLessThanOrEqual(sends);
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThan(62);
  });

  test('of all together are kept, and used up', async () => {
    const { all, seconds } = await send(Array.from({ length: 600 }, (_, index) => `chat ${index % 100}`));
    expect(most(all, 1000)).toBeLessThanOrEqual(30);
    expect(seconds).toBeLessThan(20 * 1.05);
    expect(windows.length).toBeGreaterThan(4);
  });
});

test('waits double, spread out, up to a quarter of an hour, and never undercut what was asked for', () => {
  const waits = Array.from({ length: 15 }, (_, attempts) => backoff(attempts, 'notice', null));
  waits.forEach((wait, attempts) => {
    const whole = Math.min(900_000, 500 * 2 ** attempts);
    expect(wait).toBeGreaterThanOrEqual(whole / 2);
    expect(wait).toBeLessThanOrEqual(whole);
  });
  expect(backoff(9, 'notice', 20_000)).toBeGreaterThanOrEqual(20_000);
  expect(backoff(9, 'notice', 20_000)).toBeLessThanOrEqual(20_250);
  expect(new Set(['a', 'b', 'c', 'd'].map((seed) => backoff(3, seed, null))).size).toBe(4);
});

describe('the dispatcher', () => {
  let company: Company;
  beforeEach(async () => {
    company = await openCompany();
    await company.benefit('vs');
    await company.person(ANA);
  });
  afterEach(() => company.close());

  const notice = (more = {}) => company.notice({ kind: 'assigned', to: ANA, benefitId: 'vs', ...more });
  const changed = async (id: string) => {
    const at = company.time.clock.now().toISOString();
    const seat = await company.seat('vs', 1, { state: 'active', holderKey: ANA, since: at });
    const told = {
      id,
      kind: 'assigned' as const,
      to: ANA,
      address: ANA,
      alsoTo: [],
      byMailToo: false,
      benefitId: 'vs',
      seatId: seat.id,
    };
    const entry = { id: `h-${id}`, at, actor: 'cli', command: 'assign' as const, benefitId: 'vs', person: ANA };
    const history = [{ ...entry, outcome: 'done' as const, detail: {} }];
    await company.store.seats.replace(seat, withOutbox(seat, history, [{ ...told, causedBy: null, facts: {}, at }]));
  };

  test('moves out what a change carries: its history, and its notice', async () => {
    await changed('n-1');
    await company.run();
    expect(company.connector.taken).toHaveLength(1);
    expect((await company.store.history.get('h-n-1'))?.command).toBe('assign');
    expect(await company.store.seats.get('vs/1')).toMatchObject({ pending: 0, deliveries: [{ state: 'sent' }] });
  });

  test('kicked, it looks within a moment; else at the next tick', async () => {
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(12_345);
    await changed('n-1');
    const before = company.time.now();
    dispatcher.wake();
    await company.time.pass(60_000, () => company.connector.taken.length === 1);
    expect(company.time.now() - before).toBeLessThanOrEqual(50);
    const then = company.time.now();
    await notice();
    await company.time.pass(60_000, () => company.connector.taken.length === 2);
    expect(company.time.now() - then).toBeGreaterThan(50);
    expect(company.time.now() - then).toBeLessThanOrEqual(5_000);
    await company.time.until(dispatcher.stop());
  });

  test('changes one after another are moved out together', async () => {
    const drain = jest.fn(company.store.outbox.drain);
    const store = { ...company.store, outbox: { ...company.store.outbox, drain } };
    const dispatcher = company.dispatcher({ store });
    dispatcher.start();
    await company.time.pass(1_000);
    drain.mockClear();
    for (let n = 0; n < 20; n += 1) {
      dispatcher.wake();
      await company.time.pass(2);
    }
    expect(drain).not.toHaveBeenCalled();
    await company.time.pass(50);
    expect(drain).toHaveBeenCalledTimes(1);
    await company.time.until(dispatcher.stop());
  });

  test('a notice that is looked for while it is being sent is sent once', async () => {
    await company.person('bob@contoso.com');
    await company.person('cy@contoso.com');
    const slow = await notice({ to: 'bob@contoso.com' });
    // Fails, of which somebody is told: so what is due is looked for again.
    await notice({ to: 'cy@contoso.com', causedBy: ANA });
    company.connector.rule = ({ conversation }) => (conversation?.includes('cy@') ? { status: 403 } : null);
    const email = { configured: true, close() {}, send: async () => ({ state: 'failed' as const, why: 'mailbox' }) };
    const { dispatches } = company.store;
    const [looked, recorded] = [gate(), gate()];
    let looks = 0;
    const store = {
      ...company.store,
      dispatches: {
        ...dispatches,
        async due(now: string, limit: number) {
          const found = await dispatches.due(now, limit);
          looks += 1;
          // Before the run, at its start, and after the failure: the last one has read, and its answer comes late.
          if (looks < 3) return found;
          looked.open();
          await recorded.opened;
          for (let turn = 0; turn < 20; turn += 1) await new Promise((go) => setImmediate(go));
          return found;
        },
        async replace(...[before, after]: Parameters<typeof dispatches.replace>) {
          if (before.id === slow.id) await looked.opened;
          const outcome = await dispatches.replace(before, after);
          if (before.id === slow.id) recorded.open();
          return outcome;
        },
      },
    };
    await company.time.until(company.dispatcher({ store, email }).runOnce());
    expect(looks).toBeGreaterThan(2);
    expect(company.connector.taken.filter(({ conversation }) => conversation?.includes('bob@'))).toHaveLength(1);
  });

  test('one at a time: the other leaves all to it, and takes over when it is killed', async () => {
    let alive = true;
    company.connector.rule = () => 'hang';
    const one = company.dispatcher({ owner: 'one', alive: () => alive });
    const two = company.dispatcher({ owner: 'two' });
    await notice();
    one.start();
    await company.time.pass(1);
    expect(company.connector.requests).toHaveLength(1);
    two.start();
    await company.time.pass(2_500);
    expect(company.connector.requests).toHaveLength(1);
    company.connector.rule = () => null;
    alive = false;
    const killed = company.time.now();
    await company.time.pass(60_000, () => company.connector.requests.length > 1);
    expect(company.connector.requests).toHaveLength(2);
    expect(company.time.now() - killed).toBeLessThanOrEqual(3_000);
    await company.time.until(two.stop());
  });

  test('stopped, it lets the other begin as soon as Teams has forgotten its last request', async () => {
    const one = company.dispatcher({ owner: 'one' });
    const two = company.dispatcher({ owner: 'two' });
    await notice();
    one.start();
    await company.time.pass(1_000, () => company.connector.taken.length === 1);
    await company.time.until(one.stop());
    const stopped = company.time.now();
    await notice();
    two.start();
    await company.time.pass(60_000, () => company.connector.taken.length === 2);
    expect(company.time.now() - stopped).toBeGreaterThanOrEqual(900);
    expect(company.time.now() - stopped).toBeLessThanOrEqual(2_000);
    await company.time.until(two.stop());
  });

  test('stopped while one conversation has had all that it may, it does not wait for it', async () => {
    for (let number = 0; number < 70; number += 1) await notice();
    const dispatcher = company.dispatcher();
    dispatcher.start();
    await company.time.pass(60_000, () => company.connector.taken.length === 60);
    const before = company.time.now();
    await company.time.until(dispatcher.stop());
    expect(company.time.now() - before).toBeLessThanOrEqual(1_000);
    expect(company.connector.taken).toHaveLength(60);
    expect(await company.store.dispatches.undone(20)).toHaveLength(10);
  });

  test('a crash between two sends repeats neither', async () => {
    let alive = true;
    await notice({ kind: 'support-pending', byMailToo: true, alsoTo: ['desk@fabrikam.com'] });
    let mails = 0;
    const email = {
      configured: true,
      close() {},
      send: () => {
        mails += 1;
        if (mails === 2) alive = false;
        return Promise.resolve({ state: 'sent' as const });
      },
    };
    void company.dispatcher({ owner: 'one', email, alive: () => alive }).runOnce();
    await company.time.settle();
    expect(mails).toBe(2);
    const two = company.dispatcher({ owner: 'two', email });
    expect(await company.time.until(two.runOnce())).toBeNull();
    company.time.jump(1_500);
    await company.time.until(two.runOnce());
    expect(company.connector.taken).toHaveLength(1);
    // The second mail went out, but was not written down any more: that one alone is repeated.
    expect(mails).toBe(3);
    expect(await company.store.dispatches.undone(5)).toEqual([]);
  });

  test('the store away: nothing is sent twice, and all goes on when it is back', async () => {
    let away = true;
    const { dispatches } = company.store;
    const broken = new Proxy(company.store, {
      get: (store, name) =>
        name === 'dispatches'
          ? {
              ...dispatches,
              replace: (...args: Parameters<typeof dispatches.replace>) =>
                away ? Promise.reject(new Error('the store is away')) : dispatches.replace(...args),
            }
          : Reflect.get(store, name),
    });
    await notice();
    const dispatcher = company.dispatcher({ store: broken });
    dispatcher.start();
    await company.time.pass(3_000);
    away = false;
    await company.time.pass(60_000);
    expect(await company.store.dispatches.undone(5)).toEqual([]);
    await company.time.until(dispatcher.stop());
  });

  test('a notice that can’t be made into a message holds up nobody', async () => {
    await company.person('tom@contoso.com');
    // A fact that no notice has.
    await notice({ facts: null as never });
    company.time.jump(1);
    await notice({ to: 'tom@contoso.com' });
    await company.run();
    expect(company.connector.taken.map(({ conversation }) => conversation)).toEqual(['chat:29:tom@contoso.com']);
    expect(await company.store.dispatches.undone(5)).toMatchObject([{ attempts: 1 }]);
  });
});
