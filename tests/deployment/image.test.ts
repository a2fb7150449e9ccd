import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { freePort } from '../support/listener';
import { production } from '../support/server';

/** The steps of the Dockerfile, done in folders of this machine: there need not be a container engine. */

const ROOT = join(__dirname, '..', '..');
jest.setTimeout(600_000);

interface Step {
  instruction: string;
  rest: string;
}
const steps: Step[] = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ instruction: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }));

interface Stage {
  folder: string;
  workdir: string;
  env: Record<string, string>;
  command: string[];
  health: string[];
}

let folder: string;
let image: Stage;
let built: Stage;

/** The files that git keeps, as they are now, less what .dockerignore leaves out. */
function context(to: string): void {
  const ignored = new Set(readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n'));
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  for (const path of listed.stdout.split('\0')) {
    if (path === '' || ignored.has(path.split('/')[0] ?? '') || !existsSync(join(ROOT, path))) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(ROOT, path), join(to, path));
  }
}

/** An absolute path is one below the stage's folder. */
const inside = (stage: Stage, path: string): string =>
  path.startsWith('/') ? join(stage.folder, path) : join(stage.folder, stage.workdir, path);

function copy(stage: Stage, rest: string, stages: ReadonlyMap<string, Stage>, sources: string): void {
  const words = rest.split(' ');
  const from = words[0]?.startsWith('--from=') ? stages.get(words.shift()?.slice('--from='.length) ?? '') : null;
  const to = words.pop() ?? '';
  for (const word of words) {
    const source = from ? inside(from, word) : join(sources, word);
    const target = inside(stage, to);
    cpSync(source, to.endsWith('/') && word !== '.' ? join(target, basename(word)) : target, {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

function run(stage: Stage, command: string): void {
  // There is no user of this name here, and /data is one of the stage's folders.
  const here = command.replace('-o node -g node ', '').replace(' /data', ` ${inside(stage, '/data')}`);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_config_prefer_offline: 'true', ...stage.env };
  const done = spawnSync('sh', ['-c', here], { cwd: inside(stage, '.'), env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command}\n${done.stdout}\n${done.stderr}`);
}

const listOf = (rest: string): string[] => JSON.parse(rest.slice(rest.indexOf('['))) as string[];

function build(sources: string): Map<string, Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | null = null;
  for (const { instruction, rest } of steps) {
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'image';
      stage = { folder: join(folder, name), workdir: '/', env: {}, command: [], health: [] };
      stages.set(name, stage);
      continue;
    }
    if (stage === null) throw new Error(`${instruction} stands before FROM`);
    if (instruction === 'WORKDIR') {
      stage.workdir = rest;
      mkdirSync(inside(stage, '.'), { recursive: true });
    } else if (instruction === 'ENV') {
      for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g))
        stage.env[name] = value.startsWith('/') ? inside(stage, value) : value;
    } else if (instruction === 'COPY') copy(stage, rest, stages, sources);
    else if (instruction === 'RUN') run(stage, rest);
    else if (instruction === 'CMD') stage.command = listOf(rest);
    else if (instruction === 'HEALTHCHECK') stage.health = listOf(rest);
    else expect(['USER', 'VOLUME', 'EXPOSE', 'STOPSIGNAL']).toContain(instruction);
  }
  return stages;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
  const sources = join(folder, 'sources');
  context(sources);
  const stages = build(sources);
  built = stages.get('build') as Stage;
  image = stages.get('image') as Stage;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the final stage holds the program, and no package for development', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  const left = Object.entries(packages).filter(([path, { dev }]) => dev && existsSync(inside(image, path)));
  expect(left.map(([path]) => path)).toEqual([]);
  const [kept, out] = [
    ['LICENSE', 'package.json', 'dist/cli/main.js', 'dist/web/keys/main.js'],
    ['tests', 'docs', '.git', '.env', 'bot', 'secrets'],
  ].map((paths) => paths.filter((path) => existsSync(inside(image, path))));
  expect([kept, out]).toEqual([['LICENSE', 'package.json', 'dist/cli/main.js', 'dist/web/keys/main.js'], []]);
});

/** Starts the program there until it listens, and resolves to what `work` does with it. */
async function started<T>(
  args: string[],
  cwd: string,
  env: Record<string, string>,
  work: () => Promise<T>,
): Promise<T> {
  const child: ChildProcess = spawn(process.execPath, args, { cwd, env });
  const ended = once(child, 'exit');
  let said = '';
  try {
    await new Promise<void>((listens, failed) => {
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (piece: Buffer) => {
          said += piece.toString();
          if (said.includes('listens on')) listens();
        });
      child.once('exit', () => failed(new Error(said)));
    });
    return await work();
  } finally {
    child.kill();
    await ended;
  }
}

test('the image’s command starts the bot, and its health check is content', async () => {
  const env = {
    PATH: process.env.PATH ?? '',
    ...image.env,
    ...production('http://127.0.0.1:1/'),
    PORT: await freePort(),
  };
  const [, ...args] = image.command;
  const status = await started(args, inside(image, '.'), env, async () => {
    const health = spawn(process.execPath, image.health.slice(1), { env });
    return once(health, 'exit');
  });
  expect(status).toEqual([0, null]);
  expect(existsSync(join(inside(image, '/data'), 'store.db'))).toBe(true);
});

test('`npm start` in a pruned folder starts the bot, with the packages that are there', async () => {
  const env = {
    PATH: process.env.PATH ?? '',
    ...production('http://127.0.0.1:1/'),
    DATA_DIR: join(folder, 'other'),
    PORT: '0',
  };
  const packages = join(inside(built, '.'), 'node_modules', '.package-lock.json');
  const before = readFileSync(packages, 'utf8');
  await started(['deployment/run/start.mjs'], inside(built, '.'), env, async () => undefined);
  expect(readFileSync(packages, 'utf8')).toBe(before);
});
