import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export interface StepCounter {
  /**
   * How many blocks of the product's own code run during `work`, the same on every machine. Steps within a regular
   * expression or a built-in are not among them.
   */
  during(work: () => Promise<unknown>): Promise<number>;
  stop(): Promise<void>;
}

/** By V8's coverage, which counts in modules that are loaded after this alone. */
export async function countSteps(): Promise<StepCounter> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const taken = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    return result
      .filter(({ url }) => url.includes(ROOT) && !/node_modules|\/tests\//.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      .reduce((sum, count) => sum + count, 0);
  };
  return {
    async during(work) {
      await taken();
      await work();
      return taken();
    },
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
