import { type Claimant, linkClaimant } from '../../benefits/actions/link';
import { alwaysAdmin } from '../../benefits/actions/people';
import { checkRoster, reserveRosterCheck } from '../../benefits/actions/roster';
import type { Chat, Person } from '../../benefits/person';
import type { Ports } from '../../benefits/ports';
import { isRefusal, type Refusal } from '../../benefits/refusal';
import { SERVICE_FACT } from '../../notifications';
import type { Activity } from '../channel/activity';
import { ConnectorError, type Member } from '../channel/connector';
import type { Place } from '../commands/context';
import type { Bot } from './bot';

/** `claimant`: a member of an allowed tenant. */
export type Stranger = { refusal: Refusal; id: string; claimant?: Claimant };

const tenantOf = (activity: Activity): string | null => {
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const id = channelData?.tenant?.id ?? activity.conversation.tenantId;
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : null;
};

/** Copilot's activities come through the Teams channel and name the product in an entity. */
export const placeOf = ({ conversation, entities }: Activity): Place => {
  const { conversationType, isGroup } = conversation;
  if (conversationType === undefined ? isGroup : conversationType !== 'personal') return 'group';
  return entities?.some(({ type, id }) => type === 'ProductInfo' && id === 'COPILOT') ? 'copilot' : 'personal';
};

/**
 * Who sent the activity: checks the tenant, then finds the company's person by Entra object id. An unknown object id is
 * looked up in Teams' roster. Null: another bot, which gets no answer.
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
  if (known) return listed(ports, known, id);
  const member = await connector.member(activity.serviceUrl, activity.conversation.id, from.id);
  if (member && isGuest(member)) return { refusal: { reason: 'guest' }, id };
  const claimant = member && isMemberOf(member, tenant) ? claimantOf(member, objectId) : null;
  const linked: Person | Refusal = claimant ? await linkClaimant(ports, claimant) : { reason: 'stranger' };
  if (isRefusal(linked)) return { refusal: linked, id, ...(claimant && { claimant }) };
  return listed(ports, linked, id);
}

/** Guests of the list hold seats and are told by mail. */
function listed(ports: Ports, known: Person, id: string): Person | Stranger {
  const person = withRights(ports, known);
  return person.role === 'guest' ? { refusal: { reason: 'guest' }, id } : person;
}

/** What Teams says of a person today, read after their first message of the day. */
export async function followRoster(
  { ports, connector, wake, log }: Pick<Bot, 'ports' | 'connector' | 'wake' | 'log'>,
  { serviceUrl, conversation, from }: Activity,
  known: Person,
): Promise<void> {
  const person = await reserveRosterCheck(ports, known);
  if (!person) return;
  try {
    const member = await connector.member(serviceUrl, conversation.id, from.id);
    const claimant = member && claimantOf(member, person.aadObjectId);
    if (claimant && (await checkRoster(ports, person, claimant))) wake();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.warn({ person: person.id, err: error }, 'roster not read');
  }
}

const isGuest = ({ userRole, userPrincipalName }: Member): boolean =>
  userRole === 'guest' || (userPrincipalName?.toUpperCase().includes('#EXT#') ?? false);

/** Somebody who joined a meeting without signing in, or from another organisation, has a roster entry too. */
const isMemberOf = (member: Member, tenant: string | null): boolean =>
  (member.userRole === null || member.userRole === 'user') &&
  (member.tenantId === null || tenant === null || member.tenantId.toLowerCase() === tenant);

/** Null: the activity and the roster don't name the same account. */
function claimantOf(member: Member, claimed: string | null): Claimant | null {
  const objectId = member.aadObjectId?.toLowerCase() ?? claimed;
  if (objectId === null || (claimed !== null && objectId !== claimed)) return null;
  const { userPrincipalName, email, name } = member;
  return { objectId, userPrincipalName, email, name };
}

/** With the role that the settings give. */
export const withRights = (ports: Ports, person: Person): Person =>
  person.role !== 'admin' && alwaysAdmin(ports, person) ? { ...person, role: 'admin' } : person;

export const chatOf = (activity: Activity): Chat => ({
  conversationId: activity.conversation.id,
  serviceUrl: activity.serviceUrl,
  tenantId: tenantOf(activity),
  userId: activity.from.id,
  botId: activity.recipient?.id ?? '',
  botName: activity.recipient?.name ?? '',
  locale: activity.locale ?? null,
  timeZone: activity.localTimezone ?? null,
});

/** Remembers the personal chat, written only when it is another than before. True: it is the first. */
export async function rememberChat(ports: Ports, person: Person, chat: Chat): Promise<boolean> {
  if (same(person.chat, chat)) return false;
  for (;;) {
    const stored = await ports.store.people.get(person.id);
    if (!stored || same(stored.chat, chat)) return false;
    // Not every activity says them.
    const { locale, timeZone } = { ...stored.chat };
    const next = { ...chat, locale: chat.locale ?? locale ?? null, timeZone: chat.timeZone ?? timeZone ?? null };
    if ((await ports.store.people.replace(stored, { ...stored, chat: next })) === 'done') return stored.chat === null;
  }
}

const same = (a: Chat | null, b: Chat): boolean =>
  a !== null &&
  a.conversationId === b.conversationId &&
  a.serviceUrl === b.serviceUrl &&
  a.userId === b.userId &&
  a.tenantId === b.tenantId &&
  a.botId === b.botId &&
  (b.locale === null || a.locale === b.locale) &&
  (b.timeZone === null || a.timeZone === b.timeZone);

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
