import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { SERVICE_FACT } from '../../notifications';
import { openStore } from '../../storage';
import { benefitOf, personOf } from '../storage/documents';
import { startConnector } from './connector';

const NOTICES = Number(process.env.NOTICES ?? 240);
const PEOPLE = Math.ceil(NOTICES * 0.3);
const ROOT = join(__dirname, '../..');

/** The notice's own word in a card. */
const wordOf = (activity: unknown): string => /No\d{4}/.exec(JSON.stringify(activity))?.[0] ?? '';

test('kill -9 in the middle of sending, three times: the next process sends what is left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'restarts-'));
  const connector = await startConnector({ now: () => Date.now(), lost() {} });
  const program = join(folder, 'process.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'process.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  const begin = () =>
    spawn(process.execPath, [program, folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
    });
  const settings = { mongodbUri: null, mongodbDb: 'test', dataDir: folder };
  let child: ChildProcess | null = null;
  try {
    const store = await openStore(settings);
    await store.facts.set(
      SERVICE_FACT,
      JSON.stringify({ serviceUrl: connector.serviceUrl, tenantId: 'tenant', botId: '28:bot', botName: 'Benefits' }),
    );
    await store.benefits.insert(benefitOf('vs'));
    const people = Array.from({ length: PEOPLE }, (_, index) => `person${index}@contoso.com`);
    await Promise.all(people.map((id) => store.people.insert(personOf(id, { aadObjectId: `object ${id}` }))));
    const at = new Date().toISOString();
    await Promise.all(
      Array.from({ length: NOTICES }, (_, number) => {
        const id = `notice ${number}`;
        const notice = {
          id,
          kind: 'assigned' as const,
          to: people[number % PEOPLE] ?? '',
          address: people[number % PEOPLE] ?? '',
          alsoTo: [],
          byMailToo: false,
          benefitId: 'vs',
          seatId: null,
          causedBy: null,
          facts: { by: `No${String(number).padStart(4, '0')}` },
          at,
        };
        return store.dispatches.insert({ id, version: 1, notice, channels: [], attempts: 0, dueAt: at });
      }),
    );
    await store.close();

    const arrived = new Set<string>();
    let heard = () => {};
    let failed = 0;
    connector.rule = ({ activity, conversation }, count) => {
      setImmediate(() => heard());
      if (count % 12 === 5 || count % 15 === 7) {
        failed += 1;
        return count % 12 === 5 ? { status: 429, retryAfter: 1 } : { status: 502 };
      }
      if (conversation) arrived.add(wordOf(activity));
      return null;
    };
    const until = (enough: number) =>
      new Promise<void>((resolve) => {
        heard = () => arrived.size >= enough && resolve();
      });

    let underWay = 0;
    const start = Date.now();
    for (const share of [0.25, 0.5, 0.75]) {
      child = begin();
      const gone = once(child, 'exit');
      await until(NOTICES * share);
      child.kill('SIGKILL');
      await gone;
      underWay += 64;
    }
    child = begin();
    expect(await once(child, 'exit')).toEqual([0, null]);
    const seconds = (Date.now() - start) / 1000;
    child = null;

    const again = await openStore(settings);
    expect(await again.dispatches.undone(10)).toEqual([]);
    await again.close();
    const duplicates = connector.taken.length - arrived.size;
    process.stdout.write(
      `${NOTICES} notices, 3 kill -9: ${connector.requests.length} requests (${failed} refused for a while) in ` +
        `${seconds.toFixed(1)} s with the starts of four processes (the limits allow ${(connector.requests.length / 30).toFixed(1)} s), ` +
        `${duplicates} duplicates\n`,
    );
    expect(arrived.size).toBe(NOTICES);
    expect(duplicates).toBeLessThanOrEqual(underWay);
  } finally {
    child?.kill('SIGKILL');
    await connector.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
