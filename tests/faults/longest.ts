import { startInProcess } from '../support/in-process';
import { ENTRIES, enter, filled, LONGEST_TEXT, UNITS } from '../support/longest';

/** What one request costs at the longest text that the server lets in: milliseconds of CPU, best of three. */

const MOST_MS = 50;

export interface LongestResult {
  ms: Record<string, number>;
  /** Of these: over the bound. */
  over: string[];
}

export async function longestTexts(): Promise<LongestResult> {
  const inside = await startInProcess();
  const requests = ENTRIES.flatMap((entry) =>
    Object.entries(UNITS).map(([unit, text]) => ({
      name: `${entry}: ${unit}`,
      send: () => enter(inside, entry, filled(text, LONGEST_TEXT)),
    })),
  );
  const costOf = async (send: () => Promise<unknown>): Promise<number> => {
    const before = process.cpuUsage();
    await send();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  // Compiled code, as a bot that has run for a minute has it.
  for (let round = 0; round < 4; round += 1) for (const { send } of requests) await send();
  const ms: Record<string, number> = {};
  for (const { name, send } of requests) {
    const tries = [await costOf(send), await costOf(send), await costOf(send)];
    ms[name] = Math.round(Math.min(...tries));
  }
  await inside.close();
  return { ms, over: Object.keys(ms).filter((name) => (ms[name] ?? 0) > MOST_MS) };
}
