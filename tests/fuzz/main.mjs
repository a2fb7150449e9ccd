// `npm run fuzz [-- --count N --seed S --most-ms M]`: random and grammar-based requests against the running bot. The last line is JSON.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, install } from '../../deployment/run/steps.mjs';
import { zip } from '../../deployment/teams/zip.mjs';
import { bomb, brokenBytes, brokenSheets } from './files.mjs';
import { activity, apiCall, noise } from './grammar.mjs';
import { lawful, quiet, snapshot, untouched } from './judge.mjs';
import { createRandom } from './random.mjs';
import { harvest, startWorld } from './world.mjs';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    'most-ms': { type: 'string', default: '50' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const AT_ONCE = 12;
/** Far above what a turn may cost: other programs share the machine, and imports are among the cases. */
const LONGEST_STANDSTILL_MS = 2_000;
/** CPU time of one request, best of three. */
const MOST_MS = Number(values['most-ms']);
/** A file is read in slices: the event loop's standstill counts, not the turn's CPU time. */
const READS_FILE = /"(?:downloadUrl|upload)":/;

install();
await build();
const world = await startWorld();
const problems = [];
const statuses = {};
const memory = [];
/** Requests during which the bot took more than MOST_MS, with others beside them. */
const costly = [];
const began = Date.now();
let result = {};
try {
  const everybody = await personas();
  const admins = everybody.filter(({ role }) => role === 'admin');
  const others = everybody.filter(({ role }) => role !== 'admin');
  await sowCards(admins[0]);
  await prepareFiles();
  const before = await snapshot(world, 'before');

  await cases(0, Math.floor(count * 0.4), others);
  const between = await snapshot(world, 'between');
  problems.push(...untouched(before, between));

  await cases(Math.floor(count * 0.4), count, [...others, ...admins, ...admins, ...admins]);
  const mostMs = await alone();
  const after = await snapshot(world, 'after');
  const verdict = lawful(
    world,
    after,
    'after',
    admins.map(({ email }) => email),
  );
  problems.push(...verdict.problems);
  const imports = await importFiles(Math.max(10, Math.min(200, Math.round(count / 500))));
  const ready = await fetch(`${world.url}/readyz`);
  if (ready.status !== 200) problems.push(`not ready afterwards: ${ready.status}`);
  problems.push(...quiet(world), ...flat());
  result = { history: verdict.history, done: verdict.done, imports, costly: costly.length, mostMs };
} finally {
  const exit = await world.stop();
  if (exit !== 0) problems.push(`the bot ended with ${exit}`);
}
for (const problem of problems.slice(0, 40)) console.error(problem);
console.log(
  JSON.stringify({
    cases: count,
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
    statuses,
    sent: world.sent,
    ...result,
    memoryMegabytes: used(),
    problems: problems.length,
  }),
);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Everybody of the company, a stranger and a person of the roster whom the company does not have. */
async function personas() {
  const people = world.people.map(({ email, name, role, aad_object_id: objectId }) => ({
    email,
    name,
    role,
    objectId,
    id: `29:${objectId}`,
  }));
  for (const one of people) {
    const response = await post('/local/api/token', { as: one.email });
    one.token = JSON.parse(response.text).token;
  }
  const stranger = '5a3b1c00-7f10-4c1e-9d00-0000000000ff';
  return [
    ...people,
    {
      email: 'eve@elsewhere.example',
      name: 'Eve',
      role: 'none',
      objectId: stranger,
      id: `29:${stranger}`,
      token: 'local.nobody',
    },
  ];
}

/** Cards, tickets and undo buttons of an admin, for others to find. */
async function sowCards(admin) {
  const random = createRandom(seed, -1);
  const base = () => ({
    ...activity(random, { ...world, loot: [] }, admin),
    type: 'message',
    name: undefined,
    value: undefined,
    attachments: undefined,
    entities: undefined,
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    from: { id: admin.id, aadObjectId: admin.objectId, name: admin.name },
    recipient: { id: '28:benefits-bot', name: 'Benefits' },
    conversation: { id: `a:${admin.id}`, conversationType: 'personal', tenantId: world.tenantId },
    channelData: { tenant: { id: world.tenantId } },
    locale: 'en-US',
  });
  const say = (text) => post('/api/messages', { ...base(), text });
  const other = world.people.find(({ role }) => role === 'employee');
  for (const benefit of world.benefits) {
    await say(`assign ${benefit.name_en} to ${other.email}`);
    await say(`show ${benefit.name_en}`);
    await say(`key for ${benefit.name_en}`);
    const fetched = await post('/api/messages', {
      ...base(),
      type: 'invoke',
      name: 'task/fetch',
      value: { data: { msteams: { type: 'task/fetch' }, verb: 'keys', benefit: benefit.id } },
    });
    const ticket = /#(?:ticket=)?([A-Za-z0-9_-]{16,})/.exec(fetched.text)?.[1];
    if (ticket) world.tickets.push(ticket);
  }
  for (const text of [
    `make ${other.email} admin`,
    `remove ${other.email}`,
    `reassign everything from ${other.email} to ${admin.email}`,
    'users',
    'requests',
    'export',
    'help',
    'history',
  ])
    await say(text);
  // One change is really made, so that there is something to undo.
  const { verb, data } = world.loot.findLast(({ verb: name, data: slots }) => name === 'assign' && slots.confirm) ?? {};
  if (verb)
    harvest(
      world,
      JSON.parse(
        (
          await post('/api/messages', {
            ...base(),
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
          })
        ).text || 'null',
      ),
    );
  if (world.loot.length < 10) problems.push('the admin was shown no buttons to borrow');
  if (world.tickets.length === 0) problems.push('the admin got no ticket to borrow');
}

async function prepareFiles() {
  const random = createRandom(seed, -2);
  const sheets = await snapshot(world, 'files');
  const csv = Object.fromEntries(Object.entries(sheets).map(([name, text]) => [`${name}.csv`, text]));
  const { code, output } = await world.cli(['export', 'book.xlsx']);
  if (code !== 0) throw new Error(output);
  const { readFileSync } = await import('node:fs');
  const book = readFileSync(join(world.dataDir, 'book.xlsx'));
  world.fileList.push(
    book,
    await zip(Object.fromEntries(Object.entries(csv).map(([name, text]) => [name, Buffer.from(text)]))),
  );
  for (let file = 0; file < 60; file += 1)
    world.fileList.push(random.chance(0.5) ? await brokenSheets(random, csv) : brokenBytes(random, book));
  world.fileList.push(
    await bomb('benefits.csv', 100, false),
    await bomb('benefits.csv', 100, true),
    await bomb('xl/workbook.xml', 100, false),
  );
  world.files = world.fileList.length;
}

async function cases(from, to, people) {
  let next = from;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < to && world.ended() === null) {
        const index = next;
        next += 1;
        await one(createRandom(seed, index), index, people);
        if (index % Math.ceil(count / 20) === 0) memory.push(await world.memory());
      }
    }),
  );
  if (world.ended() !== null)
    throw new Error(`the bot ended in the middle: ${world.ended()}\n${world.log.slice(-5).join('\n')}`);
}

