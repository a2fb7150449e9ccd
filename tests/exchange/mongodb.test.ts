import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSample } from '../../exchange';
import { createKeyring } from '../../storage/keyring';
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

  test('a chain of addresses, and people who change seats', async () => {
    await imported(CONTOSO, place);
    const person = (name: string) => place.store.people.byEmail(`${name}@contoso.example`);
    const [ana, tom] = [await person('ana.souza'), await person('tom.baker')];
    const only = (name: string, ...lines: string[]) =>
      benchOf.folder({
        ...Object.fromEntries(
          ['membership', 'benefits', 'keys', 'downloads', 'users'].map((one) => [`${one}.csv`, null]),
        ),
        [`${name}.csv`]: lines.join('\n'),
      });
    const seats = (...rows: string[]) => only('seats', 'benefit_id,seat,holder_email', ...rows);
    await imported(
      only(
        'users',
        'email,aad_object_id',
        `tom.baker@contoso.example,${ana?.aadObjectId}`,
        `tom.becker@contoso.example,${tom?.aadObjectId}`,
      ),
      place,
    );
    expect(await person('tom.baker')).toMatchObject({ id: ana?.id });
    expect(await person('tom.becker')).toMatchObject({ id: tom?.id });
    const vs = 'visual-studio-enterprise';
    await imported(seats(`${vs},1,tom.baker@contoso.example`, `${vs},2,tom.becker@contoso.example`), place);
    await imported(seats(`${vs},1,tom.becker@contoso.example`, `${vs},2,tom.baker@contoso.example`), place);
    expect(await place.store.seats.held(vs, ana?.id ?? '')).toMatchObject({ number: 2 });
    await imported(seats(`${vs},1,`, `${vs},2,tom.becker@contoso.example`), place);
    expect(await place.store.seats.used(vs)).toBe(1);
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
