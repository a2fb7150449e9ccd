import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export async function startBot(folder: string, env: NodeJS.ProcessEnv): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'bot', 'main.js')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const part of child.stdout) {
    output += String(part);
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
    if (found) {
      child.stdout.resume();
      return { child, url: found[0] };
    }
  }
  throw new Error(`the bot did not start: ${output}`);
}

export async function cli(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'cli', 'main.js'), ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let trouble = '';
  child.stderr.on('data', (part) => {
    trouble += String(part);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args[0]} failed: ${trouble}`);
}
