// Steps shared by `npm start`, `npm test` and the other scripts: install missing packages, build when stale, run.
// Imports only Node's own modules: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

export const say = (text) => process.stderr.write(`${text}\n`);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** The settings of `.env` and the environment; as in settings.ts the environment wins. */
export const environment = () => {
  const file = join(root, '.env');
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...process.env };
};

/** Exits unless the packages support this version of Node. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node 20.19 or later is required, this is ${process.versions.node}. Get a newer one from https://nodejs.org.`);
  process.exit(2);
}

/** Packages of package-lock.json that are missing here or have another version. */
function missingPackages({ dev }) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const here = packagesIn(join(modules, '.package-lock.json'));
  return Object.entries(wanted).filter(
    ([path, entry]) =>
      path.startsWith('node_modules/') &&
      !entry.optional &&
      !entry.devOptional &&
      (dev || !entry.dev) &&
      here[path]?.version !== entry.version,
  );
}

/** Production neither installs nor builds: exits with the commands to run if anything is missing. */
export function requireBuild() {
  const missing = [
    missingPackages({ dev: false }).length > 0 && 'packages are not installed',
    !existsSync(join(dist, 'bot', 'main.js')) && 'dist/ is not built',
  ].filter(Boolean);
  if (missing.length === 0) return;
  say(`MicrosoftAppId is set, so this is production, which installs and builds nothing: ${missing.join(', ')}.`);
  say('Run these two commands, then start again:\n  npm ci --ignore-scripts\n  npm run build');
  process.exit(2);
}

/** Installs the packages of package-lock.json unless all are there. */
export function install() {
  const missing = missingPackages({ dev: true });
  if (missing.length === 0) return;
  const began = Date.now();
  say(`Installing ${missing.length} missing packages (a minute or two the first time) …`);
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' };
  const quiet = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  let result = spawnSync(npm, ['ci', ...quiet], options);
  if (result.status !== 0) {
    say('npm ci failed with the lock file; trying once more without it …');
    result = spawnSync(npm, ['install', '--no-package-lock', ...quiet], options);
  }
  if (result.status !== 0) {
    say('The packages could not be installed; see npm’s message above.');
    process.exit(1);
  }
  say(`Installed in ${seconds(began)}.`);
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

const SOURCES = [
  'benefits',
  'language',
  'storage',
  'exchange',
  'cards',
  'notifications',
  'bot',
  'cli',
  'web',
  'sample',
  'deployment/local',
  'deployment/run/steps.mjs',
  'settings.ts',
  'setting-fields.ts',
  'tsconfig.json',
  'package-lock.json',
];

/** A hash over path, size and time of every source: dist/ is stale when it changes. */
function state() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const inside = statSync(join(root, source)).isDirectory()
      ? readdirSync(join(root, source), { recursive: true })
      : [''];
    for (const name of inside.sort()) {
      const { size, mtimeMs } = statSync(join(root, source, name));
      hash.update(`${join(source, name)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Builds dist/ if a source has changed since the last build. Concurrent builds take turns. */
export async function build({ force = false } = {}) {
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === state();
  if (!force && isFresh()) return;
  await locked(async () => {
    if (!force && isFresh()) return;
    const began = Date.now();
    say('Building …');
    const now = state();
    const next = join(root, `dist.next-${process.pid}`);
    try {
      await Promise.all([compile(next), bundlePages(next)]);
      copyAssets(next);
      writeFileSync(join(next, '.built'), now);
      replaceDist(next);
    } finally {
      rmSync(next, { recursive: true, force: true });
    }
    say(`Built in ${seconds(began)}.`);
  });
}

/** Emits without checking; `npm run typecheck` checks. */
async function compile(out) {
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const code = await finished(
    spawn(process.execPath, [tsc, '-p', 'tsconfig.json', '--noCheck', '--outDir', out], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    }),
  );
  if (code !== 0) throw new Error('tsc could not compile the sources');
}

/** Each page has one script and one style sheet: `web/<page>/main.ts`, and the local client. */
async function bundlePages(out) {
  const { build: bundle } = await import('esbuild');
  const pages = [
    ...readdirSync(join(root, 'web'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({ from: join(root, 'web', entry.name), to: join(out, 'web', entry.name) })),
    { from: join(root, 'deployment', 'local', 'page'), to: join(out, 'local') },
  ].filter(({ from }) => existsSync(join(from, 'main.ts')));
  await Promise.all(
    pages.map(async ({ from, to }) => {
      mkdirSync(to, { recursive: true });
      cpSync(join(from, 'index.html'), join(to, 'index.html'));
      await bundle({
        entryPoints: [join(from, 'main.ts')],
        outfile: join(to, 'main.js'),
        bundle: true,
        minify: true,
        format: 'iife',
        platform: 'browser',
        target: 'es2022',
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'error',
        define: { 'process.env.NODE_ENV': '"production"' },
      });
    }),
  );
}

function copyAssets(out) {
  chmodSync(join(out, 'cli', 'main.js'), 0o755);
  cpSync(join(root, 'sample'), join(out, 'sample'), { recursive: true });
}

function replaceDist(next) {
  const old = join(root, `dist.old-${process.pid}`);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}

async function locked(work) {
  const lock = join(modules, '.cache', 'build.lock');
  mkdirSync(dirname(lock), { recursive: true });
  const until = Date.now() + 120_000;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(lock) || Date.now() > until) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function alive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The exit code of a child process; 128 if a signal ended it. */
export const finished = (child) =>
  new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });

/** Runs a Node program in the foreground and takes over its exit code; signals are passed on to it. */
export async function foreground(args, { env = process.env } = {}) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await finished(child);
}
