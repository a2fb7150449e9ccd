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

  function lapsed({ id, version, ttlMs }: Lease, now: number): boolean {
    const known = seen.get(id);
    if (known?.version === version && known.at <= now) return now - known.at >= ttlMs;
    seen.set(id, { version, at: now });
    return ttlMs <= 0;
  }

  return async (name, owner, ttlMs, now) => {
    const held = await leases.get(name);
    if (!held) return leases.insert({ id: name, version: 1, owner, ttlMs });
    if (held.owner !== owner && !lapsed(held, now.getTime())) return false;
    return (await leases.replaceIf(name, held.version, { ...held, owner, ttlMs })) === 'done';
  };
}
