// The product in production mode, with a company of any size in a store of its own.
import { join } from 'node:path';
import { writeCompany } from './company.mjs';
import { runProcess, startProcess } from './process.mjs';

const LONGEST_IMPORT_MS = 300_000;
const LONGEST_FILL_MS = 400_000;

/** `store`: settings of another store than an embedded one in the folder. */
export async function prepareProduct({ root, folder, auth }, name, size, store = {}) {
  const dataDir = join(folder, name);
  const env = {
    ...auth,
    DATA_DIR: dataDir,
    ALLOW_EMBEDDED_STORE: '1',
    PUBLIC_URL: 'https://benefits.example.com',
    KEY_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_LIMIT: '0',
    ...store,
  };
  const company = join(folder, `${name}-csv`);
  writeCompany(company, size);
  const began = performance.now();
  await runProcess([join(root, 'dist/cli/main.js'), 'import', company], env, LONGEST_IMPORT_MS);
  const importMs = performance.now() - began;
  if (size.history) {
    const fill = [
      join(import.meta.dirname, 'fill-history.cjs'),
      join(root, 'dist'),
      size.history,
      size.benefits,
      size.people,
    ];
    await runProcess(fill.map(String), env, LONGEST_FILL_MS);
  }
  return { env, dataDir, importMs };
}

export async function startProduct(around, name, size, store) {
  const prepared = await prepareProduct(around, name, size, store);
  const bot = await startProcess([join(around.root, 'dist/bot/main.js')], prepared.env);
  around.stops.push(bot.stop);
  return { ...bot, ...prepared };
}
