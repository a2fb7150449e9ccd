import { activationBlocker } from '../../benefits/actions/seats';
import type { Benefit } from '../../benefits/benefit';
import type { ShowView } from '../../cards/views';
import { factsToken } from './confirmation-token';
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
  const { ports, extent, place, person } = context;
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
      used: used ?? 0,
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

function actionsOf(
  { person, place, extent }: CommandContext,
  benefit: Benefit,
  now: { used: number; hasKeys: boolean; mine: boolean; blocked: boolean },
): ShowView['actions'] {
  if (place === 'group') return [];
  if (person.role === 'employee') return now.mine || now.blocked ? [] : ['request'];
  if (person.role === 'viewer' || extent !== 'all') return now.used > 0 ? ['assignments', 'history'] : ['history'];
  const actions: ShowView['actions'][number][] = [];
  if (now.hasKeys && !now.blocked) actions.push('keys');
  if (!now.blocked && now.used < benefit.quantity)
    actions.push(benefit.activation === 'self-assign' ? 'assign-me' : 'assign');
  if (now.used > 0) {
    actions.push('assignments');
    if (!now.blocked && benefit.activation !== 'self-assign') actions.push('reassign');
    actions.push('unassign');
  }
  actions.push('history');
  return actions.filter((action) => action !== 'assign-me' || !now.mine);
}
