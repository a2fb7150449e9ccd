import type { Lease } from './collections';
import type { Collection } from './engine';

/** As in the port `Store.lease`. */
export type TakeLease = (name: string, owner: string, ttlMs: number, now: Date) => Promise<boolean>;

/**
 * A lease is free once this process has seen it unrenewed for its whole time. No stored time is compared with a clock,
 * so a wrong clock on one machine does not block the others.
 */
export function createLeases(leases: Collection<Lease>): TakeLease {
  const seen = new Map<string, { version: number; at: number }>();
  /** The leases held here, as they were written last: renewing one is a single write. */
  const own = new Map<string, Lease>();

  function lapsed({ id, version, ttlMs }: Lease, now: number): boolean {
    const known = seen.get(id);
    if (known?.version === version && known.at <= now) return now - known.at >= ttlMs;
    seen.set(id, { version, at: now });
    return ttlMs <= 0;
  }

  return async (name, owner, ttlMs, now) => {
    const take = async (held: Lease): Promise<boolean> => {
      const after = { ...held, owner, ttlMs };
      const done = (await leases.replaceIf(name, held.version, after)) === 'done';
      if (done) own.set(name, { ...after, version: held.version + 1 });
      else own.delete(name);
      return done;
    };
    const mine = own.get(name);
    if (mine?.owner === owner && (await take(mine))) return true;
    const held = await leases.get(name);
    if (!held) return leases.insert({ id: name, version: 1, owner, ttlMs });
    return held.owner === owner || lapsed(held, now.getTime()) ? take(held) : false;
  };
}
