import { removedPerson } from '../../benefits/actions/former-people';
import { unowned } from '../../benefits/actions/people';
import { benefitRef } from '../../benefits/benefit';
import type { Named } from '../../benefits/command';
import { factsToken } from '../../benefits/facts-token';
import { personRef } from '../../benefits/person';
import type { CommandContext, Handler } from './context';
import { historyPage } from './history-page';
import { isAboutOneself, isReply, resolveBenefit, resolvePerson } from './resolve';
import { notAllowed } from './views';

const ROWS = 10;

/** The log, newest first; an employee sees what concerns their own seats. */
export const history: Handler = async (context) => {
  const { ports, input, extent, person } = context;
  if (extent === 'own' && !isAboutOneself(context)) return notAllowed(context);
  const whose = extent === 'own' ? person : await whoseHistory(context);
  if (whose && isReply(whose)) return whose;
  const isPerson = extent !== 'own' && input.user === undefined && whose !== null;
  const benefit = input.benefit === undefined || isPerson ? null : await resolveBenefit(context);
  if (benefit && isReply(benefit)) return benefit;

  const formerEmails = whose?.formerEmails ?? [];
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

/** Null: everybody's. Whoever was removed keeps a history; a name that nobody has may have been taken for a benefit's. */
async function whoseHistory(context: CommandContext) {
  const { ports, input } = context;
  const found = input.user === undefined ? null : await resolvePerson(context, 'user', input.user);
  if (found && !isReply(found)) return found;
  const typed = unknownIn(input.user ?? input.benefit, found !== null);
  return typed === null ? found : ((await removedPerson(ports, typed)) ?? found);
}

function unknownIn(named: Named | undefined, isUser: boolean): string | null {
  if (typeof named === 'string') return isUser ? named : null;
  return named !== undefined && 'unknown' in named ? named.unknown : null;
}
