import { benefitBlocker } from '../../benefits/benefit';
import { FILTERS } from '../../benefits/command';
import { daysLeft, membershipBlocker, standing } from '../../benefits/membership';
import { factsToken } from './confirmation-token';
import type { Handler } from './context';
import { actionsOf } from './show';

const ROWS = 10;

/** Benefits at large, by category or filter, page by page. */
export const list: Handler = async (context) => {
  const { ports, input, extent, place, person, today } = context;
  const seesSeats = extent === 'all' && place !== 'group';
  const filters = seesSeats ? FILTERS : (['expiring'] as const);
  const filter = filters.find((each) => each === input.filter);
  const query = { ...(input.category ? { category: input.category } : {}), ...(filter ? { filter } : {}) };
  const skip = Math.max(0, input.skip ?? 0);
  const [benefits, total, membership, mine] = await Promise.all([
    ports.store.benefits.page({ ...query, today }, { skip, limit: ROWS }),
    ports.store.benefits.count({ ...query, today }),
    ports.store.membership.get('membership'),
    place === 'group' ? [] : ports.store.seats.ofPerson(person.id),
  ]);
  const used = seesSeats ? await ports.store.seats.usedOfEach(benefits.map(({ id }) => id)) : [];
  const inactive = membershipBlocker(membership, today, ports.rules.graceDays) !== null;
  const rows = benefits.map((benefit, index) => {
    const now = {
      used: seesSeats ? (used[index] ?? 0) : null,
      mine: mine.some((seat) => seat.benefitId === benefit.id),
      hasKeys: benefit.activation === 'keys',
      blocked: inactive || benefitBlocker(benefit, today) !== null,
    };
    return { benefit, used: now.used, mine: now.mine, actions: actionsOf(context, benefit, now) };
  });
  return {
    view: {
      kind: 'list',
      query,
      filters,
      rows,
      page: { skip, limit: ROWS, total },
      standing: standing(membership, today, ports.rules.graceDays),
      daysLeft: membership ? daysLeft(membership, today) : null,
      version: factsToken(
        query,
        skip,
        benefits.map((benefit) => benefit.version),
        used,
      ),
    },
  };
};
