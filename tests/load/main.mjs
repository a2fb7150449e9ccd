// `npm run test:load [-- --seconds N]`: the bot under load while its store goes away once and it is restarted once.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build, root } from '../../deployment/run/steps.mjs';

await build();
// Below node_modules, so that packages are found from there.
const out = join(root, 'node_modules', '.cache', `load-${process.pid}`);
mkdirSync(out, { recursive: true });
await bundle({
  entryPoints: [join(root, 'tests', 'load', 'run.ts')],
  bundle: true,
  platform: 'node',
  target: 'node20',
  packages: 'external',
  outfile: join(out, 'run.cjs'),
  logLevel: 'warning',
});
const child = spawn(process.execPath, [join(out, 'run.cjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  rmSync(out, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
