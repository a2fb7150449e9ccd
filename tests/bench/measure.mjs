// Turns next to the stock echo bot's: a round's ratio is the scenario's CPU a turn by the echo's of that same round, of
// which a slice is run before every scenario. This machine's speed of the moment is in both.
import { load, median } from './load.mjs';
import { cpuOf } from './process.mjs';
import { client, scenarios } from './turns.mjs';

const AT_ONCE = 20;
/** Kinds of turns take turns in the warming up as well: what is compiled for one is not yet right for all. */
const WARM_SLICE = 50;

export async function measureTurns({
  echo,
  product,
  size,
  connector,
  issuer,
  rounds,
  turns,
  warmUp = 0,
  changes = turns,
  only = () => true,
  told,
  around = (run) => run(),
}) {
  const echoTurns = client({ url: echo.url, serviceUrl: connector.url, issuer });
  const { admins } = size;
  const list = scenarios(client({ url: product.url, serviceUrl: connector.url, issuer, admins }), size).filter(only);
  const rows = new Map(['echo', ...list.map(({ name }) => name)].map((name) => [name, []]));
  // Node compiles what runs often: both bots are past that before anything counts.
  for (let left = warmUp; left > 0; left -= WARM_SLICE) {
    for (const { run, prepare } of list) {
      await load(WARM_SLICE, AT_ONCE, (n) => echoTurns.type(n, 'hello'));
      if (!prepare) await load(WARM_SLICE, AT_ONCE, (n) => run(n));
    }
  }
  const slice = Math.max(20, Math.round(turns / 4));
  for (let round = -1; round < rounds; round += 1) {
    const warm = round < 0;
    const base = [];
    const found = new Map();
    for (const { name, run, prepare, writes, most = turns } of list) {
      base.push(await measured(echo.pid, slice, (n) => echoTurns.type(n, 'hello')));
      const count = Math.min(writes ? changes : turns, most);
      const ready = [];
      if (prepare) for (let n = 0; n < count; n += 1) ready.push(await prepare(n));
      await around(async () => {
        const own = await measured(product.pid, count, (n) => run(n, ready[n]));
        found.set(name, { ...own, later: writes ? await settled(product, count) : 0 });
      });
    }
    if (warm) continue;
    const echoed = Object.fromEntries(
      ['cpu', 'perSecond', 'p50', 'p99'].map((key) => [key, median(base.map((each) => each[key]))]),
    );
    rows.get('echo').push({ ...echoed, ratio: 1 });
    for (const [name, own] of found) rows.get(name).push({ ...own, ratio: own.cpu / echoed.cpu });
    told?.(
      `round ${round + 1} of ${rounds}`,
      [...found].map(([name, own]) => `${name} ${(own.cpu / echoed.cpu).toFixed(2)}`).join(', '),
    );
  }
  return [...rows].map(([name, each]) => {
    const of = (key) => each.map((round) => round[key]);
    return {
      name,
      cpu: median(of('cpu')),
      later: median(each.map((round) => (round.later ?? 0) * (round.ratio / round.cpu))),
      perSecond: median(of('perSecond')),
      p50: median(of('p50')),
      p99: median(of('p99')),
      ratio: median(of('ratio')),
      least: Math.min(...of('ratio')),
      most: Math.max(...of('ratio')),
    };
  });
}

/** CPU a turn in milliseconds of the process, until the last one is answered; what else it did meanwhile included. */
export async function measured(pid, count, turn) {
  const before = cpuOf(pid);
  const seen = await load(count, AT_ONCE, turn);
  return { ...seen, cpu: (cpuOf(pid) - before) / count };
}

/**
 * Waits until history and notices have left the documents that carried them and the notices are told: the CPU of that, by
 * turn, apart from what was done of it while the turns ran.
 */
async function settled({ url, pid }, count) {
  const before = cpuOf(pid);
  for (;;) {
    const { notices } = await (await fetch(`${url}/readyz`)).json();
    if (notices.undone === 0) return (cpuOf(pid) - before) / count;
    await new Promise((done) => setTimeout(done, 250));
  }
}
