import type { Benefit } from '../../benefits/benefit';
import type { Person } from '../../benefits/person';
import type { Seat } from '../../benefits/seat';
import type { SeatRow } from '../../cards/views';
import { factsToken } from './confirmation-token';
import type { CommandContext, Handler, Reply } from './context';
import { stepButtons } from './portal';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { benefitRef, benefitRefs, peopleById, personRef, refusal } from './views';

const ROWS = 10;

/** Who has what; an employee sees the own seats. */
export const assignments: Handler = async (context) => {
  const { input, extent, person } = context;
  if (extent === 'own') {
    const others = input.user !== undefined && input.user !== 'me' && input.user !== person.email;
    if (others || input.users !== undefined || (input.benefit !== undefined && input.user === undefined)) {
      const admins = await context.ports.store.people.admins();
      return refusal(
        context,
        { reason: 'role', command: 'assignments', ask: admins.slice(0, 3).map((admin) => admin.id) },
        [{ command: 'assignments', slots: { user: 'me' } }],
      );
    }
    return ofPerson(context, person, null);
  }
  const benefit = input.benefit === undefined ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;
  const user = input.user ?? (input.users === 'everyone' ? undefined : input.users?.[0]);
  if (user === undefined) return benefit ? ofBenefit(context, benefit) : all(context);
  const whose = await resolvePerson(context, 'user', user, { benefit: benefit ? benefitRef(benefit) : null });
  if (isReply(whose)) return whose;
  return ofPerson(context, whose, benefit);
};

async function ofPerson(context: CommandContext, whose: Person, benefit: Benefit | null): Promise<Reply> {
  const held = await context.ports.store.seats.ofPerson(whose.id);
  const seats = benefit ? held.filter((seat) => seat.benefitId === benefit.id) : held;
  const skip = context.input.skip ?? 0;
  return reply(context, seats.slice(skip, skip + ROWS), { total: seats.length, benefit, whose, used: null });
}

async function ofBenefit(context: CommandContext, benefit: Benefit): Promise<Reply> {
  const { store } = context.ports;
  const skip = context.input.skip ?? 0;
  const [page, used] = await Promise.all([
    store.seats.takenOf(benefit.id, { skip, limit: ROWS }),
    store.seats.used(benefit.id),
  ]);
  return reply(context, page, { total: used, benefit, whose: null, used });
}

async function all(context: CommandContext): Promise<Reply> {
  const { store } = context.ports;
  const skip = context.input.skip ?? 0;
  const [page, total] = await Promise.all([store.seats.taken({ skip, limit: ROWS }), store.seats.countTaken()]);
  return reply(context, page, { total, benefit: null, whose: null, used: null });
}

async function reply(
  context: CommandContext,
  seats: readonly Seat[],
  {
    total,
    benefit,
    whose,
    used,
  }: { total: number; benefit: Benefit | null; whose: Person | null; used: number | null },
): Promise<Reply> {
  const [benefits, holderOf] = await Promise.all([
    benefitRefs(
      context.ports,
      seats.map((seat) => seat.benefitId),
    ),
    peopleById(
      context.ports,
      seats.map((seat) => seat.holderKey),
    ),
  ]);
  const steps = await stepButtons(context.ports, seats);
  const rows = seats.flatMap((seat, at): SeatRow[] => {
    const ref = benefits.find((each) => each.id === seat.benefitId);
    return ref ? [{ seat, benefit: ref, holder: holderOf(seat.holderKey), step: steps[at] ?? null }] : [];
  });
  return {
    view: {
      kind: 'assignments',
      benefit: benefit ? benefitRef(benefit) : null,
      person: whose ? personRef(whose) : null,
      own: whose?.id === context.person.id,
      rows,
      page: { skip: context.input.skip ?? 0, limit: ROWS, total },
      used,
      quantity: benefit?.quantity ?? null,
      mayAct: context.person.role === 'admin',
      version: factsToken(seats.map((seat) => [seat.id, seat.since, seat.state])),
    },
  };
}
