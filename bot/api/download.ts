import { personLocale } from '../../benefits/person';
import { bulkCsv, exportWorkbook, exportZip } from '../../exchange';
import { findToken, useToken } from '../commands/one-time-tokens';
import { notAllowed } from '../commands/views';
import type { Bot } from '../conversation/bot';
import { withRights } from '../conversation/identity';
import { contextOf, recordRefusal } from '../conversation/pipeline';
import type { ApiAnswer } from '../http/server-ports';
import { HttpError } from '../http-error';
import { roleError } from './caller';

/** A one-time link to an export. The rights of the one who asked for it are looked up now. */
export async function download(bot: Bot, secret: string): Promise<ApiAnswer> {
  const { ports, settings } = bot;
  const gone = () =>
    new HttpError(410, 'ticket', 'This link was used before, or is too old. Ask for the export again.');
  const token = (await findToken(ports, 'export', secret)) ?? (await findToken(ports, 'portal', secret));
  const stored = token && (await ports.store.people.get(token.person));
  if (!token || !stored) throw gone();
  const person = withRights(ports, stored);
  const locale = personLocale(person, settings.defaultLocale);
  const verb = token.purpose === 'portal' ? 'portal' : 'export';
  const request = { verb, input: {}, person, surface: 'page', place: 'personal', locale } as const;
  const context = contextOf(bot, request);
  if (context.extent === 'no') {
    await recordRefusal(bot, context, await notAllowed(context));
    throw roleError();
  }
  if (!(await useToken(ports, token))) throw gone();
  const day = ports.clock.now().toISOString().slice(0, 10);
  if (verb === 'portal') {
    const benefit = await ports.store.benefits.get(String(token.claims.benefit));
    if (!benefit) throw gone();
    const steps = await ports.store.steps.open(benefit.id, { skip: 0, limit: 1_000 });
    const bytes = Buffer.from(bulkCsv(benefit, steps));
    return { status: 200, bytes, type: 'text/csv; charset=utf-8', filename: `${benefit.id}-${day}.csv` };
  }
  return token.claims.format === 'csv'
    ? { status: 200, bytes: await exportZip(ports.store), type: 'application/zip', filename: `benefits-${day}.zip` }
    : {
        status: 200,
        bytes: await exportWorkbook(ports.store),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        filename: `benefits-${day}.xlsx`,
      };
}
