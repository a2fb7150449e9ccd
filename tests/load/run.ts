import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cli, startBot } from './program';
import { embeddedStore, mongodbStore, OUTAGE_MS, replicaSet, wait } from './stores';

/**
 * Fifty connections press “assign” and “unassign” for fifty people, each for its own, while at a third of the time the
 * store is away for eight seconds, and at two thirds the bot is stopped and started. Afterwards every acknowledged
 * change must be in the history and the last one in the seats. The last line is JSON.
 */

const CONNECTIONS = 50;
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    store: { type: 'string', default: 'embedded' },
  },
});
const seconds = Number(values.seconds);
const folder = mkdtempSync(join(tmpdir(), 'benefits-load-'));

interface Worker {
  email: string;
  benefit: string;
  /** As last acknowledged; null: an answer was lost since, either may be. */
  assigned: boolean | null;
  acknowledged: { assign: number; unassign: number };
}

const workers: Worker[] = Array.from({ length: CONNECTIONS }, (_, index) => ({
  email: `person${index}@load.example`,
  benefit: `tool-${index}`,
  assigned: false,
  acknowledged: { assign: 0, unassign: 0 },
}));
const ADMIN = { email: 'admin@load.example', id: '00000000-0000-4000-8000-00000000000a' };
const counts: Record<string, number> = {};
const latencies: number[] = [];
const problems: string[] = [];
const count = (name: string) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

function writeCompany(): string {
  const path = join(folder, 'company');
  mkdirSync(path);
  const sheet = (name: string, ...lines: string[]) => writeFileSync(join(path, `${name}.csv`), `${lines.join('\n')}\n`);
  sheet(
    'membership',
    'company,partner_id,program,status,starts_on,expires_on,account_email,join_url,renew_url',
    'Load,1,Core,active,2020-01-01,2099-01-01,p@load.example,https://a.example,https://b.example',
  );
  sheet(
    'benefits',
    'id,category,name_en,name_fr,package,quantity,activation,starts_on,expires_on,portal_url,description_en,description_fr,instructions_en,instructions_fr',
    ...workers.map(
      ({ benefit }) =>
        `${benefit},visual-studio,Tool ${benefit},Outil ${benefit},Core,3,assign,2020-01-01,2099-01-01,,d,d,,`,
    ),
  );
  sheet(
    'users',
    'email,name,role,locale,aad_object_id',
    `${ADMIN.email},Admin,admin,en,${ADMIN.id}`,
    ...workers.map(({ email }, index) => `${email},Person ${index},employee,en,`),
  );
  return path;
}

async function main(): Promise<void> {
  const uri = process.env.MONGODB_TEST_URI;
  const real = uri ? replicaSet(uri) : null;
  const store = values.store === 'mongodb' ? (real ?? (await mongodbStore(folder))) : embeddedStore(folder);
  const connector = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end('{"id":"x"}'));
  });
  connector.listen(0, '127.0.0.1');
  await once(connector, 'listening');
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: join(folder, 'data'),
    ...store.env,
    SAMPLE_DATA: '0',
    LOCAL_CLIENT: '0',
    LOG_LEVEL: 'error',
  };
  await cli(folder, env, 'import', writeCompany());
  let bot = await startBot(folder, { ...env, PORT: '0' });
  const { url } = bot;
  const port = new URL(url).port;
  const end = Date.now() + seconds * 1000;
  const load = Promise.all(workers.map((worker) => drive(worker, url, serviceUrl, end)));

  await wait((seconds * 1000) / 3);
  await store.outage();
  await wait((seconds * 1000) / 3 - OUTAGE_MS);
  const stopping = Date.now();
  bot.child.kill('SIGTERM');
  const [code] = await once(bot.child, 'exit');
  const stopped = Date.now() - stopping;
  if (code !== 0) problems.push(`the bot ended with ${code}`);
  if (stopped > 10_000) problems.push(`stopping took ${stopped} ms`);
  bot = await startBot(folder, { ...env, PORT: port });
  const restarted = Date.now() - stopping;
  await load;

  const ready = await fetch(`${url}/readyz`);
  if (ready.status !== 200) problems.push(`not ready afterwards: ${ready.status}`);
  await drained(url);
  await compare(env);
  bot.child.kill('SIGTERM');
  await once(bot.child, 'exit');
  connector.closeAllConnections();
  connector.close();
  await store.stop();
  report(stopped, restarted);
}

