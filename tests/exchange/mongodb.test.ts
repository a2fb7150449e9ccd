import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSample } from '../../exchange';
import { createKeyring } from '../../storage';
import { mongodbServer, type Server, startWire, WIRE, type WireServer } from '../storage/servers';
import { type Bench, bench, CONTOSO, imported, type Place, placeOf } from './company';

jest.setTimeout(60_000);

/** An import is one piece on MongoDB too, where there is no transaction; FerretDB stands in for it. */
const runs = WIRE.path !== null || process.env.CI !== undefined;

(runs ? describe : describe.skip)(`on a MongoDB server${runs ? '' : ` (skipped: ${WIRE.why})`}`, () => {
  let wire: WireServer;
  let server: Server;
  let place: Place;
  let benchOf: Bench;
  beforeAll(async () => {
    wire = await startWire();
    server = mongodbServer('FerretDB', wire.uri);
  });
  beforeEach(async () => {
    benchOf = bench();
    const keyring = createKeyring(`test:${Buffer.alloc(32, 1).toString('base64')}`, Buffer.alloc(32, 2));
    place = placeOf((await server.fresh()).store, keyring);
  });
  afterEach(() => benchOf.close());
  afterAll(async () => {
    await server.close();
    await wire.close();
  });

  test('contoso goes in, and twice is the same as once', async () => {
    expect((await imported(CONTOSO, place)).sheets.users).toMatchObject({ added: 13 });
    expect((await imported(CONTOSO, place)).size).toBe(0);
    expect(await place.store.seats.ofBenefit('visual-studio-enterprise', { skip: 0, limit: 9 })).toHaveLength(5);
  });

  test('the sample company gives way', async () => {
    expect(await loadSample(place)).toBe(true);
    expect(await imported(CONTOSO, place)).toMatchObject({ replacesSample: true });
    expect(await place.store.people.count()).toBe(13);
    expect(await place.store.seats.countTaken()).toBe(0);
    expect((await imported(CONTOSO, place)).size).toBe(0);
  });

  test('object ids that were a line off are put right', async () => {
    await imported(CONTOSO, place);
    const [header, ...lines] = readFileSync(join(CONTOSO, 'users.csv'), 'utf8').trim().split('\n');
    const ids = lines.map((line) => line.split(',')[4] ?? '');
    const shifted = lines.map((line, at) => line.replace(/[^,]*$/, ids[(at + 1) % ids.length] ?? ''));
    await imported(benchOf.folder({ 'users.csv': [header, ...shifted].join('\n') }), place);
    expect(await place.store.people.byEmail('claire.moreau@contoso.example')).toMatchObject({ aadObjectId: ids[1] });
  });
});
