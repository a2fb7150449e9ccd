import { activationBlocker } from '../../benefits/actions/seats';
import type { Benefit } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { tabLink } from '../../cards/tab-link';
import type { BenefitAction, ShowView } from '../../cards/views';
import type { CommandContext, Handler } from './context';
import { isReply, resolveBenefit } from './resolve';
import { peopleById } from './views';

/** One benefit: contents, seats, end, and what this reader can do with it. */
export const show: Handler = async (context) => {
  const benefit = await resolveBenefit(context);
  if (isReply(benefit)) return benefit;
  return { view: await showView(context, benefit) };
};

export async function showView(context: CommandContext, benefit: Benefit): Promise<ShowView> {
  const { ports, settings, extent, place, person, surface } = context;
  const { store } = ports;
  const seesSeats = extent === 'all' && place !== 'group';
  const [used, taken, mine, blocker, firstKey] = await Promise.all([
    seesSeats ? store.seats.used(benefit.id) : null,
    seesSeats ? store.seats.takenOf(benefit.id, { skip: 0, limit: 5 }) : [],
    place === 'group' ? null : store.seats.held(benefit.id, person.id),
    activationBlocker(ports, benefit),
    seesSeats ? store.keys.ofBenefit(benefit.id, { skip: 0, limit: 1 }) : [],
  ]);
  const holderOf = await peopleById(
    ports,
    taken.map((seat) => seat.holderKey),
  );
  const kind = firstKey[0]?.kind;
  const keys = kind
    ? { kind, ...(kind === 'single-use' ? await keyCounts(context, benefit) : { total: 1, free: 1 }) }
    : null;
  return {
    kind: 'show',
    benefit,
    tab: surface === 'page' ? null : tabLink(settings.appId, { view: 'benefits', benefit: benefit.id }),
    used,
    holders: seesSeats
      ? taken.map((seat) => ({
          person: holderOf(seat.holderKey),
          seat,
        }))
      : null,
    mine,
    keys,
    blocker,
    actions: actionsOf(context, benefit, {
      used,
      hasKeys: keys !== null,
      mine: mine !== null,
      blocked: blocker !== null,
    }),
    version: factsToken(benefit.version, used, mine?.version ?? null),
  };
}

async function keyCounts(context: CommandContext, benefit: Benefit): Promise<{ total: number; free: number }> {
  const keys = await context.ports.store.keys.ofBenefit(benefit.id, { skip: 0, limit: 10_000 });
  return { total: keys.length, free: keys.filter((key) => key.takenAt === null).length };
}

/** What this reader may do with the benefit; `used` is null where they don't see seats. */
export function actionsOf(
  { person, place, extent }: Pick<CommandContext, 'person' | 'place' | 'extent'>,
  benefit: Benefit,
  now: { used: number | null; hasKeys: boolean; mine: boolean; blocked: boolean },
): BenefitAction[] {
  if (place === 'group') return [];
  const used = now.used ?? benefit.used;
  const full = used >= benefit.quantity;
  const request: BenefitAction[] = now.mine || now.blocked ? [] : [full ? 'waiting-list' : 'request'];
  if (person.role === 'employee') return request;
  const holders: BenefitAction[] = used > 0 ? ['assignments'] : [];
  if (person.role === 'viewer' || extent !== 'all') return [...holders, ...request, 'history'];
  const forOneself = benefit.activation === 'self-assign';
  const assign: BenefitAction[] = forOneself ? (now.mine ? [] : ['assign-me']) : ['assign'];
  return [
    ...(now.hasKeys && !now.blocked ? (['keys'] as const) : []),
    ...(now.blocked || full ? [] : assign),
    ...holders,
    ...(used > 0 && !now.blocked && !forOneself ? (['reassign'] as const) : []),
    ...(used > 0 ? (['unassign'] as const) : []),
    'history',
  ];
}
