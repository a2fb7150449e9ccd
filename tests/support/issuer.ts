import { createHmac, createSign, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A signing key of the issuer; `endorsements` null: none are published with it. */
export interface IssuerKey {
  kid: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
  endorsements: readonly string[] | null;
}

export function newKey(
  kid: string,
  endorsements: readonly string[] | null = ['msteams'],
  modulusLength = 2048,
): IssuerKey {
  return { kid, endorsements, ...generateKeyPairSync('rsa', { modulusLength }) };
}

export interface Issuer {
  /** Address of the OpenID metadata. */
  readonly metadataUrl: string;
  /** How often the key set was asked for. */
  fetched(): number;
  /** Publishes these keys from now on. */
  publish(...keys: IssuerKey[]): void;
  /** 200, or what it answers instead. */
  answerWith(status: number): void;
  stop(): Promise<void>;
}

/** An OpenID issuer on loopback that publishes keys, as the Bot Framework and Entra do. */
export async function startIssuer(...first: IssuerKey[]): Promise<Issuer> {
  let keys = first;
  let count = 0;
  let status = 200;
  const server = createServer((request, response) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const found = request.url === '/keys';
    if (found) count += 1;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        found
          ? {
              keys: keys.map((key) => ({
                ...key.publicKey.export({ format: 'jwk' }),
                kid: key.kid,
                use: 'sig',
                ...(key.endorsements ? { endorsements: key.endorsements } : {}),
              })),
            }
          : { issuer: origin, jwks_uri: `${origin}/keys` },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    fetched: () => count,
    publish(...next) {
      keys = next;
    },
    answerWith(next) {
      status = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export type Algorithm = 'RS256' | 'RS384' | 'PS256' | 'HS256' | 'none';

/** A signed token; `alg` may be one that must be refused, HS256 takes the public key as its secret. */
export function token(
  key: IssuerKey,
  claims: Record<string, unknown>,
  options: { alg?: Algorithm; header?: Record<string, unknown> } = {},
): string {
  const alg = options.alg ?? 'RS256';
  const input = `${encode({ alg, typ: 'JWT', kid: key.kid, ...options.header })}.${encode(claims)}`;
  return `${input}.${signature(alg, key, input)}`;
}

function signature(alg: Algorithm, key: IssuerKey, input: string): string {
  switch (alg) {
    case 'none':
      return '';
    case 'HS256':
      return createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' }))
        .update(input)
        .digest('base64url');
    case 'PS256':
      return signBytes('sha256', Buffer.from(input), { key: key.privateKey, padding: 6, saltLength: 32 }).toString(
        'base64url',
      );
    case 'RS384':
      return createSign('RSA-SHA384').update(input).sign(key.privateKey, 'base64url');
    case 'RS256':
      return createSign('RSA-SHA256').update(input).sign(key.privateKey, 'base64url');
  }
}
