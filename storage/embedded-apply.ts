import { setImmediate as nextTurn } from 'node:timers/promises';
import { batches, type Step } from './batches';
import { embeddedError, isConstraint, unlocked } from './embedded-commit';
import { type Connection, connect, PRAGMAS } from './embedded-tables';
import { openThread, type Ran, type Runner, type Statement } from './embedded-thread';
import type { EngineWrite } from './engine';
import { errorCode } from './unavailable';

/** Atomic plans: one transaction, on a connection of its own, so that other writes wait for it instead of joining it. */

/** Steps at a time. A plan with more runs in a thread: its commit takes seconds. */
const AT_ONCE = 200;

/** In this thread. */
function here(connection: Connection): Runner {
  return {
    async run(...statements) {
      const results: Ran['results'] = [];
      try {
        for (const [sql, ...args] of statements) results.push(connection.prepare(sql).run(...args).changes);
        return { results, failed: null };
      } catch (error) {
        return { results, failed: error as Error & { code: unknown } };
      }
    },
    async close() {
      connection.close();
    },
  };
}

/** False: a write conflicts, and nothing was changed. */
export async function applyWrites(
  path: string,
  blockMs: number,
  writes: AsyncIterable<EngineWrite> | Iterable<EngineWrite>,
  statementOf: (step: Step) => Statement,
  progress: ((done: number) => void) | undefined,
): Promise<boolean> {
  const source = batches(writes, AT_ONCE);
  const first = await source.next();
  if (first.done) return true;
  const small = first.value.length < AT_ONCE;
  const on = small ? here(await unlocked(() => connect(path, blockMs))) : openThread(path);
  const ran = async (...statements: Statement[]): Promise<Ran> => {
    const outcome = await on.run(...statements);
    if (outcome.failed && !isConstraint(outcome.failed)) throw outcome.failed;
    return outcome;
  };
  try {
    if (!small) await ran(...PRAGMAS.map((pragma): Statement => [`PRAGMA ${pragma}`]));
    await unlocked(() => ran(['BEGIN IMMEDIATE']));
    let done = 0;
    for (let batch = first.value; ; ) {
      const { results } = await ran(...batch.map(statementOf));
      // Refused: the version differs, or (without a result) a unique value is taken.
      if (batch.some((_, at) => results[at] !== 1)) {
        await on.run(['ROLLBACK']);
        return false;
      }
      done += batch.length;
      progress?.(done);
      await nextTurn();
      const more = await source.next();
      if (more.done) break;
      batch = more.value;
    }
    await ran(['COMMIT']);
    return true;
  } catch (error) {
    // What failed may have ended the transaction already, or the thread.
    await on.run(['ROLLBACK']).catch(() => undefined);
    throw errorCode(error).startsWith('SQLITE_') ? embeddedError(error) : error;
  } finally {
    await on.close();
  }
}
