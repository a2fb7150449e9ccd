import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SPECS } from '../../storage/collections';
import { openEmbedded } from '../../storage/embedded';
import type { CollectionSpec } from '../../storage/engine';
import { contract } from './contract';
import { personOf } from './documents';
import { embeddedServer, type Server } from './servers';
import { upgrades } from './upgrade';

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
    return (specs, shape) => openEmbedded({ dataDir, specs, shape });
  });

  test('an upgrade that may take long is told before it begins; a new store tells nothing', async () => {
    const dataDir = join(folder, 'told');
    const said: unknown[] = [];
    const open = (specs: readonly CollectionSpec[]) =>
      openEmbedded({ dataDir, specs, log: (message, facts) => said.push([message, facts]) });
    const older = await open(SPECS.map((spec) => (spec.name === 'people' ? { ...spec, edition: 0 } : spec)));
    await older.collection('people').insert(personOf('tom@contoso.com'));
    await older.close();
    expect(said).toEqual([]);
    for (const engine of [await open(SPECS), await open(SPECS)]) await engine.close();
    expect(said).toEqual([['upgrading a collection', { collection: 'people', documents: 1 }]]);
  });
});
