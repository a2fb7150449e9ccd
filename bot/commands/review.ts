import { askHolder, keepSeat } from '../../benefits/actions/review';
import { type Benefit, benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { isRefusal } from '../../benefits/refusal';
import type { Seat } from '../../benefits/seat';
import { confirmed } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { isReply, meantBenefits, resolveBenefit } from './resolve';
import { confirming, notAllowed, peopleById, personRefs, refusal, textReply } from './views';

const MOST = 500;

/** Asks the holders whether they still need it; once asked, shows their answers. A holder answers with `keep`. */
export const review: Handler = async (context) => {
  if (context.input.keep) return keep(context);
  if (context.extent === 'own') return notAllowed(context);
  const asked: { benefit: Benefit; seats: readonly Seat[] }[] = [];
  for (const named of meantBenefits(context)) {
    const benefit = await resolveBenefit(context, (each) => each.used > 0, named);
    if (isReply(benefit)) return benefit;
    asked.push({ benefit, seats: await seatsOf(context, benefit) });
  }
  const [first, ...others] = asked;
  if (!first) return refusal(context, { reason: 'stale' });
  if (context.input.answers) return status(context, first.benefit);
  const seats = asked.flatMap((each) => each.seats);
  if (seats.length === 0) {
    const admin = context.person.id;
    return refusal(context, { reason: 'not-assigned', benefit: first.benefit.id, person: admin }, [
      { command: 'assignments', slots: { benefit: first.benefit.id } },
    ]);
  }
  const underWay = others.length === 0 && seats.some((seat) => seat.review !== null);
  if (underWay && !context.input.confirm && !context.input.another) return status(context, first.benefit);
  return ask(context, first.benefit, others.length > 0 ? asked.map((each) => each.benefit.id) : null, seats);
};

async function seatsOf({ ports, input }: CommandContext, { id }: Benefit): Promise<readonly Seat[]> {
  const seats = await ports.store.seats.takenOf(id, { skip: 0, limit: MOST });
  if (input.group === undefined) return seats;
  const holders = await Promise.all(seats.map((seat) => ports.store.people.get(seat.holderKey)));
  return seats.filter((_, at) => holders[at]?.groups.includes(input.group ?? ''));
}

async function ask(
  context: CommandContext,
  benefit: Benefit,
  benefits: readonly string[] | null,
  seats: readonly Seat[],
): Promise<Reply> {
  const { ports, actor, input } = context;
  const holders = seats.map((seat) => seat.holderKey);
  const slots = {
    ...(benefits ? { benefits } : { benefit: benefit.id }),
    ...(input.group === undefined ? {} : { group: input.group }),
  };
  const facts = seats.map((seat) => [seat.id, seat.holderKey, seat.since]);
  const once = await confirmed(context, facts, async (version) => {
    const people = await personRefs(ports, holders);
    return confirming(context, slots, version, { benefit: benefits ? null : benefitRef(benefit), people });
  });
  if (typeof once !== 'string') return once;
  for (const [index, seat] of seats.entries()) await askHolder(ports, actor, seat, `${once}.${index}`);
  return { ...(await status(context, benefit)), changed: true };
}

async function status({ ports }: CommandContext, benefit: Benefit): Promise<Reply> {
  const seats = await ports.store.seats.takenOf(benefit.id, { skip: 0, limit: MOST });
  const asked = seats.filter((seat) => seat.review !== null);
  const refOf = await peopleById(
    ports,
    asked.map((seat) => seat.holderKey),
  );
  const rows = asked.map((seat) => ({ person: refOf(seat.holderKey), kept: seat.review?.keptAt != null }));
  const version = factsToken(asked.map((seat) => [seat.id, seat.review]));
  return { view: { kind: 'review', benefit: benefitRef(benefit), rows, version } };
}

async function keep(context: CommandContext): Promise<Reply> {
  const benefit = await resolveBenefit(context);
  if (isReply(benefit)) return benefit;
  const kept = await keepSeat(context.ports, context.actor, benefit.id);
  if (isRefusal(kept)) return refusal(context, kept);
  return { ...textReply({ says: 'kept', benefit: benefitRef(benefit) }), changed: true };
}
