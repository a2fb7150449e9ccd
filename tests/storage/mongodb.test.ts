import { MongoClient, type Sort } from 'mongodb';
import { SPECS } from '../../storage/collections';
import { openMongodb } from '../../storage/mongodb';
import { filterOf, sortOf } from '../../storage/mongodb-envelope';
import { chunkOf } from '../../storage/mongodb-import';
import { JOURNAL } from '../../storage/mongodb-schema';
import { type FaultProxy, startReplicaSet } from '../support/mongo/fault-proxy';
import { realMongo } from '../support/mongo/real';
import { standInJars } from '../support/mongo/stand-in';
import { specOf, titled } from './asked';
import { contract } from './contract';
import { outages } from './outages';
import { mongodbServer, type Server, startWire, WIRE, WIRE_VERSION, type WireServer } from './servers';
import { upgrades } from './upgrade';

const REAL_MONGO = realMongo();

jest.setTimeout(60_000);

/** Without Go these are skipped, and the name says why; CI has to have it. */
const runs = WIRE.path !== null || process.env.CI !== undefined;
const wireTests = runs ? describe : describe.skip;

wireTests(`FerretDB, one message at a time${runs ? '' : ` (skipped: ${WIRE.why})`}`, () => {
  let wire: WireServer;
  let server: Server;
  let number = 0;
  beforeAll(async () => {
    wire = await startWire();
    server = mongodbServer('FerretDB', wire.uri);
    const { engine } = await server.fresh();
    process.stdout.write(`Store tests: FerretDB ${WIRE_VERSION} (${engine.name}), one message at a time\n`);
  });
  afterAll(async () => {
    await server.close();
    await wire.close();
  });

  contract(() => server);
  upgrades(async () => {
    number += 1;
    const database = `upgrade-${process.pid}-${number}`;
    return (program) => openMongodb({ uri: wire.uri(), database, ...program });
  });
  outages(
    () => wire,
    () => server,
  );
});

const JARS = standInJars();

('jars' in JARS ? describe : describe.skip)(
  `mongo-java-server as a replica set${'why' in JARS ? ` (skipped: ${JARS.why})` : ''}`,
  () => {
    let proxy: FaultProxy;
    let server: Server;
    let number = 0;
    beforeAll(async () => {
      if ('why' in JARS) return;
      proxy = await startReplicaSet(JARS.jars);
      server = mongodbServer('mongo-java-server', () => proxy.uri);
    });
    afterAll(async () => {
      await server.close();
      await proxy.close();
    });
    contract(() => server);
    upgrades(async () => {
      number += 1;
      const database = `upgrade-${process.pid}-${number}`;
      return (program) => openMongodb({ uri: proxy.uri, database, ...program });
    });
  },
);

(REAL_MONGO.start ? describe : describe.skip)(REAL_MONGO.name, () => {
  let real: Awaited<ReturnType<NonNullable<typeof REAL_MONGO.start>>> | undefined;
  let server: Server;
  beforeAll(async () => {
    real = await REAL_MONGO.start?.();
    server = mongodbServer('MongoDB', () => real?.uri ?? '');
    process.stdout.write(`Store tests: ${(await server.fresh()).engine.name}\n`);
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await real?.stop();
  });
  contract(() => server);

  describe('explains each query by an index', () => {
    const database = `explained-${process.pid}`;
    let client: MongoClient;
    beforeAll(async () => {
      const uri = real?.uri ?? '';
      const engine = await openMongodb({ uri, database, specs: SPECS });
      await engine.close();
      client = await MongoClient.connect(uri);
    });
    afterAll(async () => {
      await client.db(database).dropDatabase();
      await client.close();
    });
    const shapes: [string, { collection: string; filter: object; sort: Sort }][] = [
      ...titled.map(([title, { collection, selection }]): (typeof shapes)[number] => {
        const spec = specOf(collection);
        const sort = sortOf(spec, { ...selection, limit: 1 });
        return [title, { collection, filter: filterOf(spec, selection), sort }];
      }),
      ['importSteps', { collection: JOURNAL.name, ...chunkOf('plan') }],
    ];
    test.each(shapes)('%s', async (_, { collection, filter, sort }) => {
      const found = client.db(database).collection(collection).find(filter).sort(sort);
      const { queryPlanner } = await found.explain('queryPlanner');
      const plan = JSON.stringify(queryPlanner.winningPlan);
      expect(plan).toContain('"IXSCAN"');
      expect(plan).not.toMatch(/"(COLLSCAN|SORT)"/);
    });
  });
});
