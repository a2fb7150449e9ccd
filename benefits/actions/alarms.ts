import type { Notice, NoticeKind } from '../notice';
import type { Person, PersonSummary } from '../person';
import type { Ports } from '../ports';
import { notice } from './record';

/** Admins by role or by the setting ADMINS. */
export async function allAdmins({ store, rules }: Ports): Promise<Person[]> {
  const [listed, named] = await Promise.all([
    store.people.admins(),
    Promise.all(
      rules.admins.map((each) => (each.includes('@') ? store.people.byEmail(each) : store.people.byObjectId(each))),
    ),
  ]);
  const found = [...listed, ...named.filter((each) => each !== null)];
  return [...new Map(found.map((person) => [person.id, person])).values()];
}

/** Notices that go to all admins. */
export type Alarm = Extract<
  NoticeKind,
  'link-asked' | 'admin-linked' | 'role-changed' | 'many-reveals' | 'ticket-refused' | 'history-failed'
>;

/** One notice per admin, except for those who know already. */
export async function alarm(
  ports: Ports,
  kind: Alarm,
  facts: Notice['facts'],
  except: readonly Pick<PersonSummary, 'id'>[] = [],
): Promise<Notice[]> {
  const told = (await allAdmins(ports)).filter((admin) => !except.some(({ id }) => id === admin.id));
  return told.map((admin) => notice(ports, { kind, to: admin, facts }));
}
