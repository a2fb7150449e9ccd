import { unowned } from '../../benefits/actions/people';
import { removedPerson } from '../../benefits/actions/removed-person';
import { benefitRef } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { type Person, type PersonSummary, personRef } from '../../benefits/person';
import type { CommandContext, Handler, Reply } from './context';
import { historyPage } from './history-page';
import { isReply, resolveBenefit, resolvePerson } from './resolve';
import { refusal } from './views';

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
  const whose = await whoseHistory(context);
  if (whose && isReply(whose)) return whose;

  const formerEmails = whose && 'formerEmails' in whose ? whose.formerEmails : [];
  const skip = input.skip ?? 0;
  const { rows, more } = await historyPage(
    ports,
    {
      ...(benefit ? { benefitId: benefit.id } : {}),
      ...(whose && {
        who: {
          as: extent === 'own' ? 'about' : 'either',
          email: whose.email,
          formerEmails: await unowned(
            ports,
            formerEmails.map(({ email }) => email),
          ),
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
      formerEmails,
      rows,
      page: { skip, limit: ROWS, more },
      version: factsToken(rows.map(({ entry }) => entry.id)),
    },
  };
};

/** Whoever was removed from the list keeps a history. Null: everybody's. */
async function whoseHistory(context: CommandContext): Promise<Person | PersonSummary | Reply | null> {
  const { ports, input, extent, person } = context;
  if (extent === 'own') return person;
  if (input.user === undefined) return null;
  const found = await resolvePerson(context, 'user', input.user);
  const typed = typeof input.user === 'string' ? input.user : 'unknown' in input.user ? input.user.unknown : null;
  return isReply(found) && typed !== null ? ((await removedPerson(ports, typed)) ?? found) : found;
}
