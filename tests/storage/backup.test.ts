import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyContext } from '../../benefits/key';
import { withOutbox } from '../../benefits/outbox';
import type { Store } from '../../benefits/ports';
import { SPECS } from '../../storage/collections';
import { contentsOf } from '../../storage/contents';
import { openEmbedded } from '../../storage/embedded';
import {
  backupStore,
  copyStore,
  existingLocalKey,
  localKeySetting,
  openKeyring,
  openStore,
  restoreStore,
  rotateKeys,
  storeAt,
} from '../../storage/index';
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

const NOW = new Date('2026-11-26T21:05:33.120Z');
const SETTING = key('k1', 1);
const backup = async (dataDir: string, path: string) => (await backupStore(dataDir, path, { now: NOW })).contents;
const restore = (path: string, dataDir: string, keySetting: string | null = SETTING, now = NOW) =>
  restoreStore(path, dataDir, { now, keySetting });

async function company(dataDir: string): Promise<Store> {
  const store = await open(dataDir);
  const keyring = await openKeyring(store, key('k1', 1));
  await store.benefits.insert(benefitOf('visio', { nameFr: 'Visio « été »', quantity: 600 }));
  await store.keys.insert(keyOf(keyring, 'visio', 'K-1'));
  await store.people.insert(withOutbox(personOf('tom@contoso.com'), [entryOf('h1')]));
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
    const saved = await backup(dataDir, path);
    writing = false;
    await busy;
    expect(saved.seats?.count).toBe(600);
    expect(statSync(path).mode & 0o077).toBe(0);
    await store.close();

    const older = newPath('backup.db');
    const other = newPath('data');
    await (await open(other)).close();
    const empty = await backup(other, older);
    const elsewhere = newPath('data');
    expect(await restore(older, elsewhere)).toEqual({ contents: empty, kept: null });
    expect((await restore(path, elsewhere)).contents).toEqual(saved);
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
    await expect(backup(dataDir, path)).rejects.toMatchObject({ problem: 'exists' });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    await expect(backup(newPath('nothing'), newPath('backup.db'))).rejects.toMatchObject({ problem: 'no-store' });
  });

  test('is not restored over a store that is in use, and that store stays', async () => {
    const dataDir = newPath('data');
    const store = await company(dataDir);
    const path = newPath('backup.db');
    await backup(dataDir, path);
    await expect(restore(path, dataDir)).rejects.toMatchObject({ problem: 'in-use' });
    expect(await store.people.insert(personOf('later@contoso.com'))).toBe(true);
    await store.close();
  });

  test('is not restored over what can not be opened, which is not called a store in use', async () => {
    const source = newPath('source');
    await (await company(source)).close();
    const path = newPath('backup.db');
    await backup(source, path);
    const dataDir = newPath('data');
    mkdirSync(join(dataDir, 'store.db'), { recursive: true });
    await expect(restore(path, dataDir)).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  test('that is damaged or something else is refused, and the store stays', async () => {
    const dataDir = newPath('data');
    await (await company(dataDir)).close();
    const path = newPath('backup.db');
    await backup(dataDir, path);
    const before = await contents(dataDir);
    const whole = readFileSync(path);
    const other = newPath('other');
    writeFileSync(other, 'benefit_id,seat\n');
    const cut = newPath('cut');
    writeFileSync(cut, whole.subarray(0, Math.floor(whole.length / 2)));
    const torn = newPath('torn');
    writeFileSync(torn, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(8192, 0x5a), whole.subarray(16_384)]));
    for (const bad of [other, cut, torn, newPath('missing')]) {
      await expect(restore(bad, dataDir)).rejects.toMatchObject({ name: 'BackupError' });
    }
    expect(await contents(dataDir)).toEqual(before);
  });
});

describe('a restore', () => {
  test('keeps every store that it replaces, however often it runs', async () => {
    const [source, live, empty] = [newPath('data'), newPath('data'), newPath('data')];
    await (await company(source)).close();
    await (await open(empty)).close();
    const [full, path] = [newPath('backup.db'), newPath('backup.db')];
    const before = await backup(source, full);
    await backup(empty, path);
    await restore(full, live);
    const first = await restore(path, live);
    const second = await restore(path, live, SETTING, new Date(NOW.getTime() + 1));
    if (first.kept === null || second.kept === null) throw new Error('A store was replaced');
    expect(first.kept).not.toBe(second.kept);
    expect((await restore(first.kept, newPath('data'))).contents).toEqual(before);
    // Two in the same millisecond: the second gives way.
    await expect(restore(path, live)).rejects.toMatchObject({ problem: 'exists' });
    expect((await restore(first.kept, newPath('data'))).contents).toEqual(before);
  });

  test('is refused when the encryption keys do not open the backup, and nothing is replaced', async () => {
    const [source, live] = [newPath('data'), newPath('data')];
    await (await company(source)).close();
    await (await open(live)).close();
    const path = newPath('backup.db');
    await backup(source, path);
    const before = await contents(live);
    for (const setting of [key('k1', 7), key('k2', 2), null]) {
      await expect(restore(path, live, setting)).rejects.toMatchObject({ name: 'EncryptionKeyError' });
    }
    expect(await contents(live)).toEqual(before);
    expect(readdirSync(live).filter((name) => !name.startsWith('store.db'))).toEqual([]);
  });

  test('works from a read-only file and replaces a store that is damaged', async () => {
    const [source, dataDir] = [newPath('data'), newPath('data')];
    await (await company(source)).close();
    const path = newPath('backup.db');
    const saved = await backup(source, path);
    chmodSync(path, 0o400);
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'store.db'), 'not a store');
    const { kept } = await restore(path, dataDir);
    expect(readFileSync(kept ?? '', 'utf8')).toBe('not a store');
    expect(await contents(dataDir)).toEqual(saved);
    expect(statSync(join(dataDir, 'store.db')).mode & 0o777).toBe(0o600);
  });
});

