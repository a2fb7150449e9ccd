import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * mongo-java-server: updates single documents atomically and checks unique indexes, in memory. It has no replica set,
 * sessions or compound indexes; `fault-proxy.ts` adds the replica set.
 */
export interface StandIn {
  readonly port: number;
  stop(): Promise<void>;
}

// From the root, since the fault run bundles this file.
const SOURCES = join(process.cwd(), 'tests/support/mongo/java');
const JARS = join(process.cwd(), 'node_modules/.cache/mongo-java-server-1.47.0');

/** The folder of the jars, fetched once; or why there is none. */
export function standInJars(): { jars: string } | { why: string } {
  if (existsSync(JARS)) return { jars: JARS };
  mkdirSync(join(JARS, '..'), { recursive: true });
  const work = mkdtempSync(`${JARS}-`);
  try {
    copyFileSync(join(SOURCES, 'pom.xml'), join(work, 'pom.xml'));
    const lib = join(work, 'lib');
    const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`];
    const fetched = spawnSync('mvn', args, { cwd: work, encoding: 'utf8', timeout: 570_000 });
    if (fetched.error) return { why: 'there is no Maven here' };
    if (fetched.status !== 0) return { why: `Maven failed: ${fetched.stdout.trim().split('\n')[0]}` };
    if (!existsSync(JARS)) renameSync(lib, JARS);
    return { jars: JARS };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

export async function startStandIn(jars: string, heapMb = 256): Promise<StandIn> {
  const options = [`-Xmx${heapMb}m`, '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];
  const child = spawn('java', [...options, '-cp', join(jars, '*'), join(SOURCES, 'Main.java')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The stand-in ended with ${code}: ${errors.slice(-300)}`)));
  });
  return {
    port,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
