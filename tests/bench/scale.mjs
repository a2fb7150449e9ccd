// `node tests/bench/scale.mjs` (after a build): 1, 2 and 4 bots on one embedded store behind a small round-robin. Writes
// docs/scale.md's table and prints one line of JSON.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { authentication, startConnector, startIdentity, startIssuer } from './around.mjs';
import { load, median, stopLoad } from './load.mjs';
import { prepared } from './measure.mjs';
import { cpuOf, startProcess } from './process.mjs';
import { prepareProduct } from './product.mjs';
import { client, scenarios } from './turns.mjs';

const SIZE = { benefits: 15, people: 360, seats: 300 };
const BOTS = [1, 2, 4];
const ROUNDS = 5;
const TURNS = 300;
const MEASURED = ['button show', 'typed list', 'assign confirmed', 'undo'];
const LONGEST_MS = 10 * 60_000;

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'benefits-scale-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
setTimeout(() => process.exit(1), LONGEST_MS).unref();

const [connector, issuer, identity] = await Promise.all([startConnector(), startIssuer(), startIdentity()]);
const around = { root, folder, auth: authentication(issuer, identity) };
const found = new Map();
const groups = [];
for (const many of BOTS) {
  const { env } = await prepareProduct(around, `bots-${many}`, SIZE);
  const bots = await Promise.all(
    Array.from({ length: many }, () => startProcess([join(root, 'dist/bot/main.js')], env)),
  );
  const door = await roundRobin(bots.map(({ url }) => url));
  groups.push({ many, bots, list: scenarios(client({ url: door, serviceUrl: connector.url, issuer }), SIZE) });
}
for (let round = -1; round < ROUNDS; round += 1) {
  for (const name of MEASURED) {
    for (const { many, bots, list } of groups) {
      const { run, prepare, most = TURNS } = list.find((each) => each.name === name);
      const count = Math.min(TURNS, most);
      const ready = await prepared(prepare, count);
      const before = bots.map(({ pid }) => cpuOf(pid));
      const { perSecond, p50, p99 } = await load(count, 40, (n) => run(n, ready[n]));
      const cpu = bots.reduce((sum, { pid }, at) => sum + cpuOf(pid) - before[at], 0) / count;
      const key = `${name}|${many}`;
      if (round >= 0) found.set(key, [...(found.get(key) ?? []), { perSecond, p50, p99, cpu }]);
    }
  }
  console.error(round < 0 ? 'warm' : `round ${round + 1} of ${ROUNDS}`);
}
const of = (name, many, key) => median(found.get(`${name}|${many}`).map((each) => each[key]));
const table = [
  `Node ${process.version}, ${cpus().length} cores, which the load, the connector and the round-robin share with the bots.`,
  '',
  `| turn | ${BOTS.map((many) => `${many} ${many === 1 ? 'bot' : 'bots'}: turns/s, p50, CPU a turn`).join(' | ')} |`,
  `|---|${BOTS.map(() => '---|').join('')}`,
  ...MEASURED.map(
    (name) =>
      `| ${name} | ${BOTS.map((many) => `**${Math.round(of(name, many, 'perSecond'))}**, ${of(name, many, 'p50').toFixed(1)} ms, ${of(name, many, 'cpu').toFixed(2)} ms`).join(' | ')} |`,
  ),
].join('\n');
const page = join(root, 'docs', 'scale.md');
writeFileSync(
  page,
  readFileSync(page, 'utf8').replace(
    /(<!-- table -->)[\s\S]*(<!-- \/table -->)/,
    (_, open, close) => `${open}\n${table}\n${close}`,
  ),
);
stopLoad();
for (const { bots } of groups) await Promise.all(bots.map((bot) => bot.stop()));
console.log(
  JSON.stringify(
    Object.fromEntries(
      MEASURED.map((name) => [
        name,
        Object.fromEntries(BOTS.map((many) => [many, Math.round(of(name, many, 'perSecond'))])),
      ]),
    ),
  ),
);
process.exit();

/** Hands each request to the next bot, over kept connections. */
function roundRobin(urls) {
  const agents = urls.map(() => new http.Agent({ keepAlive: true, maxSockets: 64 }));
  let next = 0;
  const server = http.createServer((request, response) => {
    const at = next++ % urls.length;
    const onward = http.request(
      new URL(request.url, urls[at]),
      { method: request.method, headers: { ...request.headers, host: new URL(urls[at]).host }, agent: agents[at] },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      },
    );
    onward.setTimeout(60_000, () => onward.destroy(new Error('no answer')));
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.keepAliveTimeout = 65_000;
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`)));
}
