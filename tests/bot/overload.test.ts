import { watchOverload } from '../../bot/http/overload';
import { createReadiness } from '../../bot/http/readiness';
import { StoreUnavailable } from '../../storage';

/** An event loop whose timer fires as late as the test says. */
function eventLoop() {
  let now = 0;
  let tick = () => {};
  const overload = watchOverload(
    (_ms, run) => {
      tick = run;
      return () => {};
    },
    () => now,
  );
  return {
    overload,
    fires(lateBy: number) {
      now += 50 + lateBy;
      tick();
    },
  };
}

test('busy while the event loop is late again and again, and a second longer, not for one long step', () => {
  const { overload, fires } = eventLoop();
  const after = (...lateBy: number[]) => {
    for (const ms of lateBy) fires(ms);
    return overload.busy();
  };
  expect([after(0, 190, 900, 10), after(300), after(250), after(201)]).toEqual([false, false, true, true]);
  // A second later, with the ticks of 50 ms in time.
  expect([after(...Array(19).fill(0)), after(0)]).toEqual([true, false]);
});

test('readiness is checked once in ten seconds, however many ask', async () => {
  let now = 0;
  let checks = 0;
  let up = true;
  const failures: unknown[] = [];
  const readiness = createReadiness(
    async () => {
      checks += 1;
      if (!up) throw new Error('away');
      return { checks };
    },
    (error) => failures.push(error),
    () => now,
  );
  const first = await Promise.all([readiness(), readiness(), readiness()]);
  expect(first).toEqual(Array(3).fill({ ready: true, details: { checks: 1 } }));
  up = false;
  now = 9_999;
  expect((await readiness()).ready).toBe(true);
  now = 10_000;
  expect((await readiness()).ready).toBe(false);
  up = true;
  expect((await readiness()).ready).toBe(false);
  now = 20_000;
  expect((await readiness()).ready).toBe(true);
  expect([checks, failures.length]).toEqual([3, 1]);
});

test('readiness says which of the two it is: a full disk, or a store that does not answer', async () => {
  const told = async (error: Error) => {
    const readiness = createReadiness(
      () => Promise.reject(error),
      () => {},
    );
    return (await readiness()).details.store;
  };
  expect(await told(new StoreUnavailable('full'))).toBe('disk full');
  expect(await told(new StoreUnavailable('unreachable'))).toBe('does not answer');
});
