// Gets a MongoDB server by mongodb-memory-server and prints its program's path; the package keeps it for the next time.
// Exit code 3: there is none to be had here; the reason goes to stderr.
import { createRequire } from 'node:module';

const { MongoBinary } = createRequire(import.meta.url)('mongodb-memory-server-core');

/** Where the binaries come from; without an answer a download would only be waited for. */
const FROM = process.env.MONGOMS_DOWNLOAD_MIRROR ?? 'https://fastdl.mongodb.org';
const PATIENCE_MS = 5_000;

try {
  if (!process.env.MONGOMS_SYSTEM_BINARY)
    process.env.MONGOMS_RUNTIME_DOWNLOAD ??= (await reachable()) ? 'true' : 'false';
  console.log(await MongoBinary.getPath());
} catch (error) {
  console.error(String(error.message).split('\n')[0]);
  process.exit(3);
}

async function reachable() {
  try {
    await fetch(FROM, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}
