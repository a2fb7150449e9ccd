import { keyContext } from '../benefits/key';
import type { Keyring, Store } from '../benefits/ports';
import { reencryptFingerprintSecret } from './keyring';

const BATCH = 100;

/**
 * Encrypts all product keys and the fingerprint secret with the newest encryption key, while the bot runs. May be
 * interrupted and repeated; afterwards older keys can be removed from the settings. Returns how many product keys it
 * encrypted. Throws `EncryptionKeyError` if one can't be decrypted.
 */
export async function rotateKeys(store: Store, keyring: Keyring, progress?: (done: number) => void): Promise<number> {
  let done = 0;
  for (;;) {
    const keys = await store.keys.encryptedOtherwise(keyring.newest, BATCH);
    if (keys.length === 0) break;
    const outcomes = await Promise.all(
      keys.map((key) => {
        const context = keyContext(key.id);
        // If it changed meanwhile, the next round finds it.
        return store.keys.replace(key, {
          ...key,
          encrypted: keyring.encrypt(keyring.decrypt(key.encrypted, context), context),
        });
      }),
    );
    done += outcomes.filter((outcome) => outcome === 'done').length;
    progress?.(done);
  }
  await reencryptFingerprintSecret(store, keyring);
  return done;
}
