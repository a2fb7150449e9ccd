import { activationBlocker } from '../../benefits/actions/seats';
import type { Benefit } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { tabLink } from '../../cards/tab-link';
import type { ShowView } from '../../cards/views';
import { actionsOf, askedFor } from './benefit-actions';
import type { CommandContext, Handler } from './context';
import { listOf } from './list';
import { isReply, resolveBenefit } from './resolve';
import { peopleById } from './views';

/** One benefit: contents, seats, end, and what this reader can do with it. Several that fit are a list. */
export const show: Handler = async (context) => {
  const { benefit: named } = context.input;
  if (Array.isArray(named)) return listOf(context, named);
  const benefit = await resolveBenefit(context);
  if (isReply(benefit)) return benefit;
  return { view: await showView(context, benefit) };
};

export async function showView(context: CommandContext, benefit: Benefit): Promise<ShowView> {
  const { ports, settings, extent, place, person, surface } = context;
  const { store } = ports;
  const seesSeats = extent === 'all' && place !== 'group';
  const [used, taken, mine, asked, blocker, firstKey] = await Promise.all([
    store.seats.used(benefit.id),
    seesSeats ? store.seats.takenOf(benefit.id, { skip: 0, limit: 5 }) : [],
    place === 'group' ? null : store.seats.held(benefit.id, person.id),
    askedFor(context),
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
    used: seesSeats ? used : null,
    full: used >= benefit.quantity,
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
      asked: asked.has(benefit.id),
      blocked: blocker !== null,
    }),
    version: factsToken(benefit.version, seesSeats ? used : null, mine?.version ?? null),
  };
}

async function keyCounts(context: CommandContext, benefit: Benefit): Promise<{ total: number; free: number }> {
  const keys = await context.ports.store.keys.ofBenefit(benefit.id, { skip: 0, limit: 10_000 });
  return { total: keys.length, free: keys.filter((key) => key.takenAt === null).length };
}
