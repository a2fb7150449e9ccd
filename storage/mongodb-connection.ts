import {
  MongoClient,
  MongoError,
  MongoServerError,
  MongoServerSelectionError,
  ServerType,
  type TopologyDescription,
} from 'mongodb';
import { errorCode, StoreUnavailable } from './unavailable';

/** Short timeouts for dead servers. The address can set any of these otherwise. */
const DEFAULTS: Readonly<Record<string, string | number>> = {
  appName: 'partner-benefits-bot',
  readPreference: 'primary',
  serverSelectionTimeoutMS: 2_500,
  connectTimeoutMS: 2_500,
  socketTimeoutMS: 15_000,
  heartbeatFrequencyMS: 2_000,
  maxPoolSize: 50,
  maxIdleTimeMS: 60_000,
};

const POOL_EVENTS = ['connectionCreated', 'connectionClosed', 'connectionCheckedOut', 'connectionCheckedIn'] as const;
export type PoolWatch = (event: (typeof POOL_EVENTS)[number]) => void;

/**
 * Connects with the first command. Writes are acknowledged by a majority's journal, whatever the address says. Throws
 * `StoreUnavailable` for an address that the driver can't read.
 */
export function openClient(uri: string, pool?: PoolWatch): MongoClient {
  const given = [...new URLSearchParams(uri.split('?')[1]).keys()].map((name) => name.toLowerCase());
  const defaults = Object.entries(DEFAULTS).filter(([name]) => !given.includes(name.toLowerCase()));
  try {
    const client = new MongoClient(uri, {
      ...Object.fromEntries(defaults),
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
      readConcern: { level: 'majority' },
      ignoreUndefined: true,
    });
    if (pool) for (const event of POOL_EVENTS) client.on(event, () => pool(event));
    return client;
  } catch (error) {
    // A message that quotes the address may hold the password.
    const why = error instanceof Error && !error.message.includes('://') ? error.message : 'it has another form';
    throw new StoreUnavailable('address', error, `MONGODB_URI: ${why}. Example: ${EXAMPLE}`);
  }
}

const EXAMPLE = 'mongodb://bot:password@db.internal:27017/?replicaSet=rs0';
const UNAUTHORIZED = 13;

/** `mistaken`: waiting won't help, the setting must be changed. */
interface Problem {
  mistaken: boolean;
  says: string;
}

/** What stands between the bot and the server, and how to fix it; null for other errors. */
export function connectionProblem(error: unknown): Problem | null {
  if (error instanceof MongoServerError && (error.code === UNAUTHORIZED || error.hasErrorLabel('HandshakeError'))) {
    return mistaken(
      'the server refuses the user or the password, or the user may not read and write this database. Check both, write special characters as %40 and so on, and name the database that knows the user: ?authSource=admin',
    );
  }
  if (error instanceof MongoServerSelectionError) return selectionProblem(error.reason);
  // mongodb+srv:// is looked up before the driver makes errors of its own.
  if (!(error instanceof MongoError) && isUnknownHost(error)) {
    return mistaken('there is no such mongodb+srv:// host. Check the name, and that this machine can look it up');
  }
  if (typeof error === 'object' && error !== null && 'path' in error && /^E(NOENT|ACCES|ISDIR)$/.test(errorCode(error)))
    return mistaken(`the file ${error.path} that it names can't be read (${errorCode(error)})`);
  return null;
}

function selectionProblem(topology: TopologyDescription | undefined): Problem | null {
  const servers = [...(topology?.servers.values() ?? [])];
  const failed = servers.filter(({ type }) => type === ServerType.Unknown);
  const hosts = failed.map(({ address }) => address).join(', ');
  if (servers.length === 0 || failed.length < servers.length) {
    return waiting('the servers answer, but none is the primary. Check replicaSet=, and rs.status() on the server');
  }
  const causes = failed.map(({ error }) => rootOf(error));
  if (causes.every(isUnknownHost)) {
    const says = `there is no host ${hosts}. Check the name, and that this machine can look it up`;
    return causes.every((cause) => errorCode(cause) === 'EAI_AGAIN') ? waiting(says) : mistaken(says);
  }
  const tls = causes.map(errorCode).find((code) => /^ERR_(SSL|TLS|OSSL)|CERT|SIGNATURE|EPROTO/.test(code));
  if (tls) {
    return mistaken(
      `TLS with ${hosts} failed (${tls}). Use the host name of the certificate, tlsCAFile= for a certificate authority of your own, and no tls=true for a server without TLS`,
    );
  }
  return waiting(
    `nothing answers at ${hosts}. Check that the server runs, the port, the firewall, and that tls=true is there if the server uses TLS, and only then`,
  );
}

function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error;
}
const isUnknownHost = (error: unknown): boolean => ['ENOTFOUND', 'ENODATA', 'EAI_AGAIN'].includes(errorCode(error));
const mistaken = (says: string): Problem => ({ mistaken: true, says: `MONGODB_URI: ${says}` });
const waiting = (says: string): Problem => ({ mistaken: false, says: `MONGODB_URI: ${says}` });
