import { requestOf } from '../storage/documents';
import { type Company, openCompany } from './company';

/** Temporary seats: reminders before the end, and taken back after it. */

const ADMIN = 'admin@contoso.com';
const OTHER = 'other@contoso.com';
const ANA = 'ana@contoso.com';
const DAY = 86_400_000;

let company: Company;
beforeEach(async () => {
  company = await openCompany();
  await company.person(ADMIN, { role: 'admin' });
  await company.person(OTHER, { role: 'admin' });
  await company.person(ANA);
  await company.benefit('visio');
});
afterEach(() => company.close());

const told = () =>
  company.connector.taken
    .map(({ conversation, activity }) => `${conversation?.slice('chat:29:'.length)}: ${activity.summary}`)
    .sort();
const today = (): number => Date.parse(`${company.time.clock.now().toISOString().slice(0, 10)}T00:00:00Z`);
const inDays = (days: number): string => new Date(today() + days * DAY).toISOString().slice(0, 10);
const seat = (until: string, more = {}) =>
  company.seat('visio', 1, {
    state: 'active',
    holderKey: ANA,
    since: company.time.clock.now().toISOString(),
    assignedBy: ADMIN,
    until,
    ...more,
  });

test('the holder and the one who assigned it are reminded a week and a day before, once each', async () => {
  await seat(inDays(8));
  await company.run();
  expect(told()).toEqual([]);
  company.time.jump(DAY);
  await company.run();
  await company.run();
  expect(told().map((line) => line.split(':')[0])).toEqual([ADMIN, ANA]);
  company.time.jump(6 * DAY);
  await company.run();
  expect(told()).toHaveLength(4);
});

test('after its last day the seat is free: history by the system, both are told, a step opens', async () => {
  await seat(inDays(0));
  await company.run();
  expect(await company.store.seats.get('visio/1')).toMatchObject({ state: 'active' });
  const before = told().length;
  company.time.jump(DAY);
  await company.run();
  await company.run();
  expect(await company.store.seats.get('visio/1')).toMatchObject({ state: 'free', until: null });
  expect(told().slice(before)).toHaveLength(2);
  const history = await company.store.history.page({ benefitId: 'visio' }, { skip: 0, limit: 5 });
  expect(history.filter((entry) => entry.command === 'unassign')).toMatchObject([{ actor: 'system', person: ANA }]);
  expect(await company.store.steps.open('visio', { skip: 0, limit: 5 })).toMatchObject([
    { kind: 'remove', person: ANA },
  ]);
});

test('not while the holder asks to keep it', async () => {
  await seat(inDays(0));
  await company.store.requests.insert(requestOf('visio', ANA, { askedAt: company.time.clock.now().toISOString() }));
  company.time.jump(2 * DAY);
  await company.run();
  expect(await company.store.seats.get('visio/1')).toMatchObject({ state: 'active' });
});
