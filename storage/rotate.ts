import { keyContext } from '../benefits/key';
import type { Keyring, Store } from '../benefits/ports';
import { reencryptFingerprintSecret } from './keyring';

const BATCH = 100;

/**
 * Seals every product key, and the secret of the fingerprints, with the newest encryption key, while the bot runs. Can be
 * interrupted and run again; older encryption keys may go from the settings once it has ended. Returns how many product
 * keys it encrypted. Throws `EncryptionKeyError` for one that does not open.
 */
export async function rotateKeys(store: Store, keyring: Keyring, progress?: (done: number) => void): Promise<number> {
  let done = 0;
  for (;;) {
    const keys = await store.keys.encryptedOtherwise(keyring.newest, BATCH);
    if (keys.length === 0) break;
    const outcomes = await Promise.all(
      keys.map((key) => {
        const context = keyContext(key.id);
        // One that somebody changed meanwhile is found again.
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
