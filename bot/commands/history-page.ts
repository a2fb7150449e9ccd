import { emptyOutboxes } from '../../benefits/actions/record';
import { movement } from '../../benefits/history';
import type { HistoryQuery, Page, Ports } from '../../benefits/ports';
import type { HistoryRow } from '../../cards/views';
import { benefitRefs, personRefsByEmail } from './views';

/** Lines of the log, newest first, with the names of everybody and everything in them. */
export async function historyPage(
  ports: Ports,
  query: HistoryQuery,
  { skip, limit }: Page,
): Promise<{ rows: HistoryRow[]; more: boolean }> {
  const { store } = ports;
  // Changes carry their entries until they are moved to the log: first move, then read.
  await emptyOutboxes(store);
  const found = await store.history.page(query, { skip, limit: limit + 1 });
  const entries = found.slice(0, limit);
  const emails = entries
    .flatMap((entry) => [entry.actor, ...Object.values(movement(entry))])
    .filter((id): id is string => id?.includes('@') ?? false);
  const [people, benefits] = await Promise.all([
    personRefsByEmail(ports, emails),
    benefitRefs(
      ports,
      entries.flatMap((entry) => (entry.benefitId ? [entry.benefitId] : [])),
    ),
  ]);
  const named = (email: string | null) => people.find((each) => each.email === email) ?? null;
  const whom = (email: string | null) => (email === null ? null : (named(email) ?? { email, name: email }));
  const rows = entries.map((entry): HistoryRow => {
    const { from, to } = movement(entry);
    return {
      entry,
      actor: named(entry.actor),
      from: whom(from),
      to: whom(to),
      benefit: benefits.find((each) => each.id === entry.benefitId) ?? null,
    };
  });
  return { rows, more: found.length > limit };
}
