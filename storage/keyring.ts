import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { EncryptedValue } from '../benefits/key';
import type { Keyring, Store } from '../benefits/ports';
import { errorCode } from './unavailable';

/** An encryption key is missing or differs from the one used before. Nothing was read or changed. */
export class EncryptionKeyError extends Error {
  override readonly name = 'EncryptionKeyError';
  constructor(
    readonly kid: string,
    readonly problem: 'missing' | 'wrong' | 'setting',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

const NONCE = 12;
const TAG = 16;
const FINGERPRINT_FACT = 'fingerprint-secret';
const FINGERPRINT_CONTEXT = 'facts|fingerprint-secret|value';
const checkFact = (kid: string): string => `encryption-key:${kid}`;
const checkContext = (kid: string): string => `facts|encryption-key|${kid}`;

/** `id:base64(32 bytes)[,id:…]`, newest first. Throws `EncryptionKeyError` naming the id, never the key. */
export function readKeySetting(setting: string): ReadonlyMap<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const [position, part] of setting.split(',').entries()) {
    const colon = part.indexOf(':');
    const kid = part.slice(0, Math.max(0, colon)).trim();
    const text = part.slice(colon + 1).trim();
    const named = kid === '' ? `number ${position + 1}` : kid;
    const wrong = (why: string): EncryptionKeyError =>
      new EncryptionKeyError(named, 'setting', `The encryption key ${named} ${why}.`);
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(kid))
      throw wrong('has no id of letters, digits, ".", "_" or "-" before a colon');
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length !== 32 || bytes.toString('base64').replaceAll('=', '') !== text.replaceAll('=', '')) {
      throw wrong('is not 32 bytes in base64');
    }
    if (keys.has(kid)) throw wrong('is given twice');
    keys.set(kid, bytes);
  }
  return keys;
}

function encryptWith(key: Buffer, kid: string, text: string, context: string): EncryptedValue {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(context));
  const data = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { kid, data: data.toString('base64') };
}

