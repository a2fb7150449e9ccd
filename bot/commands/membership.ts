import { benefitRef, nextEnd } from '../../benefits/benefit';
import { factsToken } from '../../benefits/facts-token';
import { daysLeft, standing } from '../../benefits/membership';
import { addDays } from '../../benefits/time';
import type { Handler } from './context';

/** Programme, partner id, days left, what ends with it, and the link to buy or renew. */
export const membership: Handler = async ({ ports, settings, person, place, extent, today }) => {
  const [company, ending] = await Promise.all([
    ports.store.membership.get('membership'),
    ports.store.benefits.page({ filter: 'expiring', today }, { skip: 0, limit: 10 }),
  ]);
  const seesSeats = extent === 'all' && place !== 'group';
  const used = seesSeats ? await ports.store.seats.usedOfEach(ending.map(({ id }) => id)) : null;
  const now = standing(company, today, ports.rules.graceDays);
  // A membership marked as expired before its date has no days left.
  const running = company && !(now === 'ended' && company.expiresOn >= today) ? company : null;
  return {
    view: {
      kind: 'membership',
      membership: company,
      standing: now,
      daysLeft: running ? daysLeft(running, today) : null,
      benefitsUntil: running ? addDays(running.expiresOn, ports.rules.graceDays) : null,
      ending: ending.map((each, index) => ({
        benefit: benefitRef(each),
        on: nextEnd(each, today).on,
        used: used?.[index] ?? null,
      })),
      mayImport: person.role === 'admin' && place !== 'group',
      mailWaits: !settings.mailGoes && person.role === 'admin' && place !== 'group',
      version: factsToken(company?.version ?? 0, today),
    },
  };
};
