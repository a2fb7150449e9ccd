import { tooSoon } from '../benefits/actions/reassign';
import { type Actor, done } from '../benefits/actions/record';
import { farewell, grantTo, offerNext, otherAddress, portalSteps, welcome } from '../benefits/actions/seats';
import { type Benefit, benefitBlocker, benefitRef } from '../benefits/benefit';
import type { Undo } from '../benefits/history';
import type { ImportDifference } from '../benefits/import-difference';
import { type Membership, membershipBlocker } from '../benefits/membership';
import type { Person } from '../benefits/person';
import type { Ports, Write } from '../benefits/ports';
import { isRefusal, type Refusal } from '../benefits/refusal';
import { claim, handOver, release, type Seat, seatHolder } from '../benefits/seat';
import { companyDay } from '../benefits/time';
import { type Pacer, paced } from './pacer';
import type { PlannedBenefit } from './plan-benefits';
import type { Problem } from './row-error';
import type { Place, Placed, SeatRow } from './rows';
import { loadSeats, type SeatTable, type SeatWrites } from './seat-table';
import { noCounts, type SheetChanges } from './sheet-changes';

export interface SeatContext {
  ports: Ports;
  actor: Actor;
  membership: Membership | null;
  benefits: ReadonlyMap<string, PlannedBenefit>;
  /** By address, after the import. */
  people: ReadonlyMap<string, Person>;
  pacer: Pacer;
  /** Ids of seats to take back where a quantity is below the seats in use; null: that is an error. */
  giveUp: readonly string[] | null;
  /** Ids of the history entries that can be undone together. */
  changeId: () => string;
}

/** A benefit with more seats in use than its new quantity. */
export interface Shortage {
  benefit: Pick<Benefit, 'id' | 'nameEn' | 'nameFr'>;
  quantity: number;
  holders: readonly { seat: string; name: string }[];
}

interface SeatChanges extends SheetChanges {
  shortages: readonly Shortage[];
  differences: readonly ImportDifference[];
  /** People who get a seat: their open requests are settled afterwards. */
  settled: readonly { benefitId: string; person: Person }[];
  releases: readonly Write[];
}

/**
 * Seats follow the quantity of their benefit: free ones are added or removed. Rows of the sheet seats assign, move and take
 * back by the same rules as the commands. A row with `since` for a free seat records an existing assignment: the seat is
 * active and nobody is notified.
 */
export async function planSeats(rows: readonly Placed<SeatRow>[] | null, context: SeatContext): Promise<SeatChanges> {
  const { ports, benefits, pacer } = context;
  const counts = noCounts();
  const differences: ImportDifference[] = [];
  const shortages: Shortage[] = [];
  const settled: { benefitId: string; person: Person }[] = [];
  const parts: SeatWrites[] = [];
  let inUse = 0;
  const byId = new Map([...context.people.values()].map((person) => [person.id, person]));
  const rowsOf = new Map<string, Placed<SeatRow>[]>();
  for await (const placed of paced(rows ?? [], pacer)) {
    const mine = rowsOf.get(placed.row.benefitId);
    if (mine) mine.push(placed);
    else rowsOf.set(placed.row.benefitId, [placed]);
  }
  for await (const planned of paced(benefits.values(), pacer)) {
    const mine = rowsOf.get(planned.after.id) ?? [];
    if (mine.length === 0 && planned.before?.quantity === planned.after.quantity) continue;
    const table = await loadSeats(ports.store, planned.before, planned.after);
    const fewer = planned.after.quantity < (planned.before?.quantity ?? 0);
    const change = createSeatChange(table, context, byId, mine, fewer);
    const byNumber = mine.filter(({ row }) => row.number !== null);
    for await (const placed of paced(byNumber, pacer))
      if (placed.row.holder === '') note(await change.takeBack(placed));
    for await (const placed of paced(byNumber, pacer)) if (placed.row.holder !== '') note(await change.give(placed));
    for await (const placed of paced(mine, pacer)) if (placed.row.number === null) note(await change.give(placed));
    for (const id of context.giveUp ?? []) {
      const seat = table.seatWithId(id);
      if (seat) note(await change.giveUp(seat));
    }
    if (!table.shrink()) {
      const { nameEn, nameFr, quantity } = planned.after;
      const people = table.holders().map((seat) => ({ seat, person: byId.get(seat.holderKey) }));
      if (context.giveUp)
        shortages.push({
          benefit: { id: planned.after.id, nameEn, nameFr },
          quantity,
          holders: people.map(({ seat, person }) => ({ seat: seat.id, name: person?.name ?? seat.holderKey })),
        });
      else
        planned.at?.say('quantity', String(quantity), {
          is: 'quantity-below-seats',
          holders: people.map(({ seat, person }) => person?.email ?? seat.holderKey).sort(),
        });
    }
    parts.push(table.writes());
  }
  if (rows !== null) counts.left = (await ports.store.seats.countTaken()) - inUse;
  return {
    counts,
    differences,
    shortages,
    settled,
    releases: parts.flatMap((part) => part.releases),
    size: parts.reduce((sum, part) => sum + part.size, 0),
    *writes() {
      for (const part of parts) yield* part.writes();
    },
  };

  function note(outcome: Outcome | null): void {
    if (outcome === null) return;
    counts[outcome.is] += 1;
    if (outcome.inUse) inUse += 1;
    if (outcome.difference) differences.push(outcome.difference);
    if (outcome.settles) settled.push(outcome.settles);
  }
}