function decryptWith(keys: ReadonlyMap<string, Buffer>, encrypted: EncryptedValue, context: string): string {
  const key = keys.get(encrypted.kid);
  if (!key) {
    throw new EncryptionKeyError(
      encrypted.kid,
      'missing',
      `The encryption key ${encrypted.kid} is needed and not among KEY_ENCRYPTION_KEYS.`,
    );
  }
  try {
    const data = Buffer.from(encrypted.data, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(context))
      .setAuthTag(data.subarray(data.length - TAG));
    return Buffer.concat([decipher.update(data.subarray(NONCE, data.length - TAG)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new EncryptionKeyError(
      encrypted.kid,
      'wrong',
      `What the encryption key ${encrypted.kid} encrypted does not open: the key is another one, or the text was changed.`,
      error,
    );
  }
}

/** `fingerprintSecret` belongs to the store and survives key rotation. */
export function createKeyring(setting: string, fingerprintSecret: Buffer): Keyring {
  const keys = readKeySetting(setting);
  const ids = [...keys.keys()];
  const [first] = keys;
  if (!first) throw new EncryptionKeyError('number 1', 'setting', 'No encryption key is given.');
  const [newest, newestKey] = first;
  return {
    newest,
    ids,
    encrypt: (text, context) => encryptWith(newestKey, newest, text, context),
    decrypt: (encrypted, context) => decryptWith(keys, encrypted, context),
    fingerprint: (text) => createHmac('sha256', fingerprintSecret).update(text, 'utf8').digest('base64url'),
  };
}

/** Throws unless these keys decrypt everything in the store. Writes nothing. */
async function verify(store: Store, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  const inUse = await store.keys.kids();
  for (const kid of new Set([...inUse, ...keys.keys()])) {
    const known = await store.facts.get(checkFact(kid));
    if (known !== null) decryptWith(keys, encryptedOf(known), checkContext(kid));
    else if (!keys.has(kid)) {
      throw new EncryptionKeyError(
        kid,
        'missing',
        `Product keys are encrypted with the encryption key ${kid}, which is not in KEY_ENCRYPTION_KEYS.`,
      );
    }
  }
  const secret = await store.facts.get(FINGERPRINT_FACT);
  if (secret !== null) decryptWith(keys, encryptedOf(secret), FINGERPRINT_CONTEXT);
}

/**
 * Throws `EncryptionKeyError`, naming the id, if a key that the store needs is missing or differs from the one used
 * before.
 */
export async function openKeyring(store: Store, setting: string): Promise<Keyring> {
  const keys = readKeySetting(setting);
  await verify(store, keys);
  for (const [kid, key] of keys) {
    const known = await factOr(store, checkFact(kid), () =>
      JSON.stringify(encryptWith(key, kid, kid, checkContext(kid))),
    );
    // Another process may have stored one meanwhile.
    decryptWith(keys, encryptedOf(known), checkContext(kid));
  }
  const draft = createKeyring(setting, Buffer.alloc(0));
  const fact = await factOr(store, FINGERPRINT_FACT, () =>
    JSON.stringify(draft.encrypt(randomBytes(32).toString('base64'), FINGERPRINT_CONTEXT)),
  );
  return createKeyring(setting, Buffer.from(draft.decrypt(encryptedOf(fact), FINGERPRINT_CONTEXT), 'base64'));
}

/** Encrypts the store's fingerprint secret with the newest key. */
export async function reencryptFingerprintSecret(store: Store, keyring: Keyring): Promise<void> {
  const fact = await store.facts.get(FINGERPRINT_FACT);
  if (fact === null) return;
  const encrypted = encryptedOf(fact);
  if (encrypted.kid === keyring.newest) return;
  const secret = keyring.decrypt(encrypted, FINGERPRINT_CONTEXT);
  await store.facts.set(FINGERPRINT_FACT, JSON.stringify(keyring.encrypt(secret, FINGERPRINT_CONTEXT)));
}

/** Returns the fact, creating it if it is missing. Concurrent callers get the same one. */
async function factOr(store: Store, name: string, make: () => string): Promise<string> {
  const known = await store.facts.get(name);
  if (known !== null) return known;
  const made = make();
  if (await store.facts.insert(name, made)) return made;
  const others = await store.facts.get(name);
  if (others === null) throw new Error(`The fact ${name} is neither there nor can it be made`);
  return others;
}

function encryptedOf(fact: string): EncryptedValue {
  const value: unknown = JSON.parse(fact);
  if (typeof value === 'object' && value !== null && 'kid' in value && 'data' in value) {
    const { kid, data } = value;
    if (typeof kid === 'string' && typeof data === 'string') return { kid, data };
  }
  throw new Error('An encrypted fact of the store is damaged');
}

export const localKeyFile = (dataDir: string): string => join(dataDir, 'key-encryption-key');

/** The key setting in this folder's key file, or null. */
export const existingLocalKey = (dataDir: string): string | null => readIfThere(localKeyFile(dataDir));

const hasSecrets = async (store: Store): Promise<boolean> =>
  (await store.facts.get(FINGERPRINT_FACT)) !== null || (await store.keys.kids()).length > 0;

/** Throws `EncryptionKeyError` unless this setting decrypts everything in the store. Writes nothing. */
export async function verifyKeySetting(store: Store, setting: string | null): Promise<void> {
  if (setting !== null) await verify(store, readKeySetting(setting));
  else if (await hasSecrets(store)) {
    throw new EncryptionKeyError(
      'local',
      'missing',
      'Its product keys are encrypted and no encryption key is set. Set KEY_ENCRYPTION_KEYS, or put the file key-encryption-key into the data folder.',
    );
  }
}

/**
 * The key setting of local mode, from a file that only its owner may read. Creates the file on first use; processes
 * that start together get the same key. Throws `EncryptionKeyError` if the file is missing and the store needs it.
 */
export async function localKeySetting(dataDir: string, store: Store): Promise<string> {
  const known = existingLocalKey(dataDir);
  if (known !== null) return known;
  if (await hasSecrets(store)) {
    // Another process may have created both meanwhile.
    const made = existingLocalKey(dataDir);
    if (made !== null) return made;
    throw new EncryptionKeyError(
      'local',
      'missing',
      `The file ${localKeyFile(dataDir)} is missing, and the store's product keys are encrypted with the key in it. Put it back from your backup, or set KEY_ENCRYPTION_KEYS.`,
    );
  }
  return createLocalKey(dataDir);
}

function createLocalKey(dataDir: string): string {
  const path = localKeyFile(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    chmodSync(draft, 0o600);
    writeSync(file, `local:${randomBytes(32).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // A link appears complete or not at all, and fails if the file exists.
    linkSync(draft, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return null;
    throw error;
  }
}
