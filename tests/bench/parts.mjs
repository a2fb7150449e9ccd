// What is measured without turns: understanding a phrase, starting the program, one write of the engine.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { median } from './load.mjs';
import { runProcess } from './process.mjs';

export async function parts({ quick, root, folder, told }, env) {
  const start = await started(root, { ...env, DATA_DIR: join(folder, 'start') }, quick ? 3 : 9);
  told('start', `${start.ratio} of requiring the SDK, restify, libsql and mongodb`);
  const args = [join(import.meta.dirname, 'language.mjs'), ...(quick ? ['--quick'] : [])];
  const language = JSON.parse((await runProcess(args, {}, 150_000)).trim().split('\n').at(-1));
  told('understanding a phrase', JSON.stringify(language));
  return { start, language };
}

/** One write of one seat by the engine alone, in a process of its own on the product's store. */
export const bareWrite = async ({ root }, env, count) =>
  JSON.parse(
    await runProcess([join(import.meta.dirname, 'bare-writes.cjs'), join(root, 'dist'), String(count)], env, 60_000),
  );

const LONGEST_START_MS = 60_000;

/** Milliseconds from spawning node until it says something that fits, and then `last` is done. */
async function until(args, env, fits, last = async () => {}) {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
  });
  const ended = new Promise((done) => child.once('exit', done));
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_START_MS);
  try {
    await new Promise((found, failed) => {
      let said = '';
      const hear = (piece) => {
        said += piece;
        if (fits.test(said)) found(last(said));
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      void ended.then((code) => failed(new Error(`ended with ${code}: ${said}`)));
    });
    return performance.now() - began;
  } finally {
    clearTimeout(late);
    child.kill('SIGKILL');
    await ended;
  }
}

/** From `node` to `/readyz` answering 200, next to requiring the SDK, restify, libsql and mongodb alone, in pairs. */
async function started(root, env, pairs) {
  const modules = ['botbuilder', 'restify', 'libsql', 'mongodb'].map(
    (name) => `require(${JSON.stringify(join(root, 'node_modules', name))})`,
  );
  const alone = ['-e', `${modules.join(';')};console.log('required');setInterval(()=>{},1000)`];
  const address = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/;
  const answers = async (said) => {
    const [, port] = address.exec(said);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (answer.status !== 200) throw new Error(`/readyz: ${answer.status}`);
    await answer.text();
  };
  const ratios = [];
  for (let pair = -1; pair < pairs; pair += 1) {
    const required = await until(alone, {}, /required/);
    const ready = await until([join(root, 'dist/bot/main.js')], env, address, answers);
    if (pair >= 0) ratios.push(ready / required);
  }
  return { ratio: round(median(ratios)), least: round(Math.min(...ratios)), most: round(Math.max(...ratios)) };
}

const round = (value) => Number(value.toFixed(2));
