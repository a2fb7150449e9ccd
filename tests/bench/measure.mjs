// Turns next to the stock echo bot's: slices of as many turns of each take turns, and a round's ratio is the CPU of the one by
// that of the other. This machine's speed of the moment is in both.
import { ADMINS } from './company.mjs';
import { load, median } from './load.mjs';
import { cpuOf } from './process.mjs';
import { client, scenarios } from './turns.mjs';

const AT_ONCE = 20;
/** Kinds of turns take turns in the warming up as well: what is compiled for one is not yet right for all. */
const WARM_SLICE = 50;
const SLICE = 40;

const sum = (slices) => slices.reduce((all, { cpu, count }) => all + cpu * count, 0);
const joined = (slices) => {
  const count = slices.reduce((all, each) => all + each.count, 0);
  const of = (key) => median(slices.map((each) => each[key]));
  return {
    count,
    cpu: sum(slices) / count,
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: Math.max(...slices.map(({ p99 }) => p99)),
  };
};

export async function measureTurns({
  echo,
  product,
  size,
  connector,
  issuer,
  rounds,
  turns,
  warmUp = 0,
  warmEcho = warmUp,
  warmChanges = 0,
  changes = turns,
  only = () => true,
  atOnce = AT_ONCE,
  told,
  around = (run) => run(),
}) {
  const echoTurns = client({ url: echo.url, serviceUrl: connector.url, issuer });
  const { admins = ADMINS } = size;
  const productTurns = client({ url: product.url, serviceUrl: connector.url, issuer, admins });
  const list = scenarios(productTurns, size).filter(only);
  const rows = new Map(['echo', ...list.map(({ name }) => name)].map((name) => [name, []]));
  // By the first message the bot learns where Teams is: notices have nowhere to go before.
  await productTurns.type(0, 'help');
  // Node compiles what runs often: both bots are past that before anything counts. Here alone they run at the same time.
  for (let done = 0; done < warmUp; done += WARM_SLICE) {
    for (const { run, prepare } of list) {
      const echoed = done < warmEcho ? load(WARM_SLICE, AT_ONCE, (n) => echoTurns.type(n, 'hello')) : null;
      if (!prepare || done < warmChanges) {
        const ready = await prepared(prepare, WARM_SLICE);
        await load(WARM_SLICE, atOnce, (n) => run(n, ready[n]));
      }
      await echoed;
    }
  }
  if (warmChanges > 0) await settled(product);
  // Without a warming up, the first round is one.
  for (let round = warmUp > 0 ? 0 : -1; round < rounds; round += 1) {
    const echoed = [];
    const found = new Map();
    for (const { name, run, prepare, writes, most = turns } of inOrder(list, round + 1)) {
      const count = Math.min(writes ? changes : turns, most);
      const ready = await prepared(prepare, count);
      // Connections that were closed while something was waited for are opened again.
      await load(AT_ONCE, AT_ONCE, (n) => echoTurns.type(n, 'hello'));
      // Everyone, so that no question of a card before is still open: to forget it is a write, which is not what is measured.
      await load(name.startsWith('typed') ? admins : atOnce, atOnce, (n) => productTurns.type(n, 'help'));
      const own = [];
      const beside = [];
      const began = cpuOf(product.pid);
      for (let from = 0; from < count; from += SLICE) {
        const part = Math.min(SLICE, count - from);
        beside.push(await measured(echo.pid, part, (n) => echoTurns.type(n, 'hello'), atOnce));
        await around(async () => {
          own.push(await measured(product.pid, part, (n) => run(from + n, ready[from + n]), atOnce));
        });
      }
      const ratio = sum(own) / sum(beside);
      found.set(name, {
        ...joined(own),
        ratio,
        later: writes ? ((await settled(product)) - began - sum(own)) / count / joined(beside).cpu : 0,
      });
      echoed.push(...beside);
    }
    if (round < 0) continue;
    rows.get('echo').push({ ...joined(echoed), ratio: 1, later: 0 });
    for (const [name, own] of found) rows.get(name).push(own);
    told?.(
      `round ${round + 1} of ${rounds}`,
      [...found].map(([name, { ratio }]) => `${name} ${ratio.toFixed(2)}`).join(', '),
    );
  }
  return [...rows].map(([name, each]) => {
    const of = (key) => each.map((round) => round[key]);
    return {
      name,
      cpu: median(of('cpu')),
      later: median(of('later')),
      perSecond: median(of('perSecond')),
      p50: median(of('p50')),
      p99: median(of('p99')),
      ratio: median(of('ratio')),
      least: Math.min(...of('ratio')),
      most: Math.max(...of('ratio')),
    };
  });
}

/** Those that change nothing begin with another one each round: the first comes after a wait, with everything cold. */
function inOrder(list, round) {
  const reading = list.filter(({ writes }) => !writes);
  const first = round % Math.max(1, reading.length);
  return [...reading.slice(first), ...reading.slice(0, first), ...list.filter(({ writes }) => writes)];
}

/** What each of so many turns needs, by its number; nothing where nothing is to be prepared. */
export async function prepared(prepare, count) {
  const ready = [];
  if (prepare) for (let n = 0; n < count; n += 1) ready.push(await prepare(n));
  return ready;
}

/** CPU a turn in milliseconds of the process, until the last one is answered; what else it did meanwhile included. */
export async function measured(pid, count, turn, atOnce = AT_ONCE) {
  const before = cpuOf(pid);
  const seen = await load(count, atOnce, turn);
  return { ...seen, count, cpu: (cpuOf(pid) - before) / count };
}

/**
 * Waits until history and notices have left the documents that carried them and the notices are told: the CPU of the process
 * by then.
 */
async function settled({ url, pid }) {
  for (;;) {
    const { notices } = await (await fetch(`${url}/readyz`)).json();
    if (notices.undone === 0) return cpuOf(pid);
    await new Promise((done) => setTimeout(done, 250));
  }
}
