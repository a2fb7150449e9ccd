import { type About, refused } from '../../benefits/actions/record';
import type { HistoryAction } from '../../benefits/history';
import type { Refusal } from '../../benefits/refusal';
import type { Bot } from './bot';

/** Records a refusal in the history. Beyond the hourly limit it is only in the log and the metrics. */
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
