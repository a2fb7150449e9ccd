// `npm run bench [-- --quick]`: what a turn of the product costs, next to the stock echo bot, interleaved in one run.
// Ratios are what counts: this machine's own speed is in both. Writes docs/benchmarks.md (full run) and ends with one line
// of JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { authentication, startConnector, startIdentity, startIssuer } from './around.mjs';
import { writeCompany } from './company.mjs';
import { load, median, stopLoad } from './load.mjs';
import { cpuOf, memoryOf, startProcess } from './process.mjs';
import { client, scenarios } from './turns.mjs';
import { parts } from './parts.mjs';
import { fillHistory, growth } from './growth.mjs';
import { writeReport } from './report.mjs';

const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 3 : 7;
const TURNS = quick ? 150 : 600;
const AT_ONCE = 20;
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'benefits-bench-'));
const stops = [];
const began = Date.now();

try {
  const connector = await startConnector();
  const issuer = await startIssuer();
  const identity = await startIdentity();
  stops.push(connector.stop, issuer.stop, identity.stop);
  const token = issuer.token(connector.url);
  const auth = authentication(issuer, identity);

  const echo = await startProcess([join(import.meta.dirname, 'echo.cjs')], auth);
  stops.push(echo.stop);
  const size = { benefits: 15, people: 120, seats: 300 };
  const product = await startProduct('embedded', size, auth);
  const around = { connector, token };
  const result = {
    node: process.version,
    cpus: cpus().length,
    turns: await turns(echo, product, size, around),
    parts: await parts({ quick, root, env: { ...product.env, DATA_DIR: join(folder, 'start') } }),
    growth: quick ? null : await growth({ startProduct, auth, around }),
    memory: Math.round(memoryOf(product.pid)),
  };
  if (!quick) writeReport(result, root);
  console.error(`${Math.round((Date.now() - began) / 1000)} s`);
  console.log(JSON.stringify(summary(result)));
} finally {
  stopLoad();
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The product in production mode, with a company of that size in an embedded store of its own. */
async function startProduct(name, size, auth) {
  const dataDir = join(folder, name);
  const env = {
    ...auth,
    DATA_DIR: dataDir,
    ALLOW_EMBEDDED_STORE: '1',
    PUBLIC_URL: 'https://benefits.example.com',
    KEY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_LIMIT: '0',
  };
  const company = join(folder, `${name}-csv`);
  writeCompany(company, size);
  const done = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), 'import', company], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`import: ${done.stdout}${done.stderr}`);
  fillHistory(root, dataDir, env, { history: 0, ...size });
  const bot = await startProcess([join(root, 'dist/bot/main.js')], env);
  stops.push(bot.stop);
  return { ...bot, env };
}

/** Echo and every scenario in turn, round by round; a round's ratio is scenario / echo of that same round. */
async function turns(echo, product, size, { connector, token }) {
  const echoTurns = client({ url: echo.url, serviceUrl: connector.url, token });
  const productTurns = client({ url: product.url, serviceUrl: connector.url, token });
  const list = scenarios(productTurns, size);
  const rows = new Map(['echo', ...list.map(({ name }) => name)].map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    const warm = round < 0;
    const base = await measured(echo.pid, TURNS, 1, (n) => echoTurns.type(n, 'hello'));
    if (!warm) rows.get('echo').push(base);
    for (const scenario of list) {
      const count = Math.max(40, Math.round(scenario.prepare ? Math.min(TURNS / 3, 60) : TURNS));
      const ready = [];
      if (scenario.prepare) for (let n = 0; n < count; n += 1) ready.push(await scenario.prepare(n));
      const turn = (n) => scenario.run(n, ready[n]);
      const own = await measured(product.pid, count, scenario.prepare ? scenario.turns - 1 : scenario.turns, turn);
      if (!warm) rows.get(scenario.name).push({ ...own, ratio: own.cpu / base.cpu });
    }
    console.error(warm ? 'warm' : `round ${round + 1} of ${ROUNDS}: ${[...rows].map(([name, rounds]) => `${name} ${(rounds.at(-1).ratio ?? rounds.at(-1).cpu).toFixed(2)}`).join(', ')}`);
  }
  return [...rows].map(([name, rounds]) => ({
    name,
    cpu: median(rounds.map(({ cpu }) => cpu)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    ratio: name === 'echo' ? 1 : median(rounds.map(({ ratio }) => ratio)),
    least: name === 'echo' ? 1 : Math.min(...rounds.map(({ ratio }) => ratio)),
    most: name === 'echo' ? 1 : Math.max(...rounds.map(({ ratio }) => ratio)),
  }));
}

/** CPU in milliseconds a turn of the product, over `count` runs of `turnsEach` turns. */
async function measured(pid, count, turnsEach, turn) {
  const before = cpuOf(pid);
  const { perSecond, p50, p99 } = await load(count, AT_ONCE, turn);
  return { cpu: (cpuOf(pid) - before) / count / turnsEach, perSecond: perSecond * turnsEach, p50, p99 };
}

function summary({ turns: rows, parts: found, growth: grown }) {
  return {
    ratios: Object.fromEntries(rows.map(({ name, ratio }) => [name, Number(ratio.toFixed(3))])),
    ...found,
    ...(grown ? { growth: Object.fromEntries(grown.rows.map(({ name, ratio }) => [name, Number(ratio.toFixed(2))])) } : {}),
  };
}
