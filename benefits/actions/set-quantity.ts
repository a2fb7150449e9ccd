import type { Benefit } from '../benefit';
import type { HistoryEntry } from '../history';
import type { Ports, Store } from '../ports';
import type { Refusal } from '../refusal';
import { freeSeat, type Seat } from '../seat';
import { type Actor, done } from './record';

/** How the seats of a benefit follow its quantity. */
export interface Resize {
  added: readonly Seat[];
  /** Free seats, the highest numbers first. */
  dropped: readonly Seat[];
}

const PAGE = 1_000;
/** Of one benefit; a typo must not fill the disk. */
export const MOST_SEATS = 100_000;

export const isQuantity = (typed: number | undefined): typed is number =>
  typed !== undefined && typed >= 1 && typed <= MOST_SEATS;

/** More seats take the lowest numbers that are missing; fewer drops free ones. A number: that many are in use, too many. */
async function resize(store: Store, benefitId: string, quantity: number): Promise<Resize | number> {
  const seats: Seat[] = [];
  for (let skip = 0; ; skip += PAGE) {
    const page = await store.seats.ofBenefit(benefitId, { skip, limit: PAGE });
    seats.push(...page);
    if (page.length < PAGE) break;
  }
  const free = seats.filter((seat) => seat.state === 'free').sort((a, b) => b.number - a.number);
  const used = seats.length - free.length;
  if (quantity < used) return used;
  if (quantity < seats.length) return { added: [], dropped: free.slice(0, seats.length - quantity) };
  const numbers = new Set(seats.map((seat) => seat.number));
  const added: Seat[] = [];
  for (let number = 1; added.length < quantity - seats.length; number += 1)
    if (!numbers.has(number)) added.push(freeSeat(benefitId, number));
  return { added, dropped: [] };
}

/** Why a benefit can't have this many seats, or null: seats in use are never dropped. */
export async function quantityBlocker(ports: Ports, benefit: Benefit, quantity: number): Promise<Refusal | null> {
  const change = await resize(ports.store, benefit.id, quantity);
  return typeof change === 'number' ? { reason: 'below-seats-in-use', benefit: benefit.id, used: change } : null;
}

/** Changes how many seats a benefit has, all or nothing. `as`: the history entry, or its id. */
export async function setQuantity(
  ports: Ports,
  actor: Actor,
  benefit: Benefit,
  quantity: number,
  as?: string | HistoryEntry,
): Promise<HistoryEntry | Refusal> {
  const change = await resize(ports.store, benefit.id, quantity);
  if (typeof change === 'number') return { reason: 'below-seats-in-use', benefit: benefit.id, used: change };
  const entry =
    typeof as === 'object'
      ? as
      : done(ports, actor, 'set-quantity', {
          id: as,
          benefitId: benefit.id,
          detail: { before: benefit.quantity, after: quantity },
          undo: { kind: 'set-quantity', benefit: benefit.id, quantity: benefit.quantity },
        });
  const written = await ports.store.applyAll([
    { of: 'benefits', before: benefit, after: { ...benefit, quantity } },
    ...change.added.map((after) => ({ of: 'seats', before: null, after }) as const),
    ...change.dropped.map((before) => ({ of: 'seats', before, after: null }) as const),
    { of: 'history', before: null, after: { ...entry, version: 1 } },
  ]);
  return written ? entry : { reason: 'stale' };
}
