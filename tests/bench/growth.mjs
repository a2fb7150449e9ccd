// The same turns with more of everything: benefits, people, seats and history in the embedded store.
import { median } from './load.mjs';
import { measured } from './measure.mjs';
import { memoryOf } from './process.mjs';
import { startProduct } from './product.mjs';
import { client, scenarios } from './turns.mjs';

const SIZES = [
  { name: 'small', benefits: 15, people: 10, seats: 100, history: 0, admins: 9 },
  { name: 'middle', benefits: 1_500, people: 5_000, seats: 20_000, history: 20_000 },
  { name: 'large', benefits: 15_000, people: 50_000, seats: 200_000, history: 1_000_000 },
];
const ROUNDS = 5;
const TURNS = 200;

/** A round's ratio is largest / smallest of that round; the sizes take turns. */
export async function growth(around) {
  const { connector, issuer, told } = around;
  const bots = [];
  for (const size of SIZES) {
    const bot = await startProduct(around, `growth-${size.name}`, size);
    told(`growth, ${size.name}`, `imported in ${Math.round(bot.importMs)} ms`);
    const { admins } = size;
    const list = scenarios(client({ url: bot.url, serviceUrl: connector.url, issuer, admins }), size);
    bots.push({ size, bot, list, rows: new Map() });
  }
  const names = bots[0].list.filter(({ prepare }) => !prepare).map(({ name }) => name);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const name of names) {
      for (const { bot, list, rows } of bots) {
        const { run } = list.find((each) => each.name === name);
        const { cpu } = await measured(bot.pid, round < 0 ? TURNS * 4 : TURNS, run);
        if (round >= 0) rows.set(name, [...(rows.get(name) ?? []), cpu]);
      }
    }
    if (round >= 0)
      told(
        `growth, round ${round + 1} of ${ROUNDS}`,
        names
          .map((name) => `${name} ${(bots.at(-1).rows.get(name).at(-1) / bots[0].rows.get(name).at(-1)).toFixed(2)}`)
          .join(', '),
      );
  }
  const rows = names.map((name) => ({
    name,
    cpus: bots.map((each) => median(each.rows.get(name))),
    ratio: median(bots[0].rows.get(name).map((cpu, round) => bots.at(-1).rows.get(name)[round] / cpu)),
  }));
  const memory = bots.map(({ bot }) => Math.round(memoryOf(bot.pid)));
  for (const { bot } of bots) await bot.stop();
  return { sizes: SIZES, rows, memory, largest: bots.at(-1).bot };
}
