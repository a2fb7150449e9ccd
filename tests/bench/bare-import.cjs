// node bare-import.cjs DIST TO: the documents of the store in DATA_DIR once more, given to the engine alone in one plan.
const { join } = require('node:path');
const [, , dist, to] = process.argv;
const { openEngine } = require(join(dist, 'storage'));

async function main() {
  const from = await openEngine({ mongodbUri: null, mongodbDb: '', dataDir: process.env.DATA_DIR });
  const writes = [];
  for (const collection of ['membership', 'benefits', 'keys', 'seats', 'people']) {
    for (let after = ''; ; ) {
      const batch = await from.collection(collection).after(after, 1_000);
      if (batch.length === 0) break;
      for (const document of batch) writes.push({ of: collection, before: null, after: document });
      after = batch.at(-1).id;
    }
  }
  await from.close();
  const engine = await openEngine({ mongodbUri: null, mongodbDb: '', dataDir: to });
  const began = performance.now();
  await engine.apply(writes);
  const ms = performance.now() - began;
  await engine.close();
  console.log(JSON.stringify({ documents: writes.length, ms }));
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
