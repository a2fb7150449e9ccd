import { type Benefit, benefitBlocker } from '../../benefits/benefit';
import { type Category, FILTERS, type Filter } from '../../benefits/command';
import { factsToken } from '../../benefits/facts-token';
import { daysLeft, membershipBlocker, standing } from '../../benefits/membership';
import type { ListView } from '../../cards/views';
import type { CommandContext, Handler, Reply } from './context';
import { actionsOf } from './show';

const ROWS = 10;

/** Benefits at large, by category or filter, page by page. */
export const list: Handler = async (context) => {
  const { ports, input, today } = context;
  const filter = filtersFor(context).find((each) => each === input.filter);
  const query = { ...(input.category ? { category: input.category } : {}), ...(filter ? { filter } : {}) };
  const page = { skip: Math.max(0, input.skip ?? 0), limit: ROWS };
  const [benefits, total] = await Promise.all([
    ports.store.benefits.page({ ...query, today }, page),
    filter ? ports.store.benefits.count({ ...query, today }) : listed(context, query.category),
  ]);
  return listOf(context, benefits, { query, page: { ...page, total } });
};

async function listed({ names }: CommandContext, category: Category | undefined): Promise<number> {
  const all = [...(await names()).benefits.values()];
  return category === undefined ? all.length : all.filter((benefit) => benefit.category === category).length;
}

const seesSeats = ({ extent, place }: CommandContext): boolean => extent === 'all' && place !== 'group';
const filtersFor = (context: CommandContext): readonly Filter[] => (seesSeats(context) ? FILTERS : ['expiring']);

/** These benefits as a list; without a page, all of them on one. */
export async function listOf(
  context: CommandContext,
  benefits: readonly Benefit[],
  { query, page }: Pick<ListView, 'query' | 'page'> = {
    query: {},
    page: { skip: 0, limit: benefits.length, total: benefits.length },
  },
): Promise<Reply> {
  const { ports, place, person, today } = context;
  const [{ membership }, mine, counts] = await Promise.all([
    context.names(),
    place === 'group' ? [] : ports.store.seats.ofPerson(person.id),
    seesSeats(context) ? ports.store.seats.usedOfEach(benefits.map(({ id }) => id)) : null,
  ]);
  const inactive = membershipBlocker(membership, today, ports.rules.graceDays) !== null;
  const rows = benefits.map((benefit, index) => {
    const now = {
      used: counts ? (counts[index] ?? 0) : null,
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
      filters: filtersFor(context),
      rows,
      page,
      standing: standing(membership, today, ports.rules.graceDays),
      daysLeft: membership ? daysLeft(membership, today) : null,
      version: factsToken(
        query,
        page.skip,
        benefits.map((benefit) => benefit.version),
        counts,
      ),
    },
  };
}
