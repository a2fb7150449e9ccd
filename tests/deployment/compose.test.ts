import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../support/bot';
import { startReplicaSet } from '../support/mongo/fault-proxy';
import { standInJars } from '../support/mongo/stand-in';

const ROOT = join(__dirname, '..', '..');
const JARS = standInJars();
jest.setTimeout(120_000);

('jars' in JARS ? test : test.skip)(
  `the backup job copies the company into a folder, and the copy goes back into another database${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`,
  async () => {
    if ('why' in JARS) return;
    const proxy = await startReplicaSet(JARS.jars);
    const backups = mkdtempSync(join(tmpdir(), 'backups-'));
    const bot = await startBot({ MONGODB_URI: proxy.uri, MONGODB_DB: 'company' });
    await bot.stop();
    // The replica set's proxy is in this process.
    const job = spawn('sh', [join(ROOT, 'deployment', 'compose', 'backup.sh')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, BACKUPS: backups, MONGODB_URI: proxy.uri, MONGODB_DB: 'company' },
      stdio: 'ignore',
    });
    expect(await once(job, 'exit')).toEqual([0, null]);
    const [folder = ''] = readdirSync(backups);
    const back = await bot.cli(['copy', join(backups, folder), `${proxy.uri}again`]);
    expect(back).toMatchObject({ code: 0 });
    expect(back.stdout).toContain('checksums right');
    const doctor = await bot.cli(['doctor']);
    expect(doctor.stdout).toContain('ok    store');
    await bot.discard();
    await proxy.close();
    rmSync(backups, { recursive: true });
  },
);
