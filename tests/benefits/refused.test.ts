import { refused } from '../../benefits/actions/record';
import type { Ports } from '../../benefits/ports';
import { openKeyring } from '../../storage/keyring';
import { embeddedServer } from '../storage/servers';
import { RULES } from '../support/rules';

const server = embeddedServer();
afterAll(() => server.close());

const START = Date.parse('2026-03-01T10:30:00.000Z');
const MINUTE = 60_000;
let now: number;
let ports: Ports;
beforeEach(async () => {
  now = START;
  let id = 0;
  const { store } = await server.fresh();
  ports = {
    store,
    keyring: await openKeyring(store, `k1:${Buffer.alloc(32, 1).toString('base64')}`),
    clock: { now: () => new Date(now) },
    random: { id: () => `id-${++id}`, fraction: () => 0 },
    rules: { ...RULES, reminderDays: [] },
  };
});

const EVE = 'unknown:eve';
const TOM = 'tom@contoso.com';
const stranger = { reason: 'stranger' } as const;
const role = { reason: 'role', command: 'export', ask: [] } as const;
const rows = async (actor: string) =>
  [...(await ports.store.history.page({ who: { as: 'actor', email: actor } }, { skip: 0, limit: 1_000 }))].reverse();

test('repeats of one refused try within an hour are one row with count, first and last time', async () => {
  const outcomes = [];
  for (let minute = 0; minute < 60; minute += 20) {
    now = START + minute * MINUTE;
    outcomes.push(await refused(ports, TOM, 'export', role));
  }
  expect(outcomes).toEqual(['written', 'counted', 'counted']);
  now = START + 61 * MINUTE;
  await refused(ports, TOM, 'export', role);
  const [first, second, ...more] = await rows(TOM);
  expect(first).toMatchObject({
    at: new Date(START).toISOString(),
    detail: { reason: 'role', count: 3, last: new Date(START + 40 * MINUTE).toISOString() },
  });
  expect(second?.detail).toEqual({ reason: 'role' });
  expect(more).toEqual([]);
});

test('another command, benefit, person or reason is another try', async () => {
  await refused(ports, TOM, 'keys', role, { benefitId: 'a' });
  await refused(ports, TOM, 'keys', role, { benefitId: 'b' });
  await refused(ports, TOM, 'keys', role, { benefitId: 'a', person: 'ana@contoso.com' });
  await refused(ports, TOM, 'keys', { reason: 'ticket' }, { benefitId: 'a' });
  await refused(ports, TOM, 'export', role);
  expect(await rows(TOM)).toHaveLength(5);
});

test('fifty at the same moment are one row with their count', async () => {
  await Promise.all(Array.from({ length: 50 }, () => refused(ports, TOM, 'export', role)));
  expect((await rows(TOM)).map(({ detail }) => detail.count)).toEqual([50]);
});

test('a stranger fills five rows an hour, also when all tries come at once', async () => {
  const commands = ['list', 'show', 'keys', 'assign', 'unassign', 'reassign', 'users', 'export'] as const;
  const outcomes = await Promise.all(commands.map((command) => refused(ports, EVE, command, stranger)));
  expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === 'left-out')).toHaveLength(3);
  expect(await rows(EVE)).toHaveLength(5);
  now += 59 * MINUTE;
  expect(await refused(ports, EVE, 'help', stranger)).toBe('left-out');
  now += 2 * MINUTE;
  expect(await refused(ports, EVE, 'help', stranger)).toBe('written');
});
