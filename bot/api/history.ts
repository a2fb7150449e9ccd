import { benefitName } from '../../benefits/benefit';
import { historyText } from '../../cards';
import { historyPage } from '../commands/history-page';
import type { Bot } from '../conversation/bot';
import type { ApiAnswer, ApiCall } from '../http/server-ports';
import { bodyOf, callerFor, textOf, wholeOf } from './caller';
import type { HistoryAnswer } from './types';

/** The log, newest first, for admins and viewers. */
export async function historyApi(bot: Bot, call: ApiCall): Promise<ApiAnswer> {
  const { locale } = await callerFor(bot, call, 'history');
  const body = bodyOf(call);
  const skip = wholeOf(body.skip, 1_000_000, 0);
  const limit = wholeOf(body.limit, 200, 50);
  const benefitId = textOf(body.benefit, 100);
  const { rows, more } = await historyPage(bot.ports, benefitId ? { benefitId } : {}, { skip, limit });
  const answer: HistoryAnswer = {
    rows: rows.map(({ entry, actor, from, to, benefit }) => ({
      id: entry.id,
      at: entry.at,
      actor: actor?.name ?? entry.actor,
      command: entry.command,
      benefit: benefit && benefitName(benefit, locale),
      from: from?.name ?? null,
      to: to?.name ?? null,
      outcome: entry.outcome,
      text: historyText(entry, locale),
    })),
    more,
  };
  return { status: 200, body: answer };
}
