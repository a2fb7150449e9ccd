import type { Named, Role } from '../../benefits/command';
import type { Hearing } from '../../language';
import type { Activity } from '../channel/activity';
import type { Member } from '../channel/connector';
import type { ActWithInput } from '../commands/context';
import type { Bot } from './bot';
import type { Mention } from './incoming';

/** A mentioned person who isn't in the list, as Teams names them. */
export interface UnlistedPerson {
  name: string;
  email: string;
  role?: Role;
}

/** The people a message mentions, in order, without the bot itself. */
export async function mentionsIn(
  bot: Bot,
  activity: Activity,
  mentions: readonly Mention[],
): Promise<{ all: NonNullable<Hearing['mentions']>; unlisted: readonly UnlistedPerson[] }> {
  const unlisted: UnlistedPerson[] = [];
  const all = [];
  for (const mention of mentions) {
    const { id, name, text } = mention;
    if (id === activity.recipient?.id) {
      all.push({ text, email: null, name: '' });
      continue;
    }
    const found = await mentionedPerson(bot, activity, mention);
    if ('member' in found && found.member?.email) unlisted.push({ name, email: found.member.email });
    all.push({ text, email: 'email' in found ? found.email : null, name });
  }
  return { all, unlisted };
}

async function mentionedPerson(
  { ports, connector }: Bot,
  activity: Activity,
  { id, objectId }: Mention,
): Promise<{ email: string } | { member: Member | null }> {
  const { people } = ports.store;
  const known = objectId ? await people.byObjectId(objectId) : null;
  if (known) return { email: known.email };
  const member = await connector.member(activity.serviceUrl, activity.conversation.id, id);
  const byObjectId = member?.aadObjectId ? await people.byObjectId(member.aadObjectId.toLowerCase()) : null;
  const byAddress = member?.email ? await people.byEmail(member.email.toLowerCase()) : null;
  const found = byObjectId ?? byAddress;
  return found ? { email: found.email } : { member };
}

/** An act about a mentioned person who isn't in the list offers to add that person; so does "add …, and give him Office". */
export function introduced(acts: readonly ActWithInput[], mentioned: readonly UnlistedPerson[]): ActWithInput[] {
  const added = acts.flatMap(({ command, slots: { name, email, role } }) =>
    command === 'add-user' && name && email ? [{ name, email, role }] : [],
  );
  const entered = acts.map(({ command, slots }): ActWithInput => {
    const { user: named, email: other, ...rest } = slots;
    if (typeof named !== 'object' || !('unknown' in named)) return { command, slots };
    const person = [...mentioned, ...added].find(({ name, email }) =>
      [name, email].some((each) => same(each, named.unknown)),
    );
    if (!person) return { command, slots };
    const { name: newName, email: newEmail, role } = person;
    const given = { ...(other && other !== newEmail && { email: other }), ...(role && { newRole: role }) };
    return { command, slots: { ...rest, user: named, ...given, newName, newEmail } };
  });
  const isEntered = (address: string | undefined) => entered.some(({ slots }) => slots.newEmail === address);
  return entered.filter(({ command, slots }) => command !== 'add-user' || !slots.email || !isEntered(slots.email));
}

const same = (a: string, b: Named): boolean => typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
