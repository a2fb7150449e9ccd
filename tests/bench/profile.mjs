// `node tests/bench/profile.mjs NAME [COUNT]` (after a build): where the CPU of one kind of turn goes, by V8's profiler.
// Prints what takes the most by itself, and with all that it calls.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authentication, startConnector, startIdentity, startIssuer } from './around.mjs';
import { stopLoad } from './load.mjs';
import { measured, prepared } from './measure.mjs';
import { startProcess } from './process.mjs';
import { prepareProduct } from './product.mjs';
import { client, scenarios } from './turns.mjs';

const [name = 'typed list', count = '1000'] = process.argv.slice(2);
const size = { benefits: 15, people: 360, seats: 300 };
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'benefits-profile-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const [connector, issuer, identity] = await Promise.all([startConnector(), startIssuer(), startIdentity()]);
const around = { root, folder, auth: authentication(issuer, identity) };
const { env } = await prepareProduct(around, 'store', size);
const profiles = join(folder, 'profile');
const bot = await startProcess(
  ['--cpu-prof', `--cpu-prof-dir=${profiles}`, '--cpu-prof-interval=500', join(root, 'dist/bot/main.js')],
  env,
);
const list = scenarios(client({ url: bot.url, serviceUrl: connector.url, issuer }), size);
const scenario = list.find((each) => each.name === name);
if (!scenario) throw new Error(`There are: ${list.map((each) => each.name).join(', ')}`);
for (let left = Number(count), warm = true; left > 0; warm = false) {
  const turns = Math.min(left, scenario.most ?? left);
  const before = scenario.name === 'undo' ? list.find((each) => each.name === 'assign confirmed') : null;
  for (const each of before ? [before, scenario] : [scenario]) {
    const ready = await prepared(each.prepare, turns);
    const { cpu } = await measured(bot.pid, turns, (n) => each.run(n, ready[n]));
    if (!warm) console.log(`${each.name}: ${cpu.toFixed(3)} ms a turn`);
  }
  if (scenario.name === 'assign confirmed') break;
  if (!warm) left -= turns;
}
stopLoad();
await bot.stop();
print(JSON.parse(readFileSync(join(profiles, readdirSync(profiles)[0]), 'utf8')));
process.exit();

function print({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const label = ({ functionName, url, lineNumber }) =>
    `${functionName || '(anonymous)'} ${url.replace(`file://${root}/`, '').replace(/^.*node_modules\//, '~')}:${lineNumber + 1}`;
  const itself = new Map();
  const whole = new Map();
  let total = 0;
  samples.forEach((id, at) => {
    const { callFrame } = byId.get(id);
    if (callFrame.functionName === '(idle)') return;
    const took = timeDeltas[at];
    total += took;
    itself.set(label(callFrame), (itself.get(label(callFrame)) ?? 0) + took);
    const seen = new Set();
    for (let up = id; up !== undefined; up = parents.get(up)) seen.add(label(byId.get(up).callFrame));
    for (const each of seen) whole.set(each, (whole.get(each) ?? 0) + took);
  });
  const rooms = new Map();
  samples.forEach((id, at) => {
    const { callFrame } = byId.get(id);
    if (callFrame.functionName === '(idle)') return;
    let room = callFrame.functionName.startsWith('(') ? callFrame.functionName : 'node';
    for (let up = id; up !== undefined && room === 'node'; up = parents.get(up))
      room = roomOf(byId.get(up).callFrame) ?? room;
    rooms.set(room, (rooms.get(room) ?? 0) + timeDeltas[at]);
  });
  const top = (map, many) =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .slice(0, many)
      .map(([each, took]) => `${((took / total) * 100).toFixed(1).padStart(5)} %  ${each}`)
      .join('\n');
  console.log(`\nBy room or package\n${top(rooms, 16)}`);
  console.log(`\nBy itself\n${top(itself, 30)}\n\nWith what it calls\n${top(whole, 80)}`);
}

/** A room of the house or a package; the two halves of HTTP by Node's own files. */
function roomOf({ url, functionName }) {
  const package_ = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (package_) return package_;
  const own = /dist\/(?:(bot\/[\w-]+)|(\w+))/.exec(url);
  if (own) return own[1] ?? own[2];
  if (/_http_client|_http_agent/.test(url)) return 'node: HTTP going out';
  if (/_http_server/.test(url)) return 'node: HTTP coming in';
  if (/internal\/modules/.test(url)) return 'node: loading modules';
  return functionName === 'onStreamRead' ? 'node: reading sockets' : null;
}
