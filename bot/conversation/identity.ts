import { alwaysAdmin } from '../../benefits/actions/people';
import { done } from '../../benefits/actions/record';
import { canonicalEmail } from '../../benefits/email';
import { carrying, emptyOutbox } from '../../benefits/outbox';
import type { Chat, Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import type { Refusal } from '../../benefits/refusal';
import { SERVICE_FACT } from '../../notifications';
import type { Activity } from '../channel/activity';
import type { Member } from '../channel/connector';
import type { Bot } from './bot';

export type Stranger = { refusal: Refusal; id: string };

export const tenantOf = (activity: Activity): string | null => {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const id = channelData?.tenant?.id ?? activity.conversation.tenantId;
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : null;
};

export const placeOf = (activity: Activity): 'personal' | 'group' => {
  const { conversationType, isGroup } = activity.conversation;
  return conversationType === 'personal' || (conversationType === undefined && !isGroup) ? 'personal' : 'group';
};

/**
 * Who speaks: the tenant, the Entra object id, then the company's person. Somebody whose object id is not known yet is
 * linked by the address that Teams' roster gives for them. Null: another bot, which gets no answer.
 */
export async function identify(
  { ports, connector, allowedTenants }: Pick<Bot, 'ports' | 'connector' | 'allowedTenants'>,
  activity: Activity,
): Promise<Person | Stranger | null> {
  const { from } = activity;
  const role = (from as { role?: string }).role;
  if (role === 'bot' || role === 'skill' || from.id.startsWith('28:')) return null;
  const objectId =
    typeof from.aadObjectId === 'string' && from.aadObjectId !== '' ? from.aadObjectId.toLowerCase() : null;
  const id = `unknown:${(objectId ?? from.id).slice(0, 100)}`;
  const tenant = tenantOf(activity);
  if (allowedTenants && (tenant === null || !allowedTenants.includes(tenant)))
    return { refusal: { reason: 'other-tenant' }, id };

  const known = objectId ? await ports.store.people.byObjectId(objectId) : null;
  if (known) return withRights(ports, known);
  const member = await connector.member(activity.serviceUrl, activity.conversation.id, from.id);
  const asGuest = member && (member.userRole === 'guest' || member.userPrincipalName?.toUpperCase().includes('#EXT#'));
  if (asGuest) return { refusal: { reason: 'guest' }, id };
  const linked = member ? await link(ports, member, objectId) : null;
  return linked ? withRights(ports, linked) : { refusal: { reason: 'stranger' }, id };
}

/** With the role that the settings give. */
export const withRights = (ports: Ports, person: Person): Person =>
  person.role !== 'admin' && alwaysAdmin(ports, person) ? { ...person, role: 'admin' } : person;

/** A person of the list whose object id was not known; or one of the settings' admins, who need not be on it. */
async function link(ports: Ports, member: Member, claimed: string | null): Promise<Person | null> {
  const objectId = member.aadObjectId?.toLowerCase() ?? claimed;
  if (objectId === null || (claimed !== null && objectId !== claimed)) return null;
  const addresses = [member.email, member.userPrincipalName].flatMap((each) =>
    each ? (canonicalEmail(each) ?? []) : [],
  );
  for (;;) {
    const found = (await Promise.all(addresses.map((address) => ports.store.people.byEmail(address)))).find(
      (each) => each !== null,
    );
    if (!found) break;
    // Somebody else's object id stands there: an address that moved to another account is for an admin to settle.
    if (found.aadObjectId !== null) return found.aadObjectId.toLowerCase() === objectId ? found : null;
    const entry = done(ports, found, 'link-person', { person: found.email });
    const linked = carrying({ ...found, aadObjectId: objectId }, [entry]);
    const outcome = await ports.store.people.replace(found, linked);
    if (outcome === 'done') return { ...linked, version: found.version + 1 };
    if (outcome === 'taken') return null;
  }
  const [address] = addresses;
  const named = address && (ports.rules.admins.includes(address) || ports.rules.admins.includes(objectId));
  if (!named) return null;
  const entry = done(ports, { email: address }, 'add-user', {
    person: address,
    detail: { role: 'admin', by: 'settings' },
  });
  const person: Person = carrying(
    {
      ...emptyOutbox,
      id: ports.random.id(),
      version: 1,
      email: address,
      name: member.name ?? address,
      role: 'admin',
      locale: null,
      aadObjectId: objectId,
      language: null,
      chat: null,
      groups: [],
      since: ports.clock.now().toISOString(),
    },
    [entry],
  );
  if (!(await ports.store.people.insert(person))) return ports.store.people.byEmail(address);
  await ports.store.catalogue.bump();
  return person;
}

export const chatOf = (activity: Activity): Chat => ({
  conversationId: activity.conversation.id,
  serviceUrl: activity.serviceUrl,
  tenantId: tenantOf(activity),
  userId: activity.from.id,
  botId: activity.recipient?.id ?? '',
  botName: activity.recipient?.name ?? '',
});

/** Remembers the personal chat, written only when it is another than before. True: it is the first. */
export async function rememberChat(ports: Ports, person: Person, chat: Chat): Promise<boolean> {
  if (same(person.chat, chat)) return false;
  for (;;) {
    const stored = await ports.store.people.get(person.id);
    if (!stored || same(stored.chat, chat)) return false;
    if ((await ports.store.people.replace(stored, { ...stored, chat })) === 'done') return stored.chat === null;
  }
}

const same = (a: Chat | null, b: Chat): boolean =>
  a !== null &&
  a.conversationId === b.conversationId &&
  a.serviceUrl === b.serviceUrl &&
  a.userId === b.userId &&
  a.tenantId === b.tenantId &&
  a.botId === b.botId;

/** Remembers where Teams reaches the bot, for people who have not written yet; written only when it changes. */
export function rememberService({ store }: Ports): (activity: Activity) => Promise<void> {
  let last = '';
  return async (activity) => {
    const { serviceUrl, recipient } = activity;
    if (!recipient?.id) return;
    const now = JSON.stringify({
      serviceUrl,
      tenantId: tenantOf(activity),
      botId: recipient.id,
      botName: recipient.name ?? '',
    });
    if (now === last) return;
    await store.facts.set(SERVICE_FACT, now);
    last = now;
  };
}
