import { raiseAlarm } from '../../benefits/actions/alarms';
import { benefitInstructions, benefitName } from '../../benefits/benefit';
import { personLocale } from '../../benefits/person';
import { noDownload, refusalText } from '../../cards';
import { redeemKeys } from '../commands/keys';
import { findToken } from '../commands/one-time-tokens';
import type { Bot } from '../conversation/bot';
import { withRights } from '../conversation/identity';
import { perform, recordRefused } from '../conversation/pipeline';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { HttpError } from '../http-error';
import { bodyOf, roleError } from './caller';
import type { KeysAnswer } from './types';

const used = () => new HttpError(410, 'ticket', 'This page was opened before, or too late. Ask for the key again.');

/**
 * Redeems the one-time token of the keys dialog. In production the Entra token must be that of the same person; locally
 * the one-time token alone serves. The person's rights are looked up now, and the reveal is in the history before the
 * answer.
 */
export async function keysApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { ports, settings } = bot;
  const token = await findToken(ports, 'keys', bodyOf(call).ticket);
  const stored = token && (await ports.store.people.get(token.person));
  if (!token || !stored) throw used();
  const person = withRights(ports, stored);
  const { caller } = call;
  const own = caller !== null && caller.objectId.toLowerCase() === person.aadObjectId;
  if (!own && !(settings.local && caller === null)) {
    const benefitId = String(token.claims.benefit);
    const by = caller ? `unknown:${caller.objectId.slice(0, 100)}` : person.email;
    await recordRefused(bot, by, 'keys', { reason: 'ticket' }, { benefitId });
    await raiseAlarm(ports, 'ticket-refused', person.id, { facts: { person: person.id }, benefitId });
    bot.wake();
    throw caller
      ? new HttpError(403, 'ticket', 'This ticket is somebody else’s.')
      : new HttpError(401, 'unauthorized', 'Sign in first.');
  }
  const locale = personLocale(person, settings.defaultLocale);
  const input = { benefit: String(token.claims.benefit) };
  const request = { verb: 'keys', input, person, surface: 'page', place: 'personal', locale } as const;
  const { view } = await perform(bot, request, async (context) => {
    const reply = await redeemKeys(context, token);
    if (!reply) throw used();
    return reply;
  });
  if (view.kind === 'refused') {
    if (view.refusal.reason === 'role') throw roleError();
    const name = (id: string) => (id === view.benefit?.id ? benefitName(view.benefit, locale) : id);
    throw new HttpError(409, view.refusal.reason, refusalText(view.refusal, name, { locale }));
  }
  if (view.kind !== 'key-shown') throw new Error(`keys were answered with ${view.kind}`);
  const { benefit } = view;
  const body: KeysAnswer = {
    locale,
    benefit: { id: benefit.id, name: benefitName(benefit, locale) },
    holder: view.holder?.name ?? null,
    keys: view.keys,
    instructions: benefitInstructions(benefit, locale),
    downloads: view.downloads,
    noDownload: noDownload(view, { locale })[0] ?? null,
    portalUrl: benefit.portalUrl,
    free: view.keys.some((key) => key.kind === 'single-use') ? view.free : null,
    once: person.role !== 'admin',
    seconds: view.seconds,
  };
  return { status: 200, body };
}
