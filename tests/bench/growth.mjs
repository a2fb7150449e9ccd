// The same turns with more of everything: benefits, people, seats and history in the embedded store.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { load, median } from './load.mjs';
import { cpuOf, memoryOf } from './process.mjs';
import { client, scenarios } from './turns.mjs';

const SIZES = [
  { name: 'small', benefits: 15, people: 120, seats: 100, history: 0 },
  { name: 'middle', benefits: 1_500, people: 5_000, seats: 20_000, history: 20_000 },
  { name: 'large', benefits: 15_000, people: 50_000, seats: 200_000, history: 1_000_000 },
];
const ROUNDS = 5;
const TURNS = 300;

export async function growth({ startProduct, auth, around: { connector, token } }) {
  const bots = [];
  for (const size of SIZES) {
    const bot = await startProduct(`growth-${size.name}`, size, auth, size.history);
    bots.push({ size, bot, list: scenarios(client({ url: bot.url, serviceUrl: connector.url, token }), size), rows: new Map() });
  }
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { bot, list, rows } of bots) {
      for (const { name, run, prepare } of list) {
        if (prepare) continue;
        const before = cpuOf(bot.pid);
        await load(TURNS, 20, (n) => run(n));
        const cpu = (cpuOf(bot.pid) - before) / TURNS;
        if (round >= 0) rows.set(name, [...(rows.get(name) ?? []), cpu]);
      }
    }
    console.error(`growth: round ${round + 1} of ${ROUNDS}`);
  }
  const [small] = bots;
  const rows = [...small.rows].map(([name, cpus]) => ({
    name,
    cpus: bots.map((each) => median(each.rows.get(name))),
    ratio: median(cpus.map((cpu, round) => bots.at(-1).rows.get(name)[round] / cpu)),
  }));
  const memory = bots.map(({ bot }) => Math.round(memoryOf(bot.pid)));
  for (const { bot } of bots) await bot.stop();
  return { sizes: SIZES, rows, memory };
}

/** History as it would have grown, written by the store's own code in a process of its own. */
export function fillHistory(root, dataDir, env, { history, benefits, people }) {
  if (history === 0) return;
  const fill = join(import.meta.dirname, 'fill-history.cjs');
  const run = spawnSync(process.execPath, [fill, join(root, 'dist'), String(history), String(benefits), String(people)], { env: { PATH: process.env.PATH, ...env, DATA_DIR: dataDir }, encoding: 'utf8', timeout: 600_000 });
  if (run.status !== 0) throw new Error(`history: ${run.stderr}`);
}
