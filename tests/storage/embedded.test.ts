import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../../storage/embedded';
import { contract } from './contract';
import { embeddedServer, type Server } from './servers';
import { DECLARED, declared, upgrades } from './upgrade';

describe('embedded', () => {
  let server: Server;
  let folder: string;
  let number = 0;
  beforeAll(() => {
    server = embeddedServer();
    folder = mkdtempSync(join(tmpdir(), 'benefits-upgrade-'));
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  contract(() => server);
  upgrades(async () => {
    number += 1;
    const dataDir = join(folder, `${number}`);
    return (program) => openEmbedded({ dataDir, ...program });
  });

  test('indexes change with the number of the shape', () => {
    expect(declared()).toEqual(DECLARED);
  });
});
