import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyContext } from '../../benefits/key';
import { openStore } from '../../storage';
import { createKeyring, EncryptionKeyError, localKeySetting, openKeyring, readKeySetting } from '../../storage/keyring';
import { keyOf } from './documents';
import { embeddedServer, type Server } from './servers';

const key = (id: string, filled: number): string => `${id}:${Buffer.alloc(32, filled).toString('base64')}`;
const SECRET = Buffer.alloc(32, 9);
const CONTEXT = keyContext('win/1');

describe('a keyring', () => {
  const ring = createKeyring(`${key('k2', 2)},${key('k1', 1)}`, SECRET);

  test('opens what it encrypted, under the newest key, a new nonce each time', () => {
    const encrypted = ring.encrypt('ABCDE-12345', CONTEXT);
    expect(encrypted.kid).toBe('k2');
    expect(ring.decrypt(encrypted, CONTEXT)).toBe('ABCDE-12345');
    expect(ring.encrypt('ABCDE-12345', CONTEXT).data).not.toBe(encrypted.data);
    expect(Buffer.from(encrypted.data, 'base64').toString('latin1')).not.toContain('ABCDE');
  });

  test('opens what an older key encrypted, and not what a key it lacks encrypted', () => {
    const old = createKeyring(key('k1', 1), SECRET).encrypt('x', CONTEXT);
    expect(ring.decrypt(old, CONTEXT)).toBe('x');
    const foreign = createKeyring(key('k9', 9), SECRET).encrypt('x', CONTEXT);
    expect(() => ring.decrypt(foreign, CONTEXT)).toThrow(/k9/);
  });

  test('does not open what was moved, changed or cut', () => {
    const encrypted = ring.encrypt('ABCDE-12345', CONTEXT);
    expect(() => ring.decrypt(encrypted, keyContext('win/2'))).toThrow(EncryptionKeyError);
    const bytes = Buffer.from(encrypted.data, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => ring.decrypt({ ...encrypted, data: changed.toString('base64') }, CONTEXT)).toThrow(
        EncryptionKeyError,
      );
    }
    for (let end = 0; end < bytes.length; end += 1) {
      const cut = bytes.subarray(0, end).toString('base64');
      expect(() => ring.decrypt({ ...encrypted, data: cut }, CONTEXT)).toThrow(EncryptionKeyError);
    }
  });

  test('tells equal texts by a fingerprint that only the secret makes', () => {
    expect(ring.fingerprint('A')).toBe(createKeyring(key('k3', 3), SECRET).fingerprint('A'));
    expect(ring.fingerprint('A')).not.toBe(ring.fingerprint('B'));
    expect(ring.fingerprint('A')).not.toBe(createKeyring(key('k2', 2), Buffer.alloc(32, 8)).fingerprint('A'));
    expect(ring.fingerprint('A')).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ['', 'number 1'],
    ['k1', 'number 1'],
    ['k1:abc', 'k1'],
    [`k1:${Buffer.alloc(16).toString('base64')}`, 'k1'],
    [`${key('k1', 1)},k 2:${Buffer.alloc(32).toString('base64')}`, 'k 2'],
    [`${key('k1', 1)},${key('k1', 2)}`, 'k1'],
  ])('a setting of %j is refused by the name of the key', (setting, kid) => {
    expect(() => readKeySetting(setting)).toThrow(expect.objectContaining({ kid, problem: 'setting' }));
  });
});

describe('the keyring of a store', () => {
  let server: Server;
  beforeAll(() => {
    server = embeddedServer();
  });
  afterAll(() => server.close());

  test('keeps its fingerprints whatever encryption key is newest', async () => {
    const { store, again } = await server.fresh();
    const [one, two] = await Promise.all([openKeyring(store, key('k1', 1)), openKeyring(await again(), key('k1', 1))]);
    const later = await openKeyring(store, `${key('k2', 2)},${key('k1', 1)}`);
    expect(new Set([one, two, later].map((ring) => ring.fingerprint('A'))).size).toBe(1);
  });

  test('refuses a store whose keys need an encryption key that is not given', async () => {
    const { store } = await server.fresh();
    const ring = await openKeyring(store, key('k1', 1));
    await store.keys.insert(keyOf(ring, 'win', 'K-1'));
    const failure = {
      name: 'EncryptionKeyError',
      kid: 'k1',
      problem: 'missing',
      message: expect.stringContaining('k1'),
    };
    await expect(openKeyring(store, key('k2', 2))).rejects.toMatchObject(failure);
  });

  test('refuses another key under a name that was used, even before a product key was encrypted', async () => {
    const { store } = await server.fresh();
    await openKeyring(store, key('k1', 1));
    const failure = { kid: 'k1', problem: 'wrong', message: expect.stringContaining('k1') };
    await expect(openKeyring(store, key('k1', 7))).rejects.toMatchObject(failure);
    await expect(openKeyring(store, `${key('k2', 2)},${key('k1', 7)}`)).rejects.toMatchObject(failure);
  });

  test('refuses when the key of the fingerprints is gone', async () => {
    const { store } = await server.fresh();
    await openKeyring(store, key('k1', 1));
    await expect(openKeyring(store, key('k2', 2))).rejects.toMatchObject({ kid: 'k1', problem: 'missing' });
  });
});

test('the local key is made once and is its owner’s alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'benefits-key-'));
  const dataDir = join(folder, 'data');
  const store = await openStore({ mongodbUri: null, mongodbDb: '', dataDir: join(folder, 'store') });
  const made = await localKeySetting(dataDir, store);
  expect(await localKeySetting(dataDir, store)).toBe(made);
  expect([...readKeySetting(made).keys()]).toEqual(['local']);
  expect(readdirSync(dataDir)).toHaveLength(1);
  expect(statSync(join(dataDir, 'key-encryption-key')).mode & 0o777).toBe(0o600);
  await store.close();
  rmSync(folder, { recursive: true });
});
