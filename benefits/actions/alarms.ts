import { newDispatch } from '../dispatch';
import type { Notice, NoticeKind } from '../notice';
import type { Person, PersonSummary } from '../person';
import type { Ports } from '../ports';
import { type Actor, emptyOutboxes, notice } from './record';

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
  | 'link-asked'
  | 'address-differs'
  | 'stranger-wrote'
  | 'admin-linked'
  | 'role-changed'
  | 'many-reveals'
  | 'ticket-refused'
  | 'history-failed'
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

const HOUR = 3_600_000;

/**
 * Tells all admins of something that is not part of a change. Repeats about the same subject within an hour are one card:
 * its id is made of both. `within` replaces the hour.
 */
export async function raiseAlarm(
  ports: Ports,
  kind: Alarm,
  subject: string,
  telling: { facts?: Notice['facts']; benefitId?: string } = {},
  within = HOUR,
): Promise<void> {
  const { store, keyring, clock } = ports;
  const period = Math.floor(clock.now().getTime() / within);
  const admins = await allAdmins(ports);
  const idFor = (admin: Person): string => keyring.fingerprint(JSON.stringify([kind, subject, period, admin.id]));
  // The last admin is told last.
  const last = admins.at(-1);
  if (last && (await store.dispatches.get(idFor(last)))) return;
  for (const admin of admins)
    await store.dispatches.insert(newDispatch(notice(ports, { kind, to: admin, ...telling, id: idFor(admin) })));
}

const PAGE = 50;
const MOST_ROWS = 5_000;

/** Called after a reveal is in the history: many by one person within an hour are an alarm. */
export async function watchReveals(ports: Ports, actor: Pick<Actor, 'id' | 'email'>): Promise<void> {
  const { store, clock, rules } = ports;
  const since = clock.now().getTime() - HOUR;
  // What was taken carries its entry until it is moved to the history.
  await emptyOutboxes(store);
  let count = 0;
  for (let skip = 0; skip < MOST_ROWS && count < rules.revealAlert; skip += PAGE) {
    const rows = await store.history.page({ who: { as: 'actor', email: actor.email } }, { skip, limit: PAGE });
    const recent = rows.filter(({ at }) => Date.parse(at) > since);
    count += recent.filter(({ command, outcome }) => command === 'keys' && outcome === 'done').length;
    if (recent.length < PAGE) break;
  }
  if (count >= rules.revealAlert)
    await raiseAlarm(ports, 'many-reveals', actor.id, { facts: { person: actor.id, count } });
}
