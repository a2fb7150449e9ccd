import { movement } from '../../benefits/history';
import type { Handler } from './ask';
import { isReply, needBenefit, needPerson } from './need';
import { factsOf } from './version';
import { benefitRef, benefitRefs, personRef, personRefs, refusal } from './views';

const ROWS = 10;

/** The log, newest first; an employee sees what concerns the own seats. */
export const history: Handler = async (ask) => {
  const { ports, wish, extent, person } = ask;
  if (extent === 'own' && wish.user !== undefined && wish.user !== 'me' && wish.user !== person.id) {
    const admins = await ports.store.people.admins();
    return refusal(ask, { reason: 'role', command: 'history', ask: admins.slice(0, 3).map((admin) => admin.id) });
  }
  const benefit = wish.benefit === undefined ? null : await needBenefit(ask);
  if (benefit && isReply(benefit)) return benefit;
  const whose = extent === 'own' ? person : wish.user === undefined ? null : await needPerson(ask, 'user', wish.user);
  if (whose && isReply(whose)) return whose;

  // Changes carry their entries until they are moved to the log: first move, then read.
  while ((await ports.store.carriers.drain(200)) === 200);
  const skip = wish.skip ?? 0;
  const found = await ports.store.history.page(
    {
      ...(benefit ? { benefitId: benefit.id } : {}),
      ...(whose ? { who: { as: extent === 'own' ? 'about' : 'either', email: whose.id } } : {}),
    },
    { skip, limit: ROWS + 1 },
  );
  const entries = found.slice(0, ROWS);
  const ids = entries
    .flatMap((entry) => [entry.actor, ...Object.values(movement(entry))])
    .filter((id): id is string => id?.includes('@') ?? false);
  const [people, benefits] = await Promise.all([
    personRefs(ports, ids),
    benefitRefs(
      ports,
      entries.flatMap((entry) => (entry.benefitId ? [entry.benefitId] : [])),
    ),
  ]);
  const named = (email: string | null) => people.find((each) => each.email === email) ?? null;
  const whom = (email: string | null) => (email === null ? null : (named(email) ?? { email, name: email }));
  return {
    view: {
      kind: 'history',
      benefit: benefit ? benefitRef(benefit) : null,
      person: whose ? personRef(whose) : null,
      own: extent === 'own',
      rows: entries.map((entry) => {
        const { from, to } = movement(entry);
        return {
          entry,
          actor: named(entry.actor),
          from: whom(from),
          to: whom(to),
          benefit: benefits.find((each) => each.id === entry.benefitId) ?? null,
        };
      }),
      page: { skip, limit: ROWS, more: found.length > ROWS },
      version: factsOf(entries.map((entry) => entry.id)),
    },
  };
};