async function one(random, index, people) {
  const who = random.pick(people);
  const kind = random.weighted([
    [12, 'activity'],
    [3, 'api'],
    [1, 'noise'],
  ]);
  const sent = requestOf(kind, random, who);
  const cost = world.cost(`${index}`);
  const answer = await request(sent, `${index}`);
  if ((await cost) > MOST_MS && !READS_FILE.test(sent.body)) costly.push(sent);
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  const inner = answer.json?.statusCode;
  if ((answer.status >= 500 && answer.status !== 501) || (typeof inner === 'number' && inner >= 500))
    report(index, kind, answer, `status ${answer.status}/${inner ?? ''}`);
  if (/\n\s+at |node_modules/.test(answer.text)) report(index, kind, answer, 'a stack in the answer');
  if (who.role !== 'admin')
    for (const secret of world.secrets)
      if (answer.text.includes(secret)) report(index, kind, answer, `a product key for ${who.email}`);
  harvest(world, answer.json);
}

function requestOf(kind, random, who) {
  if (kind === 'activity') return jsonTo('/api/messages', activity(random, world, who));
  if (kind === 'noise') return noise(random);
  const { path, body, token } = apiCall(random, world, who);
  return { ...jsonTo(path, body), token };
}

/** Sends the costly requests again, one at a time; the most that one of them takes in the best of three. */
async function alone() {
  let most = 0;
  for (const [number, sent] of costly.entries()) {
    let best = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 3 && best > MOST_MS; attempt += 1) {
      const id = `alone-${number}-${attempt}`;
      const cost = world.cost(id);
      // An activity is answered once.
      await request({ ...sent, body: String(sent.body).replace(/"id":"in-\d+"/, `"id":"${id}"`) }, id);
      best = Math.min(best, await cost);
    }
    most = Math.max(most, best);
    if (best > MOST_MS) problems.push(`${Math.round(best)} ms of CPU: ${String(sent.body).slice(0, 1_500)}`);
  }
  return Math.round(most);
}

