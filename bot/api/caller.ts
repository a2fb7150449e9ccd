import type { Command, Locale } from '../../benefits/command';
import { type Person, personLocale } from '../../benefits/person';
import { isOpenInGroups } from '../../benefits/policy';
import { notAllowed } from '../commands/views';
import type { Bot } from '../conversation/bot';
import { withRights } from '../conversation/identity';
import { contextOf, recordRefusal, recordRefused } from '../conversation/pipeline';
import type { ApiCall } from '../http/server-ports';
import { HttpError } from '../http-error';

export interface Known {
  person: Person;
  locale: Locale;
}

/** The person of the company behind a call's token, loaded now. 401 without a token, 403 for somebody else. */
export async function knownCaller(bot: Bot, { caller }: ApiCall): Promise<Known> {
  const { ports, settings, allowedTenants } = bot;
  if (!caller) throw new HttpError(401, 'unauthorized', 'Sign in first.');
  if (allowedTenants && !allowedTenants.includes(caller.tenantId.toLowerCase()))
    throw new HttpError(403, 'tenant', 'This organisation has no access.');
  const objectId = caller.objectId.toLowerCase();
  const found = await ports.store.people.byObjectId(objectId);
  if (!found) {
    await recordRefused(bot, `unknown:${objectId.slice(0, 100)}`, 'help', { reason: 'stranger' });
    throw new HttpError(403, 'stranger', 'You are not in the list of people; write to the bot first.');
  }
  return { person: withRights(ports, found), locale: personLocale(found, settings.defaultLocale) };
}

/** The caller, if their role may see all that the command shows, or what it shows to everybody; else a recorded 403. */
export async function callerFor(bot: Bot, call: ApiCall, command: Command): Promise<Known> {
  const known = await knownCaller(bot, call);
  const context = contextOf(bot, { verb: command, input: {}, ...known, surface: 'page', place: 'personal' });
  if (context.extent === 'all' || (context.extent === 'names' && isOpenInGroups(command))) return known;
  await recordRefusal(bot, context, await notAllowed(context));
  throw roleError();
}

export const roleError = () => new HttpError(403, 'role', 'Your role does not allow this.');

/** A JSON object; anything else counts as an empty one. */
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const bodyOf = ({ body }: ApiCall): Record<string, unknown> => objectOf(body);

export const wholeOf = (value: unknown, most: number, otherwise: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? Math.min(value, most) : otherwise;

export const textOf = (value: unknown, longest: number): string =>
  typeof value === 'string' ? value.slice(0, longest) : '';
