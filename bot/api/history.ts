import { benefitName } from '../../benefits/benefit';
import { historyText } from '../../cards';
import type { HistoryAnswer } from '../api-types';
import type { ApiAnswer, ApiCall } from '../doors';
import { historyPage } from '../history';
import type { TurnPorts } from '../room';
import { allow, bodyOf, knownCaller, wholeOf } from './caller';

/** The log, newest first, for admins and viewers. */
export async function historyApi(room: TurnPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(room, call);
  allow(person, 'history');
  const body = bodyOf(call);
  const skip = wholeOf(body.skip, 1_000_000, 0);
  const limit = wholeOf(body.limit, 200, 50);
  const { rows, more } = await historyPage(room.ports, {}, { skip, limit });
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
