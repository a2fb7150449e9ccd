import type { Ports } from '../benefits/ports';
import { companyDay } from '../benefits/time';
import { suggestions } from './commands/suggestions';

/** The local Teams client; its code is loaded in local mode alone. */
export async function openLocalClient(ports: Ports, origin: () => string) {
  const { store } = ports;
  const { localTeams } = await import('../deployment/local/index.js');
  return localTeams({
    origin,
    botName: 'Benefits',
    people: async () =>
      (await store.people.all()).map(({ email, name, role, locale, aadObjectId }) => ({
        email,
        name,
        role,
        locale,
        aadObjectId,
      })),
    company: async () => (await store.membership.get('membership'))?.company ?? '',
    async suggestions(email, locale) {
      const person = (await store.people.byEmail(email)) ?? { id: '', role: 'guest' as const };
      return (await suggestions(store, person, locale, companyDay(ports))).map(({ text }) => text);
    },
  });
}
