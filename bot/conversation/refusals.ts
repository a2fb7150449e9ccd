import { type About, refused } from '../../benefits/actions/record';
import type { HistoryAction } from '../../benefits/history';
import type { Refusal } from '../../benefits/refusal';
import type { Bot } from './bot';

/** Puts a refused try into the history; what there is too much of is in the log and the metrics alone. */
export async function recordRefused(
  { ports, metrics, log }: Pick<Bot, 'ports' | 'metrics' | 'log'>,
  actor: string,
  command: HistoryAction,
  refusal: Refusal,
  about?: About,
): Promise<void> {
  const { reason } = refusal;
  metrics.refused(reason);
  const outcome = await refused(ports, actor, command, refusal, about);
  if (outcome === 'left-out') log.warn({ actor, command, reason }, 'refused, and not in the history: too many tries');
}
