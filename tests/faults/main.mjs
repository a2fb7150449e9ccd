// npm run test:faults [-- --quick] [-- --only NAME,…]
// Kills, races, torn logs, a full disk: what the store must survive. The programs are TypeScript, bundled for this run.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '../..');
// Below node_modules, so that packages are found from there.
const bundles = join(root, 'node_modules/.cache', `faults-${process.pid}`);
mkdirSync(bundles, { recursive: true });
// The program looks for the sample company beside its own folder.
cpSync(join(root, 'sample'), join(bundles, 'sample'), { recursive: true });
await build({
  entryPoints: [join(folder, 'run.ts'), join(folder, 'worker.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  outdir: join(bundles, 'run'),
  outExtension: { '.js': '.cjs' },
  logLevel: 'warning',
});
const child = spawn(process.execPath, [join(bundles, 'run', 'run.cjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  rmSync(bundles, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
