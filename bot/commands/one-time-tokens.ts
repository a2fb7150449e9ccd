import { createHash } from 'node:crypto';
import type { Ports } from '../../benefits/ports';
import type { OneTimeToken } from '../../benefits/short-lived';

/**
 * One-time tokens for pages and downloads. The secret is in the page's fragment or the link; the store has only its hash, so
 * reading the store is not enough to use one.
 */

const idOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export async function issueToken(
  ports: Ports,
  input: Pick<OneTimeToken, 'purpose' | 'person' | 'claims'> & { minutes: number },
): Promise<string> {
  const secret = `${ports.random.id()}${ports.random.id()}`;
  const expiresAt = new Date(ports.clock.now().getTime() + input.minutes * 60_000).toISOString();
  const { purpose, person, claims } = input;
  await ports.store.oneTimeTokens.insert({
    id: idOf(secret),
    version: 1,
    purpose,
    person,
    claims,
    usedAt: null,
    expiresAt,
  });
  return secret;
}

/** A valid token, which stays valid. Null: unknown, expired, used, or for another purpose. */
export async function findToken(
  ports: Ports,
  purpose: OneTimeToken['purpose'],
  secret: unknown,
): Promise<OneTimeToken | null> {
  if (typeof secret !== 'string' || !/^[\w-]{40,200}$/.test(secret)) return null;
  const token = await ports.store.oneTimeTokens.get(idOf(secret));
  const now = ports.clock.now().toISOString();
  return token && token.purpose === purpose && token.usedAt === null && token.expiresAt > now ? token : null;
}

/** Uses the token up; of two concurrent uses, one succeeds. */
export async function useToken(ports: Ports, token: OneTimeToken): Promise<boolean> {
  return (
    (await ports.store.oneTimeTokens.replace(token, { ...token, usedAt: ports.clock.now().toISOString() })) === 'done'
  );
}
