import { alwaysAdmin } from '../../benefits/actions/people';
import { refused } from '../../benefits/actions/record';
import { actorOf } from '../../benefits/actions/seats';
import { benefitInstructions, benefitName } from '../../benefits/benefit';
import { type OperatingSystem, SYSTEMS } from '../../benefits/command';
import { personLocale } from '../../benefits/person';
import { extent } from '../../benefits/policy';
import { isRefusal } from '../../benefits/refusal';
import { refusalText } from '../../cards';
import { revealPlan } from '../commands/keys';
import { personRefs } from '../commands/views';
import type { BotPorts } from '../conversation/bot-ports';
import { findToken, useToken } from '../conversation/one-time-tokens';
import { HttpError } from '../http/http-error';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { bodyOf } from './caller';
import type { KeysAnswer } from './types';

const USED = () => new HttpError(410, 'ticket', 'This page was opened before, or too late. Ask for the key again.');

/**
 * Redeems the ticket of the keys dialog, once. In production the Entra token must be that of the ticket's person; locally
 * the ticket alone serves. The person's rights are looked up now, and the reveal is in the history before the answer.
 */
export async function keysApi(bot: BotPorts, call: ApiCall): Promise<ApiAnswer> {
  const { ports, settings } = bot;
  const token = await findToken(ports, 'keys', bodyOf(call).ticket);
  if (!token) throw USED();
  const stored = await ports.store.people.get(token.person);
  if (!stored) throw USED();
  const person = alwaysAdmin(ports, stored) ? { ...stored, role: 'admin' as const } : stored;
  const claims = token.claims;
  const benefitId = String(claims.benefit);
  const own = call.caller !== null && call.caller.objectId.toLowerCase() === person.aadObjectId;
  if (!own && !(settings.local && call.caller === null)) {
    await refused(
      ports,
      call.caller ? `unknown:${call.caller.objectId.slice(0, 100)}` : person.id,
      'keys',
      { reason: 'ticket' },
      { benefitId },
    );
    throw call.caller
      ? new HttpError(403, 'ticket', 'This ticket is somebody else’s.')
      : new HttpError(401, 'unauthorized', 'Sign in first.');
  }
  if (extent('keys', person.role) !== 'all') {
    await refused(ports, person.id, 'keys', { reason: 'role', command: 'keys', ask: [] }, { benefitId });
    throw new HttpError(403, 'role', 'Your role does not allow this.');
  }
  const benefit = await ports.store.benefits.get(benefitId);
  if (!benefit || !(await useToken(ports, token))) throw USED();
  const locale = personLocale(person, settings.defaultLocale);
  const input = {
    benefit,
    language: typeof claims.language === 'string' ? claims.language : null,
    os: (SYSTEMS.find((each) => each === claims.os) ?? null) as OperatingSystem | null,
    holder: typeof claims.holder === 'string' ? claims.holder : null,
  };
  const plan = {
    want: input,
    another: claims.another === true,
    once: typeof claims.once === 'string' ? claims.once : null,
  };
  const shown = await revealPlan({ ports, actor: actorOf(person) }, plan);
  if (isRefusal(shown)) {
    await refused(ports, person.id, 'keys', shown, { benefitId });
    throw new HttpError(
      409,
      shown.reason,
      refusalText(shown, (id) => (id === benefit.id ? benefitName(benefit, locale) : id), locale),
    );
  }
  bot.wake();
  const [holder] = await personRefs(ports, input.holder ? [input.holder] : []);
  const body: KeysAnswer = {
    locale,
    benefit: { id: benefit.id, name: benefitName(benefit, locale) },
    holder: holder?.name ?? null,
    keys: shown.keys,
    instructions: benefitInstructions(benefit, locale),
    downloads: shown.downloads,
    portalUrl: benefit.portalUrl,
    free: shown.keys.some((key) => key.kind === 'single-use') ? shown.free : null,
    seconds: settings.keyVisibleSeconds,
  };
  return { status: 200, body };
}