async function drive(worker: Worker, url: string, serviceUrl: string, end: number): Promise<void> {
  while (Date.now() < end) {
    // After a lost answer the next press finds out.
    const verb = worker.assigned === false ? 'assign' : 'unassign';
    const asked = await send(url, press(verb, { benefit: worker.benefit, user: worker.email }, serviceUrl));
    const confirm = asked === null ? null : confirmIn(asked);
    if (!confirm) {
      // Nothing to unassign: it is free.
      if (asked !== null && worker.assigned === null && asked.includes('check who has it')) worker.assigned = false;
      await wait(20);
      continue;
    }
    const answered = await send(url, press(confirm.verb, confirm.data, serviceUrl));
    if (answered?.includes('"undo"')) {
      count('acknowledged');
      worker.acknowledged[verb] += 1;
      worker.assigned = verb === 'assign';
    } else {
      count(answered === null ? 'confirmed without an answer' : 'told why not');
      worker.assigned = null;
    }
  }
}

/** The card in the answer; null where there was none, or it said that it failed. */
async function send(url: string, body: unknown): Promise<string | null> {
  const began = performance.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    text = await response.text();
  } catch {
    count('connection refused or cut');
    await wait(50);
    return null;
  }
  latencies.push(performance.now() - began);
  if (response.status === 200 && text.includes('AdaptiveCard')) return text;
  if (response.status === 200) {
    count('told that it failed');
    return null;
  }
  count(`status ${response.status}`);
  if (!/^\{"error":\{"code":"[a-z-]+"/.test(text))
    problems.push(`not one of ours: ${response.status} ${text.slice(0, 200)}`);
  return null;
}

/** The button of a card that confirms. */
function confirmIn(text: string): { verb: string; data: Record<string, unknown> } | null {
  const card = (JSON.parse(text) as { value?: { actions?: { verb?: string; data?: Record<string, unknown> }[] } })
    .value;
  for (const { verb, data } of card?.actions ?? []) if (verb && data?.confirm) return { verb, data };
  return null;
}

const press = (verb: string, data: Record<string, unknown>, serviceUrl: string) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: `in-${Math.random()}`,
  channelId: 'msteams',
  locale: 'en-US',
  serviceUrl,
  from: { id: `29:${ADMIN.id}`, aadObjectId: ADMIN.id },
  recipient: { id: '28:bot', name: 'Benefits' },
  conversation: { id: 'a:admin', conversationType: 'personal', tenantId: 't' },
  channelData: { tenant: { id: 't' } },
  value: {
    action: { type: 'Action.Execute', verb, data },
    trigger: 'manual',
  },
});

/** Waits until every change has moved into the history. */
async function drained(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { notices } = (await (await fetch(`${url}/readyz`)).json()) as { notices?: { undone?: number } };
    if (notices?.undone === 0) return;
    await wait(200);
  }
}

async function compare(env: NodeJS.ProcessEnv): Promise<void> {
  await cli(folder, env, 'export', join(folder, 'after.csv'));
  const rows = (sheet: string) => {
    const [header = '', ...lines] = readFileSync(join(folder, `after-${sheet}.csv`), 'utf8')
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
    const names = header.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])));
  };
  const history = rows('history');
  const holders = new Set(rows('seats').map((row) => row.holder_email));
  for (const worker of workers) {
    for (const verb of ['assign', 'unassign'] as const) {
      const found = history.filter(
        (row) => row.command === verb && row.person_email === worker.email && row.outcome === 'done',
      ).length;
      const wanted = worker.acknowledged[verb];
      if (found < wanted) problems.push(`${worker.email}: ${wanted} × ${verb} acknowledged, ${found} in the history`);
    }
    if (worker.assigned !== null && worker.assigned !== holders.has(worker.email)) {
      problems.push(`${worker.email}: acknowledged as ${worker.assigned ? 'assigned' : 'free'}, found otherwise`);
    }
  }
}

function report(stopped: number, restarted: number): void {
  latencies.sort((a, b) => a - b);
  const at = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
  for (const problem of problems.slice(0, 20)) console.error(problem);
  console.log(
    JSON.stringify({
      store: values.store,
      seconds,
      connections: CONNECTIONS,
      counts,
      p50: at(0.5),
      p99: at(0.99),
      stoppedInMs: stopped,
      backInMs: restarted,
      problems: problems.length,
    }),
  );
  process.exitCode = problems.length > 0 || !counts.acknowledged ? 1 : 0;
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
