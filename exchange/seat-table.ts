import type { Benefit } from '../benefits/benefit';
import { withOutbox } from '../benefits/outbox';
import type { Store, Write } from '../benefits/ports';
import { freeSeat, type Seat, seatHolder } from '../benefits/seat';
import { allOf } from './current-data';

/** The seats of one benefit as an import will leave them. */
export interface SeatTable {
  benefit: Benefit;
  /** Null: there is no seat with this number. */
  seat(number: number): Seat | null;
  change(seat: Seat): void;
  heldBy(person: string): Seat | null;
  /** The free seat with the lowest number. Call after all seats that come back have come back. */
  nextFree(): Seat | null;
  /** The seat of this benefit with this id, if somebody has it. */
  seatWithId(id: string): Seat | null;
  /** Seats in use, by number. */
  holders(): Seat[];
  /** Removes free seats, highest numbers first, down to the quantity. False: more are in use. */
  shrink(): boolean;
  writes(): SeatWrites;
}

export interface SeatWrites {
  size: number;
  /** Seats whose holders change places, to be freed first in a write of its own. */
  releases: readonly Write[];
  writes(): Iterable<Write>;
}

export async function loadSeats(store: Store, before: Benefit | null, benefit: Benefit): Promise<SeatTable> {
  const there = new Map<number, Seat>();
  if (before)
    for await (const seat of allOf((page) => store.seats.ofBenefit(benefit.id, page))) there.set(seat.number, seat);
  const changed = new Map<number, Seat>();
  const removed = new Set<number>();
  const numberOf = new Map<string, number>();
  for (const seat of there.values()) if (seat.state !== 'free') numberOf.set(seat.holderKey, seat.number);
  const added = addedNumbers(there, benefit.quantity);

  const seat = (number: number): Seat | null =>
    changed.get(number) ?? there.get(number) ?? (added.has(number) ? freeSeat(benefit.id, number) : null);
  const change = (after: Seat): void => {
    const holder = seatHolder(seat(after.number) ?? after);
    if (holder !== null && numberOf.get(holder) === after.number) numberOf.delete(holder);
    if (after.state !== 'free') numberOf.set(after.holderKey, after.number);
    changed.set(after.number, after);
  };
  const numbers = allNumbers(there, added);
  const held = (): Seat[] => [...numberOf.values()].sort((a, b) => a - b).flatMap((number) => seat(number) ?? []);
  return {
    benefit,
    seat,
    change,
    heldBy: (person) => seat(numberOf.get(person) ?? 0),
    nextFree() {
      for (let next = numbers.next(); !next.done; next = numbers.next()) {
        const found = seat(next.value);
        if (found?.state === 'free') return found;
      }
      return null;
    },
    seatWithId: (id) => held().find((one) => one.id === id) ?? null,
    holders: held,
    shrink() {
      const surplus = there.size - benefit.quantity;
      if (surplus <= 0) return true;
      const free = [...there.keys()].filter((number) => seat(number)?.state === 'free').sort((a, b) => b - a);
      if (free.length < surplus) return false;
      for (const number of free.slice(0, surplus)) removed.add(number);
      moveOutboxes();
      return true;
    },
    writes: () => ordered(),
  };

  /** What removed seats still carry goes to one that stays. */
  function moveOutboxes(): void {
    const keeper = [...there.keys()].find((number) => !removed.has(number));
    for (const number of removed) {
      const [gone, kept] = [seat(number), seat(keeper ?? 0)];
      if (gone?.pending && kept)
        changed.set(kept.number, withOutbox(kept, gone.outbox.history, gone.outbox.notices, gone.outbox.steps));
    }
  }

  function ordered(): SeatWrites {
    const steps: { before: Seat; after: Seat }[] = [];
    let waiting = [...changed.values()].flatMap((after) => {
      const before = there.get(after.number);
      return before && !removed.has(after.number) ? [{ before, after }] : [];
    });
    const taken = new Map([...there.values()].map(({ holderKey, number }) => [holderKey, number]));
    for (let left = -1; left !== waiting.length; ) {
      left = waiting.length;
      waiting = waiting.filter(({ before, after }) => {
        if ((taken.get(after.holderKey) ?? after.number) !== after.number) return true;
        taken.delete(before.holderKey);
        taken.set(after.holderKey, after.number);
        steps.push({ before, after });
        return false;
      });
    }
    return {
      size: steps.length + waiting.length + removed.size + added.size,
      releases: waiting.map(({ before }) => ({
        of: 'seats',
        before,
        after: { ...freeSeat(benefit.id, before.number), outbox: before.outbox, pending: before.pending },
      })),
      *writes(): Generator<Write> {
        for (const number of removed) {
          const before = there.get(number);
          if (before) yield { of: 'seats', before, after: null };
        }
        for (const step of steps) yield { of: 'seats', ...step };
        for (const number of added.all())
          yield { of: 'seats', before: null, after: changed.get(number) ?? freeSeat(benefit.id, number) };
      },
    };
  }
}

interface Numbers {
  size: number;
  has(number: number): boolean;
  all(): Iterable<number>;
}

/** The lowest numbers that are missing. Those of a new benefit are never in memory at once. */
function addedNumbers(there: ReadonlyMap<number, Seat>, quantity: number): Numbers {
  const size = Math.max(0, quantity - there.size);
  if (there.size === 0) return { size, has: (number) => number >= 1 && number <= size, all: () => upTo(size) };
  const added = new Set<number>();
  for (let number = 1; added.size < size; number += 1) if (!there.has(number)) added.add(number);
  return { size, has: (number) => added.has(number), all: () => added };
}

function* upTo(most: number): Generator<number> {
  for (let number = 1; number <= most; number += 1) yield number;
}

function allNumbers(there: ReadonlyMap<number, Seat>, added: Numbers): Generator<number> {
  if (there.size === 0) return upTo(added.size);
  return (function* () {
    yield* [...there.keys(), ...added.all()].sort((a, b) => a - b);
  })();
}
