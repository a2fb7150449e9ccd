import { notice } from '../../benefits/actions/record';
import { newDispatch } from '../../benefits/dispatch';
import type { Begun, Bot } from './bot';

const AGAIN_MS = 5_000;
const TRIES = 120;

/**
 * Keeps "I'll write as soon as I know": a notice, stored as soon as the store takes it, which any process delivers after
 * `afterMs`, worded by what the history says then. The result withdraws it: the turn has told by itself.
 */
export function promiseOutcome(
  { ports, schedule, log }: Pick<Bot, 'ports' | 'schedule' | 'log'>,
  { change, person }: Begun,
  turn: string,
  afterMs: number,
): () => Promise<void> {
  const { dispatches } = ports.store;
  const told = notice(ports, { id: `outcome.${turn}`, kind: 'outcome', to: person, facts: { change, turn } });
  let withdrawn = false;
  const keep = async (left: number): Promise<void> => {
    if (withdrawn) return;
    try {
      const dueAt = new Date(ports.clock.now().getTime() + afterMs).toISOString();
      await dispatches.insert({ ...newDispatch(told), attempts: 1, dueAt });
    } catch (error) {
      log.warn({ turn, err: error, left }, 'a promised message could not be stored yet');
      if (left > 0) schedule(AGAIN_MS, () => void keep(left - 1));
    }
  };
  const kept = keep(TRIES);
  return async () => {
    withdrawn = true;
    await kept;
    try {
      const stored = await dispatches.get(told.id);
      if (stored) await dispatches.remove(stored);
    } catch (error) {
      log.warn({ turn, err: error }, 'what was told in time will be told again');
    }
  };
}
