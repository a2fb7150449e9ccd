import { alwaysAdmin } from '../../benefits/actions/people';
import { refused } from '../../benefits/actions/record';
import type { Command, Locale } from '../../benefits/command';
import { type Person, personLocale } from '../../benefits/person';
import { extent, OPEN_IN_GROUPS } from '../../benefits/policy';
import type { BotPorts } from '../conversation/bot-ports';
import { HttpError } from '../http/http-error';
import type { ApiCall } from '../http/server-ports';

export interface Known {
  person: Person;
  locale: Locale;
}

/** The person of the company behind a call's token, loaded now. 401 without a token, 403 for somebody else. */
export async function knownCaller({ ports, settings, allowedTenants }: BotPorts, { caller }: ApiCall): Promise<Known> {
  if (!caller) throw new HttpError(401, 'unauthorized', 'Sign in first.');
  if (allowedTenants && !allowedTenants.includes(caller.tenantId.toLowerCase()))
    throw new HttpError(403, 'tenant', 'This organisation has no access.');
  const objectId = caller.objectId.toLowerCase();
  const found = await ports.store.people.byObjectId(objectId);
  if (!found) {
    await refused(ports, `unknown:${objectId.slice(0, 100)}`, 'help', { reason: 'stranger' });
    throw new HttpError(403, 'stranger', 'You are not in the list of people; write to the bot first.');
  }
  const person: Person = alwaysAdmin(ports, found) ? { ...found, role: 'admin' } : found;
  return { person, locale: personLocale(person, settings.defaultLocale) };
}

/** What the policy refuses is refused here as well. */
export function allow(person: Person, command: Command): void {
  if (extent(command, person.role) === 'all' || OPEN_IN_GROUPS.has(command)) return;
  throw new HttpError(403, 'role', 'Your role does not allow this.');
}

/** A JSON object; anything else is as an empty one. */
export const bodyOf = ({ body }: ApiCall): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};

export const wholeOf = (value: unknown, most: number, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;

export const textOf = (value: unknown, longest: number): string =>
  typeof value === 'string' ? value.slice(0, longest) : '';
