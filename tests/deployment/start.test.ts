import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APP_ID } from '../support/server';

const ROOT = join(__dirname, '..', '..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  cpSync(join(ROOT, 'deployment', 'run'), join(folder, 'deployment', 'run'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(ROOT, name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (env: Record<string, string>) =>
  spawnSync(process.execPath, ['deployment/run/start.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
    timeout: 30_000,
  });

/** What `npm ci --omit=dev` leaves behind, as far as the start looks at it. */
function installPruned(): void {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const packages = Object.fromEntries(
    Object.entries<{ dev?: boolean }>(lock.packages).filter(([path, { dev }]) => path !== '' && !dev),
  );
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ ...lock, packages }));
}

function buildProgram(): void {
  mkdirSync(join(folder, 'dist', 'bot'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'bot', 'main.js'), "console.log('started')");
}

const COMMANDS = ['npm ci --ignore-scripts', 'npm run build'];

test.each([
  ['the packages', buildProgram],
  ['the build', installPruned],
])('in production without %s: exit code 2 with the two commands, and nothing is installed', (_missing, prepare) => {
  prepare();
  const run = start({ MicrosoftAppId: APP_ID });
  expect([run.status, run.stdout]).toEqual([2, '']);
  for (const command of COMMANDS) expect(run.stderr.split('\n').map((line) => line.trim())).toContain(command);
});

test('in production a pruned folder with a build starts, with the app id in .env too', () => {
  installPruned();
  buildProgram();
  expect(start({ MicrosoftAppId: APP_ID }).stdout).toBe('started\n');
  writeFileSync(join(folder, '.env'), `MicrosoftAppId=${APP_ID}\n`);
  expect(start({}).stdout).toBe('started\n');
});
