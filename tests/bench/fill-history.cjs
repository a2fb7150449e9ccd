// node fill-history.cjs DIST COUNT BENEFITS PEOPLE: entries over the last five years, through the store's own repositories.
const { join } = require('node:path');
const [, , dist, count, benefits, people] = process.argv;
const { openStore } = require(join(dist, 'storage'));

async function main() {
  const store = await openStore({ mongodbUri: null, mongodbDb: '', dataDir: process.env.DATA_DIR });
  const now = Date.now();
  const step = (5 * 365 * 86_400_000) / Number(count);
  for (let from = 0; from < Number(count); from += 2_000) {
    await store.history.append(
      Array.from({ length: Math.min(2_000, Number(count) - from) }, (_, index) => {
        const n = from + index;
        return {
          id: `old-${n}`,
          at: new Date(now - (Number(count) - n) * step).toISOString(),
          actor: `person.${n % 50}@bench.example`,
          command: 'assign',
          benefitId: `benefit-${n % Number(benefits)}`,
          person: `person.${n % Number(people)}@bench.example`,
          outcome: 'done',
          detail: { seat: n % 10 },
        };
      }),
    );
  }
  await store.close();
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
