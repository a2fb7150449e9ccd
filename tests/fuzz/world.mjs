// The bot as a program in local mode, and what surrounds it: a connector with a roster, import files to fetch.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../deployment/run/steps.mjs';

export function readCsv(file) {
  const [header, ...lines] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const cells = (line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) =>
      cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
    );
  const names = cells(header);
  return lines.map((line) =>
    Object.fromEntries(
      cells(line)
        .map((cell, at) => [names[at], cell])
        .filter(([name]) => name),
    ),
  );
}

export async function startWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'benefits-fuzz-'));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const program = [
    '--expose-gc',
    '-r',
    join(root, 'tests', 'fuzz', 'collect.cjs'),
    join(root, 'dist', 'bot', 'main.js'),
  ];
  const bot = spawn(process.execPath, program, { cwd: dataDir, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const log = [];
  let ended = null;
  bot.on('exit', (code, signal) => {
    ended = code ?? signal;
  });
  let pending = '';
  bot.stderr.on('data', (part) => {
    pending += part;
    const lines = pending.split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) if (log.length < 20_000) log.push(line);
  });
  const url = await new Promise((resolve, reject) => {
    let output = '';
    bot.stdout.on('data', (part) => {
      output += part;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) resolve(found[0]);
    });
    bot.on('exit', () => reject(new Error(`the bot did not start:\n${log.join('\n')}`)));
  });

  const waiting = new Map();
  const told = (about) => new Promise((resolve) => waiting.set(about, [...(waiting.get(about) ?? []), resolve]));
  bot.on('message', ({ about, value }) => {
    for (const resolve of waiting.get(about) ?? []) resolve(value);
    waiting.delete(about);
  });

  const people = readCsv(join(root, 'sample', 'users.csv'));
  const world = {
    url,
    bot,
    log,
    dataDir,
    people,
    benefits: readCsv(join(root, 'sample', 'benefits.csv')),
    secrets: readCsv(join(root, 'sample', 'keys.csv')).map(({ key }) => key),
    tenantId: '10ca1000-0000-4000-8000-000000000001',
    serviceUrl: '',
    /** Buttons that cards have shown to anybody. */
    loot: [],
    /** Tickets of the keys dialog that were given to admins. */
    tickets: [],
    fileList: [],
    files: 1,
    leaks: [],
    sent: 0,
    ended: () => ended,
    /** What the bot keeps after collecting garbage. */
    memory() {
      bot.send('memory');
      return told('memory');
    },
    /** Milliseconds of CPU from a request's start to its answer, other requests meanwhile included. */
    cost: told,
    cli: (args) => run([join(root, 'dist', 'cli', 'main.js'), ...args], env, dataDir),
    async stop() {
      if (ended === null) {
        const over = new Promise((resolve) => bot.on('exit', resolve));
        bot.kill('SIGTERM');
        await over;
      }
      connector.closeAllConnections();
      connector.close();
      rmSync(dataDir, { recursive: true, force: true });
      return ended;
    },
  };
  const roster = new Map(people.map((one) => [`29:${one.aad_object_id}`, one]));
  const connector = createServer((request, response) => serve(world, roster, request, response));
  await new Promise((resolve) => connector.listen(0, '127.0.0.1', resolve));
  world.serviceUrl = `http://127.0.0.1:${connector.address().port}`;
  return world;
}

async function serve(world, roster, request, response) {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const file = /^\/file\/(\d+)$/.exec(request.url);
  const member = /\/members\/([^/?]+)/.exec(request.url);
  response.setHeader('content-type', 'application/json');
  if (request.url === '/redirect') {
    response.statusCode = 302;
    response.setHeader('location', `${world.url}/metrics`);
    response.end();
  } else if (request.url === '/endless') {
    response.on('error', () => {});
    const chunk = Buffer.alloc(65_536, 0x20);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  } else if (file) {
    response.setHeader('content-type', 'application/octet-stream');
    response.end(world.fileList[Number(file[1])] ?? '');
  } else if (member) {
    const one = roster.get(decodeURIComponent(member[1]));
    response.statusCode = one ? 200 : 404;
    response.end(
      JSON.stringify(
        one
          ? {
              id: `29:${one.aad_object_id}`,
              aadObjectId: one.aad_object_id,
              name: one.name,
              email: one.email,
              userRole: 'user',
              tenantId: world.tenantId,
            }
          : { error: { code: 'MemberNotFoundInConversation' } },
      ),
    );
  } else {
    world.sent += 1;
    for (const secret of world.secrets)
      if (body.includes(secret)) world.leaks.push(`connector: ${request.method} ${request.url}`);
    harvest(world, body ? JSON.parse(body) : null);
    response.statusCode = 201;
    response.end(JSON.stringify({ id: `out-${world.sent}` }));
  }
}

const LOOT = 400;

/** Keeps the buttons of whatever was shown, for others to press. */
export function harvest(world, value) {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.type === 'string' && value.type.startsWith('Action.')) {
    const data = typeof value.data === 'object' && value.data !== null ? value.data : {};
    const verb = value.verb ?? data.verb;
    if (typeof verb === 'string') {
      if (world.loot.length >= LOOT) world.loot.splice((world.sent * 7) % LOOT, 1);
      world.loot.push({ verb, data });
    }
  }
  for (const inner of Object.values(value)) harvest(world, inner);
}

function run(args, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.stderr.on('data', (part) => {
      output += part;
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
