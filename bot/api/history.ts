import { benefitName } from '../../benefits/benefit';
import { movement } from '../../benefits/history';
import { historyText } from '../../cards';
import type { HistoryAnswer } from '../api-types';
import { personRefs } from '../commands/views';
import type { ApiAnswer, ApiCall } from '../doors';
import type { TurnPorts } from '../room';
import { allow, bodyOf, knownCaller, wholeOf } from './caller';

/** The log, newest first, for admins and viewers. */
export async function historyApi(room: TurnPorts, call: ApiCall): Promise<ApiAnswer> {
  const { person, locale } = await knownCaller(room, call);
  allow(person, 'history');
  const { store } = room.ports;
  const body = bodyOf(call);
  const skip = wholeOf(body.skip, 1_000_000, 0);
  const limit = wholeOf(body.limit, 200, 50);
  while ((await store.carriers.drain(200)) === 200);
  const found = await store.history.page({}, { skip, limit: limit + 1 });
  const entries = found.slice(0, limit);
  const ids = entries
    .flatMap((entry) => [entry.actor, ...Object.values(movement(entry))])
    .filter((id): id is string => id?.includes('@') ?? false);
  const people = new Map((await personRefs(room.ports, ids)).map((each) => [each.email, each.name]));
  const benefitIds = [...new Set(entries.flatMap((entry) => (entry.benefitId ? [entry.benefitId] : [])))];
  const benefits = new Map(
    (await Promise.all(benefitIds.map((id) => store.benefits.get(id)))).map((each) => [each?.id, each]),
  );
  const named = (email: string | null): string | null => (email === null ? null : (people.get(email) ?? email));
  const answer: HistoryAnswer = {
    rows: entries.map((entry) => {
      const benefit = entry.benefitId ? benefits.get(entry.benefitId) : null;
      const { from, to } = movement(entry);
      return {
        id: entry.id,
        at: entry.at,
        actor: people.get(entry.actor) ?? entry.actor,
        command: entry.command,
        benefit: benefit ? benefitName(benefit, locale) : entry.benefitId,
        from: named(from),
        to: named(to),
        outcome: entry.outcome,
        text: historyText(entry, locale),
      };
    }),
    more: found.length > limit,
  };
  return { status: 200, body: answer };
}
