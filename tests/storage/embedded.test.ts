import { contract } from './contract';
import { embeddedServer, type Server } from './servers';

describe('embedded', () => {
  let server: Server;
  beforeAll(() => {
    server = embeddedServer();
  });
  afterAll(() => server.close());
  contract(() => server);
});
