import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyContext } from '../../benefits/key';
import { carrying } from '../../benefits/outbox';
import type { Store } from '../../benefits/ports';
import { SPECS } from '../../storage/collections';
import { contentsOf } from '../../storage/contents';
import { openEmbedded } from '../../storage/embedded';
import { backupStore, copyStore, openKeyring, openStore, restoreStore, rotateKeys, storeAt } from '../../storage/index';
import { benefitOf, entryOf, keyOf, personOf, seatOf } from './documents';
import { startWire, WIRE } from './servers';

jest.setTimeout(60_000);

const key = (id: string, filled: number): string => `${id}:${Buffer.alloc(32, filled).toString('base64')}`;
const runs = WIRE.path !== null || process.env.CI !== undefined;
let folder: string;
let number = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benefits-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const newPath = (name: string): string => {
  number += 1;
  return join(folder, `${name}-${number}`);
};
const open = (dataDir: string): Promise<Store> => openStore({ mongodbUri: null, mongodbDb: '', dataDir });

async function company(dataDir: string): Promise<Store> {
  const store = await open(dataDir);
  const keyring = await openKeyring(store, key('k1', 1));
  await store.benefits.insert(benefitOf('visio', { nameFr: 'Visio « été »', quantity: 600 }));
  await store.keys.insert(keyOf(keyring, 'visio', 'K-1'));
  await store.people.insert(carrying(personOf('tom@contoso.com'), [entryOf('h1')]));
  await store.applyAll(
    Array.from({ length: 600 }, (_, n) => ({ of: 'seats', before: null, after: seatOf('visio', n + 1) }) as const),
  );
  return store;
}

async function contents(dataDir: string) {
  const engine = await openEmbedded({ dataDir, specs: SPECS });
  try {
    return await contentsOf(engine);
  } finally {
    await engine.close();
  }
}

describe('a backup', () => {
  test('made while people write is the store of one moment, and is put back whole', async () => {
    const dataDir = newPath('data');
    const store = await company(dataDir);
    const path = newPath('backup.db');
    let writing = true;
    const busy = (async () => {
      for (let n = 0; writing; n += 1) await store.people.insert(personOf(`p${n}@contoso.com`));
    })();
    const saved = await backupStore(dataDir, path);
    writing = false;
    await busy;
    expect(saved.seats?.count).toBe(600);
    expect(statSync(path).mode & 0o077).toBe(0);
    await store.close();

    const older = newPath('backup.db');
    const other = newPath('data');
    await (await open(other)).close();
    const empty = await backupStore(other, older);
    const elsewhere = newPath('data');
    expect(await restoreStore(older, elsewhere)).toEqual(empty);
    expect(await restoreStore(path, elsewhere)).toEqual(saved);
    expect(await contents(elsewhere)).toEqual(saved);
    const again = await open(elsewhere);
    expect((await openKeyring(again, key('k1', 1))).newest).toBe('k1');
    await again.close();
  });

  test('is never written over a file, nor made of nothing', async () => {
    const dataDir = newPath('data');
    await (await company(dataDir)).close();
    const path = newPath('precious');
    writeFileSync(path, 'precious');
    await expect(backupStore(dataDir, path)).rejects.toMatchObject({ problem: 'exists' });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    await expect(backupStore(newPath('nothing'), newPath('backup.db'))).rejects.toMatchObject({ problem: 'no-store' });
  });

  test('is not restored over a store that is in use, and that store stays', async () => {
    const dataDir = newPath('data');
    const store = await company(dataDir);
    const path = newPath('backup.db');
    await backupStore(dataDir, path);
    await expect(restoreStore(path, dataDir)).rejects.toMatchObject({ problem: 'in-use' });
    expect(await store.people.insert(personOf('later@contoso.com'))).toBe(true);
    await store.close();
  });

  test('that is damaged or something else is refused, and the store stays', async () => {
    const dataDir = newPath('data');
    await (await company(dataDir)).close();
    const path = newPath('backup.db');
    await backupStore(dataDir, path);
    const before = await contents(dataDir);
    const whole = readFileSync(path);
    const other = newPath('other');
    writeFileSync(other, 'benefit_id,seat\n');
    const cut = newPath('cut');
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length / 2)));
    const torn = newPath('torn');
    writeFileSync(torn, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(8192, 0x5a), whole.subarray(16_384)]));
    for (const bad of [other, cut, torn, newPath('missing')]) {
      await expect(restoreStore(bad, dataDir)).rejects.toMatchObject({ name: 'BackupError' });
    }
    expect(await contents(dataDir)).toEqual(before);
  });
});

