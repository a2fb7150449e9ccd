import { contract } from './contract';
import { mongodbServer, REAL_MONGODB, type Server, startWire, WIRE, type WireServer } from './servers';

jest.setTimeout(30_000);

const wireTests = WIRE.path === null && !process.env.CI ? describe.skip : describe;

wireTests('FerretDB, one message at a time', () => {
  let wire: WireServer;
  let server: Server;
  beforeAll(async () => {
    wire = await startWire();
    server = mongodbServer('FerretDB', wire.uri);
  });
  afterAll(async () => {
    await server.close();
    await wire.close();
  });
  contract(() => server);
});

(REAL_MONGODB === null ? describe.skip : describe)('MongoDB at MONGODB_TEST_URI', () => {
  let server: Server;
  beforeAll(() => {
    server = mongodbServer('MongoDB', () => REAL_MONGODB ?? '');
  });
  afterAll(() => server.close());
  contract(() => server);
});
