// `npm run gallery [-- --only NAME,NAME] [--keep] [--all] [--out FOLDER]`: a picture of every card.
// --keep writes the four of each that docs/gallery has; --all makes every theme, width, language and wording.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const folder = mkdtempSync(join(tmpdir(), 'gallery-run-'));
process.env.GALLERY_ROOT = root;
process.env.NODE_PATH = join(root, 'node_modules');
try {
  const program = join(folder, 'make.cjs');
  execFileSync(
    join(root, 'node_modules/.bin/esbuild'),
    [
      join(root, 'tests/gallery/make.ts'),
      '--bundle',
      '--platform=node',
      '--format=cjs',
      '--target=node20',
      '--external:playwright-core',
      `--outfile=${program}`,
      '--log-level=warning',
    ],
    { timeout: 60_000 },
  );
  const require = createRequire(import.meta.url);
  const load = require('node:module');
  load._initPaths?.();
  const { make } = require(program);
  process.exitCode = await make(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