(runs ? describe : describe.skip)('a copy', () => {
  test('to MongoDB and back holds the same, and is not mixed into another company', async () => {
    const wire = await startWire();
    try {
      const dataDir = newPath('data');
      const store = await company(dataDir);
      await store.close();
      const source = await contents(dataDir);
      const mongodb = storeAt(`${wire.uri()}copied%2Dcompany`, 'unused');
      expect(mongodb.mongodbDb).toBe('copied-company');
      expect(await copyStore(storeAt(dataDir, ''), mongodb)).toEqual(source);
      const back = newPath('back');
      expect(await copyStore(mongodb, storeAt(back, ''))).toEqual(source);
      expect(await contents(back)).toEqual(source);
      await expect(copyStore(storeAt(dataDir, ''), mongodb)).rejects.toMatchObject({ problem: 'not-empty' });
      await expect(copyStore(storeAt(newPath('none'), ''), mongodb)).rejects.toMatchObject({ problem: 'no-store' });
    } finally {
      await wire.close();
    }
  });
});

test('a copy that was interrupted is no store until it is run again', async () => {
  const dataDir = newPath('data');
  await (await company(dataDir)).close();
  const target = newPath('target');
  const interrupted = copyStore(storeAt(dataDir, ''), storeAt(target, ''), (done) => {
    if (done > 300) throw new Error('interrupted');
  });
  await expect(interrupted).rejects.toThrow('interrupted');
  await expect(open(target)).rejects.toMatchObject({ name: 'StoreUnavailable', trouble: 'unfinished' });
  expect(await copyStore(storeAt(dataDir, ''), storeAt(target, ''))).toEqual(await contents(dataDir));
  await (await open(target)).close();
});

describe('rotating the encryption keys', () => {
  test('can be interrupted, goes on while keys are taken, and needs the old key no more', async () => {
    const dataDir = newPath('data');
    const store = await open(dataDir);
    const old = await openKeyring(store, key('k1', 1));
    for (let n = 0; n < 250; n += 1) await store.keys.insert(keyOf(old, 'win', `K-${n}`, { position: n }));
    const ring = await openKeyring(store, `${key('k2', 2)},${key('k1', 1)}`);
    const stop = () => {
      throw new Error('interrupted');
    };
    await expect(rotateKeys(store, ring, stop)).rejects.toThrow('interrupted');
    expect(await store.keys.kids()).toEqual(['k1', 'k2']);

    const [first] = await store.keys.free('win', 250).then((keys) => keys.filter(({ sealed }) => sealed.kid === 'k1'));
    if (!first) throw new Error('Some are sealed with the old key');
    const taken = { takenBy: 'ana@contoso.com', takenSlot: 'ana@contoso.com||1' };
    const [outcome, rotated] = await Promise.all([
      store.keys.replace(first, { ...first, ...taken }),
      rotateKeys(store, ring),
    ]);
    expect(outcome).toBe('done');
    expect(rotated).toBe(150);
    expect(await store.keys.get(first.id)).toMatchObject({ ...taken, sealed: { kid: 'k2' } });

    const later = await openKeyring(store, key('k2', 2));
    expect(later.fingerprint('K-7')).toBe(old.fingerprint('K-7'));
    const opened = (await store.keys.ofBenefit('win', { skip: 0, limit: 300 })).map(({ id, sealed }) =>
      later.open(sealed, keyContext(id)),
    );
    expect(opened).toEqual(Array.from({ length: 250 }, (_, n) => `K-${n}`));
    expect(await rotateKeys(store, later)).toBe(0);
    await store.close();
  });
});
