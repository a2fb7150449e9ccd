import { openMongodb } from '../../storage/mongodb';
import { type FaultProxy, startReplicaSet } from '../support/mongo/fault-proxy';
import { realMongo } from '../support/mongo/real';
import { standInJars } from '../support/mongo/stand-in';
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
});