interface Outcome {
  is: 'added' | 'updated' | 'unchanged';
  /** The row is about a seat that somebody has. */
  inUse: boolean;
  difference?: ImportDifference;
  settles?: { benefitId: string; person: Person };
}

function createSeatChange(
  table: SeatTable,
  context: SeatContext,
  byId: ReadonlyMap<string, Person>,
  rows: readonly Placed<SeatRow>[],
  /** Seats that come back are removed, so nobody can have them again. */
  fewer: boolean,
) {
  const { ports, actor, membership, people, changeId } = context;
  const { benefit } = table;
  const today = companyDay(ports);
  const given = new Set<string>();
  /** Seats that this file takes from their holders. */
  const moving = new Set<number>();
  for (const { row } of rows) {
    const holder = row.number === null ? null : table.seat(row.number);
    if (holder && seatHolder(holder) !== (people.get(row.holder)?.id ?? '')) moving.add(holder.number);
  }
  const nameOf = (id: string | null): string | null => (id === null ? null : (byId.get(id)?.name ?? id));
  const summary = (id: string) => byId.get(id) ?? { id, email: id, name: id };
  const difference = (seat: Seat, to: string | null): ImportDifference => ({
    is: 'seat',
    benefit: benefitRef(benefit),
    seat: seat.number,
    from: nameOf(seatHolder(seat)),
    to,
  });

  /** A seat that is gone since the quantity fell has nobody either. */
  async function takeBack({ row }: Placed<SeatRow>): Promise<Outcome> {
    const seat = table.seat(row.number ?? 0);
    return seat ? giveUp(seat) : { is: 'unchanged', inUse: false };
  }

  async function giveUp(seat: Seat): Promise<Outcome> {
    const holder = seatHolder(seat);
    if (holder === null) return { is: 'unchanged', inUse: false };
    const person = summary(holder);
    const { id: seatId, alternateEmail, until } = seat;
    const undo: Undo = { kind: 'unassign', seatId, holder, alternateEmail, until };
    const entry = done(ports, actor, 'unassign', {
      ...(fewer ? {} : { id: changeId(), undo }),
      benefitId: benefit.id,
      person: person.email,
      detail: { seat: seat.number, by: 'import' },
    });
    const notices = [farewell(ports, 'taken-back', actor, seat, person), ...(await offerNext(ports, benefit.id))];
    const steps = portalSteps(ports, benefit, seat, { remove: { person, alternateEmail } });
    table.change(release(seat, { history: [entry], notices, steps }));
    return { is: 'updated', inUse: true, difference: difference(seat, null) };
  }

  async function give({ row, at }: Placed<SeatRow>): Promise<Outcome | null> {
    const person = people.get(row.holder);
    if (!person) return refuse(at, { is: 'unknown-person' }, row.holder);
    const held = table.heldBy(person.id);
    const seat = row.number === null ? (held ?? table.nextFree()) : table.seat(row.number);
    if (!seat && row.number !== null)
      return refuse(at, { is: 'unknown-seat', quantity: benefit.quantity }, String(row.number));
    if (!seat) return refuse(at, { is: 'seat-refused', reason: 'full', on: null }, row.holder);
    if (given.has(person.id) || (held && held.number !== seat.number && !moving.has(held.number)))
      return refuse(at, { is: 'seat-refused', reason: 'already-assigned', on: null }, row.holder);
    given.add(person.id);
    const same = seatHolder(seat) === person.id;
    if (same && (row.alternateEmail === '' || row.alternateEmail === seat.alternateEmail))
      return { is: 'unchanged', inUse: true };
    const recorded = seat.state === 'free' && row.since !== null;
    const blocker = recorded ? null : blockerOf(seat, person, same);
    const address = blocker ?? (await otherAddress(ports, benefit, person.email, row.alternateEmail || null));
    if (isRefusal(address)) {
      const on = 'on' in address ? address.on : 'from' in address ? address.from : null;
      return refuse(at, { is: 'seat-refused', reason: address.reason, on }, row.holder);
    }
    const former = seatHolder(seat);
    table.change(
      recorded ? record(seat, person, row, address.email) : await changeHolder(seat, person, address.email, same),
    );
    return {
      is: former === null ? 'added' : 'updated',
      inUse: former !== null,
      difference: difference(seat, person.name),
      settles: { benefitId: benefit.id, person },
    };
  }

  function blockerOf(seat: Seat, person: Person, same: boolean): Refusal | null {
    const blocker =
      membershipBlocker(membership, today, ports.rules.graceDays) ??
      benefitBlocker(benefit, today) ??
      (seat.state === 'free' || same ? null : tooSoon(ports, benefit, seat));
    if (blocker) return blocker;
    if (benefit.activation !== 'self-assign' || person.id === actor.id) return null;
    return { reason: 'only-for-oneself', benefit: benefit.id, portalUrl: benefit.portalUrl };
  }

  async function changeHolder(seat: Seat, person: Person, email: string | null, same: boolean): Promise<Seat> {
    const former = seatHolder(seat);
    const { id: seatId, alternateEmail, until } = seat;
    const grant = await grantTo(ports, benefit, actor, person, email, same ? until : null);
    const undo: Undo =
      former === null
        ? { kind: 'assign', seatId, holder: person.id }
        : { kind: 'reassign', seatId, holder: former, to: person.id, alternateEmail, until };
    const entry = done(ports, actor, former === null ? 'assign' : 'reassign', {
      ...(same ? {} : { id: changeId(), undo }),
      benefitId: benefit.id,
      person: person.email,
      detail: {
        ...(former === null ? {} : { from: summary(former).email }),
        seat: seat.number,
        ...(grant.portalStep ? { portal: 'todo' } : {}),
        by: 'import',
      },
    });
    const from = former === null || same ? {} : { from: summary(former).name };
    const notices = [welcome(ports, benefit, actor, seat.id, person, grant, from)];
    if (former !== null && !same)
      notices.unshift(farewell(ports, 'moved-away', actor, seat, summary(former), { to: person.name }));
    const steps = portalSteps(ports, benefit, seat, {
      ...(former === null ? {} : { remove: { person: summary(former), alternateEmail } }),
      assign: { person, alternateEmail: email },
    });
    const after = handOver(seat, grant, { history: [entry], notices, steps });
    return same ? { ...after, since: seat.since } : after;
  }

  function record(seat: Seat, person: Person, row: SeatRow, email: string | null): Seat {
    const by = people.get(row.assignedBy)?.id ?? actor.id;
    const grant = {
      holder: person.id,
      alternateEmail: email,
      by,
      at: `${row.since}T00:00:00.000Z`,
      activatesOn: null,
      portalStep: false,
      until: null,
    };
    const entry = done(ports, actor, 'assign', {
      id: changeId(),
      undo: { kind: 'assign', seatId: seat.id, holder: person.id },
      benefitId: benefit.id,
      person: person.email,
      detail: { seat: seat.number, since: row.since ?? '', by: 'import' },
    });
    return claim(seat, grant, { history: [entry], notices: [] }) ?? seat;
  }

  return { takeBack, give, giveUp };
}

const refuse = (at: Place, problem: Problem, value: string | null = null): null => {
  at.say(problem.is === 'unknown-seat' ? 'seat' : 'holder_email', value, problem);
  return null;
};
