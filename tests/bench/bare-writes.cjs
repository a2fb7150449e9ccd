// node bare-writes.cjs DIST COUNT: what the engine alone takes for one write of one seat, in groups of 20 as the load has
// them. Prints CPU and time a write in milliseconds.
const { join } = require('node:path');
const [, , dist, count] = process.argv;
const { openEngine } = require(join(dist, 'storage'));

async function main() {
  const engine = await openEngine({
    mongodbUri: process.env.MONGODB_URI ?? null,
    mongodbDb: process.env.MONGODB_DB ?? '',
    dataDir: process.env.DATA_DIR,
  });
  const seats = engine.collection('seats');
  const found = await seats.after('', 200);
  const write = async (n) => {
    const seat = await seats.get(found[n % found.length].id);
    await seats.replaceIf(seat.id, seat.version, seat);
  };
  const writes = async (many) => {
    for (let n = 0; n < many; n += 20) await Promise.all(Array.from({ length: 20 }, (_, k) => write(n + k)));
  };
  await writes(400);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await writes(Number(count));
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  await engine.close();
  console.log(
    JSON.stringify({ cpu: (user + system) / 1000 / Number(count), ms: ms / Number(count), engine: engine.name }),
  );
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
