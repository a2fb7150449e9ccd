import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import { startBot } from '../support/bot';
import { startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';

const ROOT = join(__dirname, '..', '..');
const JARS = standInJars();
jest.setTimeout(120_000);

interface Service {
  image: string;
  mem_limit?: string;
  ports?: string[];
  command?: string[];
  networks?: string[];
  secrets?: string[];
  environment?: Record<string, string>;
}
const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean }>;
};
const services = Object.entries(compose.services);

test('every service has a pinned image and a memory limit', () => {
  const loose = services.filter(([, { image, mem_limit }]) => !/:\d+\.\d+\.\d+$/.test(image) || !mem_limit);
  expect(loose).toEqual([]);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(compose.services.bot1?.image).toBe(`benefits-bot:${version}`);
});

test('the database asks for a password, and nothing of it is published', () => {
  const members = services.filter(([, { command }]) => command?.[0] === 'mongod');
  expect(members).toHaveLength(3);
  for (const [, { command, networks, ports }] of members) {
    expect([command, networks, ports]).toEqual([expect.arrayContaining(['--keyFile']), ['store'], undefined]);
  }
  expect(compose.networks.store?.internal).toBe(true);
  const published = services.flatMap(([, { ports = [] }]) => ports);
  expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

test('each secret is a file that the guide says how to make, and no password stands in the compose file', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'run-your-own.md'), 'utf8');
  const made = [...guide.matchAll(/> secrets\/(\w+)/g)].map(([, name]) => name);
  expect(Object.keys(compose.secrets).sort()).toEqual(made.sort());
  expect(text).not.toMatch(/:\/\/[^\s/]*@/);
});

/** What the set-up script does, run as mongosh runs it, with a server that is new or not. */
function setUp(state: { isNew: boolean; users: readonly string[] }): [string, ...unknown[]][] {
  const done: [string, ...unknown[]][] = [];
  class Mongo {
    constructor(readonly address: string) {}
    getDB() {
      const { address } = this;
      return {
        adminCommand(command: Record<string, unknown>) {
          if ('replSetInitiate' in command) done.push(['initiate', address]);
          else if (state.isNew) throw Object.assign(new Error('no set'), { codeName: 'NotYetInitialized' });
        },
        getUser: (name: string) => (state.users.includes(name) ? {} : null),
        createUser: (user: unknown) => done.push(['create', user]),
        updateUser: (name: string, user: unknown) => done.push(['update', name, user]),
      };
    }
  }
  const secrets: Record<string, string> = {
    '/run/secrets/mongo_root_password': 'r@@t\n',
    '/run/secrets/mongodb_uri': 'mongodb://bot:p%40ss@mongo1:27017/?replicaSet=rs0\n',
  };
  const require = () => ({ readFileSync: (path: string) => secrets[path] });
  const script = readFileSync(join(ROOT, 'deployment', 'compose', 'replica-set.js'), 'utf8');
  runInNewContext(script, { Mongo, require });
  return done;
}

test('the set-up makes the replica set and the bot’s user once, and later sets its password', () => {
  const user = { pwd: 'p@ss', roles: [{ role: 'readWrite', db: compose.services.bot1?.environment?.MONGODB_DB }] };
  expect(setUp({ isNew: true, users: [] })).toEqual([
    ['initiate', 'mongodb://root:r%40%40t@mongo1:27017/?directConnection=true'],
    ['create', { user: 'bot', ...user }],
  ]);
  expect(setUp({ isNew: false, users: ['bot'] })).toEqual([['update', 'bot', user]]);
});

('jars' in JARS ? test : test.skip)(
  `the backup job copies the company into a folder, and the copy goes back into another database${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`,
  async () => {
    if ('why' in JARS) return;
    const proxy = await startReplicaSet(JARS.jars);
    const backups = mkdtempSync(join(tmpdir(), 'backups-'));
    const bot = await startBot({ MONGODB_URI: proxy.uri, MONGODB_DB: 'company' });
    await bot.stop();
    const secret = join(backups, '..', `${basename(backups)}.uri`);
    writeFileSync(secret, `${proxy.uri}\n`);
    // The replica set's proxy is in this process.
    const job = spawn('sh', [join(ROOT, 'deployment', 'compose', 'backup.sh')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, BACKUPS: backups, MONGODB_URI_FILE: secret, MONGODB_DB: 'company' },
      stdio: 'ignore',
    });
    expect(await once(job, 'exit')).toEqual([0, null]);
    const [folder = ''] = readdirSync(backups);
    const back = await bot.cli(['copy', join(backups, folder), `${proxy.uri}again`]);
    expect(back).toMatchObject({ code: 0 });
    expect(back.stdout).toContain('checksums right');
    const doctor = await bot.cli(['doctor']);
    expect(doctor.stdout).toContain('ok    store');
    await bot.discard();
    await proxy.close();
    rmSync(backups, { recursive: true });
    rmSync(secret);
  },
);
