// The command line's import, as a whole process: a small company as it stands, and the largest of the growth run next to
// what the engine alone takes for the same documents.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './load.mjs';
import { runProcess } from './process.mjs';

const CONTOSO = ['tests', 'data', 'contoso'];

export async function imports({ root, folder, told }, largest) {
  const times = [];
  for (let n = 0; n < 5; n += 1) {
    const dataDir = join(folder, `contoso-${n}`);
    const began = performance.now();
    await runProcess(
      [join(root, 'dist/cli/main.js'), 'import', join(root, ...CONTOSO)],
      { ...largest.env, DATA_DIR: dataDir },
      60_000,
    );
    times.push(performance.now() - began);
    rmSync(dataDir, { recursive: true, force: true });
  }
  const bare = JSON.parse(
    await runProcess(
      [join(import.meta.dirname, 'bare-import.cjs'), join(root, 'dist'), join(folder, 'bare')],
      largest.env,
      300_000,
    ),
  );
  const found = {
    contosoMs: median(times),
    largestMs: largest.importMs,
    bareMs: bare.ms,
    documents: bare.documents,
    ratio: largest.importMs / bare.ms,
  };
  told(
    'import',
    `${found.documents} documents in ${Math.round(found.largestMs)} ms, ${found.ratio.toFixed(2)} of the engine's own inserts`,
  );
  return found;
}
