// Other stores than the embedded one: FerretDB (where it is built or there is Go) and the server of MONGODB_TEST_URI.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cpuOf } from './process.mjs';

const LONGEST_BUILD_MS = 240_000;
const LONGEST_START_MS = 30_000;

/** Each: its name, the settings that lead to it, the CPU that the server itself took so far (null where not known). */
export async function otherStores({ root, folder, stops }, told) {
  const found = [];
  const uri = process.env.MONGODB_TEST_URI;
  const database = `bench_${process.pid}`;
  if (uri)
    found.push({ name: 'MongoDB (MONGODB_TEST_URI)', store: { MONGODB_URI: uri, MONGODB_DB: database }, cpu: null });
  const built = spawnSync(process.execPath, [join(root, 'tests/support/mongo/build.mjs')], {
    encoding: 'utf8',
    timeout: LONGEST_BUILD_MS,
  });
  const program = built.stdout.trim().split('\n').at(-1);
  if (built.status !== 0 || !program) told('FerretDB is left out', built.stderr.trim().slice(-200));
  else {
    const data = join(folder, 'ferretdb');
    mkdirSync(data, { recursive: true });
    const server = spawn(program, ['127.0.0.1:0', data], { stdio: ['ignore', 'pipe', 'ignore'] });
    process.on('exit', () => server.kill('SIGKILL'));
    stops.push(() => server.kill('SIGKILL'));
    const line = await new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error('FerretDB did not start')), LONGEST_START_MS);
      createInterface({ input: server.stdout }).once('line', (text) => {
        clearTimeout(late);
        done(text);
      });
      server.once('exit', (code) => failed(new Error(`FerretDB ended with ${code}`)));
    });
    found.push({
      name: 'FerretDB',
      store: { MONGODB_URI: line.trim(), MONGODB_DB: database },
      cpu: () => cpuOf(server.pid),
    });
  }
  return found;
}
