import { type Claims, createTokenCheck, type TokenCheck } from '../channel/channel-tokens';
import { createSigningKeys } from '../channel/signing-keys';
import { Unauthorized } from '../http-error';
import type { Caller } from './server-ports';

const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Checks a page's SSO token (`authentication.getAuthToken()` of teams-js): signed by Entra for this app's `access_as_user`
 * scope, in an allowed tenant, for a member (no guest, no app-only token).
 * v1 and v2 tokens: learn.microsoft.com/entra/identity-platform/access-token-claims-reference.
 */
export function createEntraCheck(options: {
  appId: string;
  /** Host of the app id URI `api://<host>/<app id>`. */
  publicUrl: string | null;
  tenantId: string | null;
  /** Lower case; null: any tenant. */
  allowedTenants: readonly string[] | null;
  metadataUrl?: string | null;
  now?: () => number;
}): TokenCheck<Caller> {
  const authority = options.tenantId ?? 'organizations';
  const metadataUrl =
    options.metadataUrl ?? `https://login.microsoftonline.com/${authority}/v2.0/.well-known/openid-configuration`;
  const clock = options.now ? { now: options.now } : {};
  const cloud = metadataUrl.includes('login.microsoftonline.us') ? 'us' : 'com';
  const tenants = options.allowedTenants ?? (options.tenantId ? [options.tenantId] : []);
  const host = options.publicUrl ? new URL(options.publicUrl).host : null;
  const check = createTokenCheck({
    keys: createSigningKeys(metadataUrl, clock),
    issuers: tenants.flatMap((tenant) => [
      `https://login.microsoftonline.${cloud}/${tenant}/v2.0`,
      `https://sts.windows.net/${tenant}/`,
    ]),
    audiences: [options.appId, `api://${options.appId}`, ...(host ? [`api://${host}/${options.appId}`] : [])],
    claims: (claims) => {
      if (typeof claims.tid !== 'string' || !tenants.includes(claims.tid.toLowerCase()))
        throw new Unauthorized('tenant');
      if (!String(claims.iss).includes(claims.tid)) throw new Unauthorized('issuer of another tenant');
      if (typeof claims.oid !== 'string' || claims.oid === '') throw new Unauthorized('no object id');
      if (typeof claims.scp !== 'string' || !claims.scp.split(' ').includes('access_as_user')) {
        throw new Unauthorized('scope');
      }
      if (claims.idtyp === 'app' || claims.acct === 1 || claims.tid === CONSUMERS)
        throw new Unauthorized('not a member');
    },
    ...clock,
  });
  return {
    known(authorization) {
      const claims = check.known(authorization);
      return claims && callerOf(claims);
    },
    verify: async (authorization) => callerOf(await check.verify(authorization)),
  };
}

function callerOf(claims: Claims): Caller {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
  return {
    objectId: String(claims.oid).toLowerCase(),
    tenantId: String(claims.tid).toLowerCase(),
    email: text('preferred_username') ?? text('upn'),
    name: text('name'),
  };
}
