import { historyPage } from '../history';
import type { Handler } from './ask';
import { isReply, needBenefit, needPerson } from './need';
import { factsOf } from './version';
import { benefitRef, personRef, refusal } from './views';

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

  const skip = wish.skip ?? 0;
  const { rows, more } = await historyPage(
    ports,
    {
      ...(benefit ? { benefitId: benefit.id } : {}),
      ...(whose ? { who: { as: extent === 'own' ? 'about' : 'either', email: whose.id } } : {}),
    },
    { skip, limit: ROWS },
  );
  return {
    view: {
      kind: 'history',
      benefit: benefit ? benefitRef(benefit) : null,
      person: whose ? personRef(whose) : null,
      own: extent === 'own',
      rows,
      page: { skip, limit: ROWS, more },
      version: factsOf(rows.map(({ entry }) => entry.id)),
    },
  };
};
