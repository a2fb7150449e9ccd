// Builds the MongoDB-speaking test server (Go) once for each state of its sources and prints the program's path.
// Exit code 3: there is no Go here.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const cache = join(folder, '../../../node_modules/.cache/mongo-server');
const state = createHash('sha256');
for (const source of ['main.go', 'go.mod', 'go.sum']) state.update(readFileSync(join(folder, source)));
const program = join(cache, `server-${process.platform}-${process.arch}-${state.digest('hex').slice(0, 16)}`);

if (!existsSync(program)) {
  if (spawnSync('go', ['version']).status !== 0) {
    console.error('There is no Go here: the MongoDB test server cannot be built.');
    process.exit(3);
  }
  mkdirSync(cache, { recursive: true });
  // Moved into place whole: several may build at the same time.
  const draft = `${program}.${randomBytes(4).toString('hex')}`;
  execFileSync('go', ['build', '-mod=readonly', '-trimpath', '-o', draft, '.'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0' },
    timeout: 900_000,
  });
  renameSync(draft, program);
}
console.log(program);
