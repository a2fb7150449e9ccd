import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../support/bot';
import { freePort } from '../support/listener';
import { startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';
import { production } from '../support/server';

const JARS = standInJars();
const MAIN = join(__dirname, '..', '..', 'dist', 'bot', 'main.js');
jest.setTimeout(120_000);
beforeAll(() => ensureBuilt());

async function started(settings: Record<string, string>) {
  const cwd = mkdtempSync(join(tmpdir(), 'starting-'));
  const { ALLOW_EMBEDDED_STORE: _, ...env } = production('http://127.0.0.1:1/', settings);
  const child = spawn(process.execPath, [MAIN], { cwd, env: { PATH: process.env.PATH, ...env } });
  let said = '';
  let heard = (): void => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece.toString();
      heard();
    });
  const ended = once(child, 'exit');
  const says = (text: string): Promise<void> =>
    new Promise((resolve) => {
      heard = () => said.includes(text) && resolve();
      heard();
    });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(cwd, { recursive: true });
  };
  return { says, ended, stop, said: () => said };
}

test('an address that the driver can’t read: exit code 2, with the setting’s name', async () => {
  const bot = await started({ MONGODB_URI: 'mongodb://bot:s3cret@db/?replicaSett=rs0', PORT: '0' });
  expect(await bot.ended).toEqual([2, null]);
  expect(bot.said()).toContain('MONGODB_URI: ');
  expect(bot.said()).not.toContain('s3cret');
  await bot.stop();
});

('jars' in JARS ? test : test.skip)(
  `a start waits for its server, and /healthz answers meanwhile${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`,
  async () => {
    if ('why' in JARS) return;
    const proxy = await startReplicaSet(JARS.jars);
    proxy.down();
    const port = await freePort();
    const bot = await started({ MONGODB_URI: proxy.uri, PORT: port });
    try {
      await bot.says('the start waits for it');
      const status = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
      expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
      proxy.up();
      await bot.says('listens on');
      expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200]);
    } finally {
      await bot.stop();
      await proxy.close();
    }
  },
);
