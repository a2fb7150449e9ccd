import { portalDone } from '../../benefits/actions/portal-done';
import type { Benefit } from '../../benefits/benefit';
import { isRefusal } from '../../benefits/refusal';
import { type Seat, seatHolder } from '../../benefits/seat';
import type { PortalView } from '../../cards/portal';
import type { PersonRef, PortalStep } from '../../cards/views';
import { factsToken } from './confirmation-token';
import type { CommandContext, Handler, Reply } from './context';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { benefitRef, peopleById, personRef } from './views';

const ROWS = 10;
/** Steps of one benefit that "all done" covers. */
const MOST = 500;

/** The steps left to do in Microsoft's portals. A button marks one as done, or all of a benefit that its card counted. */
export const portal: Handler = async (context) => {
  const { input, ports } = context;
  const benefit = input.benefit === undefined ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;
  const person = input.user === undefined ? null : await resolvePerson(context, 'user', input.user);
  if (person && isReply(person)) return person;
  if (!input.done || !benefit) return steps(context, { benefit, person: person && personRef(person) });

  const open = await ports.store.seats.atPortal(benefit.id, { skip: 0, limit: MOST });
  const meant = person ? open.filter((seat) => seatHolder(seat) === person.id) : open;
  if (meant.length > 0 && input.version !== versionOf(meant)) return steps(context, { stale: true });
  const outcomes = [];
  for (const seat of meant) outcomes.push(await portalDone(ports, context.actor, seat.id));
  const done = outcomes.filter((outcome) => !isRefusal(outcome)).length;
  return { ...(await steps(context, { done })), changed: done > 0 };
};

/** Who holds which seats, and since when: changes as soon as a button would mark other steps than its card showed. */
const versionOf = (seats: readonly Seat[]): string =>
  factsToken(seats.map((seat) => [seat.id, seatHolder(seat), seat.since]));

/** The button that marks the open step of a seat as done. */
export const stepOf = (seat: Seat, holder: PersonRef): PortalStep | null =>
  seat.portalStep ? { benefit: seat.benefitId, user: holder.email, version: versionOf([seat]) } : null;

async function steps(context: CommandContext, more: Partial<PortalView>): Promise<Reply> {
  const { store } = context.ports;
  const { benefit = null, person = null } = more;
  const skip = context.input.skip ?? 0;
  const all = await store.seats.atPortal(
    benefit?.id ?? null,
    person ? { skip: 0, limit: MOST } : { skip, limit: ROWS },
  );
  const holder = person && (await store.people.byEmail(person.email));
  const seats = holder ? all.filter((seat) => seatHolder(seat) === holder.id) : all;
  const total = holder ? seats.length : await store.seats.countAtPortal(benefit?.id ?? null);
  const refOf = await peopleById(
    context.ports,
    seats.flatMap((seat) => seatHolder(seat) ?? []),
  );
  const groups: PortalView['groups'][number][] = [];
  for (const id of new Set(seats.map((seat) => seat.benefitId))) {
    const found = await store.benefits.get(id);
    if (!found) continue;
    const rows = seats
      .filter((seat) => seat.benefitId === id)
      .map((seat) => ({
        person: refOf(seatHolder(seat) ?? ''),
        email: seat.alternateEmail,
        since: seat.since,
        version: versionOf([seat]),
      }));
    groups.push({ benefit: benefitRef(found), url: found.portalUrl, rows, ...(await allOf(context, found)) });
  }
  groups.sort((a, b) => (a.url ?? '').localeCompare(b.url ?? ''));
  return {
    view: {
      kind: 'portal',
      benefit: benefit && { id: benefit.id, nameEn: benefit.nameEn, nameFr: benefit.nameFr },
      person,
      groups,
      page: holder ? { skip: 0, limit: MOST, total } : { skip, limit: ROWS, total },
      done: more.done ?? 0,
      stale: more.stale ?? false,
      version: versionOf(seats),
    },
  };
}

async function allOf({ ports }: CommandContext, { id }: Benefit): Promise<{ open: number; version: string }> {
  const open = await ports.store.seats.atPortal(id, { skip: 0, limit: MOST });
  return { open: open.length, version: versionOf(open) };
}
