import { createPublicKey, type KeyObject } from 'node:crypto';
import { isLoopback } from '../../settings';
import { HttpError } from '../http-error';

/** A published key, parsed once. */
export interface SigningKey {
  key: KeyObject;
  /** Channels it may sign for; empty if the issuer publishes none. */
  endorsements: readonly string[];
}

export interface SigningKeys {
  /** Null: the issuer has no such key. Throws a 503 if keys could never be fetched. */
  find(kid: string): Promise<SigningKey | null>;
  /** Whether the cached key set still contains this key. Synchronous. */
  holds(kid: string): boolean;
}

const DAY = 24 * 3600_000;
const REFRESHES = 20;
const REFILL = 60_000;
const LARGEST = 1_000_000;

/**
 * An issuer's keys, from its OpenID metadata. Fetched at first use, every 24 hours, and when a token names an unknown key
 * (rotation): up to twenty times in a row, then once a minute, so that invented key ids can't flood the issuer. If the issuer
 * doesn't answer, the known keys are kept.
 */
export function createSigningKeys(metadataUrl: string, options: { now?: () => number } = {}): SigningKeys {
  const now = options.now ?? Date.now;
  let keys: ReadonlyMap<string, SigningKey> | null = null;
  let fetchedAt = 0;
  let running: Promise<void> | null = null;
  let tries = REFRESHES;
  let refilledAt = now();

  async function json(url: string): Promise<Record<string, unknown>> {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !isLoopback(hostname)) throw new Error('signing keys are fetched over https only');
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`signing keys: status ${response.status}`);
    const text = await response.text();
    if (text.length > LARGEST) throw new Error('signing keys: the answer is too large');
    return JSON.parse(text) as Record<string, unknown>;
  }

  async function load(): Promise<void> {
    const metadata = await json(metadataUrl);
    const set = await json(String(metadata.jwks_uri));
    const found = new Map<string, SigningKey>();
    for (const jwk of Array.isArray(set.keys) ? (set.keys as Record<string, unknown>[]) : []) {
      const { kid, kty, use, endorsements } = jwk;
      if (typeof kid !== 'string' || kty !== 'RSA' || use === 'enc') continue;
      const key = createPublicKey({ key: { kty: 'RSA', n: String(jwk.n), e: String(jwk.e) }, format: 'jwk' });
      if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) continue;
      found.set(kid, { key, endorsements: Array.isArray(endorsements) ? endorsements.map(String) : [] });
    }
    keys = found;
    fetchedAt = now();
  }

  function refresh(): Promise<void> {
    running ??= load().finally(() => {
      running = null;
    });
    return running;
  }

  function mayTry(): boolean {
    const passed = Math.floor((now() - refilledAt) / REFILL);
    if (passed > 0) {
      tries = Math.min(REFRESHES, tries + passed);
      refilledAt += passed * REFILL;
    }
    if (tries === 0) return false;
    tries -= 1;
    return true;
  }

  return {
    async find(kid) {
      const known = keys?.get(kid);
      if (known && now() - fetchedAt < DAY) return known;
      if (running || mayTry()) {
        try {
          await refresh();
        } catch (error) {
          if (!keys) throw unavailable(error);
        }
      } else if (!keys) throw unavailable(null);
      return keys?.get(kid) ?? null;
    },
    holds: (kid) => keys?.has(kid) ?? false,
  };
}

function unavailable(cause: unknown): HttpError {
  const problem = new HttpError(503, 'keys-unavailable', 'The issuer’s signing keys can’t be fetched now.', 30);
  problem.cause = cause;
  return problem;
}
