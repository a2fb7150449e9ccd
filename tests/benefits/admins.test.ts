import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePerson, setRole } from '../../benefits/actions/people';
import { actorOf } from '../../benefits/actions/seats';
import type { Ports } from '../../benefits/ports';
import { isRefusal } from '../../benefits/refusal';
import { openStore } from '../../storage';
import { createKeyring } from '../../storage/keyring';
import { personOf } from '../storage/documents';
import { RULES } from '../support/rules';

let folder: string;
let ports: Ports;
const ADMINS = 6;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'admins-'));
  const keyring = createKeyring(`k1:${Buffer.alloc(32, 1).toString('base64')}`, Buffer.alloc(32, 2));
  let ids = 0;
  const random = {
    id() {
      ids += 1;
      return `id-${ids}`;
    },
    fraction: () => 0,
  };
  const rules = { ...RULES, supportActivationWorkdays: 0, portalStep: false, reminderDays: [] };
  const store = await openStore({ mongodbUri: null, mongodbDb: '', dataDir: folder });
  ports = { store, keyring, clock: { now: () => new Date() }, random, rules };
});
afterEach(async () => {
  await ports.store.close();
  rmSync(folder, { recursive: true });
});

test('admins who take each other’s role at the same moment leave one of them', async () => {
  const { store } = ports;
  const admins = Array.from({ length: ADMINS }, (_, n) => personOf(`admin${n}`, { role: 'admin' }));
  for (const admin of admins) await store.people.insert(admin);
  const taking = admins.map(async (actor, n) => {
    const victim = admins[(n + 1) % ADMINS] ?? actor;
    for (;;) {
      const person = await ports.store.people.get(victim.id);
      if (!person) return null;
      const outcome = await (n % 2 === 0
        ? setRole(ports, actorOf(actor), person, 'employee')
        : removePerson(ports, actorOf(actor), person.id));
      if (!isRefusal(outcome) || outcome.reason !== 'stale') return outcome;
    }
  });
  const outcomes = await Promise.all(taking);
  expect(outcomes.filter((outcome) => outcome && isRefusal(outcome))).toMatchObject([{ reason: 'last-admin' }]);
  expect(await store.people.admins()).toHaveLength(1);
});
