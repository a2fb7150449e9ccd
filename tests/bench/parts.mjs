// What is measured without turns: understanding a phrase, starting the program.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './load.mjs';

export async function parts({ quick, root, env }) {
  const found = { start: await start(root, env, quick ? 3 : 9) };
  const language = join(import.meta.dirname, 'language.mjs');
  if (existsSync(language)) {
    const run = spawnSync(process.execPath, [language, ...(quick ? ['--quick'] : [])], { cwd: root, encoding: 'utf8', timeout: 120_000 });
    const last = run.stdout.trim().split('\n').at(-1) ?? '';
    if (run.status === 0 && last.startsWith('{')) found.language = JSON.parse(last);
  }
  return found;
}

/** Milliseconds from spawning node until it says something that fits. */
function until(args, env, fits) {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env } });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (piece) => {
      said += piece;
      if (!fits.test(said)) return;
      resolve(performance.now() - began);
      child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

/** From `node` to "ready", next to requiring the SDK, restify, libsql and mongodb alone, in pairs. */
async function start(root, env, pairs) {
  const modules = ['botbuilder', 'restify', 'libsql', 'mongodb'].map((name) => `require(${JSON.stringify(join(root, 'node_modules', name))})`);
  const alone = ['-e', `${modules.join(';')};console.log('required');setInterval(()=>{},1000)`];
  const ratios = [];
  for (let pair = -1; pair < pairs; pair += 1) {
    const required = await until(alone, {}, /required/);
    const ready = await until([join(root, 'dist/bot/main.js')], env, /http:\/\/(127\.0\.0\.1|localhost):\d+/);
    if (pair >= 0) ratios.push(ready / required);
  }
  return { ratio: round(median(ratios)), least: round(Math.min(...ratios)), most: round(Math.max(...ratios)) };
}

const round = (value) => Number(value.toFixed(2));
