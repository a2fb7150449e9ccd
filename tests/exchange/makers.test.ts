import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, bench, imported } from './company';

/** Files as other programs write them; see makers/ for how they were made. */

jest.setTimeout(30_000);

const FILES = join(__dirname, 'makers/files');
let benchOf: Bench;
beforeEach(() => {
  benchOf = bench();
});
afterEach(() => benchOf.close());

test.each(readdirSync(FILES))('%s', async (file) => {
  const place = await benchOf.store();
  const { store, keyring } = place;
  const plan = await imported(join(FILES, file), place);
  expect(plan.ignored).toEqual([]);
  expect(await store.membership.get('membership')).toMatchObject({
    company: 'Café Noël SARL',
    partnerId: '7301946',
    startsOn: '2026-03-01',
    expiresOn: '2027-02-28',
  });
  expect(await store.benefits.get('visio')).toMatchObject({
    quantity: 3,
    expiresOn: '2027-02-28',
    instructionsEn: 'First line.\nSecond "line"; end, done.',
  });
  expect((await store.benefits.get('vs-pro'))?.instructionsEn).toBe('=1+1 is not a formula');
  const keys = await store.keys.ofBenefit('visio', { skip: 0, limit: 9 });
  expect(keys.map((key) => [keyring.decrypt(key.encrypted, `keys|${key.id}|key`), key.language])).toEqual([
    ['QGT6C-D2FR3-CYJCD-VVDKD-2VC3F', 'fr'],
    ['00123456789012345678', 'pt-BR'],
  ]);
  const zoe = await store.people.byEmail('zoe@noel.example');
  expect(zoe).toMatchObject({ name: 'Zoë Müller', role: 'admin', locale: 'fr', groups: ['sales', 'Zürich'] });
  const li = await store.people.byEmail('li@noel.example');
  expect(li).toMatchObject({ name: '李明', locale: null });
  expect(await store.seats.held('vs-pro', li?.id ?? '')).toMatchObject({
    number: 2,
    since: '2026-04-15T00:00:00.000Z',
  });
  expect((await imported(join(FILES, file), place)).size).toBe(0);
});
