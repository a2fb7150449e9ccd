import { unowned } from '../../benefits/actions/people';
import { factsToken } from './confirmation-token';
import type { Handler } from './context';
import { historyPage } from './history-page';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { benefitRef, personRef, refusal } from './views';

const ROWS = 10;

/** The log, newest first; an employee sees what concerns the own seats. */
export const history: Handler = async (context) => {
  const { ports, input, extent, person } = context;
  if (extent === 'own' && input.user !== undefined && input.user !== 'me' && input.user !== person.email) {
    const admins = await ports.store.people.admins();
    return refusal(context, { reason: 'role', command: 'history', ask: admins.slice(0, 3).map((admin) => admin.id) });
  }
  const benefit = input.benefit === undefined ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;
  const whose =
    extent === 'own' ? person : input.user === undefined ? null : await resolvePerson(context, 'user', input.user);
  if (whose && isReply(whose)) return whose;

  const skip = input.skip ?? 0;
  const { rows, more } = await historyPage(
    ports,
    {
      ...(benefit ? { benefitId: benefit.id } : {}),
      ...(whose && {
        who: {
          as: extent === 'own' ? 'about' : 'either',
          email: whose.email,
          formerEmails: await unowned(ports, whose.formerEmails),
        },
      }),
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
      version: factsToken(rows.map(({ entry }) => entry.id)),
    },
  };
};
