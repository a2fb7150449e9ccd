import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Line, Task } from './lines';

/** A worker and what it has said so far. What it said before it was killed is all here once `ended` resolves. */
export interface Worker {
  readonly lines: Line[];
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** Lets a worker that waits for it begin. */
  go(): void;
  kill(): Promise<void>;
  readonly exitCode: () => number | null;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function startWorker(task: Task, onLine: (line: Line) => void = () => undefined): Worker {
  const child = spawn(process.execPath, [join(__dirname, 'worker.cjs'), JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  running.add(child);
  if (!child.stdout || !child.stdin) throw new Error('The worker has no pipes');
  child.stdin.on('error', () => undefined);
  const lines: Line[] = [];
  let begun: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (text) => {
    const line = parsed(text);
    if (!line) return;
    lines.push(line);
    if ('ready' in line) begun();
    onLine(line);
  });
  const ended = Promise.all([once(reader, 'close'), once(child, 'exit')]).then(() => {
    running.delete(child);
    begun();
  });
  return {
    lines,
    ready,
    ended,
    go: () => child.stdin?.write('go\n'),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    exitCode: () => child.exitCode,
  };
}

/** Null for a line that the kill cut. */
function parsed(text: string): Line | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const faultsIn = (workers: readonly Worker[]): string[] =>
  workers.flatMap(({ lines }) => lines.flatMap((line) => ('fault' in line ? [line.fault] : [])));
