import { type Company, openCompany } from './company';

const ANA = 'ana@contoso.com';
const HOUR = 3_600_000;

let company: Company;
beforeEach(async () => {
  company = await openCompany();
  await company.person(ANA);
});
afterEach(() => company.close());

const ahead = (ms: number) => ({ now: () => new Date(company.time.clock.now().getTime() + ms) });
const sent = () => company.connector.taken.length;

describe('a clock that was ahead', () => {
  test('holds up no notice that was made by it', async () => {
    await company.notice({
      kind: 'assigned',
      to: ANA,
      at: ahead(3 * HOUR)
        .now()
        .toISOString(),
    });
    await company.run();
    expect(sent()).toBe(1);
  });

  test('holds up no next try that was set by it', async () => {
    const { time, connector } = company;
    let broken = true;
    connector.rule = () => (broken ? { status: 502 } : null);
    await company.notice({ kind: 'assigned', to: ANA });
    await time.until(company.dispatcher({ owner: 'ahead', clock: ahead(3 * HOUR) }).runOnce());
    broken = false;
    const right = company.dispatcher({ owner: 'right' });
    await time.until(right.runOnce());
    time.jump(2_000);
    await time.until(right.runOnce());
    expect(sent()).toBe(1);
  });

  test('of a process that died keeps nobody else from sending for longer than a moment', async () => {
    const { time, store } = company;
    expect(await store.lease('dispatcher', 'dead', 1_500, ahead(24 * HOUR).now())).toBe(true);
    await company.notice({ kind: 'assigned', to: ANA });
    const dispatcher = company.dispatcher({ owner: 'alive' });
    expect(await time.until(dispatcher.runOnce())).toBeNull();
    time.jump(1_500);
    expect(await time.until(dispatcher.runOnce())).toMatchObject({ done: 1 });
    expect(sent()).toBe(1);
  });

  test('is told as skew while the history is ahead of the clock', async () => {
    const { store, time } = company;
    expect(await store.clockSkew(time.clock.now())).toBe(0);
    const entry = {
      id: 'h',
      at: ahead(HOUR).now().toISOString(),
      actor: 'cli',
      command: 'export',
      benefitId: null,
      person: null,
      outcome: 'done',
      detail: {},
    } as const;
    await store.history.append([entry]);
    expect(await store.clockSkew(time.clock.now())).toBe(-3_600);
  });
});
