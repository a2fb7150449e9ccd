// `npm run bench [-- --quick]`: what a turn of the product costs, next to the stock echo bot, interleaved in one run.
// Ratios are what counts: this machine's own speed is in both. The full run writes docs/benchmarks.md; both end with one
// line of JSON. `--only 'assign confirmed,undo'` measures the turns whose names contain one of these and nothing else.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { authentication, startConnector, startIdentity, startIssuer } from './around.mjs';
import { growth } from './growth.mjs';
import { imports } from './imports.mjs';
import { stopLoad } from './load.mjs';
import { measureTurns } from './measure.mjs';
import { bareWrite, parts } from './parts.mjs';
import { memoryOf, startProcess } from './process.mjs';
import { startProduct } from './product.mjs';
import { summary, writeReport } from './report.mjs';
import { otherStores } from './stores.mjs';

const quick = process.argv.includes('--quick');
const wanted = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null;
const LONGEST_MS = (quick ? 6 : 25) * 60_000;
const SIZE = { benefits: 15, people: 360, seats: 300 };
/** FerretDB reads whole collections: more would measure nothing else. */
const FEW_PEOPLE = { benefits: 15, people: 40, seats: 30, admins: 20, room: 50 };
const TURNS_ON_STORE = 20;
/** A press that takes longer than 3.5 s is answered before its card is there, which measures nothing. */
const AT_ONCE_ON_STORE = 4;
const FEW = ['typed list', 'button show', 'assign confirmed', 'undo'];

const began = Date.now();
const told = (...words) =>
  console.error(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${words.join(': ')}`);
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'benefits-bench-'));
const stops = [];
const clear = () => rmSync(folder, { recursive: true, force: true });
process.on('exit', clear);
setTimeout(() => {
  console.error('The bench took too long and was ended.');
  process.exit(1);
}, LONGEST_MS).unref();

try {
  const [connector, issuer, identity] = await Promise.all([startConnector(), startIssuer(), startIdentity()]);
  stops.push(connector.stop, issuer.stop, identity.stop);
  const around = { root, folder, stops, told, quick, connector, issuer, auth: authentication(issuer, identity) };

  const echo = await startProcess([join(import.meta.dirname, 'echo.cjs')], around.auth);
  stops.push(echo.stop);
  const product = await startProduct(around, 'embedded', SIZE);
  const both = { echo, product, size: SIZE, connector, issuer, told };
  const result = { node: process.version, cpus: cpus().length, quick };
  result.turns = await measureTurns({
    ...both,
    rounds: quick ? 3 : 7,
    turns: quick ? 120 : 300,
    // Turns of each kind; beside each kind the echo bot has so many of its own, eleven times as many in all.
    warmUp: quick ? 1_000 : 3_000,
    warmEcho: quick ? 500 : 3_000,
    // Each has its notices, of which Teams takes 30 a second: a quick run has time for few of them.
    warmChanges: quick ? 50 : 1_000,
    changes: quick ? 40 : 120,
    only: ({ name }) => wanted === null || wanted.some((each) => name.includes(each)),
  });
  result.memory = Math.round(memoryOf(product.pid));
  if (wanted === null) {
    const write = await bareWrite(around, product.env, quick ? 600 : 2_000);
    result.write = { ...write, ratio: write.cpu / result.turns[0].cpu };
    told('one write of one seat by the engine alone', `${result.write.ratio.toFixed(2)} of the echo turn`);
    await product.stop();
    Object.assign(result, await parts(around, product.env));
    if (!quick) {
      result.stores = [];
      for (const each of await otherStores(around)) result.stores.push(await onStore(around, each, both));
      result.growth = await growth(around);
      result.imports = await imports(around, result.growth.largest);
    }
    if (!quick || process.argv.includes('--report')) writeReport(result, root);
  }
  told('done');
  console.log(JSON.stringify(summary(result)));
} finally {
  stopLoad();
  for (const stop of stops.reverse()) await stop();
  clear();
}
process.exit();

/** A few turns with the same company in another store; what its server takes for each is named apart. */
async function onStore(around, { name, store, cpu }, { echo, connector, issuer, told: tell }) {
  const product = await startProduct(around, `store-${name}`.replace(/\W+/g, '-'), FEW_PEOPLE, store);
  let served = 0;
  let turns = 0;
  const rows = await measureTurns({
    echo,
    product,
    size: FEW_PEOPLE,
    connector,
    issuer,
    rounds: 3,
    turns: TURNS_ON_STORE,
    atOnce: AT_ONCE_ON_STORE,
    only: (scenario) => FEW.includes(scenario.name),
    told: (round, found) => tell(`${name}, ${round}`, found),
    around: async (run) => {
      const before = cpu?.() ?? 0;
      await run();
      served += (cpu?.() ?? 0) - before;
      turns += TURNS_ON_STORE;
    },
  });
  const bare = await bareWrite(around, product.env, 200);
  await product.stop();
  return { name, engine: bare.engine, rows, write: bare, server: cpu ? served / turns : null };
}
