import { emptyOutbox } from '../../benefits/outbox';
import type { SeatRequest } from '../../benefits/request';
import { requestOf } from '../storage/documents';
import { type Company, openCompany } from './company';

/** Reminders of what waits for somebody, each told once, on the days of the company's own time zone. */

const ADMIN = 'admin@contoso.com';
const ANA = 'ana@contoso.com';
/** Where it is already Thursday morning while it is Wednesday in UTC. */
const AUCKLAND = 'Pacific/Auckland';

let company: Company;
afterEach(() => company.close());

async function open(timeZone: string, at: string): Promise<void> {
  company = await openCompany({ timeZone });
  await company.person(ANA);
  await company.benefit('visio', { expiresOn: '2031-12-31' });
  company.time.jump(Date.parse(at) - company.time.clock.now().getTime());
}

/** Runs at each of these times, twice; how many were told after each. */
async function toldAt(times: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const at of times) {
    company.time.jump(Date.parse(at) - company.time.clock.now().getTime());
    await company.run();
    await company.run();
    counts.push(company.connector.taken.length);
  }
  return counts;
}
const receivers = () =>
  company.connector.taken.map(({ conversation }) => conversation?.slice('chat:29:'.length)).sort();

const step = (id: string, at: string, person = ANA) =>
  company.store.steps.insert({
    ...emptyOutbox,
    id,
    version: 1,
    kind: 'assign',
    benefitId: 'visio',
    seatId: `visio/${id}`,
    person,
    name: 'Ana',
    email: person,
    alternateEmail: null,
    at,
    state: 'open',
    settledBy: null,
    settledAt: null,
  });
const settleStep = async (id: string) => {
  const before = await company.store.steps.get(id);
  if (before)
    await company.store.steps.replace(before, { ...before, state: 'done', settledBy: ADMIN, settledAt: before.at });
};
const request = (askedAt: string, more: Partial<SeatRequest> = {}) =>
  company.store.requests.insert(requestOf('visio', ANA, { askedAt, ...more }));
const asked = (askedAt: string, keptAt: string | null = null) =>
  company.seat('visio', 1, {
    state: 'active',
    holderKey: ANA,
    since: '2026-04-01T08:00:00.000Z',
    assignedBy: ADMIN,
    review: { askedAt, keptAt },
  });

describe('steps at Microsoft that stay open', () => {
  test('remind the admins after a week, and every week', async () => {
    await open('UTC', '2027-03-03T09:00:00Z');
    await step('1', '2027-03-03T09:00:00.000Z');
    const days = [9, 10, 11, 16, 17, 23, 24];
    const counts = await toldAt(days.map((day) => `2027-03-${String(day).padStart(2, '0')}T09:00:00Z`));
    expect(counts).toEqual([0, 1, 1, 1, 2, 2, 3]);
    expect(receivers()).toEqual([ADMIN, ADMIN, ADMIN]);
  });

  test('once a week, also when the oldest is done and another is the oldest then', async () => {
    await open('UTC', '2027-03-03T09:00:00Z');
    await step('1', '2027-03-03T09:00:00.000Z');
    await step('2', '2027-03-05T09:00:00.000Z');
    expect(await toldAt(['2027-03-10T09:00:00Z'])).toEqual([1]);
    await settleStep('1');
    expect(await toldAt(['2027-03-12T09:00:00Z', '2027-03-17T09:00:00Z'])).toEqual([1, 2]);
    await settleStep('2');
    expect(await toldAt(['2027-03-24T09:00:00Z'])).toEqual([2]);
  });

  test('on the company’s days', async () => {
    await open(AUCKLAND, '2027-03-03T10:00:00Z');
    // Thursday, 4 March there.
    await step('1', '2027-03-03T20:00:00.000Z');
    expect(await toldAt(['2027-03-10T10:30:00Z', '2027-03-10T11:30:00Z'])).toEqual([0, 1]);
  });
});

describe('requests', () => {
  test('older than two working days come up again for the admins, once; a weekend does not count', async () => {
    await open('UTC', '2027-03-04T09:00:00Z');
    // Thursday: Friday and Monday are its two working days.
    await request('2027-03-04T09:00:00.000Z');
    expect(await toldAt(['2027-03-08T23:00:00Z', '2027-03-09T01:00:00Z', '2027-03-20T09:00:00Z'])).toEqual([0, 1, 1]);
    expect(receivers()).toEqual([ADMIN]);
  });

  test('not once they are settled', async () => {
    await open('UTC', '2027-03-04T09:00:00Z');
    await request('2027-03-04T09:00:00.000Z', { state: 'declined', settledBy: ADMIN });
    expect(await toldAt(['2027-03-20T09:00:00Z'])).toEqual([0]);
  });

  test('on the company’s days', async () => {
    await open(AUCKLAND, '2027-03-03T10:00:00Z');
    // Thursday there: from Tuesday on, which begins on Monday at 11:00 in UTC.
    await request('2027-03-03T20:00:00.000Z');
    expect(await toldAt(['2027-03-08T10:30:00Z', '2027-03-08T11:30:00Z'])).toEqual([0, 1]);
  });
});

describe('“Still need it?”', () => {
  test('reminds the holder after three working days, once', async () => {
    await open('UTC', '2027-03-04T09:00:00Z');
    await asked('2027-03-04T09:00:00.000Z');
    expect(await toldAt(['2027-03-08T23:00:00Z', '2027-03-09T01:00:00Z', '2027-03-20T09:00:00Z'])).toEqual([0, 1, 1]);
    expect(receivers()).toEqual([ANA]);
  });

  test('not whoever has answered', async () => {
    await open('UTC', '2027-03-04T09:00:00Z');
    await asked('2027-03-04T09:00:00.000Z', '2027-03-05T09:00:00.000Z');
    expect(await toldAt(['2027-03-20T09:00:00Z'])).toEqual([0]);
  });

  test('on the company’s days', async () => {
    await open(AUCKLAND, '2027-03-03T10:00:00Z');
    await asked('2027-03-03T20:00:00.000Z');
    expect(await toldAt(['2027-03-08T10:30:00Z', '2027-03-08T11:30:00Z'])).toEqual([0, 1]);
  });
});

test('a temporary seat: a week and a day before, on the company’s days', async () => {
  await open(AUCKLAND, '2027-03-03T10:00:00Z');
  await company.seat('visio', 1, {
    state: 'active',
    holderKey: ANA,
    since: '2027-03-01T08:00:00.000Z',
    assignedBy: ADMIN,
    until: '2027-03-20',
  });
  const counts = await toldAt([
    '2027-03-12T10:30:00Z',
    '2027-03-12T11:30:00Z',
    '2027-03-18T10:30:00Z',
    '2027-03-18T11:30:00Z',
  ]);
  expect(counts).toEqual([0, 2, 2, 4]);
  expect(receivers()).toEqual([ADMIN, ADMIN, ANA, ANA]);
});
