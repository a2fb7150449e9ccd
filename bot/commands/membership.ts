import { daysLeft, standing } from '../../benefits/membership';
import { addDays } from '../../benefits/time';
import type { Handler } from './ask';
import { factsOf } from './version';
import { benefitRef } from './views';

/** Programme, partner id, days left, what ends with it, and the link to buy or renew. */
export const membership: Handler = async ({ ports, settings, person, place, extent, today }) => {
  const [company, ending] = await Promise.all([
    ports.store.membership.get('membership'),
    ports.store.benefits.page({ filter: 'expiring', today }, { skip: 0, limit: 10 }),
  ]);
  const seesSeats = extent === 'all' && place !== 'group';
  const used = seesSeats ? await ports.store.seats.usedOfEach(ending.map(({ id }) => id)) : null;
  return {
    view: {
      kind: 'membership',
      membership: company,
      standing: standing(company, today, ports.rules.graceDays),
      daysLeft: company ? daysLeft(company, today) : null,
      benefitsUntil: company ? addDays(company.expiresOn, ports.rules.graceDays) : null,
      ending: ending.map((each, index) => ({
        benefit: benefitRef(each),
        on: each.expiresOn,
        used: used?.[index] ?? null,
      })),
      mayImport: person.role === 'admin' && place !== 'group',
      mailWaits: !settings.mailGoes && person.role === 'admin' && place !== 'group',
      version: factsOf(company?.version ?? 0, today),
    },
  };
};
