import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { importCompany, readCompany } from '../../exchange';
import { backupStore, openEngine, openKeyring, openStore } from '../../storage';
import type { EngineWrite } from '../../storage/engine';
import { benefitOf, personOf, seatOf } from '../storage/documents';
import { KEY_SETTING, portsOf } from './company';
import type { ImportSize, Line, Task } from './lines';

const personLine = (n: number): string =>
  `person${n}@contoso.com,Person ${n},${n === 0 ? 'admin' : 'employee'},${n % 2 ? 'en' : 'fr'},`;
const benefitLine = (n: number, seats: number): string =>
  `benefit-${n},software,Benefit ${n},Avantage ${n},Launch,${seats},assign,2020-01-01,2099-12-31,,Description,Description,,`;

function writeCompany(folder: string, { people, benefits, seatsEach }: ImportSize): void {
  const sheet = (name: string, header: string, lines: string[]): void =>
    writeFileSync(join(folder, `${name}.csv`), `${[header, ...lines].join('\n')}\n`);
  sheet('membership', 'company,partner_id,program,status,starts_on,expires_on,account_email,join_url,renew_url', [
    'Contoso,1,Launch,active,2020-01-01,2099-12-31,account@contoso.com,https://example.com,https://example.com',
  ]);
  sheet(
    'benefits',
    'id,category,name_en,name_fr,package,quantity,activation,starts_on,expires_on,portal_url,description_en,description_fr,instructions_en,instructions_fr',
    Array.from({ length: benefits }, (_, n) => benefitLine(n, seatsEach)),
  );
  sheet(
    'users',
    'email,name,role,locale,aad_object_id',
    Array.from({ length: people }, (_, n) => personLine(n)),
  );
}

/** The same documents, made on the fly and given to the engine alone. */
function* bareWrites({ people, benefits, seatsEach }: ImportSize): Generator<EngineWrite> {
  for (let n = 0; n < benefits; n += 1) {
    const id = `benefit-${n}`;
    yield { of: 'benefits', before: null, after: benefitOf(id, { quantity: seatsEach }) };
    for (let number = 1; number <= seatsEach; number += 1) {
      yield { of: 'seats', before: null, after: seatOf(id, number) };
    }
  }
  for (let n = 0; n < people; n += 1) {
    yield { of: 'people', before: null, after: personOf(`person${n}@contoso.com`) };
  }
}

/** One import in this process, so that its memory is the process's. */
export async function bigImport(task: Extract<Task, { mode: 'import' }>, say: (line: Line) => void): Promise<void> {
  const { settings, size, by } = task;
  const documents = size.people + size.benefits * (1 + size.seatsEach);
  const told = (done: number): void => {
    if (done % 10_000 < 200) say({ progress: done });
  };
  const folder = `${settings.dataDir}-files`;
  mkdirSync(folder, { recursive: true });
  let [ms, pauseMs, backupPauseMs] = [0, 0, 0];
  if (by === 'engine') {
    const engine = await openEngine(settings);
    say({ ready: true });
    const start = performance.now();
    await engine.apply(bareWrites(size), told);
    ms = performance.now() - start;
    await engine.close();
  } else {
    writeCompany(folder, size);
    const store = await openStore(settings);
    const keyring = await openKeyring(store, KEY_SETTING);
    say({ ready: true });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const company = await readCompany({ kind: 'folder', path: folder });
    if (Array.isArray(company)) throw new Error(`Unreadable: ${JSON.stringify(company.slice(0, 3))}`);
    const plan = await importCompany(company, portsOf(store, keyring), 'cli', { progress: told });
    if (Array.isArray(plan)) throw new Error(`Refused: ${JSON.stringify(plan.slice(0, 3))}`);
    ms = performance.now() - start;
    pauseMs = Math.round(delay.max / 1e6);
    delay.reset();
    if (settings.mongodbUri === null)
      await backupStore(settings.dataDir, join(folder, 'backup.db'), { now: new Date() });
    backupPauseMs = Math.round(delay.max / 1e6);
    await store.close();
  }
  rmSync(folder, { recursive: true });
  say({
    imported: {
      pauseMs,
      backupPauseMs,
      ms: Math.round(ms),
      rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      documents,
    },
  });
  process.exit(0);
}
