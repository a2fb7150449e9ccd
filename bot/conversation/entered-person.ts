import type { Named, Slots } from '../../benefits/command';
import type { OpenQuestion } from '../../benefits/short-lived';
import type { ActWithInput, CommandInput } from '../commands/context';
import { answered } from '../commands/views';

/** Somebody who is not in the list and is entered on the way. */

/** Name and address, typed in any order, one after the other or at once. */
export function newPerson(suggested: OpenQuestion['suggested'], said: Slots): CommandInput | null {
  if (!suggested) return null;
  const named = Array.isArray(said.users) ? said.users : [said.user];
  const typed = named.flatMap(unknownIn);
  const [email = suggested.email, ...emails] = typed.filter((each) => each.includes('@'));
  const [name = suggested.name, ...names] = typed.filter((each) => !each.includes('@'));
  const one = typed.length > 0 && typed.length === named.length && emails.length + names.length === 0;
  const isKnown = suggested.name !== '' || suggested.email !== '' || (name !== '' && email !== '');
  return one && isKnown ? { newEmail: email, newName: name } : null;
}

/** A person who is entered on the way, as a name that a correction can be about. */
export function asNamed({ command, slots }: ActWithInput): ActWithInput {
  const { newEmail, user, users } = slots;
  if (!newEmail) return { command, slots };
  if (Array.isArray(users)) return { command, slots: { ...slots, users: answered(users, { unknown: newEmail }) } };
  return user === undefined ? { command, slots: { ...slots, user: { unknown: newEmail } } } : { command, slots };
}

/** The same after the correction: another name or address, or somebody else. */
export function asEntered({ command, slots }: ActWithInput): ActWithInput {
  const { user, ...rest } = slots;
  const { newEmail, newName: _name, newRole: _role, ...others } = rest;
  if (!newEmail || user === undefined) return { command, slots };
  const [typed] = unknownIn(user);
  if (typed === undefined) return { command, slots: { ...others, user } };
  return { command, slots: { ...rest, [typed.includes('@') ? 'newEmail' : 'newName']: typed } };
}

const unknownIn = (named: Named | undefined): string[] =>
  typeof named === 'object' && 'unknown' in named ? [named.unknown] : [];
