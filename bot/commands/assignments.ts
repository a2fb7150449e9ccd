import type { Benefit } from '../../benefits/benefit';
import type { Person } from '../../benefits/person';
import type { Seat } from '../../benefits/seat';
import type { SeatRow } from '../../cards/views';
import type { Ask, Handler, Reply } from './ask';
import { isReply, needBenefit, needPerson } from './need';
import { factsOf } from './version';
import { benefitRef, benefitRefs, personRef, personRefs, refusal } from './views';

const ROWS = 10;

/** Who has what; an employee sees the own seats. */
export const assignments: Handler = async (ask) => {
  const { wish, extent, person } = ask;
  if (extent === 'own') {
    const others = wish.user !== undefined && wish.user !== 'me' && wish.user !== person.id;
    if (others || wish.users !== undefined || (wish.benefit !== undefined && wish.user === undefined)) {
      const admins = await ask.ports.store.people.admins();
      return refusal(
        ask,
        { reason: 'role', command: 'assignments', ask: admins.slice(0, 3).map((admin) => admin.id) },
        [{ command: 'assignments', slots: { user: 'me' } }],
      );
    }
    return ofPerson(ask, person, null);
  }
  const benefit = wish.benefit === undefined ? null : await needBenefit(ask);
  if (benefit && isReply(benefit)) return benefit;
  const user = wish.user ?? (wish.users === 'everyone' ? undefined : wish.users?.[0]);
  if (user === undefined) return benefit ? ofBenefit(ask, benefit) : all(ask);
  const whose = await needPerson(ask, 'user', user, { benefit: benefit ? benefitRef(benefit) : null });
  if (isReply(whose)) return whose;
  return ofPerson(ask, whose, benefit);
};

async function ofPerson(ask: Ask, whose: Person, benefit: Benefit | null): Promise<Reply> {
  const held = await ask.ports.store.seats.ofPerson(whose.id);
  const seats = benefit ? held.filter((seat) => seat.benefitId === benefit.id) : held;
  const skip = ask.wish.skip ?? 0;
  return reply(ask, seats.slice(skip, skip + ROWS), { total: seats.length, benefit, whose, used: null });
}

async function ofBenefit(ask: Ask, benefit: Benefit): Promise<Reply> {
  const { store } = ask.ports;
  const skip = ask.wish.skip ?? 0;
  const [page, used] = await Promise.all([
    store.seats.takenOf(benefit.id, { skip, limit: ROWS }),
    store.seats.used(benefit.id),
  ]);
  return reply(ask, page, { total: used, benefit, whose: null, used });
}

async function all(ask: Ask): Promise<Reply> {
  const { store } = ask.ports;
  const skip = ask.wish.skip ?? 0;
  const [page, total] = await Promise.all([store.seats.taken({ skip, limit: ROWS }), store.seats.countTaken()]);
  return reply(ask, page, { total, benefit: null, whose: null, used: null });
}

async function reply(
  ask: Ask,
  seats: readonly Seat[],
  {
    total,
    benefit,
    whose,
    used,
  }: { total: number; benefit: Benefit | null; whose: Person | null; used: number | null },
): Promise<Reply> {
  const [benefits, people] = await Promise.all([
    benefitRefs(
      ask.ports,
      seats.map((seat) => seat.benefitId),
    ),
    personRefs(
      ask.ports,
      seats.map((seat) => seat.holderKey),
    ),
  ]);
  const rows = seats.flatMap((seat): SeatRow[] => {
    const ref = benefits.find((each) => each.id === seat.benefitId);
    const holder = people.find((each) => each.email === seat.holderKey);
    return ref && holder ? [{ seat, benefit: ref, holder }] : [];
  });
  return {
    view: {
      kind: 'assignments',
      benefit: benefit ? benefitRef(benefit) : null,
      person: whose ? personRef(whose) : null,
      own: whose?.id === ask.person.id,
      rows,
      page: { skip: ask.wish.skip ?? 0, limit: ROWS, total },
      used,
      quantity: benefit?.quantity ?? null,
      mayAct: ask.person.role === 'admin',
      version: factsOf(seats.map((seat) => [seat.id, seat.since, seat.state])),
    },
  };
}
