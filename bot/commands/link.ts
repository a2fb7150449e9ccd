import { confirmLink } from '../../benefits/actions/link';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import type { Handler } from './context';
import { isReply, resolvePerson } from './resolve';
import { textReply } from './views';

/** An admin confirms that the account that wrote is the person in the list. */
export const link: Handler = async (context) => {
  const { ports, actor, input } = context;
  const person = await resolvePerson(context, 'user', input.user);
  if (isReply(person)) return person;
  const outcome = await confirmLink(ports, actor, person, input.version ?? '');
  if (isRefusal(outcome)) return textReply({ says: 'link-over' });
  return { ...textReply({ says: 'linked', person: personRef(outcome) }), changed: true };
};
