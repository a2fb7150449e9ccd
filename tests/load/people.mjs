// Imports of 50,000 people: new, with other names, with other addresses, unchanged. Time and memory, in one run:
// npm run build; node --expose-gc tests/load/people.mjs
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { importCompany, readCompany } = require('../../dist/exchange/index.js');
const { writeZip } = require('../../dist/exchange/zip-write.js');
const { openKeyring, openStore } = require('../../dist/storage/index.js');

const PEOPLE = 50_000;
const dataDir = mkdtempSync(join(tmpdir(), 'people-'));
const store = await openStore({ mongodbUri: null, mongodbDb: 'people', dataDir });
const ports = {
  store,
  keyring: await openKeyring(store, `load:${Buffer.alloc(32, 1).toString('base64')}`),
  clock: { now: () => new Date() },
  random: { id: randomUUID, fraction: Math.random },
  rules: { graceDays: 30, reassignMinDays: 0, supportActivationWorkdays: 0, portalStep: false, admins: [] },
};

const ids = Array.from({ length: PEOPLE }, () => randomUUID());
const users = (domain, name) => ({
  users: [
    'email,name,role,locale,aad_object_id',
    ...ids.map((id, n) => `p${n}@${domain},${name} ${n},${n ? 'employee' : 'admin'},fr,${id}`),
  ],
});
const company = {
  membership: [
    'company,partner_id,program,status,starts_on,expires_on,account_email',
    'Contoso,1,Launch,active,2020-01-01,2099-12-31,account@contoso.com',
  ],
  benefits: [
    'id,category,name_en,quantity,activation,starts_on,expires_on',
    'visio,software,Visio,5,assign,2020-01-01,2099-12-31',
  ],
};

async function measure(what, sheets) {
  const parts = Object.entries(sheets).map(([name, lines]) => ({ name: `${name}.csv`, content: lines.join('\n') }));
  const bytes = await writeZip(parts);
  globalThis.gc?.();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const start = performance.now();
  const plan = await importCompany(await readCompany({ kind: 'zip', name: 'people.zip', bytes }), ports, 'cli');
  clearInterval(watch);
  console.log(
    JSON.stringify({
      what,
      ms: Math.round(performance.now() - start),
      documents: plan.size,
      megabytes: Math.round(peak / 1e6),
    }),
  );
}

await measure('new', { ...company, ...users('contoso.com', 'Person') });
await measure('other names', users('contoso.com', 'Colleague'));
await measure('other addresses', users('contoso-group.com', 'Colleague'));
await measure('unchanged', users('contoso-group.com', 'Colleague'));
await store.close();
rmSync(dataDir, { recursive: true });