function report(index, kind, answer, what) {
  if (problems.length < 1000) problems.push(`case ${index} (${kind}): ${what}: ${answer.text.slice(0, 200)}`);
}

function jsonTo(path, body) {
  return { method: 'POST', path, type: 'application/json', body: JSON.stringify(body) ?? '' };
}

function post(path, body) {
  return request(jsonTo(path, body), 'before');
}

async function request({ method, path, type, body, token }, id) {
  try {
    const response = await fetch(world.url + path, {
      method,
      headers: {
        'content-type': type,
        'x-case': id,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      redirect: 'manual',
      ...(method === 'GET' ? {} : { body }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text) };
  } catch (error) {
    return {
      status: error.name === 'TimeoutError' ? 599 : 598,
      text: String(error.cause?.code ?? error.message),
      json: null,
    };
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The command line with the same broken files: a list of errors or an import, never a crash. */
async function importFiles(files) {
  const random = createRandom(seed, -3);
  const codes = {};
  for (let file = 0; file < files; file += 1) {
    const bytes = random.pick(world.fileList);
    const path = join(
      world.dataDir,
      bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && random.chance(0.9) ? 'fuzz.xlsx' : 'fuzz.csv',
    );
    writeFileSync(path, bytes);
    const { code, output } = await world.cli(['import', path, '--dry-run', ...(random.chance(0.5) ? ['--json'] : [])]);
    codes[code] = (codes[code] ?? 0) + 1;
    if (![0, 1, 2].includes(code) || /\n\s+at /.test(output))
      problems.push(`import of a broken file: exit ${code}: ${output.slice(0, 300)}`);
  }
  return codes;
}

/**
 * At every twentieth of the run: the memory that is kept after collecting garbage, and for how long the event loop stood
 * still at most, without the start; and the most memory that the process took.
 */
function used() {
  return {
    kept: memory.map(({ kept }) => Math.round(kept)),
    standstillMs: memory.slice(1).map(({ standstill }) => Math.round(standstill)),
    mostResident: Math.round(Math.max(...memory.map(({ resident }) => resident))),
  };
}

/** After the first quarter, in which caches fill, nothing more is kept; and the bot never stood still for long. */
function flat() {
  const { kept, standstillMs } = used();
  const quarter = Math.max(...kept.slice(0, Math.ceil(kept.length / 4)));
  const end = Math.min(...kept.slice(-3));
  return [
    ...(end > quarter + 10 ? [`memory grows: ${kept.join(', ')} MB are kept`] : []),
    ...(Math.max(...standstillMs) > LONGEST_STANDSTILL_MS
      ? [`the bot stood still: ${standstillMs.join(', ')} ms`]
      : []),
  ];
}
