import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fact, Lease } from './collections';
import type { Engine, StartLog } from './engine';
import { StoreUnavailable } from './unavailable';

/**
 * A change of the documents themselves. Fields and indexes that are declared otherwise need none: every start compares
 * them and makes them anew.
 */
export interface Migration {
  /** The schema version that it leads to; they count up by one. */
  readonly to: number;
  readonly name: string;
  /** May be interrupted and run again. */
  run(engine: Engine): Promise<void>;
}

/** The version of a store that is made today. */
export const FIRST_VERSION = 1;
export const MIGRATIONS: readonly Migration[] = [];

const FACT = 'schema-version';
const LEASE = 'migration';
const LEASE_MS = 60_000;

const versionOf = async (engine: Engine): Promise<{ version: number; fact: Fact | null }> => {
  const fact = await engine.collection<Fact>('facts').get(FACT);
  return { version: fact ? Number(fact.value) : 0, fact };
};

/**
 * Brings the store to the newest version, once however many processes start together; the others wait. Throws
 * `StoreUnavailable` (`newer`) for a store that a newer program has written.
 */
export async function migrate(
  engine: Engine,
  migrations: readonly Migration[] = MIGRATIONS,
  log?: StartLog,
): Promise<void> {
  const facts = engine.collection<Fact>('facts');
  const newest = Math.max(FIRST_VERSION, ...migrations.map(({ to }) => to));
  const { fact } = await versionOf(engine);
  if (!fact) await facts.insert({ id: FACT, version: 1, value: `${newest}` });
  const owner = randomBytes(9).toString('base64url');
  for (;;) {
    const { version } = await versionOf(engine);
    if (version > newest) throw new StoreUnavailable('newer', undefined, `version ${version}, known are ${newest}`);
    if (version === newest) return;
    if (!(await lease(engine, owner))) {
      await pause(50 + Math.random() * 50);
      continue;
    }
    for (const migration of [...migrations].sort((a, b) => a.to - b.to)) {
      const before = await versionOf(engine);
      if (migration.to <= before.version || !before.fact) continue;
      await migration.run(engine);
      await facts.replaceIf(FACT, before.fact.version, { ...before.fact, value: `${migration.to}` });
      await lease(engine, owner);
      log?.('migrated the store', { to: migration.to, migration: migration.name });
    }
  }
}

/** True when this owner may migrate for the next minute. */
async function lease(engine: Engine, owner: string): Promise<boolean> {
  const leases = engine.collection<Lease>('leases');
  const now = Date.now();
  const until = new Date(now + LEASE_MS).toISOString();
  const held = await leases.get(LEASE);
  if (!held) return leases.insert({ id: LEASE, version: 1, owner, until });
  if (held.owner !== owner && held.until > new Date(now).toISOString()) return false;
  return (await leases.replaceIf(LEASE, held.version, { ...held, owner, until })) === 'done';
}
