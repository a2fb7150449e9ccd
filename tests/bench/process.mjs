// A bot as a process of its own: started, measured from outside, stopped. Nothing waits without end.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const LONGEST_START_MS = 120_000;
const LONGEST_STOP_MS = 15_000;
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Starts `node ARGS` and waits for the address that it prints. */
export async function startProcess(args, env) {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = new Promise((done) => child.once('exit', done)).finally(() => running.delete(child));
  let said = '';
  const url = await new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`not ready in time: ${said}`)), LONGEST_START_MS);
    const hear = (piece) => {
      said = (said + piece).slice(-20_000);
      const [, port] = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(said) ?? [];
      if (!port) return;
      clearTimeout(late);
      found(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => failed(new Error(`ended with ${code}: ${said}`)));
  });
  return {
    url,
    pid: child.pid,
    output: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Runs `node ARGS` to its end and gives what it printed; fails when it does. */
export function runProcess(args, env, longestMs) {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => {
    out += piece;
  });
  child.stderr.on('data', (piece) => {
    err += piece;
  });
  return new Promise((done, failed) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      if (code === 0) done(out);
      else failed(new Error(`${args[0]} ended with ${code ?? signal}: ${(out + err).slice(-2_000)}`));
    });
  });
}

/** CPU time of a process so far in milliseconds, all threads (Linux: nanoseconds of the scheduler, not its 10 ms ticks). */
export function cpuOf(pid) {
  let ns = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      // A thread that has just ended.
    }
  }
  return ns / 1e6;
}

export const memoryOf = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