describe('generations', () => {
  const at = (second: number): Date => new Date(NOW.getTime() + 1_000 * second);
  const stamped = (folder: string) => readdirSync(folder).sort();

  test('the newest stay, and nothing else in the folder is touched', async () => {
    const dataDir = newPath('data');
    const store = await company(dataDir);
    const into = newPath('backups');
    const path = join(into, 'acme.db');
    const made: string[] = [];
    for (const second of [1, 2, 3]) {
      const { path: written } = await backupStore(dataDir, path, { now: at(second), keep: 2 });
      made.push(written);
      if (second === 1) {
        for (const other of ['acme-old.db', 'acme.db', 'other-2020-01-01T00-00-00-000Z.db'])
          writeFileSync(join(into, other), 'precious');
        // A backup that was killed leaves its draft.
        writeFileSync(`${written}.part-1`, 'draft');
      }
    }
    expect(made.map(existsSync)).toEqual([false, true, true]);
    expect(stamped(into)).toHaveLength(5);
    expect((await restore(made[2] ?? '', newPath('data'))).contents.seats?.count).toBe(600);
    await store.close();
  });

  test('a folder can be named instead of a file', async () => {
    const dataDir = newPath('data');
    await (await company(dataDir)).close();
    const into = mkdtempSync(join(folder, 'into-'));
    await backupStore(dataDir, into, { now: at(1), keep: 1 });
    const { path } = await backupStore(dataDir, into, { now: at(2), keep: 1 });
    expect(stamped(into)).toEqual([path.slice(into.length + 1)]);
  });
});

describe('what belongs together', () => {
  const setting = (dataDir: string, store: Store) => localKeySetting(dataDir, store);

  test('a lost key file is not replaced beside a store that needs it', async () => {
    const dataDir = newPath('data');
    const store = await open(dataDir);
    await openKeyring(store, await setting(dataDir, store));
    rmSync(join(dataDir, 'key-encryption-key'));
    await expect(setting(dataDir, store)).rejects.toMatchObject({ name: 'EncryptionKeyError', problem: 'missing' });
    expect(existsSync(join(dataDir, 'key-encryption-key'))).toBe(false);
    await store.close();
  });

  test.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => writeFileSync(path, '')],
  ])('a store file that is %s beside its key file is an error, not a new company', async (_, damage) => {
    const [source, dataDir] = [newPath('data'), newPath('data')];
    const store = await open(source);
    await openKeyring(store, await setting(source, store));
    await store.close();
    const path = newPath('backup.db');
    await backup(source, path);
    mkdirSync(dataDir);
    copyFileSync(path, join(dataDir, 'store.db'));
    copyFileSync(join(source, 'key-encryption-key'), join(dataDir, 'key-encryption-key'));
    damage(join(dataDir, 'store.db'));
    await expect(open(dataDir)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'lost' });
    await restore(path, dataDir, existingLocalKey(dataDir));
    await (await open(dataDir)).close();
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
  await expect(open(target)).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'unfinished' });
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

    const [first] = await store.keys
      .free('win', 250)
      .then((keys) => keys.filter(({ encrypted }) => encrypted.kid === 'k1'));
    if (!first) throw new Error('Some are encrypted with the old key');
    const taken = { takenBy: 'ana@contoso.com', takenSlot: 'ana@contoso.com||1' };
    const [outcome, rotated] = await Promise.all([
      store.keys.replace(first, { ...first, ...taken }),
      rotateKeys(store, ring),
    ]);
    expect(outcome).toBe('done');
    expect(rotated).toBe(150);
    expect(await store.keys.get(first.id)).toMatchObject({ ...taken, encrypted: { kid: 'k2' } });

    const later = await openKeyring(store, key('k2', 2));
    expect(later.fingerprint('K-7')).toBe(old.fingerprint('K-7'));
    const opened = (await store.keys.ofBenefit('win', { skip: 0, limit: 300 })).map(({ id, encrypted }) =>
      later.decrypt(encrypted, keyContext(id)),
    );
    expect(opened).toEqual(Array.from({ length: 250 }, (_, n) => `K-${n}`));
    expect(await rotateKeys(store, later)).toBe(0);
    await store.close();
  });
});
