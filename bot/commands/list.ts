import { type Benefit, benefitBlocker, sortKeyOf } from '../../benefits/benefit';
import { type Category, FILTERS, type Filter, type Named } from '../../benefits/command';
import { factsToken } from '../../benefits/facts-token';
import { daysLeft, membershipBlocker, standing } from '../../benefits/membership';
import type { ListView } from '../../cards/views';
import { actionsOf, askedFor } from './benefit-actions';
import type { CommandContext, Handler, Reply } from './context';

const ROWS = 10;

/** Benefits at large, by category or filter, page by page; or those that are named, or the page of one with its row open. */
export const list: Handler = async (context) => {
  const { ports, input, today } = context;
  if (Array.isArray(input.benefits)) return listOf(context, input.benefits);
  const filter = filtersFor(context).find((each) => each === input.filter);
  const query = { ...(input.category ? { category: input.category } : {}), ...(filter ? { filter } : {}) };
  const open = typeof input.benefit === 'string' ? input.benefit : null;
  const place = open === null ? -1 : (await ports.store.benefits.all()).findIndex(({ id }) => id === open);
  const page = { skip: place < 0 ? Math.max(0, input.skip ?? 0) : place - (place % ROWS), limit: ROWS };
  const [benefits, total] = await Promise.all([
    ports.store.benefits.page({ ...query, today }, page),
    filter ? ports.store.benefits.count({ ...query, today }) : listed(context, query.category),
  ]);
  return listReply(context, benefits, { query, page: { ...page, total }, ...(open !== null && { open }) });
};

/** These benefits, page by page. */
export async function listOf(context: CommandContext, named: readonly Named[]): Promise<Reply> {
  const ids = named.filter((one) => typeof one === 'string');
  const skip = context.input.skip ?? 0;
  const found = [...(await context.ports.store.benefits.getMany(ids))].sort((a, b) =>
    sortKeyOf(a) < sortKeyOf(b) ? -1 : 1,
  );
  const page = { skip, limit: ROWS, total: found.length };
  return listReply(context, found.slice(skip, skip + ROWS), { query: { benefits: found.map(({ id }) => id) }, page });
}

async function listed({ names }: CommandContext, category: Category | undefined): Promise<number> {
  const all = [...(await names()).benefits.values()];
  return category === undefined ? all.length : all.filter((benefit) => benefit.category === category).length;
}

const seesSeats = ({ extent, place }: CommandContext): boolean => extent === 'all' && place !== 'group';
const filtersFor = (context: CommandContext): readonly Filter[] => (seesSeats(context) ? FILTERS : ['expiring']);

async function listReply(
  context: CommandContext,
  benefits: readonly Benefit[],
  of: Pick<ListView, 'query' | 'page' | 'open'>,
): Promise<Reply> {
  const { ports, place, person, today } = context;
  const [{ membership }, mine, asked, counts] = await Promise.all([
    context.names(),
    place === 'group' ? [] : ports.store.seats.ofPerson(person.id),
    askedFor(context),
    ports.store.seats.usedOfEach(benefits.map(({ id }) => id)),
  ]);
  const inactive = membershipBlocker(membership, today, ports.rules.graceDays) !== null;
  const rows = benefits.map((benefit, index) => {
    const now = {
      used: counts[index] ?? 0,
      mine: mine.some((seat) => seat.benefitId === benefit.id),
      asked: asked.has(benefit.id),
      hasKeys: benefit.activation === 'keys',
      blocked: inactive || benefitBlocker(benefit, today) !== null,
    };
    return {
      benefit,
      used: seesSeats(context) ? now.used : null,
      full: now.used >= benefit.quantity,
      mine: now.mine,
      actions: actionsOf(context, benefit, now),
    };
  });
  return {
    view: {
      kind: 'list',
      ...of,
      filters: of.query.benefits ? [] : filtersFor(context),
      rows,
      standing: standing(membership, today, ports.rules.graceDays),
      daysLeft: membership ? daysLeft(membership, today) : null,
      version: factsToken(
        of.query,
        of.page.skip,
        benefits.map((benefit) => benefit.version),
        seesSeats(context) ? counts : null,
      ),
    },
  };
}
