import { createHash, type KeyObject } from 'node:crypto';
import { decode, verify } from 'jsonwebtoken';
import { Unauthorized } from '../http-error';
import { createSigningKeys, type SigningKeys } from './signing-keys';

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>;

export interface TokenRules {
  keys: SigningKeys;
  /** Exact issuers. */
  issuers: readonly string[];
  audiences: readonly string[];
  /** Called once per token, after its signature and times were verified; throws Unauthorized. */
  claims?(claims: Claims, endorsements: readonly string[]): void;
  now?: () => number;
}

const CLOCK_SKEW = 60;
const LONGEST_TOKEN = 16_384;
const REMEMBERED = 5_000;

/** Verifies an `Authorization` header. */
export interface TokenCheck<T> {
  /** The result for a token that was verified before and is still valid; null: verify it. Costs one hash. */
  known(authorization: string | undefined): T | null;
  /** Throws Unauthorized. */
  verify(authorization: string | undefined): Promise<T>;
}

/**
 * Checks `Authorization: Bearer …` headers: RS256 only (no `none`, no HMAC with a public key, no PSS), a key that the issuer
 * currently publishes, issuer, audience, times with a minute of skew, an expiry. A verified token is remembered by its hash
 * until it expires or its key is no longer published.
 */
export function createTokenCheck(rules: TokenRules): TokenCheck<Claims> {
  const now = rules.now ?? Date.now;
  const remembered = new Map<string, { claims: Claims; kid: string; endsAt: number }>();

  return {
    known(authorization) {
      const token = bearerToken(authorization);
      if (token === null) return null;
      const hash = hashOf(token);
      const found = remembered.get(hash);
      if (!found) return null;
      if (found.endsAt > now() && rules.keys.holds(found.kid)) return found.claims;
      remembered.delete(hash);
      return null;
    },
    async verify(authorization) {
      const token = bearerToken(authorization);
      if (token === null) throw new Unauthorized('no bearer token');
      const { claims, kid, endorsements } = await verified(token, rules, Math.floor(now() / 1000));
      rules.claims?.(claims, endorsements);
      if (remembered.size >= REMEMBERED) {
        const oldest = remembered.keys().next();
        if (!oldest.done) remembered.delete(oldest.value);
      }
      remembered.set(hashOf(token), { claims, kid, endsAt: Number(claims.exp) * 1000 });
      return claims;
    },
  };
}

function bearerToken(authorization = ''): string | null {
  if (authorization.length > LONGEST_TOKEN) return null;
  return /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)$/.exec(authorization)?.[1] ?? null;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64');

async function verified(token: string, rules: TokenRules, seconds: number) {
  const header = headerOf(token);
  if (header.alg !== 'RS256') throw new Unauthorized('algorithm');
  if (typeof header.kid !== 'string' || header.crit !== undefined) throw new Unauthorized('header');
  const signing = await rules.keys.find(header.kid);
  if (!signing) throw new Unauthorized('unknown key');
  const claims = checked(token, signing.key, seconds);
  if (typeof claims.exp !== 'number') throw new Unauthorized('no end');
  if (typeof claims.iss !== 'string' || !rules.issuers.includes(claims.iss)) throw new Unauthorized('issuer');
  if (typeof claims.aud !== 'string' || !rules.audiences.includes(claims.aud)) throw new Unauthorized('audience');
  if (typeof claims.iat === 'number' && claims.iat > seconds + CLOCK_SKEW) throw new Unauthorized('from the future');
  return { claims, kid: header.kid, endorsements: signing.endorsements };
}

function headerOf(token: string): Record<string, unknown> {
  try {
    return (decode(token, { complete: true })?.header ?? {}) as unknown as Record<string, unknown>;
  } catch {
    throw new Unauthorized('not a token');
  }
}

function checked(token: string, key: KeyObject, seconds: number): Claims {
  try {
    const claims = verify(token, key, {
      algorithms: ['RS256'],
      clockTolerance: CLOCK_SKEW,
      clockTimestamp: seconds,
    });
    if (typeof claims === 'object' && claims !== null) return claims;
  } catch (error) {
    throw new Unauthorized(error instanceof Error ? error.message : 'verification');
  }
  throw new Unauthorized('payload');
}

const PUBLIC = {
  issuer: 'https://api.botframework.com',
  metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
};
const US_GOVERNMENT = {
  issuer: 'https://api.botframework.us',
  metadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
};

export interface ChannelGate extends TokenCheck<Claims> {
  /** Throws Unauthorized unless the token was signed for this activity. */
  match(claims: Claims, activity: { serviceUrl: string; channelId: string }): void;
}

/**
 * The gate of /api/messages: accepts only activities that the Bot Framework signed for this bot on behalf of Teams. Entra's
 * tokens (the emulator's, a skill's, another bot's) are refused, though the SDK accepts some of them. The signed service URL
 * must be the activity's, so replies can't be diverted.
 * Rules: Bot Connector authentication, "Authenticate requests from the Bot Connector service to your bot".
 */
export function createChannelGate(options: {
  appId: string;
  channel: Readonly<Partial<Record<string, string>>>;
  now?: () => number;
}): ChannelGate {
  const cloud = options.channel.ChannelService?.includes('azure.us') ? US_GOVERNMENT : PUBLIC;
  const metadata = options.channel.ToBotFromChannelOpenIdMetadataUrl ?? cloud.metadata;
  const clock = options.now ? { now: options.now } : {};
  const check = createTokenCheck({
    keys: createSigningKeys(metadata, clock),
    issuers: [options.channel.ToBotFromChannelTokenIssuer ?? cloud.issuer],
    audiences: [options.appId],
    claims(claims, endorsements) {
      if (!endorsements.includes('msteams')) throw new Unauthorized('key not endorsed for msteams');
      const caller = claims.appid ?? claims.azp;
      if (claims.ver !== undefined && caller !== undefined && caller !== claims.aud) throw new Unauthorized('skill');
      if (typeof claims.serviceurl !== 'string') throw new Unauthorized('no service URL claim');
    },
    ...clock,
  });
  return {
    ...check,
    match(claims, activity) {
      if (activity.channelId !== 'msteams') throw new Unauthorized('channel');
      if (claims.serviceurl !== activity.serviceUrl) throw new Unauthorized('service URL');
    },
  };
}
