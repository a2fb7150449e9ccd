// A bot as a process of its own: started, measured from outside, stopped.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Starts `node FILE` and waits for the address that it prints. */
export async function startProcess(args, env) {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise((found, failed) => {
    const hear = (piece) => {
      said = (said + piece).slice(-20_000);
      const [, port] = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(said) ?? [];
      if (port) found(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => failed(new Error(`ended with ${code}: ${said}`)));
  });
  return {
    url,
    pid: child.pid,
    output: () => said,
    stop: () =>
      new Promise((done) => {
        child.once('exit', done);
        child.kill('SIGTERM');
      }),
  };
}

/** User and system time of a process so far, in milliseconds (Linux). */
export function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export const memoryOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
